//! Why little or nothing was found.

use crate::Result;
use crate::index::Reader;
use crate::query::{Condition, Note, Plan, Text, Vocabulary, Word};
use crate::text::fold;

/// Spellings and names told at most of one word.
const NEAR: usize = 5;

/// Words that no passage has, with spellings and names near them.
pub(super) fn nowhere_found(reader: &Reader, plan: &Plan) -> Result<Vec<Note>> {
    let mut notes = Vec::new();
    let vocabulary = reader.vocabulary();
    let asked = plan.wanted.iter().chain(&plan.required);
    for text in asked.flat_map(Condition::texts) {
        if reader.count_of(&Condition::Text(text.clone()))? > 0 {
            continue;
        }
        let mut missing = missing_parts(reader, text)?;
        if missing.is_empty() {
            missing.push(text);
        }
        for text in missing {
            let input = text.to_string();
            let near = match text {
                Text::Word(Word { typed: word, .. }) => near(reader, &vocabulary, word)?,
                Text::Phrase(tokens) => match tokens.as_slice() {
                    [word] => near(reader, &vocabulary, word)?,
                    _ => Vec::new(),
                },
                _ => Vec::new(),
            };
            notes.push(Note::NowhereFound { input, near });
        }
    }
    Ok(notes)
}

/// Of texts near one another, those that stand nowhere at all; of a phrase its words.
fn missing_parts<'a>(reader: &Reader, text: &'a Text) -> Result<Vec<&'a Text>> {
    let Text::Near(near) = text else {
        return Ok(Vec::new());
    };
    let mut missing = Vec::new();
    for operand in &near.operands {
        for text in operand {
            if reader.count_of(&Condition::Text(text.clone()))? == 0 {
                missing.push(text);
            }
        }
    }
    Ok(missing)
}

/// Spellings of the index and names like a word.
fn near(reader: &Reader, vocabulary: &Vocabulary, word: &str) -> Result<Vec<String>> {
    let mut near = reader.spellings_near(word)?;
    for name in vocabulary.names_near(word) {
        let is_new = near.iter().all(|own| fold(own) != fold(&name));
        if is_new && near.len() < NEAR {
            near.push(name);
        }
    }
    Ok(near)
}

/// Filters, texts and exclusions without which there would be hits, what each finds alone, and what the archive covers.
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
    let mut counts = Vec::new();
    let mut alone = plan.each_alone();
    if alone.is_empty() && notes.is_empty() {
        alone = plan.each_part_alone();
    }
    for (what, condition) in alone {
        counts.push((what, reader.count_of(&condition)?));
    }
    if !counts.is_empty() {
        notes.push(Note::Alone { counts });
    }
    let (first, last) = reader.days_covered()?.unzip();
    notes.push(Note::Covers {
        passages: reader.passage_count(),
        first: first.map(|day| day.to_string()),
        last: last.map(|day| day.to_string()),
    });
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
