//! Golden citations of invented briefings.

use super::*;
use crate::briefing::{BriefingHead, DateOrigin, Dates, PassageKind};

fn passage(number: u32, text: &str, speaker: Option<&str>) -> StoredPassage {
    StoredPassage {
        number,
        text: text.to_owned(),
        question: None,
        kind: PassageKind::Answer,
        speaker: speaker.map(|name| Speaker {
            name: name.to_owned(),
            role: Some("Spokesperson".to_owned()),
            ..Speaker::default()
        }),
        attributions: Vec::new(),
        mentions: Vec::new(),
        topics: Vec::new(),
        statements: Vec::new(),
        briefing: BriefingHead {
            id: "b1".to_owned(),
            title: Some("Press & Media_Briefing 100% {No 1}".to_owned()),
            ministry: Some("Foreign Ministry of Ruritania".to_owned()),
            url: Some("https://ruritania.example/b1?x=1".to_owned()),
            language: Some("en".to_owned()),
            form: Form::Transcript,
            sha256: "abc123".to_owned(),
            dates: Dates {
                said: Date::read("2024-06-18", DateOrigin::Given),
                retrieved: Date::read("2024-07-01", DateOrigin::Capture),
                ..Dates::default()
            },
            ..BriefingHead::default()
        },
    }
}

fn norvik() -> Vec<StoredPassage> {
    vec![
        passage(1, "Good afternoon.", Some("Ada Norvik")),
        passage(
            2,
            "The border stays open, as it always was.",
            Some("Ada Norvik"),
        ),
        passage(3, "Thank you.", Some("Ada Norvik")),
    ]
}

const ADDRESS: &str = "https://ruritania.example/b1?x=1#:~:text=The%20border%20stays%20open%2C%20as%20it%20always%20was";

fn check(passages: &[StoredPassage], chosen: Option<u32>, style: CitationStyle, expected: &str) {
    assert_eq!(citation(passages, chosen, style), expected);
}

#[test]
fn a_passage_is_cited_by_who_speaks() {
    let passages = norvik();
    check(
        &passages,
        Some(2),
        CitationStyle::Text,
        &format!(
            "Ada Norvik (Spokesperson), “Press & Media_Briefing 100% {{No 1}}”, Foreign Ministry of Ruritania, 2024-06-18, {ADDRESS}, accessed 2024-07-01, demarche:b1#2, SHA-256 abc123\n"
        ),
    );
    check(
        &passages,
        Some(2),
        CitationStyle::Chicago,
        &format!(
            "Ada Norvik. “Press & Media_Briefing 100% {{No 1}}.” Foreign Ministry of Ruritania, June 18, 2024. Accessed July 1, 2024. {ADDRESS}.\n"
        ),
    );
    check(
        &passages,
        Some(2),
        CitationStyle::Apa,
        &format!(
            "Ada Norvik. (2024, June 18). Press & Media_Briefing 100% {{No 1}}. Foreign Ministry of Ruritania. Retrieved July 1, 2024, from {ADDRESS}\n"
        ),
    );
}

#[test]
fn bibtex_escapes_what_tex_would_read() {
    check(
        &norvik(),
        Some(2),
        CitationStyle::Bibtex,
        &format!(
            "@misc{{demarche-b1-2,
  author = {{{{Ada Norvik}}}},
  title = {{{{Press \\& Media\\_Briefing 100\\% \\{{No 1\\}}}}}},
  publisher = {{Foreign Ministry of Ruritania}},
  howpublished = {{Foreign Ministry of Ruritania}},
  date = {{2024-06-18}},
  year = {{2024}},
  url = {{{ADDRESS}}},
  urldate = {{2024-07-01}},
  langid = {{en}},
  note = {{Spokesperson. Archived as demarche:b1\\#2, SHA-256 abc123}},
  month = jun
}}
"
        ),
    );
}

#[test]
fn ris_keeps_every_value_on_its_line() {
    let mut passages = norvik();
    for passage in &mut passages {
        passage.briefing.title = Some("One\r\nER  - \nTY  - BOOK".to_owned());
    }
    check(
        &passages,
        Some(2),
        CitationStyle::Ris,
        &format!(
            "TY  - ELEC\r\nID  - demarche-b1#2\r\nAU  - Ada Norvik\r\nTI  - One ER - TY - BOOK\r\nPB  - Foreign Ministry of Ruritania\r\nPY  - 2024\r\nDA  - 2024/06/18/\r\nUR  - {ADDRESS}\r\nY2  - 2024/07/01/\r\nLA  - en\r\nN1  - Spokesperson. Archived as demarche:b1#2, SHA-256 abc123\r\nER  - \r\n"
        ),
    );
}

#[test]
fn what_is_not_known_is_left_out() {
    let mut passages = vec![passage(1, "The border stays open.", None)];
    let head = &mut passages[0].briefing;
    head.dates = Dates::default();
    head.url = Some("javascript:alert(1)".to_owned());
    head.title = None;
    check(
        &passages,
        Some(1),
        CitationStyle::Text,
        "Foreign Ministry of Ruritania, “[untitled]”, undated, demarche:b1#1, SHA-256 abc123\n",
    );
    check(
        &passages,
        None,
        CitationStyle::Apa,
        "Foreign Ministry of Ruritania. (n.d.). [untitled].\n",
    );
    check(
        &passages,
        None,
        CitationStyle::Chicago,
        "Foreign Ministry of Ruritania. “[untitled].” n.d.\n",
    );
    let csl = citation(&passages, Some(1), CitationStyle::CslJson);
    let json: serde_json::Value = serde_json::from_str(&csl).unwrap();
    assert_eq!(
        json[0],
        serde_json::json!({"id": "demarche:b1#1", "type": "speech", "author": [{"literal": "Foreign Ministry of Ruritania"}], "publisher": "Foreign Ministry of Ruritania", "language": "en", "note": "Archived as demarche:b1#1, SHA-256 abc123"})
    );
    check(&passages, Some(9), CitationStyle::Text, "");
}

#[test]
fn dates_are_told_as_exactly_as_they_are_known() {
    let mut passages = norvik();
    for passage in &mut passages {
        passage.briefing.dates.said = Date::read("2024-06", DateOrigin::Given);
    }
    assert!(citation(&passages, Some(2), CitationStyle::Apa).contains("(2024, June)."));
    assert!(citation(&passages, Some(2), CitationStyle::Chicago).contains("Ruritania, June 2024."));
    assert!(citation(&passages, Some(2), CitationStyle::Ris).contains("DA  - 2024/06//\r\n"));
    let csl = citation(&passages, Some(2), CitationStyle::CslJson);
    let json: serde_json::Value = serde_json::from_str(&csl).unwrap();
    assert_eq!(
        json[0]["issued"]["date-parts"],
        serde_json::json!([[2024, 6]])
    );
}

#[test]
fn other_scripts_are_cited_as_they_are_and_encoded_in_addresses() {
    let mut passages = vec![passage(1, "边境始终开放。", Some("林建"))];
    passages[0].briefing.title = Some("例行记者会".to_owned());
    let cited = citation(&passages, Some(1), CitationStyle::Chicago);
    assert!(cited.starts_with("林建. “例行记者会.” "), "{cited}");
    assert!(cited.contains("#:~:text=%E8%BE%B9%E5%A2%83"), "{cited}");
}

#[test]
fn words_that_stand_twice_are_told_apart_by_what_stands_around_them() {
    let passages = vec![
        passage(1, "No comment.", None),
        passage(2, "On the border I can say this – it is open.", None),
        passage(3, "No comment.", None),
    ];
    let cited = citation(&passages, Some(3), CitationStyle::Text);
    assert!(
        cited.contains("#:~:text=this%20%E2%80%93%20it%20is%20open-,No%20comment,"),
        "{cited}"
    );
    let first = citation(&passages, Some(1), CitationStyle::Text);
    assert!(
        first.contains("#:~:text=No%20comment,-On%20the%20border%20I,"),
        "{first}"
    );
}

#[test]
fn a_long_passage_is_led_to_by_its_first_and_last_words() {
    let long = "The border stays open for everybody who has papers, and for those who wait for papers as well, - as we have said, and will go on saying it.";
    let passages = vec![passage(1, long, None)];
    let cited = citation(&passages, Some(1), CitationStyle::Text);
    assert!(
        cited.contains("#:~:text=The%20border%20stays%20open,go%20on%20saying%20it, "),
        "{cited}"
    );
}

#[test]
fn a_briefing_with_several_speakers_is_its_ministrys() {
    let mut passages = norvik();
    assert!(citation(&passages, None, CitationStyle::Text).starts_with("Ada Norvik"));
    passages.push(passage(4, "And I agree.", Some("Otto Borg")));
    assert!(
        citation(&passages, None, CitationStyle::Text).starts_with("Foreign Ministry of Ruritania")
    );
}

#[test]
fn what_a_medium_tells_is_the_mediums_and_not_the_ministrys() {
    let mut passages = vec![passage(1, "The border stays open.", None)];
    let head = &mut passages[0].briefing;
    head.form = Form::Article;
    head.outlet = Some("The Strelsau Gazette".to_owned());
    head.url = None;
    let cited = citation(&passages, Some(1), CitationStyle::Chicago);
    assert_eq!(
        cited,
        "The Strelsau Gazette. “Press & Media_Briefing 100% {No 1}.” June 18, 2024. Accessed July 1, 2024.\n"
    );
    let ris = citation(&passages, Some(1), CitationStyle::Ris);
    assert!(ris.contains("PB  - The Strelsau Gazette\r\n"), "{ris}");
    assert!(
        ris.contains("N1  - On Foreign Ministry of Ruritania. Archived"),
        "{ris}"
    );
}

#[test]
fn a_quotation_is_ready_to_be_copied() {
    assert_eq!(
        quotation(&norvik(), 2),
        format!(
            "“The border stays open, as it always was.”\n— Ada Norvik, Spokesperson, 2024-06-18\nPress & Media_Briefing 100% {{No 1}}, Foreign Ministry of Ruritania\n{ADDRESS}\ndemarche:b1#2\n"
        )
    );
}
