//! The versions of a briefing and what changed between them, as JSON.

use super::{Versions, latest};
use crate::analysis::{Change, FieldChange, Rewording, Sentence, Shift, StatementChange, Words};
use crate::briefing::{Act, Actor, PassageKind, Stance, Statement, Status};
use crate::ingest::Version;
use crate::output::SCHEMA;
use serde::Serialize;

/// The versions of one briefing as one JSON object.
#[must_use]
pub fn versions_object(versions: &Versions) -> String {
    let object = OneObject {
        schema: SCHEMA,
        briefing: BriefingPart::from(versions),
    };
    serde_json::to_string(&object).unwrap_or_default() // plain data with text keys: cannot fail
}

/// The versions of one of many briefings as a JSON object for a list of them.
#[must_use]
pub fn versions_item(versions: &Versions) -> String {
    serde_json::to_string(&BriefingPart::from(versions)).unwrap_or_default() // as above
}

#[derive(Serialize)]
struct OneObject<'a> {
    schema: u32,
    #[serde(flatten)]
    briefing: BriefingPart<'a>,
}

#[derive(Serialize)]
struct BriefingPart<'a> {
    id: &'a str,
    title: Option<&'a str>,
    date: Option<String>,
    url: Option<&'a str>,
    versions: Vec<VersionPart<'a>>,
    changes: Vec<ChangePart<'a>>,
}

#[derive(Serialize)]
struct VersionPart<'a> {
    retrieved: Option<String>,
    path: &'a str,
    locator: Option<&'a str>,
    sha256: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<&'a str>,
}

/// Versions are counted from 1.
#[derive(Serialize)]
struct ChangePart<'a> {
    from: usize,
    to: usize,
    /// `null` where one of the two cannot be read.
    fields: Option<&'a [FieldChange]>,
    sentences: Option<Vec<SentencePart<'a>>>,
    statements: Option<Vec<ShiftPart<'a>>>,
}

#[derive(Serialize)]
struct ShiftPart<'a> {
    shift: Shift,
    /// In the newer version; of one that is gone in the older.
    passage: Option<u32>,
    old: Option<StatedPart<'a>>,
    new: Option<StatedPart<'a>>,
}

#[derive(Serialize)]
struct StatedPart<'a> {
    source: PartyPart<'a>,
    target: PartyPart<'a>,
    act: Act,
    stance: Stance,
    strength: u8,
    status: Status,
}

#[derive(Serialize)]
struct PartyPart<'a> {
    name: Option<&'a str>,
    person: Option<&'a str>,
    body: Option<&'a str>,
    id: Option<&'a str>,
}

#[derive(Serialize)]
struct SentencePart<'a> {
    removed: Option<TextPart<'a>>,
    added: Option<TextPart<'a>>,
    words: &'a [Words],
}

#[derive(Serialize)]
struct TextPart<'a> {
    text: &'a str,
    speaker: Option<&'a str>,
    kind: Option<PassageKind>,
    /// In its own version; only those of the newest can be shown.
    passage: Option<u32>,
}

impl<'a> From<&'a Versions> for BriefingPart<'a> {
    fn from(versions: &'a Versions) -> Self {
        let latest = latest(&versions.history);
        let changes = (1..).zip(&versions.changes);
        Self {
            id: &versions.history.id,
            title: latest.and_then(|briefing| briefing.title.as_deref()),
            date: latest.and_then(|briefing| Some(briefing.dates.said?.value())),
            url: latest.and_then(|briefing| briefing.url.as_deref()),
            versions: versions
                .history
                .versions
                .iter()
                .map(VersionPart::from)
                .collect(),
            changes: changes
                .map(|(from, change)| ChangePart::new(from, change.as_ref()))
                .collect(),
        }
    }
}

impl<'a> From<&'a Version> for VersionPart<'a> {
    fn from(version: &'a Version) -> Self {
        let provenance = version.text.as_ref().ok().map(|text| &text.provenance);
        Self {
            retrieved: version
                .retrieved
                .map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
            path: &version.path,
            locator: provenance.and_then(|provenance| provenance.locator.as_deref()),
            sha256: provenance.map(|provenance| provenance.sha256.as_str()),
            missing: version.text.as_ref().err().map(String::as_str),
        }
    }
}

impl<'a> ChangePart<'a> {
    fn new(from: usize, change: Option<&'a Change>) -> Self {
        Self {
            from,
            to: from + 1,
            fields: change.map(|change| change.fields.as_slice()),
            sentences: change
                .map(|change| change.sentences.iter().map(SentencePart::from).collect()),
            statements: change
                .map(|change| change.statements.iter().map(ShiftPart::from).collect()),
        }
    }
}

impl<'a> From<&'a Rewording> for SentencePart<'a> {
    fn from(rewording: &'a Rewording) -> Self {
        Self {
            removed: rewording.removed.as_ref().map(TextPart::from),
            added: rewording.added.as_ref().map(TextPart::from),
            words: &rewording.words,
        }
    }
}

impl<'a> From<&'a Sentence> for TextPart<'a> {
    fn from(sentence: &'a Sentence) -> Self {
        Self {
            text: &sentence.text,
            speaker: sentence.speaker.as_deref(),
            kind: sentence.kind,
            passage: sentence.passage,
        }
    }
}

impl<'a> From<&'a StatementChange> for ShiftPart<'a> {
    fn from(change: &'a StatementChange) -> Self {
        Self {
            shift: change.shift,
            passage: change.passage,
            old: change.old.as_ref().map(StatedPart::from),
            new: change.new.as_ref().map(StatedPart::from),
        }
    }
}

impl<'a> From<&'a Statement> for StatedPart<'a> {
    fn from(statement: &'a Statement) -> Self {
        Self {
            source: PartyPart::from(&statement.source),
            target: PartyPart::from(&statement.target),
            act: statement.act,
            stance: statement.stance,
            strength: statement.strength,
            status: statement.status,
        }
    }
}

impl<'a> From<&'a Actor> for PartyPart<'a> {
    fn from(actor: &'a Actor) -> Self {
        Self {
            name: actor.name.as_deref(),
            person: actor.person.as_deref(),
            body: actor.body.as_deref(),
            id: actor.id.as_deref(),
        }
    }
}
