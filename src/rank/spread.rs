//! Hits spread over briefings: of one briefing only so many before others have had their turn.

use std::collections::HashMap;
use std::hash::Hash;
use std::num::NonZeroUsize;

/// Puts items in rounds: the first has the first `most` of each briefing, the second the next `most`, and so on. Within a round the
/// order stays as it was.
pub(super) fn spread<T, B: Eq + Hash>(
    items: Vec<T>,
    most: NonZeroUsize,
    briefing: impl Fn(&T) -> B,
) -> Vec<T> {
    let mut seen: HashMap<B, usize> = HashMap::new();
    let in_rounds = items.into_iter().map(|item| {
        let own = seen.entry(briefing(&item)).or_default();
        let round = *own / most;
        *own += 1;
        (round, item)
    });
    let mut in_rounds: Vec<(usize, T)> = in_rounds.collect();
    in_rounds.sort_by_key(|(round, _)| *round);
    in_rounds.into_iter().map(|(_, item)| item).collect()
}

#[cfg(test)]
mod tests {
    use super::spread;
    use std::num::NonZeroUsize;

    fn check(most: usize, items: &str, expected: &str) {
        let most = NonZeroUsize::new(most).unwrap();
        let spread = spread(items.split(' ').collect(), most, |item| item.chars().next());
        assert_eq!(spread.join(" "), expected);
    }

    #[test]
    fn no_briefing_has_more_than_its_share_before_others_had_their_turn() {
        check(1, "a1 a2 b1 a3 c1 b2", "a1 b1 c1 a2 b2 a3");
        check(2, "a1 a2 a3 a4 a5 b1", "a1 a2 b1 a3 a4 a5");
        check(9, "a1 a2 b1 a3", "a1 a2 b1 a3");
    }
}
