//! Whether a difference between two rankings may be chance: Fisher's paired randomisation test, exact.
//!
//! If the rankings were as good as each other, each query's difference might as well have had the other sign. The p-value is the share
//! of all 2^n choices of signs whose sum is at least as far from zero as the one observed. The sums are counted by dynamic programming
//! (Pagano & Tritchler 1983) on differences rounded to a ten-thousandth, so that nothing is sampled and the result is always the same.

/// Steps of a difference of 1.
const STEPS: f64 = 10_000.0;

/// The two-sided p-value of paired differences, each from −1 to 1.
pub(super) fn p_value(differences: &[f64]) -> f64 {
    let steps: Vec<i64> = differences
        .iter()
        .map(|difference| (difference * STEPS).round() as i64)
        .collect();
    let observed = steps.iter().sum::<i64>().unsigned_abs();
    let sizes = steps.iter().map(|step| step.unsigned_abs() as usize);
    // The share of choices of signs by the sum of those taken positive; the sum of all is twice that less the whole.
    let mut shares = vec![1.0];
    for size in sizes {
        let mut next = vec![0.0; shares.len() + size];
        for (sum, share) in shares.iter().enumerate() {
            next[sum] += share / 2.0;
            next[sum + size] += share / 2.0;
        }
        shares = next;
    }
    let whole = shares.len() as u64 - 1;
    let far = (0..).zip(&shares).filter(|(positive, _)| {
        let sum = (2_u64 * positive).abs_diff(whole);
        sum >= observed
    });
    far.map(|(_, share)| share).sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::p_value;

    #[test]
    fn the_share_of_choices_of_signs_is_exact() {
        let near = |differences: &[f64], expected: f64| {
            let p = p_value(differences);
            assert!((p - expected).abs() < 1e-9, "{differences:?}: {p}");
        };
        near(&[], 1.0);
        near(&[0.0, 0.0], 1.0);
        near(&[0.3, 0.2, 0.1], 0.25);
        near(&[0.5; 10], 2.0 / 1024.0);
        near(&[0.3, -0.3], 1.0);
        // Of 8 choices, |sum| ≥ 0.4 in: +++ 0.6, −++ … only 0.3+0.2−0.1 = 0.4 and its mirror, and ±0.6.
        near(&[0.3, 0.2, -0.1], 0.5);
    }
}
