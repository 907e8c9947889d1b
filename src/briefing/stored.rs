//! A passage as the index keeps it, complete: showing a hit reads nothing else.

use super::{
    Attribution, Briefing, Dates, Form, Mention, Passage, PassageKind, Speaker, Statement, TopicHit,
};
use serde::{Deserialize, Serialize};

/// A passage with its annotations and the head of its briefing. Spans count in its own `text`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredPassage {
    /// The passage's place in its briefing, from 1: `BRIEFING#3`.
    pub number: u32,
    /// The passage's own text.
    pub text: String,
    /// The question it answers.
    pub question: Option<String>,
    /// What it is.
    pub kind: PassageKind,
    /// Who utters it.
    pub speaker: Option<Speaker>,
    /// Who utters what in it.
    pub attributions: Vec<Attribution>,
    /// Who is named in it.
    pub mentions: Vec<Mention>,
    /// Its subjects.
    pub topics: Vec<TopicHit>,
    /// Directed acts whose evidence lies in it.
    pub statements: Vec<Statement>,
    /// Its briefing.
    pub briefing: BriefingHead,
}

/// What every passage knows of its briefing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BriefingHead {
    /// The briefing's id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// Its dates.
    pub dates: Dates,
    /// Who published it.
    pub ministry: Option<String>,
    /// The medium, if any.
    pub outlet: Option<String>,
    /// The country or organisation of the ministry.
    pub represents: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// What kind of document it is.
    pub form: Form,
    /// The file it was read from, relative to the corpus folder.
    pub path: Option<String>,
    /// SHA-256 of that file.
    pub sha256: String,
    /// Whether it was invented for trying things out.
    pub fictional: bool,
}

impl StoredPassage {
    /// `BRIEFING#3`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}#{}", self.briefing.id, self.number)
    }
}

impl From<&Briefing> for BriefingHead {
    fn from(briefing: &Briefing) -> Self {
        Self {
            id: briefing.id.clone(),
            title: briefing.title.clone(),
            dates: briefing.dates,
            ministry: briefing.ministry.clone(),
            outlet: briefing.outlet.clone(),
            represents: briefing.represents.clone(),
            url: briefing.url.clone(),
            language: briefing.language.clone(),
            form: briefing.form,
            path: briefing.provenance.path.clone(),
            sha256: briefing.provenance.sha256.clone(),
            fictional: briefing.fictional,
        }
    }
}

impl super::Annotated {
    /// The passages as the index keeps them. What spans several passages (an attribution over a page) is cut to each;
    /// a statement goes to the passage that holds the start of its evidence, a party named outside of it keeps its name and loses its span.
    #[must_use]
    pub fn stored_passages(&self) -> Vec<StoredPassage> {
        let head = BriefingHead::from(&self.briefing);
        let numbered = (1..).zip(&self.passages);
        numbered
            .map(|(number, passage)| self.stored(number, passage, head.clone()))
            .collect()
    }

    fn stored(&self, number: u32, passage: &Passage, briefing: BriefingHead) -> StoredPassage {
        let whole = passage.span;
        let text = &self.briefing.text;
        let attributions = self.attributions.iter().filter_map(|attribution| {
            let span = attribution.span.within(whole)?;
            let mut own = Attribution {
                span,
                ..attribution.clone()
            };
            own.cue = own.cue.and_then(|cue| cue.inside(whole));
            for source in &mut own.sources {
                source.span = source.span.and_then(|span| span.inside(whole));
            }
            Some(own)
        });
        let mentions = self.mentions.iter().filter_map(|mention| {
            Some(Mention {
                span: mention.span.inside(whole)?,
                ..mention.clone()
            })
        });
        let statements = self
            .statements
            .iter()
            .filter(|statement| whole.contains(statement.span.start));
        let statements = statements.filter_map(|statement| {
            let mut own = Statement {
                span: statement.span.within(whole)?,
                ..statement.clone()
            };
            own.source.span = own.source.span.and_then(|span| span.inside(whole));
            own.target.span = own.target.span.and_then(|span| span.inside(whole));
            Some(own)
        });
        let topics = passage.topics.iter().map(|topic| TopicHit {
            evidence: topic
                .evidence
                .iter()
                .filter_map(|span| span.inside(whole))
                .collect(),
            ..topic.clone()
        });
        StoredPassage {
            number,
            text: whole.of(text).to_owned(),
            question: passage
                .question
                .map(|question| question.of(text).to_owned()),
            kind: passage.kind,
            speaker: passage.speaker.clone(),
            attributions: attributions.collect(),
            mentions: mentions.collect(),
            topics: topics.collect(),
            statements: statements.collect(),
            briefing,
        }
    }
}
