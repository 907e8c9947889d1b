//! Any bytes as a file `x.eml`: a briefing, or a reason why not.
#![no_main]

demarche_fuzz::reads!("x.eml");
