//! One name for one party: the name shown for whoever states or is stated about, however the text puts it.

use crate::briefing::{Actor, Annotated, MentionForm};
use crate::lexicon::{Entity, Lexicon, WordClass, reporting};
use crate::text::fold;

/// Gives every party of attributions and statements its usual name: a person the full name without titles, a country or
/// organisation the English one. Parties the lexicon does not know keep the words of the text.
pub(super) fn settle(annotated: &mut Annotated, lexicon: &Lexicon) {
    let sources = annotated
        .attributions
        .iter_mut()
        .flat_map(|attribution| &mut attribution.sources);
    let parties = annotated
        .statements
        .iter_mut()
        .flat_map(|statement| [&mut statement.source, &mut statement.target]);
    for actor in sources.chain(parties) {
        if let Some(name) = usual_name(actor, lexicon) {
            actor.name = Some(name);
        }
    }
}

fn usual_name(actor: &Actor, lexicon: &Lexicon) -> Option<String> {
    let known = |id: &Option<String>| id.as_deref().and_then(|id| lexicon.entities().entity(id));
    if let Some(person) = &actor.person {
        return match lexicon.entities().entity(person) {
            Some(entity) => Some(entity.name.clone()),
            None => actor
                .name
                .as_deref()
                .map(|name| without_title(name, person).to_owned()),
        };
    }
    let form = match &actor.name {
        Some(name) => form_of_own_name(name, actor, lexicon)?,
        None => MentionForm::Name,
    };
    // A building or capital ("the Kremlin") stands for the state, whoever resides there.
    let body = known(&actor.body).filter(|_| form != MentionForm::Metonym);
    let party = body.or_else(|| known(&actor.id));
    party.map(|entity| entity.name.clone())
}

/// How `name` names the actor's own country or organisation, where it does nothing else: words such as a senior official's tell
/// more than the state's name.
fn form_of_own_name(name: &str, actor: &Actor, lexicon: &Lexicon) -> Option<MentionForm> {
    let found = lexicon.entities().find(name);
    let [only] = found.as_slice() else {
        return None;
    };
    let is_own =
        |entity: &&Entity| Some(&entity.id) == actor.id.as_ref() || entity.parent == actor.id;
    // "A Kremlin official" is not the Kremlin; the Chinese side is China.
    let words = reporting("en");
    let is_official = |word: String| word != "side" && words.is(WordClass::Role, &word);
    if name.split_whitespace().map(fold).any(is_official) {
        return None;
    }
    // An article, a possessive ending or a side ("the U.S.'s", "the Chinese side") may stand beside it.
    let bare = name.len() - only.span.len() <= 12;
    (bare && only.entities.iter().any(is_own)).then_some(only.form)
}

/// The last words of `name`, as many as the slug of the person has.
fn without_title<'a>(name: &'a str, slug: &str) -> &'a str {
    let words = slug.split('-').count();
    let starts = name.split_whitespace().rev().take(words).last();
    let start = starts.and_then(|word| crate::text::Span::of_part(word, name));
    start.map_or(name, |span| &name[span.start..])
}
