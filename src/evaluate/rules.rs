//! How often each rule is right: what it found, judged statement by statement, and what no other rule finds.

use super::measure::share;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a gold file says of a statement that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Right,
    Wrong,
    /// The readers do not agree.
    NotJudged,
}

/// A statement found, judged.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub(super) rule: String,
    pub(super) verdict: Verdict,
    /// Row and place of the gold's statement that it is.
    pub(super) gold: Option<(usize, usize)>,
}

/// All statements found in a gold file.
#[derive(Debug, Default)]
pub(super) struct Judgements {
    pub(super) found: Vec<Judged>,
    /// How many statements the gold has.
    pub(super) wanted: usize,
}

/// How often each rule is right on a gold file.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RuleCheck {
    /// Rows that were read.
    pub rows: usize,
    /// Statements the gold has; of pairs, those that take a side.
    pub wanted: usize,
    /// Those of them that any rule found.
    pub wanted_found: usize,
    /// The rules that found anything, those that found most first.
    pub rules: Vec<RuleFigures>,
    /// Lines that could not be read, and why.
    pub rejected: Vec<String>,
}

/// How often one rule is right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleFigures {
    /// Its id: language and frame.
    pub rule: String,
    /// Statements it found.
    pub found: usize,
    /// Those the gold has.
    pub right: usize,
    /// Those it has not.
    pub wrong: usize,
    /// Those the readers do not agree on.
    pub not_judged: usize,
    /// The share of those judged that is right, 0 to 1; `None` where none is judged.
    pub precision: Option<f64>,
    /// The share of the gold's statements that it finds, 0 to 1.
    pub recall: f64,
    /// How many of the gold's statements it alone finds.
    pub alone: usize,
    /// The share of the gold's statements that it alone finds, 0 to 1.
    pub alone_share: f64,
}

impl RuleCheck {
    pub(super) fn of(judgements: &Judgements, rows: usize, rejected: Vec<String>) -> Self {
        let mut by_rule: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
        let mut finders: BTreeMap<(usize, usize), BTreeSet<&str>> = BTreeMap::new();
        for judged in &judgements.found {
            by_rule.entry(&judged.rule).or_default().push(judged);
            if let Some(gold) = judged.gold {
                finders.entry(gold).or_default().insert(&judged.rule);
            }
        }
        let figures = by_rule.into_iter().map(|(rule, found)| {
            let count = |wanted: Verdict| {
                let verdicts = found.iter().map(|judged| judged.verdict);
                verdicts.filter(|verdict| *verdict == wanted).count()
            };
            let (right, wrong) = (count(Verdict::Right), count(Verdict::Wrong));
            let own = finders.values().filter(|rules| rules.contains(rule));
            let alone = own.clone().filter(|rules| rules.len() == 1).count();
            RuleFigures {
                rule: rule.to_owned(),
                found: found.len(),
                right,
                wrong,
                not_judged: count(Verdict::NotJudged),
                precision: (right + wrong > 0).then(|| share(right, right + wrong)),
                recall: share(own.count(), judgements.wanted),
                alone,
                alone_share: share(alone, judgements.wanted),
            }
        });
        let mut rules: Vec<RuleFigures> = figures.collect();
        rules.sort_by_key(|figures| std::cmp::Reverse(figures.found)); // stable: then by id
        Self {
            rows,
            wanted: judgements.wanted,
            wanted_found: finders.len(),
            rules,
            rejected,
        }
    }
}
