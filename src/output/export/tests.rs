//! An invented hit full of what must not become markup, in every format.

use super::*;
use crate::briefing::{
    Act, Actor, BriefingHead, PassageKind, Speaker, Stance, Statement, Status, StoredPassage,
};
use crate::text::Span;

/// An invented passage by an invented spokesperson, full of what must not become markup.
fn hostile() -> Hit {
    let text = "=1+1 <b>«Да»</b> [x](javascript:alert(1)) | \u{202e}Graustark is to blame.";
    let start = text.find("Graustark").unwrap();
    let party = |id: &str| Actor {
        id: Some(id.to_owned()),
        ..Actor::default()
    };
    let statement = Statement {
        source: party("RUR"),
        target: party("GRA"),
        stance: Stance::Critical,
        act: Act::Accuse,
        cameo: "11".into(),
        strength: 6,
        status: Status::Asserted,
        span: Span::new(start, text.len()),
        confidence: 0.9,
        rule: "test".into(),
    };
    let passage = StoredPassage {
        number: 3,
        text: text.to_owned(),
        question: None,
        kind: PassageKind::Answer,
        speaker: Some(Speaker {
            name: "@Ada \"Norvik\"".into(),
            role: Some("<i>Spokesperson</i>".into()),
            ..Speaker::default()
        }),
        attributions: Vec::new(),
        mentions: Vec::new(),
        topics: Vec::new(),
        statements: vec![
            statement.clone(),
            Statement {
                stance: Stance::Neutral,
                ..statement
            },
        ],
        briefing: BriefingHead {
            id: "b1".into(),
            title: Some("![x](http://evil.example/a.png)".into()),
            url: Some("javascript:alert(1)".into()),
            ..BriefingHead::default()
        },
    };
    Hit {
        rank: 1,
        score: 1.0,
        matched: vec![0],
        highlights: vec![Span::new(start, start + 9)],
        copies: 0,
        earliest: None,
        is_original: false,
        explanation: crate::rank::Explanation::default(),
        passage,
    }
}

fn export(format: ExportFormat, fields: Option<&str>, rows: Rows, asks: Asks) -> String {
    let fields = fields.map(|names| Fields::named(names).unwrap());
    let export = Export {
        format,
        fields,
        rows,
        mark: ByteOrderMark::Omitted,
    };
    let results = Results {
        query: "<q>".into(),
        read_as: "a & b".into(),
        total: 1,
        ..Results::default()
    };
    [
        export.begin(&results),
        export.hit(&hostile(), asks).0,
        export.end(),
    ]
    .concat()
}

#[test]
fn a_row_is_a_passage_or_a_statement() {
    let fields = Some("id,stance");
    let csv = |rows, asks| export(ExportFormat::Csv, fields, rows, asks);
    assert_eq!(
        csv(Rows::Passages, Asks::Statements),
        "id,stance\r\nb1#3,critical\r\n"
    );
    assert_eq!(
        csv(Rows::Passages, Asks::Passages),
        "id,stance\r\nb1#3,critical | neutral\r\n"
    );
    assert_eq!(
        csv(Rows::Statements, Asks::Passages),
        "id,stance\r\nb1#3,critical\r\nb1#3,neutral\r\n"
    );
}

#[test]
fn offsets_count_in_the_text_as_it_is_exported() {
    let csv = export(
        ExportFormat::Csv,
        Some("text,evidence,evidence_start,evidence_end,highlights"),
        Rows::Statements,
        Asks::Statements,
    );
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let row = reader.records().next().unwrap().unwrap();
    assert!(row[0].starts_with("'=1+1"), "{row:?}");
    let text: Vec<char> = row[0].chars().skip(1).collect();
    let (start, end): (usize, usize) = (row[2].parse().unwrap(), row[3].parse().unwrap());
    let cut: String = text[start..end].iter().collect();
    assert_eq!(cut, row[1]);
    assert_eq!(&row[1], "Graustark is to blame.");
    assert_eq!(&row[4], format!("{start}-{}", start + 9));
}

#[test]
fn a_page_holds_no_markup_from_outside() {
    for fields in [None, Some("all")] {
        let page = export(ExportFormat::Html, fields, Rows::Passages, Asks::Statements);
        for markup in [
            "<b>",
            "<i>",
            "<q>",
            "href=\"javascript",
            "\u{202e}",
            "<img",
            "\"Norvik\"",
        ] {
            assert!(!page.contains(markup), "{markup} in {page}");
        }
        assert!(page.contains("a &amp; b") && page.ends_with("</html>\n"));
    }
}

#[test]
fn a_page_marks_matches_and_evidence() {
    let page = export(ExportFormat::Html, None, Rows::Passages, Asks::Statements);
    assert!(
        page.contains("<u><mark>Graustark</mark></u><u> is to blame.</u>"),
        "{page}"
    );
}

#[test]
fn markdown_holds_no_markup_from_outside() {
    for fields in [None, Some("all")] {
        let page = export(
            ExportFormat::Markdown,
            fields,
            Rows::Passages,
            Asks::Statements,
        );
        for markup in [" <b>", "[x](", "![", "(<javascript", "\u{202e}"] {
            assert!(!page.contains(markup), "{markup} in {page}");
        }
    }
    let table = export(
        ExportFormat::Markdown,
        Some("id,text"),
        Rows::Passages,
        Asks::Statements,
    );
    let row = table.lines().last().unwrap();
    assert_eq!(row.replace("\\|", "").matches('|').count(), 3, "{row}");
}

#[test]
fn an_unknown_field_is_refused_with_one_near_it() {
    let told = Fields::named("id,speeker").unwrap_err().to_string();
    assert!(
        told.contains("speeker") && told.contains("did you mean speaker?"),
        "{told}"
    );
    assert!(Fields::named("all").is_ok());
}
