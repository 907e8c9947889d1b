//! A passage as the index keeps it, complete: showing a hit reads nothing else.

use super::{
    Attribution, Briefing, Dates, Form, Mention, Passage, PassageKind, Speaker, Statement, TopicHit,
};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How much of a question every passage of its answer keeps, in bytes.
const LONGEST_QUESTION: usize = 4096;

/// A passage with its annotations and the head of its briefing. Spans count in its own `text`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredPassage {
    /// The passage's place in its briefing, from 1: `BRIEFING#3`.
    pub number: u32,
    /// The passage's own text.
    pub text: String,
    /// The question it answers; of one over 4 KiB, its end.
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
    /// The fields that a user corrected, by name.
    pub corrected: Vec<String>,
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
            corrected: briefing.corrected.clone(),
        }
    }
}

impl super::Annotated {
    /// The passages as the index keeps them. What spans several passages (an attribution over a page) is cut to each;
    /// a statement goes to the passage that holds the start of its evidence, a party named outside of it keeps its name and loses its
    /// span; of a long question the end is kept, where it is put.
    pub fn stored_passages(&self) -> impl Iterator<Item = StoredPassage> {
        let head = BriefingHead::from(&self.briefing);
        (1..)
            .zip(&self.passages)
            .zip(self.shares())
            .map(move |((number, passage), share)| {
                self.stored(number, passage, &share, head.clone())
            })
    }

    /// The annotations of each passage, dealt out in one pass: a long text has many passages and many annotations.
    fn shares(&self) -> Vec<Share<'_>> {
        let mut shares = Vec::new();
        shares.resize_with(self.passages.len(), Share::default);
        for attribution in &self.attributions {
            for share in &mut shares[self.passages_of(attribution.span)] {
                share.attributions.push(attribution);
            }
        }
        for mention in &self.mentions {
            for share in &mut shares[self.passages_of(mention.span)] {
                share.mentions.push(mention);
            }
        }
        for statement in &self.statements {
            for share in &mut shares[self.passages_of(statement.span)] {
                share.statements.push(statement);
            }
        }
        shares
    }

    /// The positions of the passages that share text with `span`; passages are disjoint and in text order.
    fn passages_of(&self, span: Span) -> Range<usize> {
        let first = self
            .passages
            .partition_point(|passage| passage.span.end <= span.start);
        let length =
            self.passages[first..].partition_point(|passage| passage.span.start < span.end);
        first..first + length
    }

    fn stored(
        &self,
        number: u32,
        passage: &Passage,
        share: &Share,
        briefing: BriefingHead,
    ) -> StoredPassage {
        let whole = passage.span;
        let text = &self.briefing.text;
        let attributions = share.attributions.iter().filter_map(|attribution| {
            let parts = attribution.parts().into_iter();
            let mut parts = parts.filter(|part| part.overlaps(whole));
            let first = parts.next()?;
            let uttered = first.joined(parts.next_back().unwrap_or(first));
            let mut own = Attribution {
                span: uttered.within(whole)?,
                ..(*attribution).clone()
            };
            own.gaps.retain(|gap| whole.covers(*gap)); // one at the edge is cut off with the rest
            for gap in &mut own.gaps {
                *gap = Span::new(gap.start - whole.start, gap.end - whole.start);
            }
            own.cue = own.cue.and_then(|cue| cue.inside(whole));
            for source in &mut own.sources {
                source.span = source.span.and_then(|span| span.inside(whole));
            }
            Some(own)
        });
        let mentions = share.mentions.iter().filter_map(|mention| {
            Some(Mention {
                span: mention.span.inside(whole)?,
                ..(*mention).clone()
            })
        });
        let statements = share
            .statements
            .iter()
            .filter(|statement| whole.contains(statement.span.start));
        let statements = statements.filter_map(|statement| {
            let mut own = Statement {
                span: statement.span.within(whole)?,
                ..(*statement).clone()
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
                .map(|question| end_of(question.of(text)).to_owned()),
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

/// The annotations that share text with a passage.
#[derive(Default)]
struct Share<'a> {
    attributions: Vec<&'a Attribution>,
    mentions: Vec<&'a Mention>,
    statements: Vec<&'a Statement>,
}

/// The last [`LONGEST_QUESTION`] bytes of a question, from the start of a word.
fn end_of(question: &str) -> &str {
    let Some(over) = question
        .len()
        .checked_sub(LONGEST_QUESTION)
        .filter(|over| *over > 0)
    else {
        return question;
    };
    let start = (over..question.len())
        .find(|position| question.is_char_boundary(*position))
        .unwrap_or(over);
    let end = question.get(start..).unwrap_or_default();
    end.split_once(char::is_whitespace)
        .map_or(end, |(_, words)| words.trim_start())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_QUESTION, end_of};

    #[test]
    fn of_a_long_question_the_end_is_kept_from_a_word_on() {
        let ends = "é ".repeat(LONGEST_QUESTION) + "will she come?";
        let kept = end_of(&ends);
        assert!(kept.len() <= LONGEST_QUESTION && kept.ends_with("é will she come?"));
        assert!(kept.starts_with('é'));
        let unbroken = "问".repeat(LONGEST_QUESTION);
        assert_eq!(end_of(&unbroken).chars().count(), LONGEST_QUESTION / 3);
        assert_eq!(end_of("Will she come?"), "Will she come?");
    }
}
