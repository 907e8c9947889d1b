//! Attributions of whole articles: the words attributed, by characters and by spans, and whose they are. What is believed or intended
//! rather than said is neither asked for nor wrong.

use super::gold::{Case, Gold};
use super::measure::{
    Confusion, Findings, Measure, Mistake, Overlap, Tenths, Value, share, worst_first,
};
use crate::briefing::{Attribution, AttributionKind};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
pub(super) struct Row {
    quotes: Vec<Quote>,
}

#[derive(Deserialize)]
struct Quote {
    start: usize,
    end: usize,
    #[serde(default)]
    text: String,
    #[serde(default)]
    speaker: Option<String>,
    speaker_start: Option<usize>,
    speaker_end: Option<usize>,
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default = "yes")]
    verbal: bool,
}

fn yes() -> bool {
    true
}

/// How a quotation of the gold and what was found stand to each other.
struct Matched<'a> {
    /// Each quotation asked for, with the attribution that shares at least half of it.
    wanted: Vec<(&'a Quote, Option<&'a Attribution>)>,
    /// What matches nothing, beliefs and intentions excused.
    strays: Vec<&'a Attribution>,
}

impl Matched<'_> {
    fn found(&self) -> usize {
        let hits = self.wanted.iter().filter(|(_, found)| found.is_some());
        hits.count() + self.strays.len()
    }
}

fn matched(case: &Case<Row>) -> Matched<'_> {
    let found = attributed(case);
    let mut used = BTreeSet::new();
    let mut wanted = Vec::new();
    for quote in case.row.quotes.iter().filter(|quote| quote.verbal) {
        let mut best = None;
        let mut size = 0.0;
        for (number, (_, [start, end])) in found.iter().enumerate() {
            let both = quote.end.min(*end).saturating_sub(quote.start.max(*start));
            let union = quote.end.max(*end) - quote.start.min(*start);
            if !used.contains(&number) && both > 0 && share(both, union) > size {
                (best, size) = (Some(number), share(both, union));
            }
        }
        let best = best.filter(|_| size >= 0.5);
        used.extend(best);
        wanted.push((quote, best.map(|number| found[number].0)));
    }
    let is_excused = |[start, end]: [usize; 2]| {
        let mut others = case.row.quotes.iter().filter(|quote| !quote.verbal);
        others.any(|quote| quote.end.min(end) > quote.start.max(start))
    };
    let strays = found.iter().enumerate();
    let strays =
        strays.filter(|(number, (_, place))| !used.contains(number) && !is_excused(*place));
    Matched {
        wanted,
        strays: strays.map(|(_, (attribution, _))| *attribution).collect(),
    }
}

/// The attributions of quoted and reported words, with their places.
fn attributed(case: &Case<Row>) -> Vec<(&Attribution, [usize; 2])> {
    let kinds = [
        AttributionKind::Direct,
        AttributionKind::Indirect,
        AttributionKind::Mixed,
    ];
    let all = case.annotated.attributions.iter();
    all.filter(|attribution| kinds.contains(&attribution.kind))
        .map(|attribution| (attribution, case.place(attribution.span)))
        .collect()
}

impl Gold for Row {
    fn measures(cases: &[&Case<Self>]) -> Vec<Measure> {
        let (mut characters, mut spans) = (Overlap::default(), Overlap::default());
        let (mut right, mut of) = (0, 0);
        for case in cases {
            let add = characters_of(case);
            characters.right += add.right;
            characters.found += add.found;
            characters.wanted += add.wanted;
            let matched = matched(case);
            spans.found += matched.found();
            spans.wanted += matched.wanted.len();
            for (quote, found) in matched.wanted {
                let Some(found) = found else { continue };
                spans.right += 1;
                if quote.speaker_start.is_some() {
                    let innermost = found.sources.last().and_then(|source| source.span);
                    right += usize::from(case.overlaps(
                        innermost,
                        quote.speaker_start,
                        quote.speaker_end,
                    ));
                    of += 1;
                }
            }
        }
        vec![
            Measure::new("content, characters", Value::Overlap(characters)),
            Measure::new("content, half of the span shared", Value::Overlap(spans)),
            Measure::new("source overlaps, on matched", Value::Share { right, of }),
        ]
    }

    fn findings(cases: &[&Case<Self>]) -> Findings {
        let mut kinds = Confusion::new("kind of an attribution");
        let mut tenths = Tenths::default();
        let mut mistakes = Vec::new();
        for case in cases {
            let Matched { wanted, strays } = matched(case);
            for (quote, found) in wanted {
                let kind = found.map_or("nothing".to_owned(), named);
                kinds.count(quote.kind.to_lowercase(), kind);
                if let Some(found) = found {
                    tenths.count(found.confidence, true);
                } else {
                    mistakes.push(Mistake {
                        id: case.id.clone(),
                        wanted: Some(format!(
                            "{}: {}",
                            quote.speaker.as_deref().unwrap_or("?"),
                            quote.kind
                        )),
                        found: None,
                        words: quote.text.clone(),
                        rule: None,
                        weight: 0.0,
                    });
                }
            }
            for stray in strays {
                kinds.count("nothing", named(stray));
                tenths.count(stray.confidence, false);
                let mut sources = stray.sources.iter().rev();
                let source = sources.find_map(|source| source.name.clone());
                mistakes.push(Mistake {
                    id: case.id.clone(),
                    wanted: None,
                    found: Some(format!(
                        "{}: {}",
                        source.as_deref().unwrap_or("?"),
                        named(stray)
                    )),
                    words: case.words(stray.span),
                    rule: Some(stray.rule.clone()),
                    weight: stray.confidence,
                });
            }
        }
        Findings {
            confusions: vec![kinds],
            calibration: tenths.told(),
            mistakes: worst_first(mistakes),
            ..Findings::default()
        }
    }
}

fn named(attribution: &Attribution) -> String {
    format!("{:?}", attribution.kind).to_lowercase()
}

/// White space aside.
fn characters_of(case: &Case<Row>) -> Overlap {
    let text: Vec<char> = case.annotated.briefing.text.chars().collect();
    let is_dark = |at: &usize| text.get(*at).is_some_and(|each| !each.is_whitespace());
    let inside = |verbal: bool| -> BTreeSet<usize> {
        let quotes = case
            .row
            .quotes
            .iter()
            .filter(|quote| quote.verbal == verbal);
        quotes
            .flat_map(|quote| quote.start..quote.end.min(text.len()))
            .filter(is_dark)
            .collect()
    };
    let (wanted, excused) = (inside(true), inside(false));
    let places = attributed(case).into_iter();
    let found: BTreeSet<usize> = places
        .flat_map(|(_, [start, end])| start..end)
        .filter(is_dark)
        .filter(|at| wanted.contains(at) || !excused.contains(at))
        .collect();
    Overlap {
        right: wanted.intersection(&found).count(),
        found: found.len(),
        wanted: wanted.len(),
    }
}
