//! Any bytes as a file `x.json`: a briefing, or a reason why not.
#![no_main]

demarche_fuzz::reads!("x.json");
