//! How statements changed between two versions of a briefing: put more sharply or softly, gone, or new.
//!
//! Both versions are annotated as they stand. What both say as strongly of the same parties is left out, wherever it stands; of the
//! rest, a statement of one version and one of the other are the same put otherwise where their parties are the same and they
//! stand in the same sentence, or in sentences that correspond.

use super::changes::Rewording;
use crate::annotate::{Corrections, corrected};
use crate::briefing::{Actor, Annotated, Briefing, Statement};
use crate::lexicon::Lexicon;
use crate::passage;
use crate::text::{Span, collapsed, sentences, unspaced};
use serde::Serialize;

/// A statement that is not as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementChange {
    /// As it was; `None` where it is new.
    pub old: Option<Statement>,
    /// As it is; `None` where it is gone.
    pub new: Option<Statement>,
    /// In which direction.
    pub shift: Shift,
    /// The number of its passage in the newer version, of one that is gone in the older one.
    pub passage: Option<u32>,
}

/// In which direction a statement changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shift {
    /// More critical than it was.
    Sharpened,
    /// Less critical than it was.
    Softened,
    /// As friendly or neutral, with more weight.
    Strengthened,
    /// As friendly or neutral, with less weight.
    Weakened,
    /// Put as another act, or held otherwise, as strongly.
    Changed,
    /// No longer there.
    Gone,
    /// Not there before.
    New,
}

impl Shift {
    /// What it is called.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sharpened => "sharpened",
            Self::Softened => "softened",
            Self::Strengthened => "strengthened",
            Self::Weakened => "weakened",
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::New => "new",
        }
    }

    fn between(old: &Statement, new: &Statement) -> Self {
        let critical = |one: &Statement| i8::from(one.stance) < 0;
        if old.stance != new.stance {
            let is_worse = i8::from(new.stance) < i8::from(old.stance);
            return if is_worse {
                Self::Sharpened
            } else {
                Self::Softened
            };
        }
        match (new.strength.cmp(&old.strength), critical(new)) {
            (std::cmp::Ordering::Greater, true) => Self::Sharpened,
            (std::cmp::Ordering::Less, true) => Self::Softened,
            (std::cmp::Ordering::Greater, false) => Self::Strengthened,
            (std::cmp::Ordering::Less, false) => Self::Weakened,
            (std::cmp::Ordering::Equal, _) => Self::Changed,
        }
    }
}

/// The statements that changed from `old` to `new`, whose sentences changed as told, in the order of the newer version.
#[must_use]
pub fn shifts(
    old: &Briefing,
    new: &Briefing,
    reworded: &[Rewording],
    lexicon: &Lexicon,
    corrections: &Corrections,
) -> Vec<StatementChange> {
    let [old, new] = [old, new].map(|one| Version::of(one, lexicon, corrections));
    let (mut gone, mut come) = (old.statements(), Vec::new());
    for placed in new.statements() {
        let same = gone
            .iter()
            .position(|other| is_same(other.statement, placed.statement));
        match same {
            Some(position) => drop(gone.remove(position)),
            None => come.push(placed),
        }
    }
    let mut shifts = Vec::new();
    for placed in come {
        let before = gone.iter().position(|other| {
            parties(other.statement) == parties(placed.statement)
                && correspond(&other.sentence, &placed.sentence, reworded)
        });
        let before = before.map(|position| gone.remove(position).statement.clone());
        let after = placed.statement.clone();
        shifts.push(StatementChange {
            shift: before
                .as_ref()
                .map_or(Shift::New, |before| Shift::between(before, &after)),
            old: before,
            new: Some(after),
            passage: placed.passage,
        });
    }
    let gone = gone.into_iter().map(|placed| StatementChange {
        old: Some(placed.statement.clone()),
        new: None,
        shift: Shift::Gone,
        passage: placed.passage,
    });
    shifts.extend(gone);
    shifts
}

struct Version {
    annotated: Annotated,
    sentences: Vec<Span>,
}

struct Placed<'a> {
    statement: &'a Statement,
    sentence: String,
    passage: Option<u32>,
}

impl Version {
    fn of(briefing: &Briefing, lexicon: &Lexicon, corrections: &Corrections) -> Self {
        let (annotated, _) = corrected(briefing.clone(), lexicon, corrections);
        let language = passage::language(&annotated.briefing);
        Self {
            sentences: sentences(&annotated.briefing.text, &language),
            annotated,
        }
    }

    fn statements(&self) -> Vec<Placed<'_>> {
        let text = &self.annotated.briefing.text;
        let placed = self.annotated.statements.iter().map(|statement| {
            let start = statement.span.start;
            let sentence = self
                .sentences
                .iter()
                .find(|sentence| sentence.contains(start));
            let mut passages = (1..).zip(&self.annotated.passages);
            let passage = passages.find(|(_, passage)| passage.span.contains(start));
            Placed {
                statement,
                sentence: sentence
                    .map(|sentence| collapsed(sentence.of(text)))
                    .unwrap_or_default(),
                passage: passage.map(|(number, _)| number),
            }
        });
        placed.collect()
    }
}

/// Who says it of whom, by ids where they are known.
fn parties(statement: &Statement) -> [Option<&String>; 2] {
    fn known(actor: &Actor) -> Option<&String> {
        let ids = [&actor.person, &actor.body, &actor.id, &actor.name];
        ids.into_iter().flatten().next()
    }
    [known(&statement.source), known(&statement.target)]
}

/// Whether both say the same as strongly.
fn is_same(old: &Statement, new: &Statement) -> bool {
    let said = |one: &Statement| (one.act, i8::from(one.stance), one.strength, one.status);
    parties(old) == parties(new) && said(old) == said(new)
}

fn correspond(old: &str, new: &str, reworded: &[Rewording]) -> bool {
    let is = |sentence: &Option<super::Sentence>, text: &str| {
        sentence
            .as_ref()
            .is_some_and(|sentence| sentence.text == text)
    };
    let same = unspaced(old) == unspaced(new);
    same || reworded
        .iter()
        .any(|one| is(&one.removed, old) && is(&one.added, new))
}
