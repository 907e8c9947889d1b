//! Who utters what: an ordered list of sieves, each with its own precision; later ones fill gaps only.
//!
//! | rule | finds |
//! |---|---|
//! | `t0.turn`, `t0.prepared` | a turn of a transcript, prepared words: from the passage |
//! | `t1.*` | words before "Norvik said", "said Norvik"; Chinese reporting verbs |
//! | `t2.*` | "Norvik said (that) …", "…, saying …" |
//! | `t3.*` | "urged X to …", "called for …" |
//! | `t4.*` | "according to Norvik", "as Norvik said", "claims by Norvik that …" |
//! | `t5.colon` | "Norvik: “…”" |
//! | `t6.continued` | a quotation that goes on in a new paragraph |
//! | `t7.floating` | a quotation without reporting words, by whom spoke last |
//!
//! A source is found in the words that name it ([`sources`]); "he" and "the spokeswoman" mean the one who spoke last.

mod blocks;
mod chinese;
mod contents;
mod cues;
mod interrupted;
mod names;
mod nested;
mod phrases;
mod set_phrases;
mod sources;
mod tokens;
mod verbs;

use crate::briefing::{
    Actor, Annotated, Attribution, AttributionKind, Passage, PassageKind, Speaker,
};
use crate::lexicon::{Lexicon, Reporting, reporting};
use crate::passage::{self, words};
use crate::text::{Quotation, Span, primary_language, quotations};
use blocks::blocks;
use sources::Sources;
pub(super) use sources::of_speaker;
use tokens::{Token, token_sentences};

/// Sources a chain may have.
const LONGEST_CHAIN: usize = 4;
/// Words in quotation marks that make a report a mixed one.
const QUOTED_WORDS: usize = 3;

/// Words reported in a sentence.
#[derive(Debug, Clone)]
struct Reported {
    cue: Option<Span>,
    source: Option<Span>,
    content: Span,
    rule: &'static str,
    confidence: f32,
}

/// A quotation and who utters it, for what follows it.
struct LastQuote {
    open: bool,
    actor: Option<Actor>,
    end: usize,
}

/// Fills in the attributions, and the speakers of passages that quote. Reads the passages and mentions.
pub(super) fn attribute(annotated: &mut Annotated, lexicon: &Lexicon) {
    let language = passage::language(&annotated.briefing);
    let words = reporting(primary_language(&language));
    let text = &annotated.briefing.text;
    let quotations = interrupted::parted(quotations(text), text, words);
    let mut found: Vec<Attribution> = annotated.passages.iter().filter_map(of_passage).collect();
    found.extend(sift(annotated, lexicon, &language, words, &quotations));
    found.sort_by_key(|attribution| {
        (
            attribution.span.start,
            std::cmp::Reverse(attribution.span.end),
        )
    });
    for passage in &mut annotated.passages {
        if passage.kind == PassageKind::Quote {
            fill_quote(passage, &found);
        }
    }
    annotated.attributions = interrupted::joined(found, &annotated.briefing.text);
}

/// What the passage itself says of who utters it.
fn of_passage(passage: &Passage) -> Option<Attribution> {
    let (kind, rule) = match passage.kind {
        PassageKind::Answer => (AttributionKind::Direct, "t0.turn"),
        PassageKind::Question => (AttributionKind::Question, "t0.turn"),
        PassageKind::Statement => (AttributionKind::Direct, "t0.prepared"),
        _ => return None,
    };
    Some(Attribution {
        span: passage.span,
        gaps: Vec::new(),
        kind,
        sources: passage.speaker.iter().map(of_speaker).collect(),
        cue: None,
        confidence: passage
            .speaker
            .as_ref()
            .map_or(0.8, |speaker| speaker.confidence),
        rule: rule.to_owned(),
    })
}

/// Runs the sieves over all sentences, paragraph by paragraph and never across turns.
fn sift(
    annotated: &Annotated,
    lexicon: &Lexicon,
    language: &str,
    words: &'static Reporting,
    quotations: &[Quotation],
) -> Vec<Attribution> {
    let text = annotated.briefing.text.as_str();
    let mut sources = Sources::new(annotated, lexicon, words);
    let mut found = Vec::new();
    let mut last_quote: Option<LastQuote> = None;
    for block in blocks(annotated) {
        let outer = outer_sources(annotated, block.passage);
        let narrated = matches!(
            block.passage.kind,
            PassageKind::Narration | PassageKind::Quote
        );
        if let Some(speaker) = block.passage.speaker.as_ref().filter(|_| !narrated) {
            sources.spoke(&of_speaker(speaker));
        }
        for tokens in token_sentences(text, block.span, language, quotations) {
            let mut reported = reported(text, &tokens, words, &sources);
            if narrated {
                reported.extend(floating(
                    &tokens,
                    &reported,
                    last_quote.as_ref(),
                    block.span,
                ));
            }
            let attributions = attributed(
                text,
                &reported,
                &outer,
                &mut sources,
                quotations,
                last_quote.as_ref(),
            );
            let mut nested = Vec::new();
            for quote in tokens.iter().filter_map(Token::quotation) {
                let by = attributions
                    .iter()
                    .rfind(|attribution| attribution.span.overlaps(quote.inner));
                let chain = by.map_or(&[][..], |by| by.sources.as_slice());
                let within =
                    nested::quoted_within(text, quote, language, words, quotations, &sources);
                for (reported, inside) in within {
                    let speakers = sources.speakers();
                    nested.extend(attributed(
                        text,
                        &reported,
                        chain,
                        &mut sources,
                        &inside,
                        None,
                    ));
                    sources.set_speakers(speakers);
                }
                last_quote = Some(LastQuote {
                    open: quote.open,
                    actor: by.and_then(|by| by.sources.last().cloned()),
                    end: quote.outer.end,
                });
            }
            found.extend(attributions);
            found.extend(nested);
        }
    }
    found
}

/// Who utters the passage itself: its speaker, or the outlet that narrates.
fn outer_sources(annotated: &Annotated, passage: &Passage) -> Vec<Actor> {
    let narrated = matches!(passage.kind, PassageKind::Narration | PassageKind::Quote);
    if !narrated {
        return passage.speaker.iter().map(of_speaker).collect();
    }
    let outlet = annotated.briefing.outlet.as_ref().map(|outlet| Actor {
        name: Some(outlet.clone()),
        ..Actor::default()
    });
    outlet.into_iter().collect()
}

fn reported(text: &str, tokens: &[Token], words: &Reporting, sources: &Sources) -> Vec<Reported> {
    if !words.spaced {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return Vec::new();
        };
        return chinese::reports(text, tokens, sources.mentions(first.span.joined(last.span)));
    }
    let span = |range: std::ops::Range<usize>| {
        let within = tokens.get(range)?;
        Some(within.first()?.span.joined(within.last()?.span))
    };
    cues::reports(tokens, words)
        .into_iter()
        .filter_map(|report| {
            let source = report.source.clone().and_then(span);
            let named = || source.is_some_and(|source| !sources.mentions(source).is_empty());
            if report.rule == "t4.adjective" && !named() {
                return None;
            }
            Some(Reported {
                cue: span(report.cue),
                source,
                content: span(report.content)?,
                rule: report.rule,
                confidence: report.confidence,
            })
        })
        .collect()
}

/// Utterances in quotation marks that no report of the sentence holds.
fn floating(
    tokens: &[Token],
    reported: &[Reported],
    last_quote: Option<&LastQuote>,
    block: Span,
) -> Vec<Reported> {
    let free = tokens.iter().filter(|token| {
        token.quotation().is_some()
            && !reported
                .iter()
                .any(|report| report.content.overlaps(token.span))
    });
    free.filter_map(|token| {
        let (rule, confidence, source) = match (reported.first(), last_quote) {
            (Some(report), _) if report.rule.starts_with("t1") => {
                ("t1.interrupted", 0.9, report.source)
            }
            (None, Some(last)) if last.open && token.span.start == block.start => {
                ("t6.continued", 0.9, None)
            }
            (None, Some(last)) if last.end > block.start => ("t7.floating", 0.8, None),
            (None, Some(_)) if token.span == block => ("t7.next-paragraph", 0.5, None),
            _ => return None,
        };
        Some(Reported {
            cue: None,
            source,
            content: token.span,
            rule,
            confidence,
        })
    })
    .collect()
}

/// The reports of one sentence as attributions, each with the chain of its sources.
fn attributed(
    text: &str,
    reported: &[Reported],
    outer: &[Actor],
    sources: &mut Sources,
    quotations: &[Quotation],
    last_quote: Option<&LastQuote>,
) -> Vec<Attribution> {
    let mut actors: Vec<Option<Actor>> = Vec::with_capacity(reported.len());
    for report in reported {
        let inherited = || {
            last_quote
                .and_then(|last| last.actor.clone())
                .or_else(|| sources.last().cloned())
        };
        let actor = match report.source {
            Some(source) => Some(sources.actor(source)),
            None if report.cue.is_none() => inherited(),
            None => None,
        };
        let nested = reported.iter().any(|other| is_inside(report, other));
        if let Some(actor) = actor.as_ref().filter(|_| !nested) {
            sources.spoke(actor);
        }
        actors.push(actor);
    }
    let mut found = Vec::new();
    for (report, actor) in reported.iter().zip(&actors) {
        let Some(actor) = actor else { continue };
        let mut chain = outer.to_vec();
        let around = reported
            .iter()
            .zip(&actors)
            .filter(|(other, _)| is_inside(report, other));
        chain.extend(around.filter_map(|(_, actor)| actor.clone()));
        chain.truncate(LONGEST_CHAIN - 1);
        chain.push(actor.clone());
        // "refuted the charge, stating …": one source, of whom the later naming counts.
        chain.dedup_by(|later, earlier| {
            let same = later.name == earlier.name && later.name.is_some();
            if same {
                std::mem::swap(later, earlier);
            }
            same
        });
        let (span, kind) = shaped(text, report.content, quotations);
        if span.is_empty() {
            continue;
        }
        found.push(Attribution {
            span,
            gaps: Vec::new(),
            kind,
            sources: chain,
            cue: report.cue,
            confidence: report.confidence,
            rule: report.rule.to_owned(),
        });
    }
    found
}

/// Whether `report` stands in what `other` reports.
fn is_inside(report: &Reported, other: &Reported) -> bool {
    let place = report.cue.unwrap_or(report.content);
    other.content.covers(place) && other.content != report.content
}

/// The content without the marks around it, and how it is given.
fn shaped(text: &str, content: Span, quotations: &[Quotation]) -> (Span, AttributionKind) {
    let from = quotations.partition_point(|quotation| quotation.outer.start < content.start);
    let inside = quotations[from..]
        .iter()
        .take_while(|quotation| quotation.outer.start < content.end);
    let mut quoted = 0;
    for quotation in inside.filter(|quotation| quotation.depth == 0) {
        if quotation.outer.start == content.start && quotation.outer.end >= content.end {
            let inner = Span::new(quotation.inner.start, quotation.inner.end.min(content.end));
            return (trimmed(text, inner), AttributionKind::Direct);
        }
        quoted += words(quotation.inner.of(text));
    }
    let kind = if quoted >= QUOTED_WORDS {
        AttributionKind::Mixed
    } else {
        AttributionKind::Indirect
    };
    (trimmed(text, content), kind)
}

fn trimmed(text: &str, span: Span) -> Span {
    let written = span.of(text);
    let ends = |character: char| character.is_whitespace() || matches!(character, ',' | '，');
    let start = span.start + written.len() - written.trim_start_matches(ends).len();
    Span::new(start, start + written.trim_matches(ends).len())
}

/// The speaker of a quoting passage; where it quotes two, it is narration.
fn fill_quote(passage: &mut Passage, attributions: &[Attribution]) {
    let from =
        attributions.partition_point(|attribution| attribution.span.start < passage.span.start);
    let mut quoted = attributions[from..]
        .iter()
        .take_while(|attribution| attribution.span.start < passage.span.end)
        .filter(|attribution| {
            matches!(
                attribution.kind,
                AttributionKind::Direct | AttributionKind::Mixed
            )
        })
        .filter_map(|attribution| Some((attribution.sources.last()?, attribution.confidence)));
    let Some((actor, confidence)) = quoted.next() else {
        return;
    };
    if quoted.any(|(other, _)| other.name != actor.name) {
        passage.kind = PassageKind::Narration;
        return;
    }
    passage.speaker = Some(Speaker {
        name: actor.name.clone().unwrap_or_default(),
        entity: actor.person.clone(),
        represents: actor.id.clone(),
        body: actor.body.clone(),
        role: None,
        confidence,
    });
}
