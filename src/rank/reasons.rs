//! Why little or nothing was found.

use crate::Result;
use crate::index::Reader;
use crate::query::{Condition, Note, Plan, Text};

/// Words that no passage has, with spellings near them.
pub(super) fn nowhere_found(reader: &Reader, plan: &Plan) -> Result<Vec<Note>> {
    let mut notes = Vec::new();
    let asked = plan.wanted.iter().chain(&plan.required);
    for text in asked.flat_map(Condition::texts) {
        if reader.count_of(&Condition::Text(text.clone()))? == 0 {
            let near = match text {
                Text::Word(word) => reader.spellings_near(&word.typed)?,
                _ => Vec::new(),
            };
            let input = text.to_string();
            notes.push(Note::NowhereFound { input, near });
        }
    }
    Ok(notes)
}

/// Filters without which there would be hits, and what dates there are.
pub(super) fn emptied(reader: &Reader, plan: &Plan) -> Result<Vec<Note>> {
    let mut notes = Vec::new();
    for (filter, plan) in plan.without_each_filter() {
        let without = reader.count(&plan)?;
        if without > 0 {
            notes.push(Note::EmptiedBy { filter, without });
        }
    }
    for (filter, plan) in plan.with_other_status() {
        let passages = reader.count(&plan)?;
        if passages > 0 {
            notes.push(Note::FoundWith { filter, passages });
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
