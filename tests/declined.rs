//! Questions that officials do not answer are found, and so are the answers that refuse; what is answered is not among them.

#![allow(
    clippy::unwrap_used,
    reason = "output that cannot be read fails the test"
)]

mod desk;

use desk::Desk;

/// Answers in turns of one briefing, and whether they refuse.
const ENGLISH: [(&str, bool); 9] = [
    ("I’m not going to get into that here.", true),
    ("We don’t have anything new for you on this one.", true),
    ("No comment. Next question.", true),
    (
        "I would refer you to the Sylvanian authorities for that.",
        true,
    ),
    ("The ferry leaves at noon, as it does every day.", false),
    (
        "We commented on that yesterday and stand by every word.",
        false,
    ),
    // who answers at length, and at the end names somebody else to ask, has answered
    (
        "The treaty gives both sides the right to fish in the strait. Patrol boats may look, but they may not board. \
         We have told Sylvania so many times, in writing and at the table, and we shall tell them again next week. \
         The boats that were held in spring have come home since, all seven of them, with their nets. \
         Their owners were paid in full. For the numbers I would refer you to the Harbour Office.",
        false,
    ),
    (
        "I’m not going to speculate. What I can say is that the harbour is open, that the patrol has left, that the crews \
         are home, that nobody was hurt, that talks go on in the capital every day this week, and that the minister \
         will report to parliament on Friday as he always does when such things happen at sea, whatever the papers write.",
        true,
    ),
    ("I have nothing to add to what the minister said.", true),
];

fn transcript() -> String {
    let turns = ENGLISH.iter().enumerate().map(|(number, (answer, _))| {
        format!("QUESTION: What about item {number} of the list?\n\nMS NORVIK: {answer}\n\n")
    });
    let turns: String = turns.collect();
    format!("Daily Briefing – June 18, 2021\n\nAda Norvik, Spokesperson\n\n{turns}")
}

#[test]
fn a_question_is_declined_where_its_answer_refuses() {
    let desk = Desk::new();
    desk.write("briefing.txt", &transcript());
    desk.run(&["index"]).expect(0);
    let found = |kind: &str| -> Vec<String> {
        let asked = ["query", "--act", "decline", "--kind", kind, "--jsonl"];
        let answer = desk.run(&asked);
        let lines = answer.expect(0).out.lines();
        let texts = lines.map(|line| {
            let hit: serde_json::Value = serde_json::from_str(line).unwrap();
            let statement = &hit["statements"][0];
            assert_eq!(statement["matched"], true, "{line}");
            hit["text"].as_str().unwrap().to_owned()
        });
        texts.collect()
    };
    let (questions, answers) = (found("question"), found("answer"));
    for (number, (answer, refuses)) in ENGLISH.iter().enumerate() {
        let question = format!("What about item {number} of the list?");
        assert_eq!(questions.contains(&question), *refuses, "{answer}");
        let begins = |text: &String| answer.starts_with(text.as_str());
        assert_eq!(answers.iter().any(begins), *refuses, "{answer}");
    }
}

#[test]
fn declined_questions_count_for_nobody_s_words_and_for_no_other_filter() {
    let desk = Desk::new();
    desk.write("briefing.txt", &transcript());
    desk.run(&["index"]).expect(0);
    // who declines a question has not said it
    desk.run(&["query", "--by", "Ada Norvik", "--kind", "question"])
        .expect(1);
    desk.run(&["query", "--stance", "neutral"]).expect(1);
    let asked = ["query", "--by", "Ada Norvik", "--act", "decline", "--count"];
    let refused = ENGLISH.iter().filter(|(_, refuses)| *refuses).count();
    assert_eq!(desk.run(&asked).expect(0).out, format!("{}\n", 2 * refused));
}

#[test]
fn refusals_are_known_in_other_languages() {
    for (language, question, answer) in [
        (
            "zh",
            "记者：请问外交部对此有何评论？",
            "林剑：我没有可以提供的信息。",
        ),
        (
            "ru",
            "Вопрос: Что вы скажете о переговорах?",
            "Ответ: Мы это не комментируем.",
        ),
    ] {
        let text = format!(
            "---\ndate: 2021-06-18\nlanguage: {language}\nspeaker: 林剑\n---\n{question}\n\n{answer}\n"
        );
        let desk = Desk::new();
        desk.write("briefing.md", &text);
        desk.run(&["index"]).expect(0);
        desk.run(&["query", "--act", "decline", "--kind", "question"])
            .expect(0);
    }
}
