//! Nearness: neighbouring words of the query that stand near one another in the passage add to its score.

use super::order::Ordered;
use super::score::Scale;
use super::weights::ProximityWeights;
use crate::Result;
use crate::index::Reader;
use crate::query::{Condition, Plan, Text, Word};

/// Adds nearness to the first passages in order of their scores.
pub(super) fn add(
    reader: &Reader,
    plan: &Plan,
    scored: &mut Ordered,
    scale: &Scale,
    weights: &ProximityWeights,
) -> Result<()> {
    let words: Vec<&Word> = plan.wanted.iter().filter_map(as_word).collect();
    if head(plan, weights) == 0 {
        return Ok(());
    }
    let head = scored.select(weights.head);
    let candidates: Vec<_> = head.iter().map(|one| one.candidate).collect();
    let positions = reader.positions(&candidates, &words)?;
    for (one, positions) in head.iter_mut().zip(positions.of_each()) {
        let mut sum = 0.0;
        let mut before: Option<&[u32]> = None;
        for word in positions {
            let distance = before.and_then(|before| nearest(before, word));
            sum += distance.map_or(0.0, |distance| {
                (-f64::from(distance - 1) / weights.reach).exp()
            });
            before = Some(word);
        }
        one.proximity = weights.weight * sum.ln_1p();
        one.score = scale.score(&one.candidate, one.proximity);
    }
    Ok(())
}

/// In how many of the first passages nearness is looked at.
pub(super) fn head(plan: &Plan, weights: &ProximityWeights) -> usize {
    let words = plan.wanted.iter().filter_map(as_word).count();
    if words < 2 { 0 } else { weights.head }
}

fn as_word(condition: &Condition) -> Option<&Word> {
    match condition {
        Condition::Text(Text::Word(word)) => Some(word),
        _ => None,
    }
}

/// The least distance between two ascending lists of positions, at least 1.
fn nearest(first: &[u32], second: &[u32]) -> Option<u32> {
    let (mut a, mut b, mut least) = (0, 0, None);
    while let (Some(one), Some(other)) = (first.get(a), second.get(b)) {
        let distance = one.abs_diff(*other).max(1);
        least = Some(least.map_or(distance, |least: u32| least.min(distance)));
        if one <= other {
            a += 1;
        } else {
            b += 1;
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_least_distance_is_found() {
        assert_eq!(nearest(&[1, 20, 90], &[7, 85]), Some(5));
        assert_eq!(nearest(&[4], &[4]), Some(1));
        assert_eq!(nearest(&[], &[4]), None);
    }
}
