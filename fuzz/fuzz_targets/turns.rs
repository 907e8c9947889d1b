//! Any text as a transcript: its passages are disjoint, in order, and cut at characters.
#![no_main]

use demarche::briefing::{Briefing, Form};
use demarche::lexicon::Lexicon;
use demarche::passage;

demarche_fuzz::fuzz_target!(|text: &str| {
    for form in [Form::Transcript, Form::Other] {
        let briefing = Briefing {
            text: text.to_owned(),
            title: Some("Press briefing by spokeswoman Ada Norvik".to_owned()),
            form,
            ..Briefing::default()
        };
        let mut end = 0;
        for passage in passage::split(&briefing, Lexicon::builtin()) {
            assert!(passage.span.start >= end);
            end = passage.span.end;
            let _ = &briefing.text[passage.span.start..passage.span.end];
        }
    }
});
