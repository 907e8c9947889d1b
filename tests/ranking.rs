//! Filters, order, scores and what is said of them, on an index of passages made by hand.

#![allow(
    clippy::unwrap_used,
    reason = "an index that cannot be read fails the test"
)]

mod fixture;

use demarche::briefing::*;
use demarche::rank::{Copies, Options, Sort, search};
use demarche::text::Span;
use fixture::{Archive, ada_norvik, passage, said, state, statement, stating};

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
        gaps: Vec::new(),
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
    let covered = "the archive has 1 passage, said on 2024-03-18";
    for (query, expected) in [
        (
            "sanctoins",
            &["no passage has sanctoins; did you mean sanctions?"][..],
        ),
        (
            "sanctions since:2025",
            &[
                "without since:2025-01-01 there is 1 passage",
                "passages by themselves: sanctions 1, since:2025-01-01 0",
            ],
        ),
        (
            "+sanctions -remain",
            &["without -remain there is 1 passage"],
        ),
        (
            "\"sanctions ended\" remain",
            &[
                "no passage has \"sanctions ended\"",
                "without \"sanctions ended\" there is 1 passage",
                "passages by themselves: remain 1, \"sanctions ended\" 0",
            ],
        ),
        (
            "remian /s sanctions",
            &["no passage has remian; did you mean remain?"],
        ),
        (
            "sanctions /s sanctions",
            &["no passage has sanctions /s sanctions"],
        ),
        (
            "sanctions kind:quote until:2020",
            &["passages by themselves: sanctions 1, until:2020-12-31 0, kind:quote 0"],
        ),
    ] {
        let mut expected = expected.to_vec();
        expected.push(covered);
        assert_eq!(archive.told(query), expected, "{query}");
    }
}

#[test]
fn a_denied_act_is_pointed_out_where_nothing_else_is_found() {
    let mut denied = statement(state("RUR"), state("BOR"), Stance::Supportive, Act::Aid, 4);
    denied.status = Status::Denied;
    let archive = Archive::of(&[stating(passage("a", "No aid was given."), vec![denied])]);
    let expected = [
        "with status:denied there is 1 passage",
        "the archive has 1 passage, none with a date",
    ];
    assert_eq!(archive.told("by:RUR on:BOR act:aid"), expected);
}

#[test]
fn parts_of_one_statement_are_told_by_themselves_where_no_single_one_is_to_blame() {
    let aid = statement(state("RUR"), state("BOR"), Stance::Supportive, Act::Aid, 4);
    let archive = Archive::of(&[stating(passage("a", "Aid was given."), vec![aid])]);
    let expected = [
        "passages by themselves: by:BWA 0, on:FIN 0, stance:supportive 1",
        "the archive has 1 passage, none with a date",
    ];
    assert_eq!(archive.told("by:BWA on:FIN stance:supportive"), expected);
}

#[test]
fn names_are_found_in_any_order_case_and_language_and_several_are_counted() {
    let by = |id: &str, person: &str, name: &str| {
        let mut said = passage(id, "It was said.");
        said.speaker = Some(Speaker {
            name: name.to_owned(),
            entity: Some(person.to_owned()),
            ..Speaker::default()
        });
        said.attributions = Vec::new();
        said
    };
    let named = |id: &str, text: &str, entity: &str| {
        let mut made = passage(id, text);
        made.mentions = vec![Mention {
            span: Span::new(0, text.find(' ').unwrap_or(text.len())),
            entity: entity.to_owned(),
            represents: None,
            form: MentionForm::Name,
            confidence: 1.0,
        }];
        made
    };
    let archive = Archive::of(&[
        by("a", "ada-norvik", "Ada Norvik"),
        by("b", "ada-norvik", "Ada Norvik"),
        by("c", "ole-norvik", "Ole Norvik"),
        named("x", "习近平 发表讲话", "xi-jinping"),
        named("l", "Лавров выступил", "sergey-lavrov"),
        named("e", "Cumhurbaşkanı konuştu", "recep-tayyip-erdogan"),
    ]);
    for query in [
        "Xi Jinping",
        "Jinping Xi",
        "xi jinping",
        "习近平",
        "習近平",
        "Си Цзиньпин",
    ] {
        check(&archive, query, &["x"]);
    }
    for query in [
        "Lavrov Sergey",
        "sergey lavrov",
        "Sergei Lavrov",
        "LAVROV",
        "Лавров Сергей",
        "拉夫罗夫",
    ] {
        check(&archive, query, &["l"]);
    }
    for query in ["erdogan", "Erdoğan", "ERDOGAN", "Эрдоган"] {
        check(&archive, query, &["e"]);
        check(&archive, &format!("entity:{query}"), &["e"]);
    }
    for query in ["speaker:\"ada norvik\"", "speaker:\"NORVIK Ada\"", "by:ada"] {
        check(&archive, query, &["a", "b"]);
    }
    let told = archive.read("speaker:norvik").notes[0].to_string();
    let several = "speaker:norvik is taken as words: norvik may mean several; did you mean Ada Norvik (2 passages), Ole Norvik (1 passage)?";
    assert_eq!(told, several);
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
            ..Options::default()
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
fn hits_are_spread_over_briefings_on_request_and_none_is_lost() {
    let text = |words: &str| format!("The {words} fishery talks go on.");
    let mut passages: Vec<StoredPassage> = (1..=4)
        .map(|number| {
            let mut made = passage("long", &text(&"very ".repeat(number)));
            made.number = number as u32;
            made
        })
        .collect();
    passages.push(passage("short", &text(&"long and much longer ".repeat(4))));
    let archive = Archive::of(&passages);
    let ids = |spread, offset, limit| {
        let options = Options {
            spread: std::num::NonZeroUsize::new(spread),
            offset,
            limit,
            explain: true,
            ..Options::default()
        };
        let results = search(&archive.reader, &archive.read("fishery talks"), &options).unwrap();
        assert_eq!(results.total, 5);
        for hit in &results.hits {
            let parts = hit.explanation.parts.iter().map(|part| part.value);
            assert!((parts.sum::<f64>() - hit.score).abs() < 1e-9);
        }
        let ids = results.hits.iter().map(|hit| hit.passage.id());
        ids.collect::<Vec<_>>()
    };
    let plain = ids(0, 0, None);
    assert_eq!(plain[4], "short#1", "{plain:?}");
    let spread = ids(2, 0, None);
    assert_eq!(spread[2], "short#1");
    assert_eq!(spread[..2], plain[..2]);
    assert_eq!(spread[3..], plain[2..4]);
    assert_eq!(ids(2, 1, Some(2)), spread[1..3]);
    assert_eq!(ids(9, 0, None), plain);
}

#[test]
fn what_a_speaker_says_comes_before_what_is_asked() {
    let text = "The fishery talks go on in Strelsau";
    let mut asked = passage("a", &format!("{text}?"));
    asked.kind = PassageKind::Question;
    let mut told = passage("b", &format!("{text}."));
    told.kind = PassageKind::Answer;
    let archive = Archive::of(&[asked, told]);
    assert_eq!(archive.ids("fishery talks"), ["b#1", "a#1"]);
    let asked = &archive.all("fishery talks kind:question").hits[0];
    let reasons = &asked.explanation.parts;
    assert!(
        reasons
            .iter()
            .any(|part| part.what == "a question" && part.value < 0.0),
        "{reasons:#?}"
    );
}

#[test]
fn several_words_count_more_than_one_of_them_over_and_over() {
    let mut passages = vec![
        passage("often", &format!("{} lake", "Wheat! ".repeat(12))),
        passage(
            "both",
            "Wheat was on the table by the lake, then the treaty.",
        ),
    ];
    let others = (0..20).map(|n| {
        passage(
            &format!("other{n}"),
            "The weather was fine on the whole shore.",
        )
    });
    passages.extend(others);
    let archive = Archive::of(&passages);
    let results = archive.all("wheat lake treaty ferries");
    let best = &results.hits[0];
    assert_eq!(results.holding_all, 0);
    assert_eq!(best.passage.briefing.id, "both", "{:#?}", best.explanation);
}

#[test]
fn spreading_keeps_what_holds_all_words_before_the_rest() {
    let numbered = |id: &str, number: u32, text: &str| {
        let mut made = passage(id, text);
        made.number = number;
        made
    };
    let archive = Archive::of(&[
        numbered("a", 1, "The fishery talks go on."),
        numbered("a", 2, "The fishery talks go on and on."),
        numbered("b", 1, "The talks go on."),
    ]);
    let options = Options {
        spread: std::num::NonZeroUsize::new(1),
        ..Options::default()
    };
    let results = search(&archive.reader, &archive.read("fishery talks"), &options).unwrap();
    let ids: Vec<String> = results.hits.iter().map(|hit| hit.passage.id()).collect();
    assert_eq!(ids, ["a#1", "a#2", "b#1"]);
}
