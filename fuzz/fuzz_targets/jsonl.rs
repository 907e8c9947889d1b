//! Any bytes as a file `x.jsonl`: a briefing, or a reason why not.
#![no_main]

demarche_fuzz::reads!("x.jsonl");
