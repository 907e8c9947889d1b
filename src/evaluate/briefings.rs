//! Passages labelled whole: who speaks, entities, topics, and statements between countries and organisations. Rows were read twice;
//! what only one reading has is disputed, neither asked for nor wrong.

use super::gold::{Case, Gold};
use super::measure::{
    Confusion, Findings, Measure, Mistake, Overlap, Tenths, Value, countable, told, worst_first,
};
use super::rules::{Judged, Judgements, Verdict};
use crate::briefing::{Act, PassageKind, Stance, Statement};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
pub(super) struct Row {
    statements: Vec<Labelled>,
    #[serde(default)]
    statements_disputed: Vec<Labelled>,
    entities: Vec<Named>,
    #[serde(default)]
    entities_disputed: BTreeSet<String>,
    topics: BTreeSet<String>,
    #[serde(default)]
    topics_disputed: BTreeSet<String>,
    speaker: Voice,
}

#[derive(Deserialize)]
pub(super) struct Labelled {
    source: String,
    target: String,
    stance: Stance,
    #[serde(default)]
    acts: Vec<Act>,
    act: Option<Act>,
    #[serde(default)]
    intensity: Vec<u8>,
    #[serde(default)]
    evidence: String,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

#[derive(Deserialize)]
struct Voice {
    represents: Option<String>,
    #[serde(default)]
    disputed: bool,
}

/// Source, target, stance.
type Key = (String, String, i8);

impl Labelled {
    fn key(&self) -> Key {
        let (source, target) = (self.source.clone(), self.target.clone());
        (source, target, self.stance.into())
    }

    fn acts(&self) -> impl Iterator<Item = Act> {
        let acts = self.acts.iter().copied();
        acts.chain(self.act.filter(|_| self.acts.is_empty()))
    }

    fn told(&self) -> String {
        let acts: Vec<_> = self.acts().map(Act::name).collect();
        let Self { source, target, .. } = self;
        let stance = i8::from(self.stance);
        format!("{source} → {target} {stance:+} {}", acts.join("/"))
    }
}

impl Row {
    fn wanted(&self) -> BTreeSet<Key> {
        self.statements.iter().map(Labelled::key).collect()
    }

    fn disputed(&self) -> BTreeSet<Key> {
        self.statements_disputed.iter().map(Labelled::key).collect()
    }
}

fn key(statement: &Statement) -> Key {
    let id = |id: &Option<String>| id.clone().unwrap_or_default();
    let (source, target) = (id(&statement.source.id), id(&statement.target.id));
    (source, target, statement.stance.into())
}

impl Gold for Row {
    fn measures(cases: &[&Case<Self>]) -> Vec<Measure> {
        let mut figures = Figures::default();
        for case in cases {
            figures.statements(case);
            figures.labels(case);
        }
        figures.told()
    }

    fn judgements(cases: &[&Case<Self>]) -> Option<Judgements> {
        let mut judgements = Judgements::default();
        for (number, case) in cases.iter().enumerate() {
            let (wanted, disputed) = (case.row.wanted(), case.row.disputed());
            judgements.wanted += wanted.len();
            let found = countable(&case.annotated.statements).map(|statement| {
                let own = key(statement);
                let place = wanted.iter().position(|wanted| *wanted == own);
                Judged {
                    rule: statement.rule.clone(),
                    verdict: verdict(&own, &wanted, &disputed),
                    gold: place.map(|place| (number, place)),
                }
            });
            judgements.found.extend(found);
        }
        Some(judgements)
    }

    fn findings(cases: &[&Case<Self>]) -> Findings {
        let mut stances = Confusion::new("stance of a pair");
        let mut acts = Confusion::new("act of a pair");
        let mut tenths = Tenths::default();
        let mut mistakes = Vec::new();
        for case in cases {
            confused(case, &mut stances, &mut acts);
            mistaken(case, &mut tenths, &mut mistakes);
        }
        Findings {
            notes: Vec::new(),
            confusions: vec![stances, acts],
            calibration: tenths.told(),
            mistakes: worst_first(mistakes),
        }
    }
}

#[derive(Default)]
struct Figures {
    polar: Overlap,
    directed: Overlap,
    target: Overlap,
    entity: Overlap,
    topic: Overlap,
    stance: (usize, usize),
    act: (usize, usize),
    first_topic: (usize, usize),
    speaker: (usize, usize),
}

/// What is disputed and not wanted is left out of what was found.
fn count<T: Ord + Clone>(
    overlap: &mut Overlap,
    wanted: &BTreeSet<T>,
    found: &BTreeSet<T>,
    disputed: &BTreeSet<T>,
) {
    let counts = |each: &&T| wanted.contains(*each) || !disputed.contains(*each);
    overlap.right += wanted.intersection(found).count();
    overlap.found += found.iter().filter(counts).count();
    overlap.wanted += wanted.len();
}

fn add((right, of): &mut (usize, usize), is_right: bool) {
    *right += usize::from(is_right);
    *of += 1;
}

impl Figures {
    fn statements(&mut self, case: &Case<Row>) {
        let (wanted, disputed) = (case.row.wanted(), case.row.disputed());
        let found: BTreeSet<Key> = countable(&case.annotated.statements).map(key).collect();
        let polar = |keys: &BTreeSet<Key>| -> BTreeSet<Key> {
            keys.iter().filter(|key| key.2 != 0).cloned().collect()
        };
        let aimed = |keys: &BTreeSet<Key>| -> BTreeSet<(String, i8)> {
            keys.iter().map(|key| (key.1.clone(), key.2)).collect()
        };
        count(&mut self.polar, &polar(&wanted), &polar(&found), &disputed);
        count(&mut self.directed, &wanted, &found, &disputed);
        let targets = [&polar(&wanted), &polar(&found), &disputed].map(aimed);
        count(&mut self.target, &targets[0], &targets[1], &targets[2]);
        let labelled = Pairs::of(&case.row);
        for statement in countable(&case.annotated.statements) {
            let Some(stances) = labelled.agreed(statement) else {
                continue;
            };
            let acts = stances.get(&statement.stance.into());
            let is_act = acts.is_some_and(|acts| acts.contains(statement.act.parent().name()));
            add(&mut self.stance, acts.is_some());
            add(&mut self.act, is_act);
        }
    }

    fn labels(&mut self, case: &Case<Row>) {
        let (row, annotated) = (&case.row, &case.annotated);
        let entities = row.entities.iter().map(|named| named.id.clone()).collect();
        let named = annotated.mentions.iter();
        let named = named
            .map(|mention| {
                mention
                    .represents
                    .as_ref()
                    .unwrap_or(&mention.entity)
                    .clone()
            })
            .filter(|id| *id == id.to_uppercase()) // a person nobody is known to speak for is no id
            .collect();
        count(&mut self.entity, &entities, &named, &row.entities_disputed);
        if !row.topics.is_empty() {
            let topics: Vec<_> = annotated
                .topics
                .iter()
                .map(|hit| hit.topic.clone())
                .collect();
            let first = topics.first();
            let is_right = first.is_some_and(|first| {
                row.topics.contains(first) || row.topics_disputed.contains(first)
            });
            add(&mut self.first_topic, is_right);
            let topics = topics.into_iter().collect();
            count(&mut self.topic, &row.topics, &topics, &row.topics_disputed);
        }
        if !row.speaker.disputed {
            let mut passages = annotated.passages.iter();
            let whole = passages.find(|passage| passage.kind != PassageKind::Quote);
            let speaker = whole.and_then(|passage| passage.speaker.as_ref());
            let represents = speaker.and_then(|speaker| speaker.represents.as_ref());
            add(
                &mut self.speaker,
                represents == row.speaker.represents.as_ref(),
            );
        }
    }

    fn told(self) -> Vec<Measure> {
        let overlaps = [
            ("polar F1", self.polar),
            ("directed F1", self.directed),
            ("target F1", self.target),
            ("entity F1", self.entity),
            ("topic F1", self.topic),
        ];
        let shares = [
            ("stance accuracy on pairs found", self.stance),
            ("act accuracy on pairs found", self.act),
            ("first topic in gold", self.first_topic),
            ("speaker represents", self.speaker),
        ];
        let overlaps = overlaps.map(|(name, overlap)| Measure::new(name, Value::Overlap(overlap)));
        let shares =
            shares.map(|(name, (right, of))| Measure::new(name, Value::Share { right, of }));
        overlaps.into_iter().chain(shares).collect()
    }
}

/// The acts that the readings gave each pair, by stance; only pairs that both readings have are asked about.
struct Pairs<'a> {
    acts: BTreeMap<(&'a str, &'a str), BTreeMap<i8, BTreeSet<&'static str>>>,
    agreed: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Pairs<'a> {
    fn of(row: &'a Row) -> Self {
        let mut acts: BTreeMap<_, BTreeMap<i8, BTreeSet<_>>> = BTreeMap::new();
        for labelled in row.statements.iter().chain(&row.statements_disputed) {
            let pair = (labelled.source.as_str(), labelled.target.as_str());
            let stances = acts.entry(pair).or_default();
            let own = stances.entry(labelled.stance.into()).or_default();
            own.extend(labelled.acts().map(Act::name));
        }
        let agreed = row.statements.iter();
        let agreed = agreed.map(|labelled| (labelled.source.as_str(), labelled.target.as_str()));
        Self {
            acts,
            agreed: agreed.collect(),
        }
    }

    fn agreed(&self, statement: &Statement) -> Option<&BTreeMap<i8, BTreeSet<&'static str>>> {
        let id = |id: &Option<String>, own: &str| id.as_deref() == Some(own);
        let mut agreed = self.agreed.iter();
        let pair = agreed.find(|(source, target)| {
            id(&statement.source.id, source) && id(&statement.target.id, target)
        });
        self.acts.get(pair?)
    }
}

const NOTHING: &str = "nothing";

/// Stances and acts against each other, pair by pair.
fn confused(case: &Case<Row>, stances: &mut Confusion, acts: &mut Confusion) {
    let (wanted, disputed) = (case.row.wanted(), case.row.disputed());
    let mut found: BTreeMap<Key, Act> = BTreeMap::new();
    for statement in countable(&case.annotated.statements) {
        found
            .entry(key(statement))
            .or_insert(statement.act.parent());
    }
    let signed = |stance: i8| format!("{stance:+}");
    for labelled in &case.row.statements {
        let own = labelled.key();
        let of_pair = |key: &&Key| key.0 == own.0 && key.1 == own.1;
        if let Some(act) = found.get(&own) {
            stances.count(signed(own.2), signed(own.2));
            let wanted: Vec<_> = labelled.acts().collect();
            let named = wanted
                .iter()
                .find(|wanted| *wanted == act)
                .or(wanted.first());
            acts.count(named.map_or(NOTHING, |act| act.name()), act.name());
        } else {
            let other = found
                .keys()
                .filter(of_pair)
                .find(|key| !wanted.contains(*key));
            stances.count(
                signed(own.2),
                other.map_or(NOTHING.to_owned(), |key| signed(key.2)),
            );
        }
    }
    let strays = found.keys().filter(|key| {
        let is_pair = |other: &Key| other.0 == key.0 && other.1 == key.1;
        !disputed.contains(*key) && !wanted.iter().any(is_pair)
    });
    for stray in strays {
        stances.count(NOTHING, signed(stray.2));
    }
}

/// A statement is right that the gold has; what only one reading has is not judged.
fn verdict(own: &Key, wanted: &BTreeSet<Key>, disputed: &BTreeSet<Key>) -> Verdict {
    if wanted.contains(own) {
        Verdict::Right
    } else if disputed.contains(own) {
        Verdict::NotJudged
    } else {
        Verdict::Wrong
    }
}

/// What is wrong, by confidence, and what was missed, by intensity.
fn mistaken(case: &Case<Row>, tenths: &mut Tenths, mistakes: &mut Vec<Mistake>) {
    let (wanted, disputed) = (case.row.wanted(), case.row.disputed());
    let mut found = BTreeSet::new();
    for statement in countable(&case.annotated.statements) {
        let own = key(statement);
        let verdict = verdict(&own, &wanted, &disputed);
        if verdict != Verdict::NotJudged {
            tenths.count(statement.confidence, verdict == Verdict::Right);
        }
        if verdict == Verdict::Wrong {
            mistakes.push(Mistake {
                id: case.id.clone(),
                wanted: None,
                found: Some(told(statement)),
                words: case.words(statement.span),
                rule: Some(statement.rule.clone()),
                weight: statement.confidence,
            });
        }
        found.insert(own);
    }
    for missed in &case.row.statements {
        if !found.contains(&missed.key()) {
            let intensity = missed.intensity.iter().copied().max().unwrap_or(1);
            mistakes.push(Mistake {
                id: case.id.clone(),
                wanted: Some(missed.told()),
                found: None,
                words: missed.evidence.clone(),
                rule: None,
                weight: f32::from(intensity) / 3.0,
            });
        }
    }
}
