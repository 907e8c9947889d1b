//! A row of a gold file beside what is found in its text.

use super::measure::{Findings, Measure};
use super::rules::Judgements;
use crate::annotate::annotate;
use crate::briefing::Annotated;
use crate::source::{Guide, given};
use crate::text::{CodePoints, Span};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// A kind of gold row.
pub(super) trait Gold: DeserializeOwned {
    fn measures(cases: &[&Case<Self>]) -> Vec<Measure>;
    fn findings(cases: &[&Case<Self>]) -> Findings;

    /// The statements found, each judged; `None` where a kind judges none.
    fn judgements(_cases: &[&Case<Self>]) -> Option<Judgements> {
        None
    }
}

/// A gold row, and its text as annotated. Places are code points, as in the gold.
pub(super) struct Case<R> {
    pub(super) id: String,
    pub(super) row: R,
    pub(super) annotated: Annotated,
    points: CodePoints,
    fields: Map<String, Value>,
}

impl<R: Gold> Case<R> {
    /// Reads a line of a gold file and annotates what a user would have of it.
    pub(super) fn read(line: &str, guide: &Guide<'_>, min_confidence: f32) -> Result<Self, String> {
        let said = |error: serde_json::Error| format!("no gold row: {error}");
        let fields: Map<String, Value> = serde_json::from_str(line).map_err(said)?;
        let row: R = serde_json::from_str(line).map_err(said)?;
        let briefing =
            given(&input(&fields).to_string(), guide).map_err(|passed| passed.to_string())?;
        let mut annotated = annotate(briefing, guide.lexicon);
        let sure = |confidence: f32| confidence >= min_confidence;
        annotated.statements.retain(|found| sure(found.confidence));
        annotated
            .attributions
            .retain(|found| sure(found.confidence));
        Ok(Self {
            id: annotated.briefing.id.clone(),
            row,
            points: CodePoints::new(&annotated.briefing.text),
            annotated,
            fields,
        })
    }

    /// The value of a field, `unknown` without one; of a language its first two letters.
    pub(super) fn value_of(&self, field: &str) -> String {
        let value = match self.fields.get(field) {
            Some(Value::String(value)) if !value.is_empty() => value.clone(),
            Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
            _ => "unknown".to_owned(),
        };
        if field == "language" {
            value.chars().take(2).collect()
        } else {
            value
        }
    }

    pub(super) fn place(&self, span: Span) -> [usize; 2] {
        self.points.span(span)
    }

    /// Whether a span and a place of the gold share anything; nothing is shared with what does not stand in the text.
    pub(super) fn overlaps(
        &self,
        span: Option<Span>,
        start: Option<usize>,
        end: Option<usize>,
    ) -> bool {
        let (Some(span), Some(start), Some(end)) = (span, start, end) else {
            return false;
        };
        let [from, to] = self.place(span);
        from < end && start < to
    }

    pub(super) fn words(&self, span: Span) -> String {
        span.of(&self.annotated.briefing.text).to_owned()
    }
}

/// What a user would have: text and metadata, no labels.
fn input(fields: &Map<String, Value>) -> Value {
    let text_of = |field: &str| fields.get(field).and_then(Value::as_str);
    let mut line = json!({"id": fields.get("id"), "text": text_of("text")});
    for field in ["title", "date", "ministry", "language", "url"] {
        if let Some(value) = text_of(field).filter(|value| !value.is_empty()) {
            line[field] = value.into();
        }
    }
    let speaker = text_of("speaker_given").filter(|name| !name.is_empty());
    if let Some(speaker) = speaker.or_else(|| text_of("speaker")) {
        line["speaker"] = speaker.into();
    }
    // Speeches in the Security Council: `source` is the speaker's country.
    if let Some(country) = text_of("source").filter(|_| fields.contains_key("conflict")) {
        line["ministry"] = country.replace('_', " ").into();
    }
    line
}
