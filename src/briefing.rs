//! The plain data that flows through demarche: [`Briefing`], [`Passage`], [`Attribution`],
//! [`Mention`], [`Statement`] and what they hold. No input or output, no rules: those who
//! make them stand in [`crate::source`], [`crate::passage`] and [`crate::annotate`].
//!
//! Every [`Span`] is a byte range of the briefing's `text` (of the passage's own text in a
//! [`StoredPassage`]) on character boundaries.

mod act;
mod correction;
mod date;
mod stored;

pub use act::{Act, Stance, Status};
pub use correction::{
    Anchor, Correction, LONGEST_CORRECTION, NoStatement, RightFields, RightStatement, StanceName,
    is_unknown,
};
pub use date::{Date, DateOddity, DateOrigin, Dates, OddityKind, Precision};
pub use stored::{BriefingHead, StoredPassage};

use crate::text::Span;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One document: a press conference, remarks, a statement, or a news article on one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Briefing {
    /// Short, stable and the same on every machine; see [`briefing_id`].
    pub id: String,
    /// The publisher's title, without site name.
    pub title: Option<String>,
    /// The text proper: paragraphs separated by one empty line, no menus, no markup.
    pub text: String,
    /// BCP 47, such as `en`, `zh-Hans`, `ru`.
    pub language: Option<String>,
    /// What kind of document it is.
    pub form: Form,
    /// When it was said, published, updated and retrieved.
    pub dates: Dates,
    /// What is odd about them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub date_oddities: Vec<DateOddity>,
    /// The publishing ministry, office or delegation, as the publisher writes it.
    pub ministry: Option<String>,
    /// The medium, where the document is a news article or comes from an aggregator.
    pub outlet: Option<String>,
    /// The country or organisation (`CHN`, `NATO`) the ministry speaks for.
    pub represents: Option<String>,
    /// Speakers named by the metadata, title or byline, main speaker first.
    pub speakers: Vec<Speaker>,
    /// Who is named as speaker or author, as the publisher writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// Topics the source gives, as it writes them.
    pub topics_given: Vec<String>,
    /// Where it was published, as the publisher writes it.
    pub url: Option<String>,
    /// Whether it was invented for trying things out.
    pub fictional: bool,
    /// The fields that a user corrected, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<String>,
    /// Where the bytes came from.
    pub provenance: Provenance,
}

/// Where a briefing's bytes came from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// The file, relative to the corpus folder, with `/`.
    pub path: Option<String>,
    /// The place inside a file that holds many: key, row or byte offset.
    pub locator: Option<String>,
    /// SHA-256 of the file as saved, in hexadecimal.
    pub sha256: String,
    /// When the bytes were fetched or saved, as far as file name, container or file time tell.
    pub retrieved_at: Option<DateTime<Utc>>,
}

/// What kind of document a briefing is.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names are the gold interface's and say it")]
pub enum Form {
    Transcript,
    Remarks,
    Statement,
    Readout,
    Speech,
    Interview,
    Post,
    Article,
    #[default]
    Other,
}

/// Somebody who utters a passage.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// Full name where known, else the label of the turn.
    pub name: String,
    /// Person id (a slug such as `lin-jian`), where known.
    pub entity: Option<String>,
    /// The country or organisation spoken for; `None` is unknown.
    pub represents: Option<String>,
    /// The ministry or body spoken for (`CHN.MFA`), where known.
    pub body: Option<String>,
    /// Title or office as written ("Foreign Ministry Spokesperson").
    pub role: Option<String>,
    /// 0 to 1.
    pub confidence: f32,
}

/// The unit of retrieval: a run of text with one speaker. Passages of a briefing are disjoint and in text order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// Where it stands in the briefing's text.
    pub span: Span,
    /// What it is.
    pub kind: PassageKind,
    /// Who utters it; `None` is unknown (narration, a reporter's question without a name).
    pub speaker: Option<Speaker>,
    /// The question it answers.
    pub question: Option<Span>,
    /// Subjects, most central first.
    pub topics: Vec<TopicHit>,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PassageKind {
    /// A paragraph of an answer.
    Answer,
    /// A question.
    Question,
    /// Prepared words of the speaker.
    Statement,
    /// A quotation with its sentence.
    Quote,
    /// Narration by a reporter or by nobody in particular.
    Narration,
    /// Anything else: a place line, a schedule.
    Other,
}

/// Who utters a span.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// The words uttered, without the quotation marks around them.
    pub span: Span,
    /// What others say inside of them, marks included: `,” Norvik said. “` in an interrupted quotation.
    pub gaps: Vec<Span>,
    /// How they are given.
    pub kind: AttributionKind,
    /// The chain of sources, outermost first, innermost last.
    pub sources: Vec<Actor>,
    /// The reporting words ("said", "according to").
    pub cue: Option<Span>,
    /// 0 to 1.
    pub confidence: f32,
    /// The id of the rule that found it.
    pub rule: String,
}

impl Attribution {
    /// Whether what stands at `position` is uttered by its sources.
    #[must_use]
    pub fn holds(&self, position: usize) -> bool {
        self.span.contains(position) && !self.gaps.iter().any(|gap| gap.contains(position))
    }

    /// The words uttered, in pieces where they are interrupted.
    #[must_use]
    pub fn parts(&self) -> Vec<Span> {
        let starts = self.gaps.iter().map(|gap| gap.end);
        let ends = self.gaps.iter().map(|gap| gap.start);
        std::iter::once(self.span.start)
            .chain(starts)
            .zip(ends.chain([self.span.end]))
            .map(|(start, end)| Span::new(start, end))
            .collect()
    }
}

/// How words are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributionKind {
    /// All inside quotation marks, or a turn of a transcript.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// Partly inside quotation marks.
    Mixed,
    /// The narrator's own.
    Narration,
    /// A question.
    Question,
}

/// A party to an attribution or statement: the source of it or its target.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// As named in the text, or the full name where that is known.
    pub name: Option<String>,
    /// Person id, where it is a person known or provisional.
    pub person: Option<String>,
    /// Ministry or body id (`CHN.MFA`), where known.
    pub body: Option<String>,
    /// Country or organisation id (`CHN`, `NATO`): the state level.
    pub id: Option<String>,
    /// Where it is named; `None` where it does not stand in the text.
    pub span: Option<Span>,
}

/// A place in the text that names an entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// Entity id: country or organisation, ministry (`CHN.MFA`) or person slug.
    pub entity: String,
    /// The country or organisation it counts for.
    pub represents: Option<String>,
    /// How it is named.
    pub form: MentionForm,
    /// 0 to 1.
    pub confidence: f32,
}

/// How an entity is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionForm {
    /// Full or usual name.
    Name,
    /// A short form: surname, acronym.
    Short,
    /// Adjective or name of the people.
    Demonym,
    /// The capital or a building standing for the government.
    Metonym,
    /// An office ("the foreign minister of X").
    Role,
    /// A pronoun or descriptive phrase ("the bloc").
    Pronoun,
}

/// A subject of a passage or briefing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopicHit {
    /// One of the 29 topics of the vocabulary.
    pub topic: String,
    /// Finer labels.
    pub detail: Vec<String>,
    /// 0 to 1.
    pub confidence: f32,
    /// The words that decided, in text order; empty where it is inherited.
    pub evidence: Vec<Span>,
}

/// One directed act: a source does or says something towards a target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Whose attitude it is.
    pub source: Actor,
    /// Towards whom.
    pub target: Actor,
    /// Critical, neutral or supportive, towards the target.
    pub stance: Stance,
    /// What is done.
    pub act: Act,
    /// CAMEO code, two or three digits.
    pub cameo: String,
    /// 0 to 9 on the ladder of diplomatic language, the stance's sign aside.
    pub strength: u8,
    /// Whether it holds, and for whom.
    pub status: Status,
    /// The evidence.
    pub span: Span,
    /// 0 to 1.
    pub confidence: f32,
    /// The id of the rule that found it.
    pub rule: String,
}

/// A briefing with all that was found in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotated {
    /// The briefing.
    pub briefing: Briefing,
    /// Its passages, disjoint, in text order.
    pub passages: Vec<Passage>,
    /// Who utters what, in text order.
    pub attributions: Vec<Attribution>,
    /// Who is named where, in text order, disjoint.
    pub mentions: Vec<Mention>,
    /// Subjects of the whole, most central first.
    pub topics: Vec<TopicHit>,
    /// Directed acts, in order of their evidence.
    pub statements: Vec<Statement>,
}

/// The id of the briefing with this identity: the publisher's own id before the canonical URL before the path, whichever of
/// them is known, made unique by its publisher (`state.gov guid 318815`, `path talks/x.txt`).
///
/// Ten characters of lower-case base 32 without look-alikes, from SHA-256.
///
/// ```
/// assert_eq!(demarche::briefing::briefing_id("path seed.txt").len(), 10);
/// ```
#[must_use]
pub fn briefing_id(identity: &str) -> String {
    const ALPHABET: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";
    let digest = Sha256::digest(identity.as_bytes());
    digest
        .iter()
        .take(10)
        .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]))
        .collect()
}
