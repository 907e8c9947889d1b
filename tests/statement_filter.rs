//! The filter of statements is exact: what is asked of a statement, several values a field, exclusions and nearness beside it agree
//! with a scan of the passages.

#![allow(
    clippy::unwrap_used,
    reason = "an index that cannot be read fails the test"
)]

mod fixture;

use demarche::briefing::*;
use fixture::{Archive, ada_norvik, passage, state, statement, stating};
use proptest::prelude::*;

/// Parties of every level, with what each answers to: person, ministry, country or organisation; or its name.
const PARTIES: [(&str, &[&str]); 7] = [
    ("person", &["ada-norvik", "RUR.MFA", "RUR"]),
    ("ministry", &["RUR.MFA", "RUR"]),
    ("state", &["RUR"]),
    ("another", &["BOR"]),
    ("organisation", &["NATO"]),
    ("member", &["POL"]),
    ("nobody", &["unknown", "certain circles"]),
];

/// What can be asked for.
const ASKED: [&str; 8] = [
    "ada-norvik",
    "RUR.MFA",
    "RUR",
    "BOR",
    "NATO",
    "POL",
    "unknown",
    "certain circles",
];

fn actor(party: usize) -> Actor {
    match PARTIES[party].0 {
        "person" => ada_norvik(),
        "ministry" => Actor {
            body: Some("RUR.MFA".to_owned()),
            ..state("RUR")
        },
        "nobody" => Actor {
            name: Some("certain circles".to_owned()),
            ..Actor::default()
        },
        _ => state(PARTIES[party].1[0]),
    }
}

#[derive(Debug, Clone)]
struct Made {
    source: usize,
    target: usize,
    stance: Stance,
    act: Act,
    strength: u8,
    status: Status,
}

fn any_stance() -> impl Strategy<Value = Stance> {
    prop::sample::select(vec![Stance::Critical, Stance::Neutral, Stance::Supportive])
}

fn any_act() -> impl Strategy<Value = Act> {
    prop::sample::select(vec![
        Act::Reject,
        Act::Deny,
        Act::Decline,
        Act::Accuse,
        Act::Aid,
    ])
}

fn any_status() -> impl Strategy<Value = Status> {
    prop::sample::select(vec![
        Status::Asserted,
        Status::Asserted,
        Status::Asserted,
        Status::Reported,
        Status::Alleged,
        Status::Denied,
        Status::Hypothetical,
    ])
}

prop_compose! {
    fn any_made()(
        source in 0..PARTIES.len(),
        target in 0..PARTIES.len(),
        stance in any_stance(),
        act in any_act(),
        strength in 0..=9_u8,
        status in any_status(),
    ) -> Made {
        Made { source, target, stance, act, strength, status }
    }
}

/// What is asked of one statement; empty lists ask nothing.
#[derive(Debug, Clone, Default)]
struct Question {
    by: Vec<&'static str>,
    on: Vec<&'static str>,
    stance: Vec<Stance>,
    act: Vec<Act>,
    status: Vec<Status>,
    strength: Option<(u8, u8)>,
}

prop_compose! {
    fn any_question()(
        by in prop::collection::vec(prop::sample::select(&ASKED[..]), 0..3),
        on in prop::collection::vec(prop::sample::select(&ASKED[..]), 0..3),
        stance in prop::collection::vec(any_stance(), 0..2),
        act in prop::collection::vec(any_act(), 0..2),
        status in prop::collection::vec(any_status(), 0..2),
        strength in prop::option::of((0..=9_u8, 0..=9_u8)),
    ) -> Question {
        let strength = strength.map(|(a, b)| (a.min(b), a.max(b)));
        Question { by, on, stance, act, status, strength }
    }
}

fn lower(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}").to_lowercase()
}

impl Question {
    fn text(&self, sign: &str) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.by.iter().map(|who| format!("{sign}by:\"{who}\"")));
        parts.extend(self.on.iter().map(|whom| format!("{sign}on:\"{whom}\"")));
        parts.extend(
            self.stance
                .iter()
                .map(|stance| format!("{sign}stance:{}", lower(stance))),
        );
        parts.extend(
            self.act
                .iter()
                .map(|act| format!("{sign}act:{}", act.name())),
        );
        parts.extend(
            self.status
                .iter()
                .map(|status| format!("{sign}status:{}", lower(status))),
        );
        parts.extend(
            self.strength
                .iter()
                .map(|(least, most)| format!("{sign}strength:{least}..{most}")),
        );
        parts.join(" ")
    }

    fn is_empty(&self) -> bool {
        self.text("").is_empty()
    }

    fn is_met(&self, made: &Made) -> bool {
        let party = |asked: &[&str], party: usize| {
            let (name, own) = PARTIES[party];
            match asked {
                [] => name != "nobody",
                asked => asked.iter().any(|key| own.contains(key)),
            }
        };
        let status = match self.status.as_slice() {
            [] => matches!(made.status, Status::Asserted | Status::Reported),
            asked => asked.contains(&made.status),
        };
        let act = |asked: &Act| {
            let is_below = matches!(made.act, Act::Deny | Act::Decline);
            made.act == *asked || (*asked == Act::Reject && is_below)
        };
        let refuses = made.act == Act::Decline && self.act.contains(&Act::Decline);
        status
            && (refuses && self.by.is_empty() || party(&self.by, made.source))
            && (refuses && self.on.is_empty() || party(&self.on, made.target))
            && (self.stance.is_empty() || self.stance.contains(&made.stance))
            && (self.act.is_empty() || self.act.iter().any(act))
            && self
                .strength
                .is_none_or(|(least, most)| (least..=most).contains(&made.strength))
    }
}

/// Texts, and which of the chains below they meet.
const TEXTS: [(&str, &[usize]); 4] = [
    ("Zorp and quux. Blim.", &[0, 1, 3]),
    ("Zorp. Quux and blim.", &[1, 3]),
    ("Quux, zorp.", &[0, 2, 3]),
    ("Blim is blim.", &[]),
];

const CHAINS: [&str; 4] = [
    "zorp /s quux",
    "zorp +2 quux",
    "\"quux zorp\"",
    "zorp /2 quux",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn what_is_asked_of_statements_agrees_with_a_scan(
        made in prop::collection::vec((prop::collection::vec(any_made(), 0..3), 0..TEXTS.len()), 1..40),
        questions in prop::collection::vec(
            (any_question(), any_question(), prop::option::of((0..CHAINS.len(), any::<bool>()))),
            12,
        ),
    ) {
        let passages: Vec<StoredPassage> = made.iter().enumerate().map(|(position, (statements, text))| {
            let statements = statements.iter().map(|made| {
                let stated = statement(actor(made.source), actor(made.target), made.stance, made.act, made.strength);
                Statement { status: made.status, ..stated }
            });
            stating(passage(&format!("b{position:02}"), TEXTS[*text].0), statements.collect())
        }).collect();
        let archive = Archive::of(&passages);
        for (asked, excluded, chain) in questions {
            let mut text = format!("{} {}", asked.text(""), excluded.text("-"));
            if let Some((chain, is_excluded)) = chain {
                let sign = if is_excluded { "-" } else { "" };
                text = format!("{text} {sign}{}", CHAINS[chain]);
            }
            let reading = archive.read(&text);
            if !reading.notes.is_empty() {
                continue; // a party that does not occur
            }
            let holds = |position: usize| {
                let (statements, own) = &made[position];
                let meets = |question: &Question| statements.iter().any(|made| question.is_met(made));
                (asked.is_empty() || meets(&asked))
                    && (excluded.is_empty() || !meets(&excluded))
                    && chain.is_none_or(|(chain, is_excluded)| TEXTS[*own].1.contains(&chain) != is_excluded)
            };
            let expected: Vec<String> = (0..made.len()).filter(|at| holds(*at)).map(|at| passages[at].id()).collect();
            prop_assert_eq!(archive.found(&text), expected, "{}", text);
            let count = archive.reader.count(&reading.plan).unwrap();
            prop_assert_eq!(count as usize, archive.all(&text).hits.len(), "{}", text);
        }
    }
}
