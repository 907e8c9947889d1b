//! Any bytes as a file `x.zip`: a briefing, or a reason why not.
#![no_main]

demarche_fuzz::reads!("x.zip");
