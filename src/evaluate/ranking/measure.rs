//! Measures of a ranking from the grades of its hits: normalised discounted cumulative gain (Järvelin & Kekäläinen 2002, with gain
//! 2^grade − 1 as in Burges et al. 2005), precision, average precision, recall. Unjudged hits count as not relevant, or are left out
//! (“condensed” or “judged only”; Sakai 2007) where that is said.

use serde::Serialize;

/// The least grade that counts as relevant.
pub(super) const RELEVANT: u8 = 2;

/// Figures of a ranking, each from 0 to 1 but for the counts. Over several queries, their means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Figures {
    /// nDCG of the first ten, unjudged hits taken as not relevant.
    pub ndcg: f64,
    /// nDCG of the first ten judged hits.
    pub ndcg_judged: f64,
    /// Share of relevant ones (grade 2 or 3) among the first five judged hits.
    pub precision: f64,
    /// Average precision over all judged hits.
    pub average_precision: f64,
    /// Share of all relevant ones that is among the first hundred hits.
    pub recall: f64,
    /// Unjudged hits among the first five.
    pub unjudged_in_5: f64,
    /// Unjudged hits among the first ten.
    pub unjudged_in_10: f64,
}

impl Figures {
    /// Of hits, best first, with the grades of all passages judged for their query.
    pub(super) fn of(hits: &[Option<u8>], all: &[u8]) -> Self {
        let as_zero: Vec<u8> = hits.iter().map(|grade| grade.unwrap_or(0)).collect();
        let judged: Vec<u8> = hits.iter().flatten().copied().collect();
        let mut ideal = all.to_vec();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        let best = gain(&ideal);
        let normalised = |grades: &[u8]| share(gain(grades), best);
        let relevant = count(all) as f64;
        let first = |grades: &[u8], length: usize| count(&grades[..grades.len().min(length)]);
        let unjudged = |length| hits.iter().take(length).filter(|hit| hit.is_none()).count() as f64;
        Self {
            ndcg: normalised(&as_zero),
            ndcg_judged: normalised(&judged),
            precision: first(&judged, 5) as f64 / 5.0,
            average_precision: share(precisions(&judged), relevant),
            recall: share(first(&as_zero, 100) as f64, relevant),
            unjudged_in_5: unjudged(5),
            unjudged_in_10: unjudged(10),
        }
    }

    /// The means; of none, zeros.
    pub(super) fn mean(of: &[Self]) -> Self {
        let mean = |one: fn(&Self) -> f64| share(of.iter().map(one).sum(), of.len() as f64);
        Self {
            ndcg: mean(|one| one.ndcg),
            ndcg_judged: mean(|one| one.ndcg_judged),
            precision: mean(|one| one.precision),
            average_precision: mean(|one| one.average_precision),
            recall: mean(|one| one.recall),
            unjudged_in_5: mean(|one| one.unjudged_in_5),
            unjudged_in_10: mean(|one| one.unjudged_in_10),
        }
    }
}

/// Discounted cumulative gain of the first ten.
fn gain(grades: &[u8]) -> f64 {
    let first = (2_u32..).zip(grades.iter().take(10));
    first
        .map(|(place, grade)| (f64::from(*grade).exp2() - 1.0) / f64::from(place).log2())
        .sum()
}

/// Sum of the precisions at each relevant hit.
fn precisions(grades: &[u8]) -> f64 {
    let mut relevant = 0.0;
    let mut sum = 0.0;
    for (place, grade) in (1_u32..).zip(grades) {
        if *grade >= RELEVANT {
            relevant += 1.0;
            sum += relevant / f64::from(place);
        }
    }
    sum
}

fn count(grades: &[u8]) -> usize {
    grades.iter().filter(|grade| **grade >= RELEVANT).count()
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::Figures;

    #[test]
    fn unjudged_hits_count_as_not_relevant_or_not_at_all() {
        let hits = [None, Some(3), Some(0), Some(2)];
        let figures = Figures::of(&hits, &[3, 2, 2, 0]);
        let near = |value: f64, expected: f64| {
            assert!((value - expected).abs() < 1e-4, "{value} {expected}");
        };
        // Worked out by hand: ideal 7 + 3/log2(3) + 3/2.
        near(figures.ndcg, (7.0 / 1.58496 + 3.0 / 2.32193) / 10.39279);
        near(figures.ndcg_judged, (7.0 + 1.5) / 10.39279);
        near(figures.precision, 0.4);
        near(figures.average_precision, (1.0 + 2.0 / 3.0) / 3.0);
        near(figures.recall, 2.0 / 3.0);
        near(figures.unjudged_in_5, 1.0);
    }

    #[test]
    fn of_nothing_all_figures_are_zero() {
        assert_eq!(Figures::of(&[], &[]), Figures::default());
        assert_eq!(Figures::mean(&[]), Figures::default());
    }
}
