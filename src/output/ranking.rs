//! How well rankings answer judged queries: for people, as JSON, and as a run for other programs.

use super::evaluation::{excerpt, with_schema};
use crate::evaluate::{Difference, Figures, Fit, Ranking, RankingEvaluation, RunLine};
use crate::text::sanitize;
use std::fmt::Write as _;

/// The whole, as one JSON object.
#[must_use]
pub fn ranking_object(evaluation: &RankingEvaluation) -> String {
    with_schema(evaluation)
}

/// A hit of a run as JSON.
#[must_use]
pub fn run_line(line: &RunLine<'_>) -> String {
    serde_json::to_string(line).unwrap_or_default() // plain data with text keys: cannot fail
}

/// The means of each ranking, what they differ by, each query's figures, and the unjudged hits near the top.
#[must_use]
pub fn ranking_page(evaluation: &RankingEvaluation) -> String {
    let mut page = String::new();
    let _ = writeln!(
        page,
        "{} queries, {} judged passages, {} of them in this archive; relevant is grade 2 or 3\n",
        evaluation.queries, evaluation.judged, evaluation.indexed
    );
    head(&mut page, "mean of all queries");
    for measured in &evaluation.rankings {
        row(&mut page, measured.ranking.name(), &measured.mean);
    }
    page.push_str("\nbetter by, and p (two-sided, exact paired randomisation)\n");
    differences(&mut page, &evaluation.differences);
    for measured in &evaluation.rankings {
        page.push('\n');
        head(&mut page, &format!("== {}", measured.ranking.name()));
        for (query, figures) in &measured.each {
            row(&mut page, query, figures);
        }
    }
    let _ = writeln!(
        page,
        "\nUnjudged among the first five: {}",
        evaluation.unjudged.len()
    );
    for unjudged in &evaluation.unjudged {
        let ranks = unjudged
            .ranks
            .iter()
            .map(|(ranking, rank)| format!("{} {rank}", ranking.name()));
        let ranks: Vec<String> = ranks.collect();
        let _ = writeln!(
            page,
            "--- {} {} ({})\n    {}",
            unjudged.query,
            unjudged.id,
            ranks.join(", "),
            excerpt(&unjudged.text)
        );
    }
    sanitize(&page).into_owned()
}

/// The fitted weights, and how they do on queries they were not fitted on.
#[must_use]
pub fn fit_page(fit: &Fit) -> String {
    let mut page = String::from("weight                 before  fitted\n");
    for (name, before, after) in &fit.weights {
        let _ = writeln!(page, "{name:20} {before:8} {after:7}");
    }
    let _ = writeln!(
        page,
        "\nnDCG@10 of judged hits, mean of words with and without filters\n\
         all queries: {:.3} before, {:.3} fitted on them",
        fit.before, fit.fitted
    );
    let mut sums = [0.0, 0.0];
    for fold in &fit.folds {
        let weights = fold
            .weights
            .iter()
            .map(|(name, value)| format!("{name} {value}"));
        let weights: Vec<String> = weights.collect();
        let _ = writeln!(
            page,
            "{}: {:.3} before, {:.3} with weights fitted on the others ({})",
            fold.queries.join(" "),
            fold.before,
            fold.fitted,
            weights.join(", ")
        );
        let size = fold.queries.len() as f64;
        sums = [sums[0] + size * fold.before, sums[1] + size * fold.fitted];
    }
    let queries: usize = fit.folds.iter().map(|fold| fold.queries.len()).sum();
    let [before, fitted] = sums.map(|sum| sum / queries.max(1) as f64);
    let _ = writeln!(
        page,
        "cross-validated: {before:.3} before, {fitted:.3} fitted; where the second is no greater, the gain is of these queries only"
    );
    sanitize(&page).into_owned()
}

fn head(page: &mut String, name: &str) {
    let _ = writeln!(
        page,
        "{name:20} {:>8} {:>12} {:>6} {:>6} {:>11} {:>13} {:>6}",
        "nDCG@10", "judged only", "P@5", "MAP", "recall@100", "unjudged in 5", "in 10"
    );
}

fn row(page: &mut String, name: &str, figures: &Figures) {
    let _ = writeln!(
        page,
        "{name:20} {:8.3} {:12.3} {:6.3} {:6.3} {:11.3} {:13.2} {:6.2}",
        figures.ndcg,
        figures.ndcg_judged,
        figures.precision,
        figures.average_precision,
        figures.recall,
        figures.unjudged_in_5,
        figures.unjudged_in_10
    );
}

/// A line for each pair of rankings.
fn differences(page: &mut String, differences: &[Difference]) {
    let mut last: Option<(Ranking, Ranking)> = None;
    for one in differences {
        let pair = (one.ranking, one.baseline);
        if last != Some(pair) {
            if last.is_some() {
                page.push('\n');
            }
            let name = format!("{} than {}", one.ranking.name(), one.baseline.name());
            let _ = write!(page, "{name:32}");
            last = Some(pair);
        }
        let measure = match one.measure {
            "ndcg" => "nDCG@10",
            "ndcg_judged" => "judged only",
            _ => "P@5",
        };
        let _ = write!(page, "  {measure} {:+.3} (p {:.3})", one.difference, one.p);
    }
    page.push('\n');
}
