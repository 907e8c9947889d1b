//! Filters, order, scores and what is said of them, on an index of passages made by hand.

#![allow(
    clippy::unwrap_used,
    reason = "an index that cannot be read fails the test"
)]

mod fixture;

use demarche::Error;
use demarche::briefing::*;
use demarche::index::{Reader, Writer};
use demarche::query::Note;
use demarche::rank::{Copies, Explanation, Options, Sort, search};
use demarche::text::Span;
use fixture::{Archive, ada_norvik, passage, said, state, statement, stating};
use proptest::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use tempfile::TempDir;

fn check(archive: &Archive, query: &str, expected: &[&str]) {
    let results = archive.all(query);
    let mut ids: Vec<&str> = results
        .hits
        .iter()
        .map(|hit| &*hit.passage.briefing.id)
        .collect();
    ids.sort_unstable();
    assert_eq!(
        ids, expected,
        "{query}: {}, {:?}",
        results.read_as, results.notes
    );
    assert_eq!(results.total as usize, ids.len(), "{query}");
}

#[test]
fn a_passage_is_listed_when_it_holds_at_least_half_of_the_words() {
    let archive = Archive::of(&[
        passage(
            "all",
            "Sanctions against shipping companies hurt fishermen.",
        ),
        passage("half", "The fishermen asked about sanctions."),
        passage("few", "Shipping goes on."),
    ]);
    check(
        &archive,
        "sanctions shipping companies fishermen",
        &["all", "half"],
    );
    let results = archive.all("sanctions shipping companies fishermen");
    assert_eq!(
        (results.holding_all, results.total, results.words),
        (1, 2, 4)
    );
    assert_eq!(results.hits[0].passage.briefing.id, "all");
    check(&archive, "the sanction of the fisherman", &["all", "half"]);
    check(&archive, "+shipping fishermen sanctions", &["all"]);
    check(&archive, "sanctions AND companies", &["all"]);
    check(&archive, "sanctions -companies", &["half"]);
    check(&archive, "companies OR goes", &["all", "few"]);
    check(&archive, "fisher* -(companies shipping)", &["half"]);
    check(&archive, "exact:sanction", &[]);
    check(&archive, "", &["all", "few", "half"]);
}

#[test]
fn title_and_question_count_for_words_but_less() {
    let mut asked = passage("asked", "We have nothing to add.");
    asked.question = Some("What about the fishery talks?".to_owned());
    let mut titled = passage("titled", "It went well.");
    titled.briefing.title = Some("Fishery talks in Strelsau".to_owned());
    let archive = Archive::of(&[asked, titled, passage("text", "The fishery talks go on.")]);
    assert_eq!(archive.ids("fishery talks")[0], "text#1");
    check(&archive, "fishery talks", &["asked", "text", "titled"]);
    check(&archive, "\"fishery talks\"", &["text"]);
}

#[test]
fn a_phrase_finds_and_marks_only_the_phrase() {
    let archive = Archive::of(&[
        passage(
            "phrase",
            "Stop! We say: stop shifting the blame, as the blame is yours.",
        ),
        passage("words", "The blame is shifting; stop that."),
    ]);
    check(&archive, "\"stop shifting the blame\"", &["phrase"]);
    let results = archive.all("\"shifting the blame\"");
    let hit = &results.hits[0];
    let marked: Vec<&str> = hit
        .highlights
        .iter()
        .map(|span| span.of(&hit.passage.text))
        .collect();
    assert_eq!(marked, ["shifting the blame"]);
}

#[test]
fn chinese_in_both_scripts_and_russian_in_any_case_are_found() {
    let mut traditional = passage("hant", "我們對烏克蘭問題的立場是一貫的。");
    traditional.briefing.language = Some("zh-Hant".to_owned());
    let mut simplified = passage("hans", "中方在乌克兰问题上的立场没有变化。");
    simplified.briefing.language = Some("zh-Hans".to_owned());
    let mut russian = passage("ru", "Мы обсудили вопрос о санкциях с партнёрами.");
    russian.briefing.language = Some("ru".to_owned());
    let archive = Archive::of(&[traditional, simplified, russian]);
    check(&archive, "乌克兰", &["hans", "hant"]);
    check(&archive, "烏克蘭立場", &["hans", "hant"]);
    check(&archive, "\"立场是一贯\"", &["hant"]);
    check(&archive, "санкции", &["ru"]);
    check(&archive, "САНКЦИЙ партнеров", &["ru"]);
    check(&archive, "lang:zh", &["hans", "hant"]);
    check(&archive, "lang:zh-hant", &["hant"]);
}

#[test]
fn everything_asked_of_a_statement_holds_on_one_statement() {
    let archive = Archive::of(&[
        stating(
            passage("one", "They are to blame."),
            vec![statement(
                ada_norvik(),
                state("BOR"),
                Stance::Critical,
                Act::Deny,
                5,
            )],
        ),
        stating(
            passage("two", "They differ, we agree."),
            vec![
                statement(
                    state("RUR"),
                    state("BOR"),
                    Stance::Supportive,
                    Act::Agree,
                    3,
                ),
                statement(state("SYL"), state("RUR"), Stance::Critical, Act::Accuse, 7),
            ],
        ),
    ]);
    check(&archive, "by:RUR on:BOR", &["one", "two"]);
    check(&archive, "by:RUR on:BOR stance:critical", &["one"]);
    check(&archive, "by:rur stance:critical", &["one"]);
    check(&archive, "by:\"ada norvik\" on:BOR", &["one"]);
    check(&archive, "by:RUR.MFA", &["one"]);
    check(&archive, "by:ada-norvik stance:supportive", &[]);
    check(&archive, "act:reject", &["one"]);
    check(&archive, "act:deny", &["one"]);
    check(&archive, "act:accuse strength:6..", &["two"]);
    check(&archive, "by:SYL strength:..6", &[]);
    check(&archive, "by:RUR OR by:SYL", &["one", "two"]);
    check(&archive, "stance:critical -on:RUR", &["one"]);
    check(
        &archive,
        "stance:critical -(on:RUR stance:supportive)",
        &["one", "two"],
    );
    let results = archive.all("stance:critical");
    let matched: Vec<&[usize]> = results.hits.iter().map(|hit| &*hit.matched).collect();
    assert_eq!(
        matched,
        [&[1][..], &[0]],
        "strongest first: {:?}",
        results.hits
    );
}

#[test]
fn only_asserted_and_reported_statements_of_known_parties_are_met_unless_asked() {
    let with = |id: &str, status: Status, target: Actor| {
        let mut made = statement(state("RUR"), target, Stance::Critical, Act::Accuse, 4);
        made.status = status;
        stating(passage(id, "They did."), vec![made])
    };
    let nobody = Actor {
        name: Some("certain circles".to_owned()),
        ..Actor::default()
    };
    let archive = Archive::of(&[
        with("asserted", Status::Asserted, state("BOR")),
        with("reported", Status::Reported, state("BOR")),
        with("denied", Status::Denied, state("BOR")),
        with("nobody", Status::Asserted, nobody),
    ]);
    check(
        &archive,
        "by:RUR stance:critical",
        &["asserted", "reported"],
    );
    check(&archive, "by:RUR status:denied", &["denied"]);
    check(&archive, "by:RUR on:unknown", &["nobody"]);
    check(&archive, "on:\"certain circles\"", &["nobody"]);
    assert_eq!(archive.ids("they by:RUR on:BOR")[0], "asserted#1");
}

#[test]
fn a_source_alone_finds_whoever_speaks_or_is_quoted() {
    let mut spoken = passage("spoken", "We are open to talks.");
    spoken.speaker = Some(Speaker {
        name: "Ada Norvik".to_owned(),
        entity: Some("ada-norvik".to_owned()),
        body: Some("RUR.MFA".to_owned()),
        represents: Some("RUR".to_owned()),
        ..Speaker::default()
    });
    let mut quoted = passage("quoted", "Talks are open, the spokesperson said.");
    quoted.attributions = vec![Attribution {
        span: Span::new(0, 14),
        kind: AttributionKind::Indirect,
        sources: vec![ada_norvik()],
        cue: None,
        confidence: 0.8,
        rule: "test".to_owned(),
    }];
    let archive = Archive::of(&[spoken, quoted, passage("other", "Nothing was said.")]);
    check(&archive, "by:\"Ada Norvik\"", &["quoted", "spoken"]);
    check(&archive, "by:RUR", &["quoted", "spoken"]);
    check(&archive, "-by:RUR", &["other"]);
    check(&archive, "speaker:norvik", &["spoken"]);
    check(&archive, "speaker:unknown", &["other", "quoted"]);
}

#[test]
fn dates_match_by_the_days_they_may_mean() {
    let archive = Archive::of(&[
        said(passage("day", "A talk."), "2024-03-18", Precision::Day),
        said(passage("month", "A talk."), "2024-03-01", Precision::Month),
        said(passage("year", "A talk."), "2023-01-01", Precision::Year),
        said(passage("today", "A talk."), fixture::TODAY, Precision::Day),
        passage("undated", "A talk."),
    ]);
    check(&archive, "date:2024-03", &["day", "month"]);
    check(&archive, "date:2024-03-20", &["month"]);
    check(&archive, "date:2023-06..2024-03-02", &["month", "year"]);
    check(&archive, "since:2024-03-18 until:2024", &["day", "month"]);
    check(&archive, "since:30d", &["today"]);
    check(&archive, "until:2023", &["year"]);
    check(
        &archive,
        "date:2023 date:2024-03-18",
        &["day", "month", "year"],
    );
    check(&archive, "-date:2024", &["today", "undated", "year"]);
    assert_eq!(archive.all("talk date:2024").undated_left_out, 1);
    assert_eq!(archive.all("talk").undated_left_out, 0);
    assert_eq!(
        archive.ids("talk -date:2023"),
        ["today#1", "day#1", "month#1", "undated#1"]
    );
}

#[test]
fn copies_are_folded_and_counted() {
    let archive = Archive::of(&[
        passage("a", "The talks, he said, go on."),
        passage("b", "THE TALKS – he said – GO ON!"),
        passage("c", "The talks do not go on."),
    ]);
    let options = Options {
        copies: Copies::Fold,
        ..Options::default()
    };
    let results = search(&archive.reader, &archive.read("talks go"), &options).unwrap();
    assert_eq!((results.total, results.hits.len()), (3, 2));
    assert_eq!(results.hits.iter().map(|hit| hit.copies).sum::<u64>(), 1);
}

#[test]
fn with_nothing_found_the_reasons_are_given() {
    let archive = Archive::of(&[said(
        passage("a", "Sanctions remain."),
        "2024-03-18",
        Precision::Day,
    )]);
    let notes = archive.all("sanctoins").notes;
    assert_eq!(
        notes,
        [Note::NowhereFound {
            input: "sanctoins".to_owned(),
            near: vec!["sanctions".to_owned()]
        }]
    );
    let notes = archive.all("sanctions since:2025").notes;
    let expected = [
        Note::EmptiedBy {
            filter: "since:2025-01-01".to_owned(),
            without: 1,
        },
        Note::Covers {
            first: "2024-03-18".to_owned(),
            last: "2024-03-18".to_owned(),
        },
    ];
    assert_eq!(notes, expected);
}

#[test]
fn a_denied_act_is_pointed_out_where_nothing_else_is_found() {
    let mut denied = statement(state("RUR"), state("BOR"), Stance::Supportive, Act::Aid, 4);
    denied.status = Status::Denied;
    let archive = Archive::of(&[stating(passage("a", "No aid was given."), vec![denied])]);
    let notes = archive.all("by:RUR on:BOR act:aid").notes;
    let filter = "status:denied".to_owned();
    assert_eq!(
        notes,
        [Note::FoundWith {
            filter,
            passages: 1
        }]
    );
}

#[test]
fn hits_can_be_asked_for_in_any_order_and_in_part() {
    let dated = |id: &str, date: &str| said(passage(id, "A talk."), date, Precision::Day);
    let archive = Archive::of(&[
        dated("b", "2024-01-02"),
        dated("a", "2024-01-02"),
        dated("c", "2025-01-01"),
        passage("d", "A talk."),
    ]);
    let ids = |sort, offset, limit| -> Vec<String> {
        let options = Options {
            sort,
            offset,
            limit,
            copies: Copies::Keep,
        };
        let results = search(&archive.reader, &archive.read("talk"), &options).unwrap();
        results
            .hits
            .into_iter()
            .map(|hit| hit.passage.briefing.id)
            .collect()
    };
    assert_eq!(ids(Sort::Newest, 0, None), ["c", "a", "b", "d"]);
    assert_eq!(ids(Sort::Oldest, 0, None), ["a", "b", "c", "d"]);
    assert_eq!(ids(Sort::Newest, 1, Some(2)), ["a", "b"]);
}

#[test]
fn an_index_is_absent_until_it_is_committed_and_keeps_its_state_with_it() {
    let folder = TempDir::new().unwrap();
    assert!(Reader::open(folder.path()).unwrap().is_none());
    let mut writer = Writer::open(folder.path()).unwrap();
    assert!(Writer::open(folder.path()).is_err(), "two writers at once");
    assert!(Reader::open(folder.path()).unwrap().is_none());
    writer
        .add(&[passage("a", "One."), passage("b", "Two.")])
        .unwrap();
    writer.set_state("first".to_owned());
    writer.commit().unwrap();
    writer.remove("a");
    writer.set_state("second".to_owned());
    writer.rollback().unwrap();
    assert_eq!(writer.state(), Some("first"));
    writer.remove("b");
    writer.add(&[passage("c", "Three.")]).unwrap();
    writer.set_state("lost".to_owned());
    drop(writer);

    let reader = Reader::open(folder.path()).unwrap().unwrap();
    assert_eq!(reader.state().unwrap().as_deref(), Some("first"));
    assert_eq!(reader.passage_count(), 2);
    assert_eq!(reader.passages("b").unwrap(), [passage("b", "Two.")]);
    assert_eq!(reader.passages("c").unwrap(), []);
    let mut writer = Writer::open(folder.path()).unwrap();
    assert_eq!(writer.state(), Some("first"));
    writer.remove("a");
    writer.commit().unwrap();
    writer.finish().unwrap();
    let reader = Reader::open(folder.path()).unwrap().unwrap();
    assert_eq!(
        (reader.passage_count(), reader.state().unwrap().as_deref()),
        (1, Some("first"))
    );
}

#[test]
fn an_index_of_another_format_is_named_as_such() {
    let folder = TempDir::new().unwrap();
    let schema = tantivy::schema::Schema::builder().build();
    let index = tantivy::Index::create_in_dir(folder.path(), schema).unwrap();
    let mut writer: tantivy::IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
    let mut commit = writer.prepare_commit().unwrap();
    commit.set_payload(r#"{"format":0,"state":null}"#);
    commit.commit().unwrap();
    drop(writer);
    let Err(Error::Format { found, .. }) = Reader::open(folder.path()) else {
        panic!("it opens");
    };
    assert_eq!(found, "0");
    assert!(Writer::open(folder.path()).is_err());
}

#[test]
fn counts_add_up_to_the_briefings() {
    let mut second = said(passage("a", "Two."), "2024-03-18", Precision::Day);
    second.number = 2;
    let mut other = passage("b", "Three.");
    other.briefing.ministry = None;
    other.briefing.represents = None;
    other.briefing.language = None;
    let archive = Archive::of(&[
        said(passage("a", "One."), "2024-03-18", Precision::Day),
        second,
        other,
    ]);
    let counts = archive.reader.counts().unwrap();
    assert_eq!((counts.briefings, counts.passages), (2, 3));
    for map in [
        &counts.by_ministry,
        &counts.by_country,
        &counts.by_year,
        &counts.by_language,
    ] {
        assert_eq!(map.values().sum::<u64>(), 2);
        assert_eq!(map["unknown"], 1);
    }
}

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
