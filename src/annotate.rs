//! Passages → attributions, mentions, topics, statements: pure functions in a fixed order that cannot fail. A user's corrections win.

mod attribution;
mod check;
mod corrections;
mod declined;
mod mentions;
mod naming;
mod statements;
mod topics;

pub use check::{Checked, check, scene};
pub use corrections::{
    BY_USER, CorrectionLine, Corrections, Unapplied, UnreadLine, anchor, stands_in, usual,
    usual_act,
};

use crate::briefing::{Annotated, Briefing, Statement};
use crate::lexicon::Lexicon;
use crate::passage;
use corrections::Correcting;

/// Everything that is found in a briefing.
#[must_use]
pub fn annotate(briefing: Briefing, lexicon: &Lexicon) -> Annotated {
    corrected(briefing, lexicon, &Corrections::default()).0
}

/// Everything that is found in a briefing, with what a user put right, and the corrections that could not be applied.
#[must_use]
pub fn corrected(
    mut briefing: Briefing,
    lexicon: &Lexicon,
    corrections: &Corrections,
) -> (Annotated, Vec<Unapplied>) {
    let lines = corrections.of(&briefing.id).collect();
    let mut correcting = Correcting::new(lines, lexicon);
    correcting.briefing(&mut briefing);
    let passages = passage::split(&briefing, lexicon);
    let mut annotated = Annotated {
        briefing,
        passages,
        ..Annotated::default()
    };
    annotated.mentions = mentions::find(&annotated, lexicon);
    attribution::attribute(&mut annotated, lexicon);
    correcting.speakers(&mut annotated);
    annotated.statements = statements::extract(&annotated, lexicon);
    declined::extract(&mut annotated);
    topics::assign(&mut annotated, lexicon);
    naming::settle(&mut annotated, lexicon);
    let unapplied = correcting.finish(&mut annotated);
    (annotated, unapplied)
}

/// The statements of a briefing whose passages, mentions and attributions are known.
#[must_use]
pub fn statements(annotated: &Annotated, lexicon: &Lexicon) -> Vec<Statement> {
    statements::extract(annotated, lexicon)
}
