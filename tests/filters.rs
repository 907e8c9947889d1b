//! Filters agree with a scan of the passages, scores with their summands, and an index after edits with one made from scratch.

#![allow(
    clippy::unwrap_used,
    reason = "an index that cannot be read fails the test"
)]

mod fixture;

use demarche::briefing::*;
use demarche::index::{Reader, Writer};
use demarche::rank::{Copies, Explanation, Options, search};
use fixture::{Archive, ada_norvik, passage, said, state, statement, stating};
use proptest::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use tempfile::TempDir;

fn adds_up(explanation: &Explanation) {
    if !explanation.parts.is_empty() {
        let sum: f64 = explanation.parts.iter().map(|part| part.value).sum();
        assert!((sum - explanation.value).abs() < 1e-9, "{explanation:#?}");
    }
    explanation.parts.iter().for_each(adds_up);
}

const STATES: [&str; 3] = ["RUR", "BOR", "SYL"];
const WORDS: [&str; 6] = ["talks", "blame", "sanctions", "fishery", "treaty", "border"];

prop_compose! {
    fn any_actor()(id in prop::option::weighted(0.9, prop::sample::select(&STATES[..])), level in 0..3_u8) -> Actor {
        match (id, level) {
            (Some("RUR"), 0) => ada_norvik(),
            (Some(id), 1) => Actor { body: Some(format!("{id}.MFA")), ..state(id) },
            (Some(id), _) => state(id),
            (None, _) => Actor { name: Some("certain circles".to_owned()), ..Actor::default() },
        }
    }
}

prop_compose! {
    fn any_statement()(
        source in any_actor(),
        target in any_actor(),
        stance in -1..=1_i8,
        act in prop::sample::select(&Act::ALL[..]),
        strength in 0..=9_u8,
        status in prop::sample::select(vec![Status::Asserted, Status::Asserted, Status::Reported, Status::Denied]),
    ) -> Statement {
        let stance = Stance::try_from(stance).unwrap();
        Statement { status, ..statement(source, target, stance, act, strength) }
    }
}

prop_compose! {
    fn any_passage()(
        words in prop::collection::vec(prop::sample::select(&WORDS[..]), 1..6),
        statements in prop::collection::vec(any_statement(), 0..3),
        month in prop::option::of(1..=12_u32),
        precise in any::<bool>(),
        kind in prop::sample::select(vec![PassageKind::Answer, PassageKind::Quote, PassageKind::Question]),
        topic in prop::option::of(prop::sample::select(vec!["trade", "sanctions"])),
    ) -> StoredPassage {
        let mut passage = stating(passage("", &words.join(" ")), statements);
        passage.kind = kind;
        let hit = |topic: &str| TopicHit { topic: topic.to_owned(), detail: Vec::new(), confidence: 1.0, evidence: Vec::new() };
        passage.topics = topic.map(hit).into_iter().collect();
        match month {
            Some(month) if precise => said(passage, &format!("2024-{month:02}-11"), Precision::Day),
            Some(month) => said(passage, &format!("2024-{month:02}-01"), Precision::Month),
            None => passage,
        }
    }
}

/// One condition as text, and as a scan of a passage would check it.
#[derive(Debug, Clone)]
enum Asked {
    By(&'static str),
    On(&'static str),
    Stance(Stance),
    Act(Act),
    Least(u8),
    Denied,
    Kind(PassageKind),
    Topic(&'static str),
    Since(u32),
    Without(&'static str),
    With(&'static str),
}

fn any_asked() -> impl Strategy<Value = Asked> {
    let party = || prop::sample::select(vec!["RUR", "BOR", "SYL", "RUR.MFA", "ada-norvik"]);
    prop_oneof![
        party().prop_map(Asked::By),
        party().prop_map(Asked::On),
        prop::sample::select(vec![Stance::Critical, Stance::Supportive]).prop_map(Asked::Stance),
        prop::sample::select(&Act::ALL[..]).prop_map(Asked::Act),
        (1..8_u8).prop_map(Asked::Least),
        Just(Asked::Denied),
        prop::sample::select(vec![PassageKind::Answer, PassageKind::Quote]).prop_map(Asked::Kind),
        prop::sample::select(vec!["trade", "sanctions"]).prop_map(Asked::Topic),
        (1..=12_u32).prop_map(Asked::Since),
        prop::sample::select(&WORDS[..]).prop_map(Asked::Without),
        prop::sample::select(&WORDS[..]).prop_map(Asked::With),
    ]
}

impl Asked {
    fn text(&self) -> String {
        match self {
            Self::By(party) => format!("by:{party}"),
            Self::On(party) => format!("on:{party}"),
            Self::Stance(stance) => format!("stance:{stance:?}"),
            Self::Act(act) => format!("act:{}", act.name()),
            Self::Least(least) => format!("strength:{least}.."),
            Self::Denied => "status:denied".to_owned(),
            Self::Kind(kind) => format!("kind:{kind:?}"),
            Self::Topic(topic) => format!("topic:{topic}"),
            Self::Since(month) => format!("since:2024-{month:02}-10"),
            Self::Without(word) => format!("-{word}"),
            Self::With(word) => format!("+{word}"),
        }
    }

    /// `None` where it asks something of statements.
    fn of_passage(&self, passage: &StoredPassage) -> Option<bool> {
        let has = |word: &str| passage.text.split(' ').any(|own| own == word);
        Some(match self {
            Self::Kind(kind) => passage.kind == *kind,
            Self::Topic(topic) => passage.topics.iter().any(|own| own.topic == *topic),
            Self::Since(month) => {
                let day = format!("2024-{month:02}-10").parse().unwrap();
                passage
                    .briefing
                    .dates
                    .said
                    .is_some_and(|said| said.last_day() >= day)
            }
            Self::Without(word) => !has(word),
            Self::With(word) => has(word),
            _ => return None,
        })
    }

    fn of_statement(&self, statement: &Statement) -> bool {
        let is = |actor: &Actor, party: &str| {
            [&actor.person, &actor.body, &actor.id]
                .into_iter()
                .flatten()
                .any(|id| id == party)
        };
        match self {
            Self::By(party) => is(&statement.source, party),
            Self::On(party) => is(&statement.target, party),
            Self::Stance(stance) => statement.stance == *stance,
            Self::Act(act) => statement.act == *act || statement.act.parent() == *act,
            Self::Least(least) => statement.strength >= *least,
            _ => true,
        }
    }
}

/// At most one of each kind: several would be alternatives.
fn distinct(asked: Vec<Asked>) -> Vec<Asked> {
    let mut seen = BTreeSet::new();
    let kind = |asked: &Asked| {
        asked
            .text()
            .split(':')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    asked
        .into_iter()
        .filter(|one| seen.insert(kind(one)))
        .collect()
}

fn scan(asked: &[Asked], passages: &[StoredPassage]) -> Vec<String> {
    let asks_statement = |one: &&Asked| one.of_passage(&passages[0]).is_none();
    let of_statements: Vec<&Asked> = asked.iter().filter(asks_statement).collect();
    let denied = asked.iter().any(|one| matches!(one, Asked::Denied));
    let meets = |statement: &Statement| {
        let status = if denied {
            statement.status == Status::Denied
        } else {
            statement.status.counts()
        };
        let source = statement.source.id.is_some();
        let target = statement.target.id.is_some();
        status && source && target && of_statements.iter().all(|one| one.of_statement(statement))
    };
    let found = passages.iter().filter(|passage| {
        asked
            .iter()
            .all(|one| one.of_passage(passage).unwrap_or(true))
            && (of_statements.is_empty() || passage.statements.iter().any(meets))
    });
    found.map(StoredPassage::id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn filters_agree_with_a_scan(
        mut passages in prop::collection::vec(any_passage(), 1..25),
        queries in prop::collection::vec(prop::collection::vec(any_asked(), 1..4), 12),
    ) {
        for (position, passage) in passages.iter_mut().enumerate() {
            passage.briefing.id = format!("b{position:02}");
        }
        let archive = Archive::of(&passages);
        for asked in queries {
            let asked = distinct(asked);
            let text = asked.iter().map(Asked::text).collect::<Vec<_>>().join(" ");
            let reading = archive.read(&text);
            if !reading.notes.is_empty() {
                continue; // a party or topic that does not occur
            }
            let results = archive.all(&text);
            let mut found: Vec<String> = results.hits.iter().map(|hit| hit.passage.id()).collect();
            let by_alone = matches!(asked.iter().filter(|one| one.of_passage(&passages[0]).is_none()).collect::<Vec<_>>()[..], [Asked::By(_)]);
            let mut last: Option<(f64, _, String)> = None;
            for hit in &results.hits {
                adds_up(&hit.explanation);
                prop_assert_eq!(hit.score.total_cmp(&hit.explanation.value), Ordering::Equal);
                let newest = std::cmp::Reverse(hit.passage.briefing.dates.said.map(|said| said.day));
                if let Some((score, day, id)) = last {
                    let in_order = match score.total_cmp(&hit.score) {
                        Ordering::Equal => (day, id) < (newest, hit.passage.id()),
                        order => order == Ordering::Greater,
                    };
                    prop_assert!(in_order, "{}", text);
                }
                last = Some((hit.score, newest, hit.passage.id()));
                let known: Vec<&Statement> = hit.matched.iter().map(|matched| &hit.passage.statements[*matched]).collect();
                prop_assert!(known.iter().all(|statement| asked.iter().all(|one| one.of_statement(statement))));
            }
            found.sort();
            prop_assert_eq!(&found, &archive.found(&text), "the same query twice");
            if !by_alone {
                prop_assert_eq!(found, scan(&asked, &passages), "{}", text);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn an_index_after_edits_finds_what_one_made_from_scratch_finds(
        mut passages in prop::collection::vec(any_passage(), 4..16),
        replaced in prop::collection::vec(any::<bool>(), 16),
        asked in any_asked(),
    ) {
        for (position, passage) in passages.iter_mut().enumerate() {
            passage.briefing.id = format!("b{position:02}");
        }
        let folder = TempDir::new().unwrap();
        let mut writer = Writer::open(folder.path()).unwrap();
        let mut outdated = passages.clone();
        for (outdated, replaced) in outdated.iter_mut().zip(&replaced) {
            if *replaced {
                outdated.text = "treaty treaty border".to_owned();
                outdated.statements.clear();
            }
        }
        writer.add(&outdated).unwrap();
        writer.commit().unwrap();
        for (passage, replaced) in passages.iter().zip(&replaced) {
            if *replaced {
                writer.remove(&passage.briefing.id);
                writer.add(std::slice::from_ref(passage)).unwrap();
            }
        }
        writer.commit().unwrap();
        writer.finish().unwrap();
        let scratch = Archive::of(&passages);
        let edited = Reader::open(folder.path()).unwrap().unwrap();
        prop_assert_eq!(edited.counts().unwrap(), scratch.reader.counts().unwrap());
        let options = Options { limit: None, copies: Copies::Keep, ..Options::default() };
        for text in [asked.text(), "treaty border talks".to_owned(), "stance:critical".to_owned()] {
            let reading = scratch.read(&text);
            let found = |reader: &Reader| {
                let results = search(reader, &reading, &options).unwrap();
                let hits = results.hits.into_iter().map(|hit| hit.passage);
                let mut passages: Vec<StoredPassage> = hits.collect();
                passages.sort_by_key(StoredPassage::id);
                (passages, results.total, results.holding_all)
            };
            prop_assert_eq!(found(&edited), found(&scratch.reader), "{}", text);
        }
    }
}
