//! Why nothing was found.

use crate::Result;
use crate::index::Reader;
use crate::query::{Condition, Note, Plan, Reading, Text};

/// Texts that no passage has, filters without which there would be hits, and what dates there are.
pub(super) fn reasons(reader: &Reader, reading: &Reading) -> Result<Vec<Note>> {
    let plan = &reading.plan;
    let mut notes = Vec::new();
    for text in plan
        .wanted
        .iter()
        .chain(&plan.required)
        .flat_map(Condition::texts)
    {
        if reader.count_of(&Condition::Text(text.clone()))? == 0 {
            let near = match text {
                Text::Word(word) => reader.spellings_near(&word.typed)?,
                _ => Vec::new(),
            };
            let input = text.to_string();
            notes.push(Note::NowhereFound { input, near });
        }
    }
    for (filter, relaxed) in &reading.relaxed {
        let without = reader.count(relaxed)?;
        if without > 0 {
            let filter = filter.clone();
            notes.push(Note::EmptiedBy { filter, without });
        }
    }
    if plan.required.iter().any(is_of_dates)
        && let Some((first, last)) = reader.days_covered()?
    {
        notes.push(Note::Covers {
            first: first.to_string(),
            last: last.to_string(),
        });
    }
    Ok(notes)
}

/// The plan without its date filters; `None` where it has none.
pub(super) fn dateless(plan: &Plan) -> Option<Plan> {
    let mut dateless = plan.clone();
    dateless
        .required
        .retain(|condition| !is_of_dates(condition));
    (dateless.required.len() < plan.required.len()).then_some(dateless)
}

fn is_of_dates(condition: &Condition) -> bool {
    match condition {
        Condition::Said(_) => true,
        Condition::Any(inner) => inner.iter().all(is_of_dates),
        _ => false,
    }
}
