//! Quotations interrupted by their reporting words: “We closed it,” Norvik said. “It was unsafe.” is one utterance.

use crate::briefing::{Attribution, AttributionKind};
use crate::lexicon::Reporting;
use crate::text::{Quotation, Span, fold};

/// Words that reporting words inside of a quotation's marks may have.
const INCISE: usize = 12;

/// The quotations, with those cut in two that hold their reporting words between dashes, as is the custom in Russian:
/// «Мост закрыт, — сказала Норвик. — Его ремонтируют».
pub(super) fn parted(quotations: Vec<Quotation>, text: &str, words: &Reporting) -> Vec<Quotation> {
    let mut parts = Vec::with_capacity(quotations.len());
    for quotation in quotations {
        let mut rest = quotation;
        while let Some(incise) = (rest.depth == 0)
            .then(|| incise(rest.inner, text, words))
            .flatten()
        {
            parts.push(Quotation {
                outer: Span::new(rest.outer.start, incise.start),
                inner: Span::new(rest.inner.start, incise.start),
                open: false,
                ..rest
            });
            rest.outer.start = incise.end;
            rest.inner.start = incise.end;
        }
        if !rest.inner.is_empty() {
            parts.push(rest);
        }
    }
    parts.sort_by_key(|part| (part.outer.start, std::cmp::Reverse(part.outer.end)));
    parts
}

/// The reporting words inside of a quotation, with the dashes around them: a verb and whose it is.
fn incise(inner: Span, text: &str, words: &Reporting) -> Option<Span> {
    let written = inner.of(text);
    let mut dashes = written
        .match_indices(['—', '–'])
        .map(|(at, dash)| Span::new(at, at + dash.len()));
    let mut dash = dashes.next()?;
    loop {
        let next = dashes.next();
        let before = written.get(..dash.start)?.trim_end();
        let between = written.get(dash.end..next.map_or(written.len(), |next| next.start))?;
        let mut said = between.split_whitespace().map(fold);
        let is_verb = said
            .next()
            .is_some_and(|first| words.verb(&first).is_some());
        let is_short = said.count() <= INCISE;
        let closes = next.is_none() || between.trim_end().ends_with(['.', ',', ':', '!', '?']);
        if is_verb && is_short && closes && before.ends_with([',', '!', '?', '…', '.']) {
            let end = match next {
                Some(next) => {
                    let after = written.get(next.end..)?;
                    next.end + (after.len() - after.trim_start().len())
                }
                None => written.len(),
            };
            return Some(Span::new(before.len(), end).shifted(inner.start));
        }
        dash = next?;
    }
}

/// Rules whose quotations have no reporting words of their own.
const CONTINUES: [&str; 2] = ["t1.interrupted", "t7.floating"];

/// The attributions, in text order, with quotations that continue an earlier one of their paragraph and source joined to it.
pub(super) fn joined(found: Vec<Attribution>, text: &str) -> Vec<Attribution> {
    let mut joined: Vec<Attribution> = Vec::with_capacity(found.len());
    // where the quotation stands that may go on
    let mut last: Option<usize> = None;
    for attribution in found {
        let in_turn = attribution.rule.starts_with("t0");
        let is_direct = attribution.kind == AttributionKind::Direct && !in_turn;
        let continues = CONTINUES.contains(&attribution.rule.as_str());
        let earlier = last.and_then(|last| joined.get_mut(last));
        let earlier = earlier.filter(|earlier| {
            let before_its_words = is_direct && earlier.rule == CONTINUES[0];
            (continues || before_its_words) && goes_on(earlier, &attribution, text)
        });
        if let Some(earlier) = earlier {
            let gap = Span::new(earlier.span.end, attribution.span.start);
            earlier.gaps.push(gap);
            earlier.span.end = attribution.span.end;
            earlier.cue = earlier.cue.or(attribution.cue);
            earlier.confidence = earlier.confidence.min(attribution.confidence);
            continue;
        }
        if is_direct {
            last = Some(joined.len());
        }
        joined.push(attribution);
    }
    joined.sort_by_key(|attribution| {
        (
            attribution.span.start,
            std::cmp::Reverse(attribution.span.end),
        )
    });
    joined
}

/// Whether `later` is by the source of `earlier`, in the same paragraph.
fn goes_on(earlier: &Attribution, later: &Attribution, text: &str) -> bool {
    let between = text.get(earlier.span.end..later.span.start);
    let sources = [earlier, later].map(|attribution| attribution.sources.last());
    let [Some(one), Some(other)] = sources else {
        return false;
    };
    earlier.span.end <= later.span.start
        && between.is_some_and(|between| !between.contains("\n\n"))
        && one.name == other.name
        && one.person == other.person
}
