//! Counts agree: the number told, the rows of an export, the sums of facets, and each value with its filter added.

#![allow(
    clippy::unwrap_used,
    reason = "an index that cannot be read fails the test"
)]

mod desk;
mod fixture;

use demarche::briefing::*;
use demarche::index::{Facet, FacetCounts};
use demarche::output::{Asks, ByteOrderMark, Export, ExportFormat, Rows};
use demarche::query::{Field, read};
use demarche::rank::{Copies, Options, find};
use desk::sample;
use fixture::{Archive, ada_norvik, passage, said, state, statement, stating};
use proptest::prelude::*;

const STATES: [&str; 3] = ["RUR", "BOR", "SYL"];
const WORDS: [&str; 5] = ["talks", "blame", "fishery", "treaty", "border"];

prop_compose! {
    fn any_party()(level in 0..4_u8, id in prop::sample::select(&STATES[..])) -> Actor {
        match level {
            0 => ada_norvik(),
            1 => Actor { body: Some(format!("{id}.MFA")), ..state(id) },
            2 => Actor { name: Some("certain circles".to_owned()), ..Actor::default() },
            _ => state(id),
        }
    }
}

prop_compose! {
    fn any_statement()(
        source in any_party(),
        target in any_party(),
        stance in -1..=1_i8,
        act in prop::sample::select(&Act::ALL[..]),
        strength in 0..=9_u8,
        status in prop::sample::select(vec![Status::Asserted, Status::Reported, Status::Denied]),
    ) -> Statement {
        let stance = Stance::try_from(stance).unwrap();
        Statement { status, ..statement(source, target, stance, act, strength) }
    }
}

prop_compose! {
    fn any_speaker()(known in 0..4_u8) -> Option<Speaker> {
        let speaker = Speaker { name: "Ada Norvik".to_owned(), ..Speaker::default() };
        match known {
            0 => Some(Speaker { entity: Some("ada-norvik".to_owned()), body: Some("RUR.MFA".to_owned()), represents: Some("RUR".to_owned()), ..speaker }),
            1 => Some(Speaker { name: "Foreign Ministry of Borduria".to_owned(), represents: Some("BOR".to_owned()), ..speaker }),
            2 => Some(Speaker { name: "a passer-by".to_owned(), ..speaker }),
            _ => None,
        }
    }
}

prop_compose! {
    fn any_head()(
        ministry in prop::option::of(prop::sample::select(vec!["Foreign Ministry of Ruritania", "Office in Strelsau"])),
        represents in prop::option::of(prop::sample::select(&STATES[..])),
        outlet in prop::option::of(Just("The Strelsau Gazette")),
        language in prop::option::of(prop::sample::select(vec!["en", "zh-Hans", "ru"])),
        form in prop::sample::select(vec![Form::Transcript, Form::Article, Form::Other]),
    ) -> BriefingHead {
        BriefingHead {
            ministry: ministry.map(str::to_owned),
            represents: represents.map(str::to_owned),
            outlet: outlet.map(str::to_owned),
            language: language.map(str::to_owned),
            form,
            ..BriefingHead::default()
        }
    }
}

prop_compose! {
    fn any_passage()(
        words in prop::collection::vec(prop::sample::select(&WORDS[..]), 1..5),
        statements in prop::collection::vec(any_statement(), 0..3),
        head in any_head(),
        speaker in any_speaker(),
        month in prop::option::of(1..=4_u32),
        precision in prop::sample::select(vec![Precision::Day, Precision::Month, Precision::Year]),
        kind in prop::sample::select(vec![PassageKind::Answer, PassageKind::Quote, PassageKind::Question]),
        topics in prop::sample::subsequence(vec!["trade-economy", "sanctions"], 0..=2),
    ) -> StoredPassage {
        let mut passage = stating(passage("", &words.join(" ")), statements);
        passage.briefing = head;
        passage.speaker = speaker;
        passage.kind = kind;
        let hit = |topic: &str| TopicHit { topic: topic.to_owned(), detail: Vec::new(), confidence: 1.0, evidence: Vec::new() };
        passage.topics = topics.into_iter().map(hit).collect();
        match (month, precision) {
            (None, _) => passage,
            (Some(_), Precision::Year) => said(passage, "2024-01-01", precision),
            (Some(month), Precision::Month) => said(passage, &format!("2024-{month:02}-01"), precision),
            (Some(month), Precision::Day) => said(passage, &format!("202{month}-{month:02}-11"), precision),
        }
    }
}

/// A part of a query.
fn any_part() -> impl Strategy<Value = String> {
    let one_of = |field: &'static str, values: &[&'static str]| {
        let values = prop::sample::select(values.to_vec());
        values.prop_map(move |value| format!("{field}{value}"))
    };
    let parties = ["RUR", "BOR", "RUR.MFA", "ada-norvik", "unknown"];
    prop_oneof![
        one_of("by:", &parties),
        one_of("on:", &parties),
        one_of("stance:", &["critical", "supportive"]),
        one_of("act:", &["reject", "accuse", "request"]),
        one_of("strength:", &["3..", "..6"]),
        one_of("status:", &["denied", "asserted"]),
        one_of("kind:", &["answer", "question"]),
        one_of("topic:", &["sanctions"]),
        one_of("country:", &["RUR", "unknown"]),
        one_of("since:", &["2024-02"]),
        one_of("", &WORDS),
        one_of("-", &WORDS),
        one_of("-stance:", &["critical"]),
        Just("(talks OR by:BOR)".to_owned()),
    ]
}

impl Archive {
    /// How many passages a query lists, as counted, as rows of an export, and as hits.
    fn listed(&self, query: &str) -> u64 {
        let reading = self.read(query);
        let options = Options {
            limit: None,
            copies: Copies::Keep,
            ..Options::default()
        };
        let found = find(&self.reader, &reading, &options).unwrap();
        let total = found.results.total;
        let export = Export {
            format: ExportFormat::Csv,
            fields: None,
            rows: Rows::Passages,
            mark: ByteOrderMark::Omitted,
        };
        let rows: usize = found
            .map(|hit| export.hit(&hit.unwrap(), Asks::Passages).1)
            .sum();
        assert_eq!(rows as u64, total, "{query}");
        assert_eq!(self.reader.count(&reading.plan).unwrap(), total, "{query}");
        total
    }

    /// How many passages a query lists with a filter added; `None` where the filter means nothing here.
    fn with(&self, query: &str, field: &str, value: &str) -> Option<u64> {
        let flag = [(field.to_owned(), value.to_owned())];
        let reading = read(query, &flag, &self.known()).ok()?;
        Some(self.reader.count(&reading.plan).unwrap())
    }
}

/// The field of the query that a facet counts by.
fn field(facet: Facet) -> &'static str {
    match facet {
        Facet::Source => "by",
        Facet::Target => "on",
        Facet::Year | Facet::Month => "date",
        other => other.name(),
    }
}

/// Whether a query has a value of the field already: another one would be an alternative to it.
fn asks(query: &str, field: &str) -> bool {
    let (parsed, _) = demarche::query::parse(query);
    let named = Field::named(field).unwrap();
    let asked = parsed.to_string();
    asked.split_whitespace().any(|part| {
        part.trim_start_matches('+')
            .starts_with(&format!("{}:", named.name()))
    })
}

/// Checks all sums, and every value of two facets in turn: reading a query takes its time.
fn check(archive: &Archive, query: &str, turn: usize) {
    let total = archive.listed(query);
    let all = Facet::NAMES.map(|(facet, _, _)| facet);
    let reading = archive.read(query);
    let counted = archive.reader.facets(&reading.plan, &all).unwrap();
    for (position, counts) in counted.iter().enumerate() {
        let FacetCounts {
            facet,
            values,
            unknown,
        } = counts;
        let told = || format!("{query}: {counts:?}");
        if facet.is_single() {
            let sum: u64 = values.iter().map(|(_, passages)| passages).sum();
            assert_eq!(sum + unknown, total, "{}", told());
        }
        let in_turn = position % (all.len() / 2) == turn % (all.len() / 2);
        if !in_turn || asks(query, field(*facet)) {
            continue;
        }
        // asked for beside other things of a statement, a party without an id is found where it is not counted else
        let widens = reading.plan.statement.is_some();
        for (value, passages) in values {
            let mut expected = *passages;
            if *facet == Facet::Month && value.len() > 4 {
                let year = values.iter().find(|(other, _)| value[..4] == **other);
                expected += year.map_or(0, |(_, passages)| *passages);
            } else if *facet == Facet::Month {
                continue; // what is known by the year only
            }
            let found = archive.with(query, field(*facet), value);
            assert_eq!(found, Some(expected), "{value} of {}", told());
        }
        let tells_unknown = match facet {
            Facet::Speaker | Facet::Country => true,
            Facet::Source | Facet::Target => !widens,
            _ => false,
        };
        if tells_unknown {
            let found = archive.with(query, field(*facet), "unknown");
            assert_eq!(found, Some(*unknown), "{}", told());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 50, ..ProptestConfig::default() })]

    #[test]
    fn counts_agree_with_each_other(
        mut passages in prop::collection::vec(any_passage(), 20..40),
        queries in prop::collection::vec(prop::collection::vec(any_part(), 0..4), 20),
    ) {
        for (position, passage) in passages.iter_mut().enumerate() {
            passage.briefing.id = format!("b{position:02}");
        }
        let archive = Archive::of(&passages);
        for (turn, parts) in queries.iter().enumerate() {
            check(&archive, &parts.join(" "), turn);
        }
    }
}

#[test]
fn refusals_towards_nobody_are_counted_beside_other_things_asked() {
    let nobody = Actor::default();
    let refusal = || {
        statement(
            state("RUR"),
            nobody.clone(),
            Stance::Neutral,
            Act::Decline,
            4,
        )
    };
    let passages = [vec![refusal()], vec![refusal()], vec![blame()]];
    let mut passages = passages.map(|statements| stating(passage("", "treaty"), statements));
    for (position, passage) in passages.iter_mut().enumerate() {
        passage.briefing.id = format!("b{position:02}");
    }
    let archive = Archive::of(&passages);
    for query in ["strength:3..", "by:RUR strength:3..", "treaty by:RUR"] {
        let reading = archive.read(query);
        let counts = archive.reader.facets(&reading.plan, &[Facet::Act]).unwrap();
        let decline = counts[0].values.iter().find(|(act, _)| act == "decline");
        let told = decline.map(|(_, passages)| *passages);
        assert_eq!(told, archive.with(query, "act", "decline"), "{query}");
        assert_eq!(told, Some(2), "{query}");
    }
}

fn blame() -> Statement {
    statement(state("RUR"), state("BOR"), Stance::Critical, Act::Accuse, 5)
}

#[test]
fn a_table_of_counts_is_told_in_lines_and_as_json() {
    let lines = sample()
        .run(&["query", "--stance", "critical", "--facets", "year,target"])
        .out;
    let count = sample()
        .run(&["query", "--stance", "critical", "--count"])
        .out;
    let years = lines.lines().filter(|line| line.starts_with("year\t"));
    let sum: u64 = years
        .map(|line| line.rsplit('\t').next().unwrap().parse::<u64>().unwrap())
        .sum();
    assert_eq!(sum.to_string(), count.trim());
    let object = sample()
        .run(&[
            "query",
            "--stance",
            "critical",
            "--facets",
            "year,target",
            "--json",
        ])
        .json();
    assert_eq!(object["hits"].as_array().unwrap().len(), 10);
    let target = &object["facets"]["target"];
    assert_eq!(target["single"], false);
    let first = &target["values"][0];
    let narrowed = sample().run(&[
        "query",
        "--stance",
        "critical",
        "--on",
        first["value"].as_str().unwrap(),
        "--count",
    ]);
    assert_eq!(narrowed.out.trim(), first["passages"].to_string());
}

#[test]
fn a_facet_that_is_none_is_refused_with_those_there_are() {
    let answer = sample().run(&["query", "x", "--facets", "year,mood"]);
    assert!(
        answer
            .expect(2)
            .told
            .contains("--facets mood: there is speaker, ministry"),
        "{}",
        answer.told
    );
}

#[test]
fn facets_are_named_in_any_case() {
    let counted = |names: &str| {
        let answer = sample().run(&["query", "since:2024", "--facets", names]);
        answer.expect(0).out.clone()
    };
    for (typed, meant) in [("All", "all"), ("Year,ON", "year,target")] {
        assert_eq!(counted(typed), counted(meant), "{typed}");
    }
}
