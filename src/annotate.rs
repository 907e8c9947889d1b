//! Passages → attributions, mentions, topics, statements: pure functions in a fixed order that cannot fail.

mod attribution;
mod check;
mod mentions;
mod naming;
mod statements;
mod topics;

pub use check::{Checked, check, scene};

use crate::briefing::{Annotated, Briefing, Statement};
use crate::lexicon::Lexicon;
use crate::passage;

/// Everything that is found in a briefing.
#[must_use]
pub fn annotate(briefing: Briefing, lexicon: &Lexicon) -> Annotated {
    let passages = passage::split(&briefing, lexicon);
    let mut annotated = Annotated {
        briefing,
        passages,
        ..Annotated::default()
    };
    annotated.mentions = mentions::find(&annotated, lexicon);
    attribution::attribute(&mut annotated, lexicon);
    annotated.statements = statements::extract(&annotated, lexicon);
    topics::assign(&mut annotated, lexicon);
    naming::settle(&mut annotated, lexicon);
    annotated
}

/// The statements of a briefing whose passages, mentions and attributions are known.
#[must_use]
pub fn statements(annotated: &Annotated, lexicon: &Lexicon) -> Vec<Statement> {
    statements::extract(annotated, lexicon)
}
