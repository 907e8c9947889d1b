//! In whose voice an unlabelled text stands: its ministry's or speaker's own, or a reporter's.

use super::cast::Cast;
use super::{named, words};
use crate::briefing::{Briefing, Form, Speaker};
use crate::lexicon::{reporting, turn_words};
use crate::text::{fold, primary_language, unquoted};

/// Bytes looked at; more change nothing.
const SAMPLE: usize = 6000;

/// Words of a question that may stand by itself.
const QUESTION: usize = 200;

/// In whose voice a text stands.
#[derive(Debug, Clone)]
pub(super) enum Voice {
    /// Prepared words of this speaker.
    Own(Speaker),
    /// Told by a reporter.
    Reporter,
    /// A question by itself, cut out of a transcript.
    Asker,
}

impl Voice {
    /// The voice of `briefing`: what its metadata say, else what its text sounds like.
    pub(super) fn of(briefing: &Briefing, language: &str, cast: &Cast) -> Self {
        let own = cast
            .host_organisation()
            .or_else(|| cast.main())
            .or_else(|| {
                let ministry = briefing.ministry.as_deref()?;
                Some(Speaker {
                    represents: cast.host(),
                    ..named(ministry)
                })
            });
        if own.is_some()
            && words(&briefing.text) <= QUESTION
            && turn_words().asks(&fold(&briefing.text))
        {
            return Self::Asker;
        }
        let words = reporting(primary_language(language));
        let in_first_person = words.first_persons(&unquoted(head(&briefing.text))) > 0;
        let reported = briefing.form == Form::Article
            || (briefing.outlet.is_some() && (briefing.ministry.is_none() || !in_first_person));
        let declared =
            briefing.ministry.is_some() || !matches!(briefing.form, Form::Other | Form::Article);
        match own {
            Some(speaker)
                if !reported && (declared || speaks_itself(briefing, language, &speaker)) =>
            {
                Self::Own(speaker)
            }
            _ => Self::Reporter,
        }
    }
}

/// Whether a text without a ministry is the speaker's own: "we" and "I" outside of quotation marks, and nobody tells what the speaker said.
fn speaks_itself(briefing: &Briefing, language: &str, speaker: &Speaker) -> bool {
    let written = unquoted(head(&briefing.text));
    let first_persons = reporting(primary_language(language)).first_persons(&written);
    let outside = fold(&written);
    let name = fold(&speaker.name);
    let surname = name.split_whitespace().next_back().unwrap_or(&name);
    let told = outside
        .strip_prefix(surname)
        .unwrap_or(&outside)
        .contains(surname);
    first_persons > 0 && !told
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
