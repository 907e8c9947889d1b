//! Quotations inside of quotations: “The mayor told me, ‘Close it,’” Norvik said.

use super::tokens::{Token, token_sentences};
use super::{Reported, Sources, reported};
use crate::lexicon::{Reporting, WordClass};
use crate::text::{Quotation, Span, fold};

/// Utterances inside of a quotation, with their reporting words.
pub(super) fn quoted_within(
    text: &str,
    outer: Quotation,
    language: &str,
    words: &Reporting,
    quotations: &[Quotation],
    sources: &Sources,
) -> Vec<(Vec<Reported>, Vec<Quotation>)> {
    let from = quotations.partition_point(|quotation| quotation.outer.start <= outer.outer.start);
    let inside = quotations[from..]
        .iter()
        .take_while(|quotation| quotation.outer.start < outer.inner.end);
    let inside = inside.filter(|quotation| quotation.depth == outer.depth + 1);
    let inside: Vec<Quotation> = inside
        .map(|quotation| Quotation {
            depth: 0,
            ..*quotation
        })
        .collect();
    if inside.is_empty() {
        return Vec::new();
    }
    let sentences = token_sentences(text, outer.inner, language, &inside);
    let found = sentences.iter().map(|tokens| {
        let mut found = reported(text, tokens, words, sources);
        found.retain(|report| {
            is_quotation(tokens, report.content) && !is_other(text, report, words)
        });
        (found, inside.clone())
    });
    found.filter(|(found, _)| !found.is_empty()).collect()
}

/// "They said, ‘Why?’": whom somebody calls so is not known.
fn is_other(text: &str, report: &Reported, words: &Reporting) -> bool {
    let source = report.source.map(|source| fold(source.of(text)));
    source.is_some_and(|source| {
        words.is(WordClass::Pronoun, &source) && !words.is(WordClass::FirstPerson, &source)
    })
}

fn is_quotation(tokens: &[Token], content: Span) -> bool {
    let mut quotations = tokens.iter().filter(|token| token.quotation().is_some());
    quotations.any(|token| token.span == content)
}
