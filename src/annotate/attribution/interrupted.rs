//! Quotations interrupted by their reporting words: “We closed it,” Norvik said. “It was unsafe.” is one utterance.

use crate::briefing::{Attribution, AttributionKind};
use crate::text::Span;

/// Rules whose quotations have no reporting words of their own.
const CONTINUES: [&str; 2] = ["t1.interrupted", "t7.floating"];

/// The attributions, in text order, with quotations that continue an earlier one of their paragraph and source joined to it.
pub(super) fn joined(found: Vec<Attribution>, text: &str) -> Vec<Attribution> {
    let mut joined: Vec<Attribution> = Vec::with_capacity(found.len());
    // where the quotation stands that may go on
    let mut last: Option<usize> = None;
    for attribution in found {
        let continues = CONTINUES.contains(&attribution.rule.as_str());
        let earlier = last
            .filter(|_| continues)
            .and_then(|last| joined.get_mut(last));
        let earlier = earlier.filter(|earlier| goes_on(earlier, &attribution, text));
        if let Some(earlier) = earlier {
            let gap = Span::new(earlier.span.end, attribution.span.start);
            earlier.gaps.push(gap);
            earlier.span.end = attribution.span.end;
            earlier.confidence = earlier.confidence.min(attribution.confidence);
            continue;
        }
        let in_turn = attribution.rule.starts_with("t0");
        if attribution.kind == AttributionKind::Direct && !in_turn {
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
    between.is_some_and(|between| !between.contains("\n\n"))
        && one.name == other.name
        && one.person == other.person
}
