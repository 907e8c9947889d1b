//! The corrections of one briefing applied, each at its time, and what could not be.

use super::places::Places;
use super::{CorrectionLine, Refused, Unapplied, fields, statements};
use crate::briefing::{Annotated, Briefing, Correction};
use crate::lexicon::Lexicon;

/// The corrections of one briefing on their way through its annotation.
pub(in crate::annotate) struct Correcting<'a> {
    lines: Vec<&'a CorrectionLine>,
    lexicon: &'a Lexicon,
    unapplied: Vec<Unapplied>,
}

impl<'a> Correcting<'a> {
    pub(in crate::annotate) fn new(lines: Vec<&'a CorrectionLine>, lexicon: &'a Lexicon) -> Self {
        Self {
            lines,
            lexicon,
            unapplied: Vec::new(),
        }
    }

    /// Puts the briefing itself right.
    pub(in crate::annotate) fn briefing(&mut self, briefing: &mut Briefing) {
        let lexicon = self.lexicon;
        self.each(|correction| match (&correction.set, &correction.passage) {
            (Some(set), None) => {
                // All of a line holds, or nothing.
                let mut right = briefing.clone();
                fields::set(set, &mut right, lexicon)?;
                *briefing = right;
                Ok(())
            }
            _ => Ok(()),
        });
    }

    /// Puts right who speaks.
    pub(in crate::annotate) fn speakers(&mut self, annotated: &mut Annotated) {
        if self.lines.is_empty() {
            return;
        }
        let (lexicon, places) = (self.lexicon, Places::new(annotated));
        self.each(|correction| match (&correction.set, &correction.passage) {
            (Some(set), Some(anchor)) if set.speaker.is_some() => {
                let stretch = places.find(anchor, correction.number(), annotated)?;
                fields::speak(set, stretch, annotated, lexicon)
            }
            (Some(set), None) if set.speaker.is_some() => {
                fields::confirm(annotated);
                Ok(())
            }
            _ => Ok(()),
        });
    }

    /// Puts topics and statements right; tells what could not be.
    pub(in crate::annotate) fn finish(mut self, annotated: &mut Annotated) -> Vec<Unapplied> {
        if self.lines.is_empty() {
            return self.unapplied;
        }
        let (lexicon, places) = (self.lexicon, Places::new(annotated));
        self.each(|correction| {
            let Some(anchor) = &correction.passage else {
                let topics = correction.set.as_ref().map(|set| set.topics.as_slice());
                return fields::topics_of_whole(topics.unwrap_or_default(), annotated, lexicon);
            };
            let stretch = places.find(anchor, correction.number(), annotated)?;
            if let Some(set) = &correction.set {
                fields::topics_of_stretch(&set.topics, stretch, annotated, lexicon)?;
            }
            if let Some(right) = &correction.statement {
                statements::state(right, stretch, &places, annotated, lexicon)?;
            }
            if let Some(none) = &correction.no_statement {
                statements::remove(none, stretch, annotated, lexicon)?;
            }
            Ok(())
        });
        annotated
            .statements
            .sort_by_key(|statement| statement.span.start); // stable
        self.unapplied
    }

    /// Applies what `apply` does with each line that nothing was wrong with so far.
    fn each(&mut self, mut apply: impl FnMut(&Correction) -> Result<(), Refused>) {
        for line in &self.lines {
            if self.unapplied.iter().any(|known| known.key == line.key) {
                continue;
            }
            let Err(refused) = apply(&line.correction) else {
                continue;
            };
            let (reason, is_stale) = match refused {
                Refused::Stale(reason) => (reason, true),
                Refused::Wrong(reason) => (reason, false),
            };
            self.unapplied.push(Unapplied {
                key: line.key.clone(),
                reason,
                is_stale,
            });
        }
    }
}
