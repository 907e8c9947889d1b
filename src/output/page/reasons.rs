//! What decided, in lines for people: the rules of statements and attributions, the words that tell of topics, the places that
//! dates come from.

use super::super::card::{FAINT, PLAIN, STRONG};
use super::super::styled::Styled;
use super::Detail;
use crate::annotate::BY_USER;
use crate::briefing::{Actor, Attribution, Dates, Speaker, Statement, StoredPassage, TopicHit};
use crate::text::{Span, fold};

/// Of longer words so many characters are shown, at the start and at the end.
const LONG: usize = 64;

/// Who speaks: name, office, and for whom.
pub(super) fn speaker(speaker: &Speaker, detail: Detail) -> Styled {
    let mut styled = Styled::of(&speaker.name, STRONG);
    let facts = [&speaker.role, &speaker.represents];
    for fact in facts.into_iter().flatten() {
        styled.push(&format!(" · {fact}"), PLAIN);
    }
    if detail == Detail::Rules {
        let known = speaker.entity.as_ref();
        let known = known.map_or_else(String::new, |id| format!(" · known as {id}"));
        styled.push(&format!("{known} · {}", percent(speaker.confidence)), FAINT);
    }
    styled
}

/// A topic with the words that decided.
pub(super) fn topic(topic: &TopicHit, text: &str, detail: Detail) -> Styled {
    let mut styled = Styled::of(&topic.topic, PLAIN);
    if !topic.detail.is_empty() {
        styled.push(&format!(" ({})", topic.detail.join(", ")), PLAIN);
    }
    if detail == Detail::Rules {
        styled.push(&format!(" · {}", percent(topic.confidence)), FAINT);
    }
    let mut words: Vec<&str> = Vec::new();
    for span in &topic.evidence {
        let word = span.of(text);
        if !words.iter().any(|known| fold(known) == fold(word)) {
            words.push(word);
        }
    }
    let words: Vec<String> = words.into_iter().map(quoted).collect();
    if !words.is_empty() {
        styled.push(&format!(" · {}", words.join(", ")), FAINT);
    }
    styled
}

/// Where the date comes from.
pub(super) fn dates(dates: &Dates) -> Styled {
    let known = [
        ("said", dates.said),
        ("published", dates.published),
        ("updated", dates.updated),
        ("retrieved", dates.retrieved),
    ];
    let known = known.into_iter().filter_map(|(what, date)| {
        let date = date?;
        let from = serde_json::to_value(date.from).ok()?;
        Some(format!("{what} {} (from {})", date.value(), from.as_str()?))
    });
    Styled::of(&known.collect::<Vec<_>>().join(" · "), FAINT)
}

/// The rule of a statement, and where its parties are named.
pub(super) fn statement(statement: &Statement, passage: &StoredPassage) -> Styled {
    let named = |actor: &Actor| match actor.span {
        Some(span) => quoted(span.of(&passage.text)),
        None => "not named here".to_owned(),
    };
    let (source, target) = (named(&statement.source), named(&statement.target));
    let Statement { rule, cameo, .. } = statement;
    Styled::of(
        &format!("rule {rule} · CAMEO {cameo} · source {source} · target {target}"),
        FAINT,
    )
}

/// What decided who utters what in a passage and what it is about.
pub(super) fn passage(passage: &StoredPassage) -> Vec<Styled> {
    let attributions = passage.attributions.iter();
    let mut lines: Vec<Styled> = attributions
        .map(|attributed| attribution(attributed, &passage.text))
        .collect();
    for hit in &passage.topics {
        let mut line = Styled::of("topic ", FAINT);
        let told = topic(hit, &passage.text, Detail::Rules);
        line.append(&told);
        if hit.evidence.is_empty() && hit.confidence >= 1.0 {
            line.push(&format!(" · rule {BY_USER}"), FAINT);
        } else if hit.evidence.is_empty() {
            line.push(" · by the parties named, or the briefing’s", FAINT);
        }
        lines.push(line);
    }
    lines
}

/// `said by Norvik › NATO · indirect · 80 % · rule t2.clause on “said” · “the bridge … open”`
fn attribution(attribution: &Attribution, text: &str) -> Styled {
    let unnamed = |actor: &Actor| actor.name.clone().or_else(|| actor.id.clone());
    let sources = attribution.sources.iter().filter_map(unnamed);
    let sources: Vec<String> = sources.collect();
    let mut styled = Styled::of("said by ", FAINT);
    match sources.as_slice() {
        [] => styled.push("unknown", PLAIN),
        sources => styled.push(&sources.join(" › "), PLAIN),
    }
    let kind = format!("{:?}", attribution.kind).to_lowercase();
    let rule = &attribution.rule;
    let cue = attribution.cue.map(|cue| quoted(cue.of(text)));
    let cue = cue.map_or_else(String::new, |cue| format!(" on {cue}"));
    let words = if attribution.span.covers(Span::new(0, text.trim_end().len())) {
        "all of it".to_owned()
    } else {
        let parts = attribution.parts().into_iter();
        let parts: Vec<String> = parts.map(|part| quoted(part.of(text))).collect();
        parts.join(" ")
    };
    let sure = percent(attribution.confidence);
    styled.push(
        &format!(" · {kind} · {sure} · rule {rule}{cue} · {words}"),
        FAINT,
    );
    styled
}

/// In quotation marks, the middle of long ones left out.
fn quoted(words: &str) -> String {
    let length = words.chars().count();
    if length <= 2 * LONG {
        return format!("“{words}”");
    }
    let start: String = words.chars().take(LONG).collect();
    let end: String = words.chars().skip(length - LONG).collect();
    format!("“{} … {}”", start.trim_end(), end.trim_start())
}

/// `90 %`
pub(super) fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}
