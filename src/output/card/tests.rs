//! Cards as a reader sees them.

use super::*;
use crate::briefing::{Act, Date, DateOrigin, Dates, PassageKind, Status};

const LOOK: Look = Look {
    width: 60,
    paint: Paint::Plain,
};

fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    Span::new(start, start + part.len())
}

/// An invented spokesperson of an invented ministry.
fn hit(text: &str, evidence: &str, matches: &[&str]) -> Hit {
    let norvik = Actor {
        name: Some("Ada Norvik".into()),
        person: Some("ada-norvik".into()),
        id: Some("RUR".into()),
        ..Actor::default()
    };
    let statement = Statement {
        source: norvik,
        target: Actor {
            id: Some("GRA".into()),
            ..Actor::default()
        },
        stance: Stance::Critical,
        act: Act::Request,
        cameo: "10".into(),
        strength: 5,
        status: Status::Asserted,
        span: span(text, evidence),
        confidence: 0.9,
        rule: "test".into(),
    };
    let day = "2024-06-18".parse().unwrap();
    let passage = StoredPassage {
        number: 3,
        text: text.into(),
        question: None,
        kind: PassageKind::Narration,
        speaker: Some(Speaker {
            name: "Ada Norvik".into(),
            entity: Some("ada-norvik".into()),
            represents: Some("RUR".into()),
            role: Some("Spokesperson".into()),
            ..Speaker::default()
        }),
        attributions: Vec::new(),
        mentions: Vec::new(),
        topics: Vec::new(),
        statements: vec![statement],
        briefing: BriefingHead {
            id: "b1".into(),
            title: Some("On the border".into()),
            dates: Dates {
                said: Some(Date::day(day, DateOrigin::Given)),
                ..Dates::default()
            },
            ministry: Some("Foreign Ministry of Ruritania".into()),
            url: Some(
                "https://ruritania.example/a/very/long/address/that/is/wider/than/the/card".into(),
            ),
            ..BriefingHead::default()
        },
    };
    Hit {
        rank: 1,
        score: 1.0,
        passage,
        matched: vec![0],
        highlights: matches.iter().map(|part| span(text, part)).collect(),
        copies: 2,
        earliest: None,
        is_original: false,
        explanation: Explanation::default(),
    }
}

#[test]
fn a_card_tells_who_said_what_about_whom_and_where_to_cite_it() {
    let text = "Ada Norvik urged Graustark to stop shifting blame over the border.";
    let hit = hit(text, "urged Graustark to stop shifting blame", &["blame"]);
    assert_eq!(
        card(&hit, LOOK),
        "\
1. 2024-06-18 · Ada Norvik (Spokesperson) → GRA · critical
    Ada Norvik [urged Graustark to stop shifting *blame*]
    over the border.
    » Ada Norvik (RUR) → GRA · critical · request 5
    b1#3 · 2 more copies · On the border · Foreign Ministry
    of Ruritania
    https://ruritania.example/a/very/long/address/that/is/wider/than/the/card

"
    );
}

#[test]
fn stance_and_status_stand_in_letters_also_in_colour() {
    let text = "Ada Norvik urged Graustark to stop.";
    let mut hit = hit(text, "urged Graustark to stop", &[]);
    hit.passage.statements[0].status = Status::Reported;
    hit.passage.briefing.fictional = true;
    let look = Look {
        paint: Paint::Colour,
        ..LOOK
    };
    let card = card(&hit, look);
    for word in ["critical", "reported", "fictional"] {
        assert!(card.contains(word), "{word} in {card}");
    }
    assert!(
        card.contains("\u{1b}[4murged Graustark to stop"),
        "{card:?}"
    );
}

#[test]
fn a_long_passage_shows_the_sentences_that_matter() {
    let filler = "Nothing of note was said about the weather on that day. ".repeat(8);
    let text = format!("{filler}She warned Graustark. {filler}");
    let hit = hit(&text, "warned Graustark", &[]);
    let card = card(&hit, LOOK);
    assert!(
        card.contains("\n    … She [warned Graustark]. …\n"),
        "{card}"
    );
}

#[test]
fn overlapping_marks_nest() {
    let text = "one two three four";
    let mut hit = hit(text, "two three", &["three four"]);
    let shown = card(&hit, LOOK);
    assert!(shown.contains("one [two *three*]* four*"), "{shown}");
    hit.highlights = vec![span(text, "two")];
    assert!(
        card(&hit, LOOK).contains("one [*two* three] four"),
        "{}",
        card(&hit, LOOK)
    );
}

#[test]
fn text_from_outside_cannot_reach_the_terminal_as_commands() {
    let mut hit = hit("a \u{1b}[2Jb warned c", "warned", &[]);
    hit.passage.briefing.title = Some("\u{1b}]0;title\u{7}".into());
    hit.passage.briefing.url = Some("https://x\u{1b}[1m".into());
    assert!(!card(&hit, LOOK).contains('\u{1b}'));
}
