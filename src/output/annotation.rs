//! A briefing with everything found in it, as one JSON object: what `demarche annotate` writes.

use super::SCHEMA;
use super::part::{
    DatePart, MentionPart, Place, SourcePart, SpeakerPart, StatementPart, TopicPart, place,
};
use crate::briefing::{
    Annotated, Attribution, AttributionKind, Briefing, Dates, Form, Passage, PassageKind, TopicHit,
};
use crate::text::CodePoints;
use serde::Serialize;

/// Whether the text goes out with its annotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextField {
    /// The extracted text, in which every offset counts.
    Included,
    /// Left out: the reader gave the text and has it.
    Omitted,
}

/// The annotations of a briefing as one line of JSON, without a line break at its end.
///
/// Offsets are Unicode code points of the briefing's text, end exclusive.
#[must_use]
pub fn annotation(annotated: &Annotated, text: TextField) -> String {
    let document = Document::new(annotated, text);
    serde_json::to_string(&document).unwrap_or_default() // plain data with text keys: cannot fail
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    id: &'a str,
    path: Option<&'a str>,
    url: Option<&'a str>,
    sha256: Option<&'a str>,
    title: Option<&'a str>,
    language: Option<&'a str>,
    kind: Form,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    date: Option<String>,
    dates: DatesPart,
    ministry: Option<&'a str>,
    outlet: Option<&'a str>,
    represents: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    corrected: &'a [String],
    speakers: Vec<SpeakerPart<'a>>,
    topics: Vec<TopicPart<'a>>,
    passages: Vec<PassagePart<'a>>,
    attributions: Vec<AttributionPart<'a>>,
    mentions: Vec<MentionPart<'a>>,
    statements: Vec<StatementPart<'a>>,
}

impl<'a> Document<'a> {
    fn new(annotated: &'a Annotated, text_field: TextField) -> Self {
        let Briefing {
            text, provenance, ..
        } = &annotated.briefing;
        let briefing = &annotated.briefing;
        let points = CodePoints::new(text);
        let passages = annotated.passages.iter();
        let attributions = annotated.attributions.iter();
        let mentions = annotated.mentions.iter();
        let statements = annotated.statements.iter();
        Self {
            schema: SCHEMA,
            id: &briefing.id,
            path: provenance.path.as_deref(),
            url: briefing.url.as_deref(),
            sha256: Some(provenance.sha256.as_str()).filter(|hash| !hash.is_empty()),
            title: briefing.title.as_deref(),
            language: briefing.language.as_deref(),
            kind: briefing.form,
            text: (text_field == TextField::Included).then_some(text),
            date: briefing.dates.said.map(|said| said.value()),
            dates: briefing.dates.into(),
            ministry: briefing.ministry.as_deref(),
            outlet: briefing.outlet.as_deref(),
            represents: briefing.represents.as_deref(),
            corrected: &briefing.corrected,
            speakers: briefing.speakers.iter().map(SpeakerPart::named).collect(),
            topics: annotated.topics.iter().map(TopicPart::from).collect(),
            passages: passages
                .map(|passage| PassagePart::new(passage, &points))
                .collect(),
            attributions: attributions
                .map(|attribution| AttributionPart::new(attribution, &points))
                .collect(),
            mentions: mentions
                .map(|mention| MentionPart::new(mention, text, &points))
                .collect(),
            statements: statements
                .map(|statement| StatementPart::new(statement, text, &points))
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct DatesPart {
    said: Option<DatePart>,
    published: Option<DatePart>,
    updated: Option<DatePart>,
    retrieved: Option<DatePart>,
}

impl From<Dates> for DatesPart {
    fn from(dates: Dates) -> Self {
        Self {
            said: dates.said.map(DatePart::from),
            published: dates.published.map(DatePart::from),
            updated: dates.updated.map(DatePart::from),
            retrieved: dates.retrieved.map(DatePart::from),
        }
    }
}

#[derive(Serialize)]
struct PassagePart<'a> {
    start: usize,
    end: usize,
    kind: PassageKind,
    speaker: Option<&'a str>,
    represents: Option<&'a str>,
    question: Place,
    topics: Vec<&'a str>,
}

impl<'a> PassagePart<'a> {
    fn new(passage: &'a Passage, points: &CodePoints) -> Self {
        let [start, end] = points.span(passage.span);
        let speaker = passage.speaker.as_ref();
        let topic = |hit: &'a TopicHit| hit.topic.as_str();
        Self {
            start,
            end,
            kind: passage.kind,
            speaker: speaker
                .map(|speaker| speaker.entity.as_ref().unwrap_or(&speaker.name).as_str()),
            represents: speaker.and_then(|speaker| speaker.represents.as_deref()),
            question: place(passage.question, points),
            topics: passage.topics.iter().map(topic).collect(),
        }
    }
}

#[derive(Serialize)]
struct AttributionPart<'a> {
    start: usize,
    end: usize,
    /// The pieces of an interrupted one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<[usize; 2]>,
    kind: AttributionKind,
    sources: Vec<SourcePart<'a>>,
    cue: Place,
    confidence: f32,
    rule: &'a str,
}

impl<'a> AttributionPart<'a> {
    fn new(attribution: &'a Attribution, points: &CodePoints) -> Self {
        let [start, end] = points.span(attribution.span);
        let sources = attribution.sources.iter();
        let parts = match attribution.gaps.as_slice() {
            [] => Vec::new(),
            _ => attribution.parts(),
        };
        Self {
            start,
            end,
            parts: parts.into_iter().map(|part| points.span(part)).collect(),
            kind: attribution.kind,
            sources: sources
                .map(|actor| SourcePart::new(actor, points))
                .collect(),
            cue: place(attribution.cue, points),
            confidence: attribution.confidence,
            rule: &attribution.rule,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::{
        Act, Actor, Date, DateOrigin, Mention, MentionForm, Speaker, Stance, Statement, Status,
    };
    use crate::text::Span;
    use serde_json::{Value, json};

    fn span(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap();
        Span::new(start, start + part.len())
    }

    /// An invented spokesperson quoted on an invented ministry, with letters of several bytes before the evidence.
    fn sample() -> Annotated {
        let text = "«Да», Ada Norvik said: “Graustark’s claim is false.”";
        let speaker = Speaker {
            name: "Ada Norvik".into(),
            entity: Some("ada-norvik".into()),
            represents: Some("RUR".into()),
            confidence: 0.9,
            ..Speaker::default()
        };
        let norvik = Actor {
            name: Some("Ada Norvik".into()),
            person: Some("ada-norvik".into()),
            id: Some("RUR".into()),
            span: Some(span(text, "Ada Norvik")),
            body: None,
        };
        let content = span(text, "Graustark’s claim is false.");
        Annotated {
            briefing: Briefing {
                id: "b1".into(),
                text: text.into(),
                dates: Dates {
                    said: Date::day("2024-06-18".parse().unwrap(), DateOrigin::Given).into(),
                    ..Dates::default()
                },
                speakers: vec![speaker.clone()],
                ..Briefing::default()
            },
            passages: vec![Passage {
                span: Span::new(0, text.len()),
                kind: PassageKind::Quote,
                speaker: Some(speaker),
                question: None,
                topics: Vec::new(),
            }],
            attributions: vec![Attribution {
                span: content,
                gaps: Vec::new(),
                kind: AttributionKind::Direct,
                sources: vec![norvik.clone()],
                cue: Some(span(text, "said")),
                confidence: 0.98,
                rule: "test".into(),
            }],
            mentions: vec![Mention {
                span: span(text, "Graustark’s"),
                entity: "GRA".into(),
                represents: Some("GRA".into()),
                form: MentionForm::Name,
                confidence: 1.0,
            }],
            topics: Vec::new(),
            statements: vec![Statement {
                source: norvik,
                target: Actor {
                    id: Some("GRA".into()),
                    ..Actor::default()
                },
                stance: Stance::Critical,
                act: Act::Deny,
                cameo: "16".into(),
                strength: 5,
                status: Status::Asserted,
                span: content,
                confidence: 0.9,
                rule: "test".into(),
            }],
        }
    }

    fn parsed(text: TextField) -> Value {
        serde_json::from_str(&annotation(&sample(), text)).unwrap()
    }

    #[test]
    fn offsets_count_code_points_and_cut_the_evidence() {
        let json = parsed(TextField::Included);
        let text: Vec<char> = json["text"].as_str().unwrap().chars().collect();
        let cut = |start: &Value, end: &Value| -> String {
            let bound = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
            text[bound(start)..bound(end)].iter().collect()
        };
        let statement = &json["statements"][0];
        assert_eq!(
            cut(&statement["start"], &statement["end"]),
            "Graustark’s claim is false."
        );
        assert_eq!(statement["evidence"], "Graustark’s claim is false.");
        assert_eq!(
            cut(&statement["source_span"][0], &statement["source_span"][1]),
            "Ada Norvik"
        );
        let mention = &json["mentions"][0];
        assert_eq!(cut(&mention["start"], &mention["end"]), "Graustark’s");
        let cue = &json["attributions"][0]["cue"];
        assert_eq!(cut(&cue[0], &cue[1]), "said");
    }

    #[test]
    fn acts_carry_their_plover_class_and_absent_parties_are_null() {
        let statement = &parsed(TextField::Included)["statements"][0];
        assert_eq!(statement["act"], "DENY");
        assert_eq!(statement["plover"], "REJECT");
        assert_eq!(statement["stance"], -1);
        assert_eq!(statement["status"], "asserted");
        assert_eq!(statement["target"], "GRA");
        assert_eq!(statement["target_span"], Value::Null);
        assert!(statement.get("matched").is_none());
    }

    #[test]
    fn what_is_unknown_is_null_and_the_text_is_left_out_on_request() {
        let json = parsed(TextField::Omitted);
        assert!(json.get("text").is_none());
        assert_eq!(json["path"], Value::Null);
        assert_eq!(json["sha256"], Value::Null);
        assert_eq!(json["date"], "2024-06-18");
        assert_eq!(
            json["dates"],
            json!({"said": {"value": "2024-06-18", "precision": "day", "from": "given"},
                   "published": null, "updated": null, "retrieved": null})
        );
        assert_eq!(
            json["speakers"],
            json!([{"name": "Ada Norvik", "entity": "ada-norvik", "represents": "RUR", "role": null}])
        );
        assert_eq!(json["passages"][0]["speaker"], "ada-norvik");
    }
}
