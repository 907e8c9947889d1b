//! The pieces that annotations and hits share in machine output: the same names everywhere, spans as code points.

use crate::briefing::{
    Act, Actor, BriefingHead, Date, DateOrigin, Form, Mention, MentionForm, PassageKind, Precision,
    Speaker, Stance, Statement, Status, StoredPassage, TopicHit,
};
use crate::text::{CodePoints, Span};
use serde::Serialize;

/// Start and end in code points; `None` where the thing does not stand in the text.
pub(super) type Place = Option<[usize; 2]>;

/// The place of an optional span.
pub(super) fn place(span: Option<Span>, points: &CodePoints) -> Place {
    span.map(|span| points.span(span))
}

/// The name of a person, of a party without an id, or of a speaker the text does not name; a country or organisation that the
/// text names is told by its id.
pub(super) fn own_name(actor: &Actor) -> Option<&str> {
    let told_by_id = actor.person.is_none() && actor.id.is_some() && actor.span.is_some();
    actor.name.as_deref().filter(|_| !told_by_id)
}

#[derive(Serialize)]
pub(super) struct StatementPart<'a> {
    source: Option<&'a str>,
    source_name: Option<&'a str>,
    source_span: Place,
    target: Option<&'a str>,
    target_name: Option<&'a str>,
    target_span: Place,
    stance: Stance,
    act: Act,
    plover: Act,
    cameo: &'a str,
    strength: u8,
    status: Status,
    start: usize,
    end: usize,
    evidence: &'a str,
    confidence: f32,
    rule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    matched: Option<bool>,
}

impl<'a> StatementPart<'a> {
    /// A statement of `text`, whose code points are `points`.
    pub(super) fn new(statement: &'a Statement, text: &'a str, points: &CodePoints) -> Self {
        let [start, end] = points.span(statement.span);
        Self {
            source: statement.source.id.as_deref(),
            source_name: own_name(&statement.source),
            source_span: place(statement.source.span, points),
            target: statement.target.id.as_deref(),
            target_name: own_name(&statement.target),
            target_span: place(statement.target.span, points),
            stance: statement.stance,
            act: statement.act,
            plover: statement.act.parent(),
            cameo: &statement.cameo,
            strength: statement.strength,
            status: statement.status,
            start,
            end,
            evidence: statement.span.of(text),
            confidence: statement.confidence,
            rule: &statement.rule,
            matched: None,
        }
    }

    /// The statement, marked as one that the filter hit.
    pub(super) fn matched(mut self) -> Self {
        self.matched = Some(true);
        self
    }
}

#[derive(Serialize)]
pub(super) struct MentionPart<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    entity: &'a str,
    represents: Option<&'a str>,
    form: MentionForm,
    confidence: f32,
}

impl<'a> MentionPart<'a> {
    pub(super) fn new(mention: &'a Mention, text: &'a str, points: &CodePoints) -> Self {
        let [start, end] = points.span(mention.span);
        Self {
            start,
            end,
            text: mention.span.of(text),
            entity: &mention.entity,
            represents: mention.represents.as_deref(),
            form: mention.form,
            confidence: mention.confidence,
        }
    }
}

#[derive(Serialize)]
pub(super) struct TopicPart<'a> {
    topic: &'a str,
    detail: &'a [String],
    confidence: f32,
}

impl<'a> From<&'a TopicHit> for TopicPart<'a> {
    fn from(hit: &'a TopicHit) -> Self {
        Self {
            topic: &hit.topic,
            detail: &hit.detail,
            confidence: hit.confidence,
        }
    }
}

#[derive(Serialize)]
pub(super) struct SpeakerPart<'a> {
    name: &'a str,
    entity: Option<&'a str>,
    represents: Option<&'a str>,
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
}

impl<'a> SpeakerPart<'a> {
    /// Somebody the metadata names.
    pub(super) fn named(speaker: &'a Speaker) -> Self {
        Self {
            name: &speaker.name,
            entity: speaker.entity.as_deref(),
            represents: speaker.represents.as_deref(),
            role: speaker.role.as_deref(),
            confidence: None,
        }
    }

    /// Somebody found to utter a passage, with how sure that is.
    pub(super) fn found(speaker: &'a Speaker) -> Self {
        Self {
            confidence: Some(speaker.confidence),
            ..Self::named(speaker)
        }
    }
}

#[derive(Serialize)]
pub(super) struct SourcePart<'a> {
    name: Option<&'a str>,
    entity: Option<&'a str>,
    represents: Option<&'a str>,
    start: Option<usize>,
    end: Option<usize>,
}

impl<'a> SourcePart<'a> {
    pub(super) fn new(actor: &'a Actor, points: &CodePoints) -> Self {
        let place = place(actor.span, points);
        let levels = [&actor.person, &actor.body, &actor.id];
        Self {
            name: actor.name.as_deref(),
            entity: levels.into_iter().find_map(Option::as_deref),
            represents: actor.id.as_deref(),
            start: place.map(|[start, _]| start),
            end: place.map(|[_, end]| end),
        }
    }
}

#[derive(Serialize)]
pub(super) struct DatePart {
    value: String,
    precision: Precision,
    from: DateOrigin,
}

impl From<Date> for DatePart {
    fn from(date: Date) -> Self {
        Self {
            value: date.value(),
            precision: date.precision,
            from: date.from,
        }
    }
}

/// A passage with its annotations and the head of its briefing; offsets count in the passage's own text.
#[derive(Serialize)]
pub(super) struct PassageObject<'a> {
    id: String,
    text: &'a str,
    question: Option<&'a str>,
    kind: PassageKind,
    date: Option<String>,
    briefing: HeadPart<'a>,
    speaker: Option<SpeakerPart<'a>>,
    statements: Vec<StatementPart<'a>>,
    mentions: Vec<MentionPart<'a>>,
    topics: Vec<TopicPart<'a>>,
}

impl<'a> PassageObject<'a> {
    /// The passage, its statements at the positions `matched` marked as hit, and the code points of its text.
    pub(super) fn new(passage: &'a StoredPassage, matched: &[usize]) -> (Self, CodePoints) {
        let text = &passage.text;
        let points = CodePoints::new(text);
        let statement = |(position, statement): (usize, &'a Statement)| {
            let part = StatementPart::new(statement, text, &points);
            if matched.contains(&position) {
                part.matched()
            } else {
                part
            }
        };
        let mentions = passage.mentions.iter();
        let object = Self {
            id: passage.id(),
            text,
            question: passage.question.as_deref(),
            kind: passage.kind,
            date: passage.briefing.dates.said.map(|said| said.value()),
            briefing: HeadPart::from(&passage.briefing),
            speaker: passage.speaker.as_ref().map(SpeakerPart::found),
            statements: passage
                .statements
                .iter()
                .enumerate()
                .map(statement)
                .collect(),
            mentions: mentions
                .map(|mention| MentionPart::new(mention, text, &points))
                .collect(),
            topics: passage.topics.iter().map(TopicPart::from).collect(),
        };
        (object, points)
    }
}

/// The head of a briefing.
#[derive(Serialize)]
pub(super) struct HeadPart<'a> {
    id: &'a str,
    title: Option<&'a str>,
    date: Option<String>,
    published: Option<String>,
    ministry: Option<&'a str>,
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    kind: Form,
    path: Option<&'a str>,
    sha256: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    fictional: bool,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    corrected: &'a [String],
}

impl<'a> From<&'a BriefingHead> for HeadPart<'a> {
    fn from(head: &'a BriefingHead) -> Self {
        Self {
            id: &head.id,
            title: head.title.as_deref(),
            date: head.dates.said.map(|said| said.value()),
            published: head.dates.published.map(|published| published.value()),
            ministry: head.ministry.as_deref(),
            outlet: head.outlet.as_deref(),
            url: head.url.as_deref(),
            language: head.language.as_deref(),
            kind: head.form,
            path: head.path.as_deref(),
            sha256: &head.sha256,
            fictional: head.fictional,
            corrected: &head.corrected,
        }
    }
}
