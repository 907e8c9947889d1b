//! Right values of a briefing's fields, of who speaks, and of what it is about.

use super::{BY_USER, Refused, parties};
use crate::annotate::attribution::of_speaker;
use crate::briefing::{
    Annotated, Attribution, AttributionKind, Briefing, PassageKind, RightFields, TopicHit,
    is_unknown,
};
use crate::lexicon::{Lexicon, TopicValue};
use crate::text::Span;

/// Puts the fields of a briefing right.
pub(super) fn set(
    set: &RightFields,
    briefing: &mut Briefing,
    lexicon: &Lexicon,
) -> Result<(), Refused> {
    let own = |value: &str| (!is_unknown(value)).then(|| value.to_owned());
    let represents = set.represents.as_deref().filter(|whom| !is_unknown(whom));
    let represents = represents
        .map(|whom| parties::represented(whom, lexicon))
        .transpose()?;
    topics(&set.topics, lexicon)?; // they are set later, and are to be known now
    if let Some(said) = set.said() {
        briefing.dates.said = said;
        briefing.date_oddities.clear();
    }
    for (field, value) in [
        (&mut briefing.title, &set.title),
        (&mut briefing.outlet, &set.outlet),
        (&mut briefing.url, &set.url),
        (&mut briefing.language, &set.language),
    ] {
        if let Some(value) = value {
            *field = own(value);
        }
    }
    briefing.form = set.form.unwrap_or(briefing.form);
    if let Some(ministry) = &set.ministry {
        briefing.ministry = own(ministry);
        let party = briefing.ministry.as_deref();
        let party = party.and_then(|ministry| lexicon.ministry_represents(ministry));
        let before = briefing.represents.take();
        briefing.represents = party.as_ref().map(|party| party.id.to_owned());
        // Who is known only as the publisher's own is the right publisher's.
        for speaker in &mut briefing.speakers {
            if speaker.entity.is_none() && speaker.represents == before {
                speaker.represents.clone_from(&briefing.represents);
                speaker.body = party
                    .as_ref()
                    .and_then(|party| party.body.map(str::to_owned));
            }
        }
    }
    let is_of_speaker = set.speaker.is_some() && set.ministry.is_none();
    if set.represents.is_some() && !is_of_speaker {
        briefing.represents.clone_from(&represents);
    }
    match set.speaker.as_deref() {
        Some(nobody) if is_unknown(nobody) => {
            briefing.speakers.clear();
            briefing.byline = None;
        }
        Some(name) => {
            let bare = Annotated {
                briefing: briefing.clone(),
                ..Annotated::default()
            };
            let speaker = parties::speaker(name, represents.as_deref(), &bare, lexicon)?;
            briefing.speakers = vec![speaker];
            briefing.byline = None;
        }
        None => (),
    }
    for (name, _) in set.given() {
        if !briefing.corrected.iter().any(|known| known == name) {
            briefing.corrected.push(name.to_owned());
        }
    }
    Ok(())
}

/// Marks what the right speaker of the whole speaks as certain.
pub(super) fn confirm(annotated: &mut Annotated) {
    let Some(right) = annotated.briefing.speakers.first().cloned() else {
        return;
    };
    for passage in &mut annotated.passages {
        let same = passage.speaker.as_mut().filter(|speaker| {
            speaker.name == right.name || (right.entity.is_some() && speaker.entity == right.entity)
        });
        let Some(speaker) = same else { continue };
        speaker.confidence = 1.0;
        let own = annotated.attributions.iter_mut();
        for attribution in own.filter(|own| own.span == passage.span && is_of_passage(own)) {
            attribution.confidence = 1.0;
            BY_USER.clone_into(&mut attribution.rule);
        }
    }
}

/// Puts right who speaks a stretch of the text. A passage that lies in it for the greater part has that speaker; who is quoted in it is
/// quoted still, save where the quotation was all of the passage's own.
pub(super) fn speak(
    set: &RightFields,
    stretch: Span,
    annotated: &mut Annotated,
    lexicon: &Lexicon,
) -> Result<(), Refused> {
    let name = set.speaker.as_deref().unwrap_or_default();
    let speaker = if is_unknown(name) {
        None
    } else {
        let represents = set.represents.as_deref();
        Some(parties::speaker(name, represents, annotated, lexicon)?)
    };
    let mut attributions = std::mem::take(&mut annotated.attributions);
    for passage in &mut annotated.passages {
        let shared = passage.span.within(stretch).map_or(0, Span::len);
        if 2 * shared <= passage.span.len() {
            continue;
        }
        let before = std::mem::replace(&mut passage.speaker, speaker.clone());
        let before = before.as_ref().map(of_speaker);
        // A quotation keeps its words and gets its right source; all else is the passage as a whole.
        let is_own = |own: &Attribution| {
            let innermost = own.sources.last();
            let says = innermost.zip(before.as_ref());
            passage.span.covers(own.span)
                && says.is_some_and(|(one, other)| one.name == other.name && one.id == other.id)
        };
        let is_quote = passage.kind == PassageKind::Quote;
        let mut is_given = false;
        attributions.retain_mut(|own| {
            let is_replaced = own.span == passage.span && is_of_passage(own);
            if is_replaced || (is_own(own) && !is_quote) {
                return false;
            }
            if is_own(own) {
                let Some(right) = &speaker else { return false };
                own.sources.pop();
                own.sources.push(of_speaker(right));
                own.confidence = 1.0;
                BY_USER.clone_into(&mut own.rule);
                is_given = true;
            }
            true
        });
        let kind = match passage.kind {
            PassageKind::Question => AttributionKind::Question,
            _ => AttributionKind::Direct,
        };
        if let Some(right) = speaker.as_ref().filter(|_| !is_given) {
            attributions.push(Attribution {
                span: passage.span,
                gaps: Vec::new(),
                kind,
                sources: vec![of_speaker(right)],
                cue: None,
                confidence: 1.0,
                rule: BY_USER.to_owned(),
            });
        }
    }
    attributions.sort_by_key(|own| (own.span.start, std::cmp::Reverse(own.span.end))); // stable
    annotated.attributions = attributions;
    Ok(())
}

/// Whether an attribution says who speaks a passage as a whole.
fn is_of_passage(attribution: &Attribution) -> bool {
    attribution.rule.starts_with("t0.") || attribution.rule == BY_USER
}

/// Puts right what the whole is about. A passage keeps those of its own topics that are right; one that has none of them has all.
pub(super) fn topics_of_whole(
    values: &[String],
    annotated: &mut Annotated,
    lexicon: &Lexicon,
) -> Result<(), Refused> {
    if values.is_empty() {
        return Ok(());
    }
    let right = topics(values, lexicon)?;
    for passage in &mut annotated.passages {
        let is_right = |own: &TopicHit| right.iter().any(|hit| hit.topic == own.topic);
        passage.topics.retain(is_right);
        if passage.topics.is_empty() {
            passage.topics.clone_from(&right);
        }
    }
    annotated.topics = right;
    Ok(())
}

/// Puts right what the passages of a stretch are about.
pub(super) fn topics_of_stretch(
    values: &[String],
    stretch: Span,
    annotated: &mut Annotated,
    lexicon: &Lexicon,
) -> Result<(), Refused> {
    if values.is_empty() {
        return Ok(());
    }
    let right = topics(values, lexicon)?;
    for passage in &mut annotated.passages {
        let shared = passage.span.within(stretch).map_or(0, Span::len);
        if 2 * shared > passage.span.len() {
            passage.topics.clone_from(&right);
        }
    }
    Ok(())
}

/// The topics of these names; none for `unknown`.
fn topics(values: &[String], lexicon: &Lexicon) -> Result<Vec<TopicHit>, Refused> {
    let mut hits: Vec<TopicHit> = Vec::new();
    for value in values.iter().filter(|value| !is_unknown(value)) {
        let (topic, detail) = match lexicon.topics().resolve(value) {
            Some(TopicValue::Topic(topic)) => (topic, None),
            Some(TopicValue::Detail { topic, detail }) => (topic, Some(detail.to_owned())),
            None => return Err(Refused::Wrong(format!("{value} is no topic"))),
        };
        if let Some(known) = hits.iter_mut().find(|hit| hit.topic == topic) {
            known.detail.extend(detail);
        } else {
            hits.push(TopicHit {
                topic: topic.to_owned(),
                detail: detail.into_iter().collect(),
                confidence: 1.0,
                evidence: Vec::new(),
            });
        }
    }
    Ok(hits)
}
