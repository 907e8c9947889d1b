//! Names that stand alone: which of their meanings, and whether a capital is a government or a place.

use super::{Document, tail};
use crate::briefing::{Mention, MentionForm};
use crate::lexicon::{Context, Entity, EntityKind, NameMatch};

const SURE: f32 = 0.95;
/// The name is also something else.
const DOUBTFUL: f32 = 0.6;
/// A capital that does something.
const GOVERNMENT: f32 = 0.85;
/// A capital in which something happens.
const PLACE: f32 = 0.4;

/// The mention of a name; `None` where it is too slight to stand for the person alone.
pub(super) fn mention(
    document: &Document<'_>,
    name: &NameMatch<'_>,
    known: impl Fn(&str) -> bool,
) -> Option<Mention> {
    let entity = likeliest(document, name)?;
    let is_person = entity.kind == EntityKind::Person;
    if is_person && name.ambiguous && !known(&entity.id) {
        return None;
    }
    let mut mention = document.mention_of(entity, name.span);
    (mention.form, mention.confidence) = match name.form {
        MentionForm::Metonym if name.ambiguous && is_place(document.text, name) => {
            (MentionForm::Name, PLACE)
        }
        MentionForm::Metonym => (MentionForm::Metonym, GOVERNMENT),
        form if name.ambiguous => (form, DOUBTFUL),
        form => (form, SURE),
    };
    Some(mention)
}

/// The meaning that the document itself supports, else the first.
fn likeliest<'a>(document: &Document<'_>, name: &NameMatch<'a>) -> Option<&'a Entity> {
    let own = document.briefing.represents.as_deref();
    let supported = name
        .entities
        .iter()
        .find(|entity| own == Some(entity.id.as_str()));
    let held = |entity: &&&Entity| {
        entity.kind != EntityKind::Person
            || document
                .day
                .is_none_or(|day| entity.offices.iter().any(|office| office.held_on(day)))
    };
    supported
        .or_else(|| name.entities.iter().find(held))
        .or(name.entities.first())
        .copied()
}

fn is_place(text: &str, name: &NameMatch<'_>) -> bool {
    let context = Context::builtin();
    let before = tail(text, name.span.start, 24);
    let after = text.get(name.span.end..).unwrap_or_default();
    let word = before
        .split_whitespace()
        .next_back()
        .unwrap_or_default()
        .to_lowercase();
    let adjoining = before.ends_with(char::is_whitespace);
    adjoining && context.place_before.contains(&word)
        || context
            .place_before_han
            .iter()
            .any(|sign| before.ends_with(sign.as_str()))
        || context
            .place_after
            .iter()
            .any(|sign| after.starts_with(sign.as_str()))
}
