//! Who is named where: names of the gazetteer linked in their context, titles with names, short mentions.

use crate::briefing::{Annotated, Mention};
use crate::lexicon::Lexicon;

/// The mentions of a briefing, in text order, disjoint. Reads the briefing and its passages.
pub(super) fn find(annotated: &Annotated, lexicon: &Lexicon) -> Vec<Mention> {
    let day = annotated.briefing.dates.said.map(|said| said.day);
    let names = lexicon.entities().find(&annotated.briefing.text);
    let mentions = names.into_iter().filter_map(|name| {
        let entity = name.entities.first()?;
        Some(Mention {
            span: name.span,
            entity: entity.id.clone(),
            represents: entity.represents(day).map(str::to_owned),
            form: name.form,
            confidence: if name.ambiguous { 0.6 } else { 0.95 },
        })
    });
    mentions.collect()
}
