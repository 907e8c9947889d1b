//! What a passage and its briefing are about.

use crate::briefing::{Annotated, Mention, TopicHit};
use crate::lexicon::{Lexicon, Tells, TopicEvidence, Topics};
use crate::text::Span;
use std::collections::{HashMap, HashSet};

/// How much words count by where they stand, those of the text itself counting 1.
const TITLE: f32 = 1.0;
/// The longer the text the more a title counts: as much again for so many bytes, up to three times.
const TITLE_GROWS: f32 = 1500.0;
const TITLE_MOST: f32 = 3.0;
const QUESTION: f32 = 0.75;
/// Of a phrase or party said again, each time.
const AGAIN: f32 = 0.25;
/// A phrase said more often adds nothing.
const OFTEN: u32 = 6;
/// Two parties of one topic named together.
const TOGETHER: f32 = 2.0;
/// A topic needs this much, and this share of the best one's.
const ENOUGH: f32 = 2.0;
const SHARE: f32 = 0.35;
/// A text whose best topic has less than enough keeps that topic alone, with this at least.
const LITTLE: f32 = 1.0;
const MOST: usize = 3;
/// Spans kept as evidence.
const EVIDENCE: usize = 8;
/// A topic a passage takes over from its briefing.
const INHERITED: f32 = 0.3;

/// Fills in the topics of the passages and of the whole. Reads everything else.
pub(super) fn assign(annotated: &mut Annotated, lexicon: &Lexicon) {
    let topics = lexicon.topics();
    let text = &annotated.briefing.text;
    let found = Found {
        evidence: topics.evidence(text),
        mentions: &annotated.mentions,
    };
    let mut whole = Tally::new(topics);
    whole.read(&found, Span::new(0, text.len()), 1.0);
    if let Some(title) = &annotated.briefing.title {
        let factor = TITLE + text.len() as f32 / TITLE_GROWS;
        whole.read_elsewhere(title, lexicon, factor.min(TITLE_MOST));
    }
    annotated.topics = whole.best();

    let inherited = annotated.topics.first().cloned();
    for passage in &mut annotated.passages {
        let mut tally = Tally::new(topics);
        tally.read(&found, passage.span, 1.0);
        if let Some(question) = passage.question {
            tally.read(&found, question, QUESTION);
        }
        passage.topics = tally.best();
        if passage.topics.is_empty() {
            let weaker = |topic: TopicHit| TopicHit {
                confidence: topic.confidence * INHERITED,
                evidence: Vec::new(),
                ..topic
            };
            passage.topics.extend(inherited.clone().map(weaker));
        }
    }
}

/// What stands in the whole text, in its order: read once, counted for each part.
struct Found<'a> {
    evidence: Vec<TopicEvidence>,
    mentions: &'a [Mention],
}

/// Those of `all`, in text order, that lie in `part`.
fn within<T>(all: &[T], span: fn(&T) -> Span, part: Span) -> impl Iterator<Item = &T> {
    let first = all.partition_point(|one| span(one).start < part.start);
    let rest = all.get(first..).unwrap_or_default().iter();
    rest.take_while(move |one| span(one).start < part.end)
        .filter(move |one| part.covers(span(one)))
}

/// Points of topics.
struct Tally<'a> {
    topics: &'a Topics,
    points: HashMap<usize, Points>,
    phrases: HashMap<usize, u32>,
    parties: HashMap<String, u32>,
}

#[derive(Default)]
struct Points {
    sum: f32,
    details: HashMap<usize, u32>,
    evidence: Vec<Span>,
}

impl<'a> Tally<'a> {
    fn new(topics: &'a Topics) -> Self {
        Self {
            topics,
            points: HashMap::new(),
            phrases: HashMap::new(),
            parties: HashMap::new(),
        }
    }

    /// Counts the phrases and parties of a part of the text.
    fn read(&mut self, found: &Found<'_>, part: Span, factor: f32) {
        for evidence in within(&found.evidence, |evidence| evidence.span, part) {
            let points = self.count(evidence.tells, factor);
            let is_new = points.evidence.last() != Some(&evidence.span);
            if is_new && points.evidence.len() < EVIDENCE {
                points.evidence.push(evidence.span);
            }
        }
        self.count_parties(within(found.mentions, |mention| mention.span, part), factor);
    }

    /// Counts the phrases and parties of a text that is no part of the briefing's.
    fn read_elsewhere(&mut self, text: &str, lexicon: &Lexicon, factor: f32) {
        for found in self.topics.evidence(text) {
            self.count(found.tells, factor);
        }
        for name in lexicon.entities().find(text) {
            if let Some(entity) = name.entities.first() {
                self.count_party(&entity.id, factor);
                if let Some(represents) = entity.represents(None).filter(|id| *id != entity.id) {
                    self.count_party(represents, factor);
                }
            }
        }
    }

    fn count(&mut self, tells: Tells, factor: f32) -> &mut Points {
        let times = self.phrases.entry(tells.phrase).or_default();
        *times += 1;
        let points = self.points.entry(tells.topic).or_default();
        if *times <= OFTEN {
            points.sum += tells.weight * factor * if *times > 1 { AGAIN } else { 1.0 };
        }
        if let Some(detail) = tells.detail {
            *points.details.entry(detail).or_default() += 1;
        }
        points
    }

    fn count_parties<'m>(&mut self, mentions: impl Iterator<Item = &'m Mention>, factor: f32) {
        for mention in mentions {
            self.count_party(&mention.entity, factor);
            if let Some(represents) = mention
                .represents
                .as_ref()
                .filter(|id| **id != mention.entity)
            {
                self.count_party(represents, factor);
            }
        }
        let topics = self.topics;
        let together: Vec<usize> = topics
            .told_together(|id| self.parties.contains_key(id))
            .collect();
        for topic in together {
            self.points.entry(topic).or_default().sum += TOGETHER * factor;
        }
    }

    fn count_party(&mut self, id: &str, factor: f32) {
        let times = self.parties.entry(id.to_owned()).or_default();
        *times += 1;
        if *times <= OFTEN {
            for (topic, weight) in self.topics.told_by_party(id) {
                let again = if *times > 1 { AGAIN } else { 1.0 };
                self.points.entry(*topic).or_default().sum += weight * factor * again;
            }
        }
    }

    /// The topics with enough points, the best first.
    fn best(self) -> Vec<TopicHit> {
        let mut ranked: Vec<(usize, Points)> = self
            .points
            .into_iter()
            .filter(|(_, points)| points.sum >= LITTLE)
            .collect();
        ranked.sort_by(|(one, more), (other, less)| {
            less.sum.total_cmp(&more.sum).then(one.cmp(other))
        });
        let best = ranked.first().map_or(0.0, |(_, points)| points.sum);
        let needed = ENOUGH.min(best).max(best * SHARE);
        let kept = ranked
            .into_iter()
            .filter(|(_, points)| points.sum >= needed)
            .take(MOST);
        let hits = kept.filter_map(|(topic, points)| {
            let (id, _) = self.topics.names(topic, None)?;
            let mut details: Vec<(usize, u32)> = points.details.into_iter().collect();
            details.sort_by_key(|(detail, times)| (std::cmp::Reverse(*times), *detail));
            let mut seen = HashSet::new();
            let details = details
                .into_iter()
                .filter(|(detail, _)| seen.insert(*detail));
            let details = details.filter_map(|(detail, _)| {
                self.topics.names(topic, Some(detail))?.1.map(str::to_owned)
            });
            let mut evidence = points.evidence;
            evidence.sort();
            evidence.dedup();
            Some(TopicHit {
                topic: id.to_owned(),
                detail: details.collect(),
                confidence: points.sum / (points.sum + 3.0),
                evidence,
            })
        });
        hits.collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::annotate::annotate;
    use crate::briefing::Briefing;
    use crate::lexicon::Lexicon;

    fn topics_of(title: &str, text: &str) -> Vec<String> {
        let briefing = Briefing {
            title: Some(title.to_owned()),
            text: text.to_owned(),
            ..Briefing::default()
        };
        let annotated = annotate(briefing, Lexicon::builtin());
        for topic in &annotated.topics {
            for span in &topic.evidence {
                assert!(!span.of(text).is_empty(), "evidence outside the text");
            }
        }
        annotated
            .topics
            .into_iter()
            .map(|topic| topic.topic)
            .collect()
    }

    #[test]
    fn the_most_central_topic_comes_first_in_every_language() {
        for (text, topic) in [
            (
                "The invasion of Ukraine must end, and Russian forces leave.",
                "ukraine-war",
            ),
            (
                "New sanctions and an asset freeze were announced.",
                "sanctions",
            ),
            ("台湾问题是核心利益，必须坚持一个中国原则。", "taiwan"),
            ("臺灣問題是核心利益，必須堅持一個中國原則。", "taiwan"),
            (
                "Двусторонние переговоры прошли в рамках официального визита.",
                "bilateral-relations",
            ),
            ("Vaccines against COVID-19 reached all hospitals.", "health"),
        ] {
            assert_eq!(
                topics_of("", text).first().map(String::as_str),
                Some(topic),
                "{text}"
            );
        }
    }

    #[test]
    fn a_text_about_nothing_known_has_no_topic() {
        assert_eq!(
            topics_of("", "Good morning, everybody. Please sit down."),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_title_tells_what_a_short_text_leaves_out() {
        let topics = topics_of("Remarks on the climate crisis", "I have nothing to add.");
        assert_eq!(topics, ["climate"]);
    }

    #[test]
    fn details_stand_beneath_their_topic() {
        let briefing = Briefing {
            text: "NATO expansion worries them.".to_owned(),
            ..Briefing::default()
        };
        let annotated = annotate(briefing, Lexicon::builtin());
        let topic = annotated
            .topics
            .iter()
            .find(|topic| topic.topic == "european-security")
            .unwrap();
        assert_eq!(topic.detail, ["nato"]);
    }
}
