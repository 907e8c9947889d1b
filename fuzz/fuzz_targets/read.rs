//! Any bytes as what `FUZZ_KIND` names (README.md): a briefing, or a reason why not.
#![no_main]

use std::panic;
use std::sync::{LazyLock, Mutex, PoisonError};

static KIND: LazyLock<String> =
    LazyLock::new(|| std::env::var("FUZZ_KIND").unwrap_or_else(|_| "html".to_owned()));
/// What the last panic said: one that the crate catches is no fault, and not told.
static LAST: Mutex<String> = Mutex::new(String::new());

demarche_fuzz::fuzz_target!(
    init: panic::set_hook(Box::new(|panic| {
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string();
    })),
    |bytes: &[u8]| {
        if panic::catch_unwind(|| demarche_fuzz::read(&KIND, bytes)).is_err() {
            eprintln!("{}", LAST.lock().unwrap_or_else(PoisonError::into_inner));
            std::process::abort();
        }
    }
);
