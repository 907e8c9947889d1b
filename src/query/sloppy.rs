//! Phrases whose words may be moved: `"a phrase"~5`.

use super::{Place, Positions, Spot};

/// Places of a phrase whose tokens may be moved: a position for each, all different, so that position less number in the phrase
/// differs by at most `moves`.
pub(super) fn moved(tokens: &[String], moves: u16, positions: Positions) -> Vec<Place> {
    let lists: Vec<Vec<i64>> = tokens
        .iter()
        .map(|token| {
            positions(&Spot::Exact(token.clone()))
                .into_iter()
                .map(i64::from)
                .collect()
        })
        .collect();
    let numbered = || (0_i64..).zip(&lists);
    let mut shifts: Vec<i64> = numbered()
        .flat_map(|(number, list)| list.iter().map(move |position| position - number))
        .collect();
    shifts.sort_unstable();
    shifts.dedup();
    let assigned = shifts.into_iter().filter_map(|shift| {
        // the earliest free position for each token in turn: equal tokens have equal windows, each a bit later than the one before
        let mut taken: Vec<i64> = Vec::with_capacity(lists.len());
        for (number, list) in numbered() {
            let least = shift + number;
            let mut free = list[list.partition_point(|position| *position < least)..]
                .iter()
                .filter(|position| !taken.contains(position));
            let position = *free.next()?;
            if position > least + i64::from(moves) {
                return None;
            }
            taken.push(position);
        }
        taken.sort_unstable();
        let words: Vec<u32> = taken
            .iter()
            .filter_map(|position| u32::try_from(*position).ok())
            .collect();
        Some(Place {
            first: *words.first()?,
            last: *words.last()?,
            words,
        })
    });
    assigned.collect()
}
