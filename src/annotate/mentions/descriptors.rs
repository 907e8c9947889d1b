//! Phrases for an organisation named before: "the alliance", "the bloc".

use super::Document;
use crate::briefing::{Mention, MentionForm};
use crate::lexicon::Context;

const DESCRIBED: f32 = 0.6;

/// The phrases that can mean an organisation named earlier, each linked to the last such.
pub(super) fn find(document: &Document<'_>, mentions: &[Mention]) -> Vec<Mention> {
    let mut found = Vec::new();
    for descriptor in &Context::builtin().descriptor {
        let mut named = mentions
            .iter()
            .filter_map(|mention| mention.represents.as_ref());
        if !named.any(|id| descriptor.only.contains(id)) {
            continue;
        }
        let forms = descriptor
            .words
            .iter()
            .flat_map(|words| [words.clone(), capitalised(words)]);
        let mut forms: Vec<String> = forms.collect();
        forms.dedup();
        for words in forms {
            for (start, phrase) in document.text.match_indices(words.as_str()) {
                let end = start + phrase.len();
                if !is_whole(document.text, start, end) {
                    continue;
                }
                let before = mentions.partition_point(|mention| mention.span.end <= start);
                let named = mentions.get(..before).unwrap_or_default().iter().rev();
                let mut meant = named.filter(|mention| {
                    mention
                        .represents
                        .as_ref()
                        .is_some_and(|id| descriptor.only.contains(id))
                });
                if let Some(id) = meant.next().and_then(|mention| mention.represents.clone()) {
                    let span = (start, end).into();
                    found.push(Mention {
                        span,
                        entity: id.clone(),
                        represents: Some(id),
                        form: MentionForm::Pronoun,
                        confidence: DESCRIBED,
                    });
                }
            }
        }
    }
    found
}

/// As at the start of a sentence.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let is_letter = |letter: Option<char>| {
        letter.is_some_and(|letter| {
            letter.is_alphabetic() && !matches!(letter, '\u{4e00}'..='\u{9fff}')
        })
    };
    let before = text
        .get(..start)
        .and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !is_letter(before) && !is_letter(after)
}
