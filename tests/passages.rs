//! Briefings → passages, through `passage::split`: turns and their labels, quotations, lengths.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "tests say what they test by their names; a fixture that cannot be read fails the test"
)]

use demarche::briefing::{Briefing, Form, Passage, PassageKind, Speaker};
use demarche::lexicon::Lexicon;
use demarche::passage::{split, words};
use proptest::prelude::*;
use std::fmt::Write as _;

fn briefing(text: &str) -> Briefing {
    Briefing {
        text: text.to_owned(),
        ..Briefing::default()
    }
}

/// A briefing of the Foreign Ministry of Ruritania with its spokesperson.
fn official(text: &str) -> Briefing {
    Briefing {
        ministry: Some("Foreign Ministry of Ruritania".to_owned()),
        represents: Some("RUR".to_owned()),
        speakers: vec![Speaker {
            name: "Ada Norvik".to_owned(),
            represents: Some("RUR".to_owned()),
            ..Speaker::default()
        }],
        ..briefing(text)
    }
}

fn passages(briefing: &Briefing) -> Vec<Passage> {
    split(briefing, Lexicon::builtin())
}

/// Kind, speaker and beginning of each passage, a line each.
fn outline(briefing: &Briefing) -> String {
    let line = |passage: &Passage| {
        let speaker = passage
            .speaker
            .as_ref()
            .map_or("-", |speaker| &speaker.name);
        let start: String = passage.span.of(&briefing.text).chars().take(24).collect();
        format!("{:?} | {speaker} | {start}", passage.kind)
    };
    passages(briefing)
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

fn check(briefing: &Briefing, expect: &[&str]) {
    assert_eq!(outline(briefing), expect.join("\n"), "{}", briefing.text);
}

/// A case of `tests/turns`: `### name`, fields, `>>>`, the text, `<<<`, a line for each passage: kind, speaker (whom he speaks for;
/// role), [bytes of the question it answers], its beginning and end.
struct Case<'a> {
    name: &'a str,
    briefing: Briefing,
    before: &'a str,
    expected: &'a str,
}

fn case(written: &str) -> Option<Case<'_>> {
    let (head, rest) = written.split_once("\n>>>\n")?;
    let (text, expected) = rest.split_once("\n<<<\n")?;
    let (name, fields) = head.split_once('\n').unwrap_or((head, ""));
    let mut found = briefing(text);
    for field in fields.lines() {
        let (key, value) = field.split_once(": ")?;
        let value = Some(value.to_owned());
        match key {
            "title" => found.title = value,
            "language" => found.language = value,
            "ministry" => found.ministry = value,
            "represents" => found.represents = value,
            "speaker" => {
                let value = value?;
                let (name, role) = value.split_once(" | ").unwrap_or((&value, ""));
                found.speakers.push(Speaker {
                    name: name.to_owned(),
                    role: (!role.is_empty()).then(|| role.to_owned()),
                    ..Speaker::default()
                });
            }
            _ => return None,
        }
    }
    Some(Case {
        name,
        briefing: found,
        before: &written[..head.len() + 5 + text.len() + 5],
        expected,
    })
}

fn described(passage: &Passage, text: &str) -> String {
    let speaker = passage.speaker.as_ref().map_or("-".to_owned(), |speaker| {
        let of = speaker.body.as_ref().or(speaker.represents.as_ref());
        let role = speaker.role.as_ref().map(|role| format!("; {role}"));
        format!(
            "{} ({}{})",
            speaker.name,
            of.map_or("-", |of| of),
            role.unwrap_or_default()
        )
    });
    let question = passage.question.map_or(String::new(), |question| {
        format!(" [{}]", question.of(text).chars().count())
    });
    let words = passage
        .span
        .of(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let long = words.chars().count() > 60;
    let start: String = words.chars().take(if long { 35 } else { 60 }).collect();
    let end: String = words
        .chars()
        .skip(words.chars().count().saturating_sub(20))
        .collect();
    let shown = if long {
        format!("{start} … {end}")
    } else {
        start
    };
    format!("{:?} | {speaker}{question} | {shown}\n", passage.kind)
}

#[test]
fn every_golden_transcript_is_cut_as_expected() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/turns");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|file| file.path())
        .collect();
    files.sort();
    let mut cases = 0;
    let mut wrong = String::new();
    for file in files {
        let written = std::fs::read_to_string(&file).unwrap();
        let mut anew = String::new();
        for written in written.split("### ").filter(|case| !case.trim().is_empty()) {
            cases += 1;
            let case = case(written).unwrap_or_else(|| panic!("{}: {written}", file.display()));
            let text = &case.briefing.text;
            let shown: String = passages(&case.briefing)
                .iter()
                .map(|passage| described(passage, text))
                .collect();
            assert_sound(&case.briefing);
            if shown.trim() != case.expected.trim() {
                let _ = writeln!(wrong, "{}: {}\n{shown}", file.display(), case.name);
            }
            let _ = write!(anew, "### {}{shown}", case.before);
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&file, anew).unwrap();
        }
    }
    assert!(cases >= 40, "only {cases} cases found");
    assert!(
        wrong.is_empty() || std::env::var_os("UPDATE_EXPECT").is_some(),
        "not as in tests/turns:\n{wrong}"
    );
}

#[test]
fn labels_head_turns_and_stand_in_no_passage() {
    let text = "QUESTION: What about the bridge?\n\nMS NORVIK: It is closed.\n\nIt opens in May.\n\nQUESTION: Why?\n\nMS. NORVIK: (Laughter.) Repairs.";
    check(
        &official(text),
        &[
            "Question | - | What about the bridge?",
            "Answer | Ada Norvik | It is closed.\n\nIt opens ",
            "Question | - | Why?",
            "Answer | Ada Norvik | (Laughter.) Repairs.",
        ],
    );
}

#[test]
fn labels_of_titles_alone_name_who_is_called_so_and_anonymous_ones_stay() {
    let speaker = |name: &str, role: &str| Speaker {
        name: name.to_owned(),
        role: Some(role.to_owned()),
        ..Speaker::default()
    };
    let text = "QUESTION: And?\n\nTHE PRESIDENT: Yes.\n\nFOREIGN MINISTER DAHL: No.\n\nSENIOR OFFICIAL NUMBER TWO: Perhaps.";
    check(
        &Briefing {
            title: Some(
                "Visit of Freedonian Foreign Minister Dahl Cy-lin Before Their Meeting".to_owned(),
            ),
            speakers: vec![
                speaker("Bo Lindqvist", "Vice President"),
                speaker("Ada Norvik", "President"),
            ],
            ..official(text)
        },
        &[
            "Question | - | And?",
            "Answer | Ada Norvik | Yes.",
            "Answer | Dahl Cy-lin | No.",
            "Answer | SENIOR OFFICIAL NUMBER TWO | Perhaps.",
        ],
    );
}

#[test]
fn an_answer_knows_the_questions_before_it() {
    let text = "Q   Will you go?\n\nQ   And when?\n\nMS. NORVIK:  In June.\n\nQ   Where?\n\nMS. NORVIK:  To the lake.";
    let briefing = official(text);
    let found = passages(&briefing);
    let questions: Vec<&str> = found
        .iter()
        .filter_map(|passage| Some(passage.question?.of(text)))
        .collect();
    assert_eq!(questions, ["Will you go?\n\nQ   And when?", "Where?"]);
}

#[test]
fn labels_are_read_in_many_layouts_and_languages() {
    let zh = Speaker {
        name: "诺薇".to_owned(),
        ..Speaker::default()
    };
    check(
        &Briefing {
            speakers: vec![zh],
            ..briefing(
                "湖报：外长何时启程？\n\n诺薇：下个月启程。\n\n河电视台记者：为什么？\n\n诺薇：因为受到邀请。",
            )
        },
        &[
            "Question | 湖报 | 外长何时启程？",
            "Answer | 诺薇 | 下个月启程。",
            "Question | 河电视台记者 | 为什么？",
            "Answer | 诺薇 | 因为受到邀请。",
        ],
    );
    check(
        &official("Вопрос: Когда откроют мост?\n\nОтвет: В мае."),
        &[
            "Question | - | Когда откроют мост?",
            "Answer | Ada Norvik | В мае.",
        ],
    );
    check(
        &briefing("Frage\n\nWann öffnet die Brücke?\n\nNordheim (AA)\n\nIm Mai."),
        &[
            "Question | - | Wann öffnet die Brücke?",
            "Answer | Nordheim | Im Mai.",
        ],
    );
    check(
        &official(
            "Lake Times: Is the bridge safe?\n\nAda Norvik: It is.\n\nRiver Radio: Since when?\n\nAda Norvik: Since May.",
        ),
        &[
            "Question | Lake Times | Is the bridge safe?",
            "Answer | Ada Norvik | It is.",
            "Question | River Radio | Since when?",
            "Answer | Ada Norvik | Since May.",
        ],
    );
}

#[test]
fn turns_in_one_paragraph_are_told_apart() {
    let text = "MODEARTOR: Welcome. QUESTION: Is it open? MS. NORVIK: It is. QUESTION: Since when? MS. NORVIK: Since May.";
    check(
        &official(text),
        &[
            "Other | MODEARTOR | Welcome.",
            "Question | - | Is it open?",
            "Answer | Ada Norvik | It is.",
            "Question | - | Since when?",
            "Answer | Ada Norvik | Since May.",
        ],
    );
}

#[test]
fn a_glued_label_is_the_second_of_two() {
    check(
        &official("Q   Is it open?\n\nQMS. NORVIK:  It is."),
        &["Question | - | Is it open?", "Answer | Ada Norvik | It is."],
    );
}

#[test]
fn a_colon_makes_no_transcript() {
    let text = "NATO: The alliance meets in May.\n\nCOVID: Rules stay as they are.\n\nNote: Doors open at nine.";
    let found = passages(&official(text));
    assert!(
        found
            .iter()
            .all(|passage| passage.kind == PassageKind::Statement)
    );
    assert_eq!(
        found
            .iter()
            .map(|passage| passage.span.len())
            .sum::<usize>()
            + 4,
        text.len()
    );
}

#[test]
fn prepared_words_are_the_speakers() {
    check(
        &official("Ruritania regrets the closing of the lake."),
        &["Statement | Ada Norvik | Ruritania regrets the cl"],
    );
    let unnamed = Briefing {
        speakers: Vec::new(),
        ..official("Ruritania regrets the closing of the lake.")
    };
    let found = passages(&unnamed);
    let speaker = found.first().and_then(|passage| passage.speaker.as_ref());
    assert_eq!(
        speaker.map(|speaker| (speaker.name.as_str(), speaker.represents.as_deref())),
        Some(("Foreign Ministry of Ruritania", Some("RUR")))
    );
}

#[test]
fn a_quoting_sentence_is_a_passage_of_its_own() {
    let text = "The ministry spoke on Monday. “We regret the closing of the lake. It harms us,” Norvik said. The lake lies in the south.";
    let article = Briefing {
        form: Form::Article,
        ..briefing(text)
    };
    check(
        &article,
        &[
            "Narration | - | The ministry spoke on Mo",
            "Quote | - | “We regret the closing o",
            "Narration | - | The lake lies in the sou",
        ],
    );
}

#[test]
fn scare_quotes_are_no_quotations() {
    let article = Briefing {
        form: Form::Article,
        ..briefing("The “friends” of the lake met on Monday.")
    };
    check(&article, &["Narration | - | The “friends” of the lak"]);
}

#[test]
fn long_paragraphs_are_cut_at_sentences() {
    let sentence = "The lake lies in the south of the country and feeds two rivers. ";
    let text = sentence.repeat(40);
    let found = passages(&official(&text));
    assert!(found.len() > 3, "{}", found.len());
    for passage in &found {
        let written = passage.span.of(&text);
        assert!(
            written.starts_with("The lake") && written.ends_with("rivers."),
            "{written}"
        );
        assert!((60..=200).contains(&words(written)), "{}", words(written));
    }
}

#[test]
fn hostile_texts_are_cut_in_linear_time() {
    for text in [
        "word ".repeat(40_000),
        "字".repeat(60_000),
        "“".repeat(20_000),
        "\"' ".repeat(20_000),
        "Q: ".repeat(20_000),
        "MS A: ".repeat(10_000),
        ". ".repeat(40_000),
        ":\n".repeat(40_000),
        "(Laughter.)\n\n".repeat(4_000),
        "Q - no R – yes. ".repeat(5_000),
        "<".repeat(20_000),
        format!("Q: {}", "Ada from ".repeat(10_000)),
        (0..4_000)
            .map(|number| numbered("MS AB", number, "C: So?\n"))
            .collect::<Vec<_>>()
            .concat(),
        (0..4_000)
            .map(|number| numbered("Lake", number, " Times: So?\n\n"))
            .collect::<Vec<_>>()
            .concat(),
        (0..8_000)
            .map(|number| numbered("Item ", number % 4_000, "\n"))
            .collect::<Vec<_>>()
            .concat(),
        format!("“{}”", "They came. ".repeat(20_000)),
    ] {
        for form in [Form::Article, Form::Transcript] {
            let briefing = Briefing {
                form,
                ..briefing(&text)
            };
            assert_sound(&briefing);
        }
    }
}

fn numbered(before: &str, number: usize, after: &str) -> String {
    format!("{before}{number}{after}")
}

/// Passages are disjoint, ordered, within bounds, of at most 200 words, and hold nothing but text.
fn assert_sound(briefing: &Briefing) {
    let text = &briefing.text;
    let mut end = 0;
    for passage in passages(briefing) {
        assert!(passage.span.start >= end && !passage.span.is_empty());
        end = passage.span.end;
        let Some(written) = text.get(passage.span.start..end) else {
            panic!("{:?} is no part of the text", passage.span);
        };
        assert!(words(written) <= 200, "{} words", words(written));
        if let Some(question) = passage.question {
            assert!(text.get(question.start..question.end).is_some());
        }
    }
}

/// The labels of one who asks and one who answers.
const LAYOUTS: [[&str; 2]; 14] = [
    ["QUESTION: ", "MS NORVIK: "],
    ["Q   ", "MS. NORVIK:  "],
    ["Question: ", "Ada Norvik: "],
    ["Lake Daily: ", "Ada Norvik: "],
    ["Yomiuri Shimbun, Kaneko: ", "Press Secretary Norvik: "],
    ["Вопрос: ", "Ответ: "],
    ["FRAGE: ", "WALDNER (AA): "],
    ["Frage\n\n", "Waldner (AA)\n\n"],
    ["<질문> ", "<답변> "],
    ["Q) ", "A) "],
    ["Q - ", "R - "],
    ["Q: ", "A: "],
    ["Correspondent: ", "Spokesman: "],
    ["【記者】", "【外務大臣】"],
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn passages_are_sound_for_any_text(text in "\\PC{0,300}", article: bool) {
        let form = if article { Form::Article } else { Form::Other };
        assert_sound(&Briefing { form, ..official(&text) });
    }

    #[test]
    fn passages_are_sound_for_any_transcript(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "QUESTION: ", "Q  ", "Q: ", "A: ", "MS. NORVIK: ", "QMS. NORVIK: ", "\n\n", "\n", " ", "问：", "答：", "“", "”", "\"", "It is so. ",
                "Why? ", "(Laughter.) ", "Lake Times: ", "MODERATOR: ", "NATO: ", "字字，", "é", "\u{a0}", "Frage\n", "Waldner (AA)\n",
                "Strate (", "FRAGE DAHL: ", "<질문> ", "<답변>", " (호수일보 한나루 기자)", "【NHK 湖田記者】", "(問)", "Q - ", "R – ", "Q) ", "A. ", "Q1.", "QMS. ", "Q -- ",
                "Ms. ARATA Hikari, Press Secretary: ", "Press Secretary Arata; ", "Ivo from Times Now. ", "वक्ता 1: ", "श्री ", "**Ruritania\n", "Contents\n", "1. The lake\n",
                "A label of no end ", "1:18 p.m. EDT\n", "This is a rush transcript", "Вопрос (перевод): ", "А.В.Норвик: ", "：", ";", "(", ")", "（", "】", "<",
            ]),
            0..60,
        ),
        known: bool,
    ) {
        let text = parts.concat();
        let briefing = if known { official(&text) } else { briefing(&text) };
        assert_sound(&briefing);
    }

    #[test]
    fn labels_stand_in_no_passage(turns in proptest::collection::vec((0..LAYOUTS.len(), "[a-z]{3,9}( [a-z]{3,9}){0,30}"), 4..20)) {
        let (layout, _) = turns[0];
        let labels = LAYOUTS[layout];
        let text: String = turns
            .iter()
            .enumerate()
            .map(|(index, (_, words))| [labels[index % 2], "It is ", words.as_str(), ".\n\n"].concat())
            .collect::<Vec<_>>()
            .concat();
        let briefing = official(&text);
        let found = passages(&briefing);
        prop_assert_eq!(found.len(), turns.len(), "{}", text);
        for (index, passage) in found.iter().enumerate() {
            let written = passage.span.of(&text);
            prop_assert!(written.starts_with("It is ") && written.ends_with('.'), "{}", written);
            let kind = if index % 2 == 0 { PassageKind::Question } else { PassageKind::Answer };
            prop_assert_eq!(passage.kind, kind, "{}", text);
        }
    }

    #[test]
    fn quotations_of_moderate_length_stay_whole(words in 4..118_usize, before in 0..60_usize, after in 0..60_usize) {
        let quotation = format!("“{}They came.”", "lake ".repeat(words - 2));
        let text = format!("{}{quotation} she said. {}", "It rained. ".repeat(before), "It snowed. ".repeat(after));
        let briefing = Briefing { form: Form::Article, ..briefing(&text) };
        let whole = passages(&briefing).iter().any(|passage| passage.span.of(&text).contains(&quotation));
        prop_assert!(whole, "{}", text);
    }
}

#[test]
fn who_calls_the_next_question_after_another_s_answer_answers_none() {
    let with_guest = |interjection: &str| {
        official(&format!(
            "MS NORVIK: The Minister will take two questions.\n\n\
             QUESTION: Is the strait open?\n\n\
             MINISTER BRANT: The strait is open to all ships of all flags, as it has been since spring.\n\n\
             MS NORVIK: {interjection}\n\n\
             QUESTION: And the harbour?\n\n\
             MINISTER BRANT: The harbour too."
        ))
    };
    let kind_of = |interjection: &str| {
        let briefing = with_guest(interjection);
        let all = passages(&briefing);
        let own = |passage: &&Passage| {
            passage
                .span
                .of(&briefing.text)
                .starts_with(&interjection[..8])
        };
        let own = all.iter().find(own).unwrap();
        (own.kind, own.question.is_some())
    };
    let orderly = (PassageKind::Other, false);
    assert_eq!(kind_of("Next, Nils of the Tribune."), orderly);
    assert_eq!(kind_of("Thank you very much."), orderly);
    let longer =
        "I should add that the pilots are back at work since Monday, and that they are paid again.";
    assert_eq!(kind_of(longer), (PassageKind::Answer, true));
}
