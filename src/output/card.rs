//! A hit as a card for a terminal: date, speaker and target, the question, the sentences that matter with matches and evidence
//! marked, what was stated, and the source to cite.

use super::styled::{Look, Paint, Styled};
use crate::briefing::{Actor, BriefingHead, Speaker, Stance, Statement, Status, StoredPassage};
use crate::rank::{Explanation, Hit};
use crate::text::{Span, sentences};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;

const INDENT: &str = "    ";
/// Lines of the question shown.
const QUESTION_LINES: usize = 2;
/// A passage of at most so many bytes is shown whole, a longer one by the sentences that matter.
const WHOLE: usize = 420;
/// Statements shown where the query asked for none.
const STATEMENTS: usize = 3;

pub(super) const PLAIN: Style = Style::new();
pub(super) const STRONG: Style = Style::new().bold();
pub(super) const FAINT: Style = Style::new().dimmed();
const MATCH: Style = AnsiColor::Yellow.on_default().bold();

/// The hit as a card of several lines, the last of them empty.
#[must_use]
pub fn card(hit: &Hit, look: Look) -> String {
    let passage = &hit.passage;
    let shown = statements_shown(hit);
    let mut out = String::new();
    header(hit, &shown).write(&mut out, "", look, 2);
    if let Some(question) = &passage.question {
        let mut styled = Styled::of("Q: ", FAINT);
        styled.push(question, FAINT);
        styled.write(&mut out, INDENT, look, QUESTION_LINES);
    }
    body(hit, &shown, look.paint).write(&mut out, INDENT, look, usize::MAX);
    for statement in &shown {
        stated(statement).write(&mut out, INDENT, look, 2);
    }
    source(&passage.briefing, &passage.id(), hit.copies).write(&mut out, INDENT, look, 2);
    if let Some(url) = &passage.briefing.url {
        source_link(url, INDENT, &mut out, look);
    }
    out.push('\n');
    out
}

/// How the score came about, one summand a line, indented as a tree.
#[must_use]
pub fn explanation(tree: &Explanation) -> String {
    let mut out = String::new();
    let mut pending = vec![(tree, 0)];
    while let Some((node, depth)) = pending.pop() {
        let _ = writeln!(
            out,
            "{INDENT}{:8.3} {:indent$}{}",
            node.value,
            "",
            node.what,
            indent = depth * 2
        );
        pending.extend(node.parts.iter().rev().map(|part| (part, depth + 1)));
    }
    out
}

/// The statements the query asked for; where it asked for none, the strongest that are no mere talk.
fn statements_shown(hit: &Hit) -> Vec<&Statement> {
    let all = &hit.passage.statements;
    if !hit.matched.is_empty() {
        let matched = hit.matched.iter();
        return matched.filter_map(|position| all.get(*position)).collect();
    }
    let telling =
        |statement: &&Statement| statement.status.counts() && statement.stance != Stance::Neutral;
    let mut strongest: Vec<&Statement> = all.iter().filter(telling).collect();
    strongest.sort_by_key(|statement| std::cmp::Reverse(statement.strength));
    strongest.truncate(STATEMENTS);
    strongest
}

fn header(hit: &Hit, shown: &[&Statement]) -> Styled {
    let passage = &hit.passage;
    let speaker = passage.speaker.as_ref();
    let mut styled = Styled::of(&format!("{}. ", hit.rank), FAINT);
    let said = passage.briefing.dates.said.map(|said| said.value());
    styled.push(&said.unwrap_or_else(|| "undated".to_owned()), STRONG);
    styled.push(" · ", FAINT);
    let own = |statement: &&&Statement| speaks_for(speaker, &statement.source);
    let asked_for = shown.first().filter(|_| !hit.matched.is_empty());
    match shown.iter().find(own).or(asked_for) {
        None => push_speaker(&mut styled, passage),
        Some(statement) if own(&statement) => {
            push_speaker(&mut styled, passage);
            push_direction(&mut styled, statement);
        }
        Some(statement) => {
            styled.push(&name(&statement.source), STRONG);
            push_direction(&mut styled, statement);
            if speaker.is_some() {
                styled.push(" · told by ", FAINT);
                push_speaker(&mut styled, passage);
            }
        }
    }
    if passage.briefing.fictional {
        styled.push(" · ", FAINT);
        styled.push("fictional", MATCH);
    }
    styled
}

/// ` → NATO · critical`, and `reported` or whatever else is not simply asserted.
fn push_direction(styled: &mut Styled, statement: &Statement) {
    styled.push(" → ", PLAIN);
    styled.push(&name(&statement.target), STRONG);
    styled.push(" · ", FAINT);
    styled.push(
        stance_word(statement.stance),
        stance_style(statement.stance),
    );
    push_status(styled, statement.status);
}

/// ` · reported`; nothing for what is simply asserted.
fn push_status(styled: &mut Styled, status: Status) {
    if status != Status::Asserted {
        styled.push(" · ", FAINT);
        styled.push(status_word(status), STRONG);
    }
}

/// Name and role of who utters the passage, or what kind of passage it is.
pub(super) fn push_speaker(styled: &mut Styled, passage: &StoredPassage) {
    match &passage.speaker {
        Some(speaker) => {
            styled.push(&speaker.name, STRONG);
            let role = speaker.role.as_deref().or(speaker.represents.as_deref());
            if let Some(role) = role {
                styled.push(&format!(" ({role})"), PLAIN);
            }
        }
        None => styled.push(&format!("{:?}", passage.kind).to_lowercase(), PLAIN),
    }
}

/// Whether the source of a statement is the speaker, or whom the speaker speaks for.
fn speaks_for(speaker: Option<&Speaker>, source: &Actor) -> bool {
    let Some(speaker) = speaker else { return false };
    match (&speaker.entity, &source.person) {
        (Some(speaker), Some(source)) => speaker == source,
        _ => source.id.is_some() && speaker.represents == source.id,
    }
}

/// The passage, or the sentences of it that hold matches or evidence.
fn body(hit: &Hit, shown: &[&Statement], paint: Paint) -> Styled {
    let passage = &hit.passage;
    let asked_for = shown.iter().filter(|_| !hit.matched.is_empty());
    let evidence = merged(asked_for.map(|statement| statement.span).collect());
    let mut styled = Styled::default();
    let mut position = 0;
    for span in visible(passage, &evidence, &hit.highlights) {
        if span.start > position {
            styled.push("… ", FAINT);
        }
        push_marked(
            &mut styled,
            &passage.text,
            span,
            &evidence,
            &hit.highlights,
            paint,
        );
        styled.push(" ", PLAIN);
        position = span.end;
    }
    if !passage
        .text
        .get(position..)
        .unwrap_or_default()
        .trim()
        .is_empty()
    {
        styled.push("…", FAINT);
    }
    styled
}

/// The parts of the passage worth showing, in order.
fn visible(passage: &StoredPassage, evidence: &[Span], matches: &[Span]) -> Vec<Span> {
    let text = &passage.text;
    if text.len() <= WHOLE {
        return vec![Span::new(0, text.len())];
    }
    let language = passage.briefing.language.as_deref().unwrap_or_default();
    let all = sentences(text, language);
    let marked = |sentence: &&Span| {
        let mut marks = evidence.iter().chain(matches);
        marks.any(|mark| mark.overlaps(**sentence))
    };
    let mut chosen: Vec<Span> = all.iter().filter(marked).copied().collect();
    if chosen.is_empty() {
        chosen.extend(all.first());
    }
    // what stands side by side is shown as one
    let mut joined: Vec<Span> = Vec::new();
    for span in chosen {
        match joined.last_mut() {
            Some(last)
                if text
                    .get(last.end..span.start)
                    .is_some_and(|gap| gap.trim().is_empty()) =>
            {
                last.end = span.end;
            }
            _ => joined.push(span),
        }
    }
    joined
}

/// Appends `part` of the text with evidence underlined and matches emphasised; without colour, `[evidence]` and `*match*`.
fn push_marked(
    styled: &mut Styled,
    text: &str,
    part: Span,
    evidence: &[Span],
    matches: &[Span],
    paint: Paint,
) {
    let marks = evidence.iter().chain(matches);
    let mut cuts: Vec<usize> = marks.flat_map(|mark| [mark.start, mark.end]).collect();
    cuts.retain(|cut| part.contains(*cut));
    cuts.extend([part.start, part.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let within = |marks: &[Span], position: usize| marks.iter().any(|mark| mark.contains(position));
    let (mut in_evidence, mut in_match) = (false, false);
    for pair in cuts.windows(2) {
        let &[start, end] = pair else { continue };
        let now = (within(evidence, start), within(matches, start));
        if paint == Paint::Plain {
            styled.push(&plain_marks((in_evidence, in_match), now), PLAIN);
        }
        (in_evidence, in_match) = now;
        let style = if in_match { MATCH } else { PLAIN };
        let style = if in_evidence {
            style.underline()
        } else {
            style
        };
        styled.push(Span::new(start, end).of(text), style);
    }
    if paint == Paint::Plain {
        styled.push(&plain_marks((in_evidence, in_match), (false, false)), PLAIN);
    }
}

/// What stands between two pieces of text, each in or out of (evidence, match), where there is no colour.
fn plain_marks(before: (bool, bool), after: (bool, bool)) -> String {
    let turns = before.0 != after.0;
    let marks = [
        ('*', before.1 && (turns || !after.1)),
        (']', before.0 && turns),
        ('[', after.0 && turns),
        ('*', after.1 && (turns || !before.1)),
    ];
    let marks = marks.into_iter().filter(|(_, applies)| *applies);
    marks.map(|(mark, _)| mark).collect()
}

/// `Lin Jian (CHN) → NATO · critical · request 5`, and its status where it is not simply asserted.
fn stated(statement: &Statement) -> Styled {
    let mut styled = Styled::of("» ", FAINT);
    push_stated(&mut styled, statement);
    push_status(&mut styled, statement.status);
    styled
}

/// `Lin Jian (CHN) → NATO · critical · request 5`.
pub(super) fn push_stated(styled: &mut Styled, statement: &Statement) {
    styled.push(&party(&statement.source), PLAIN);
    styled.push(" → ", FAINT);
    styled.push(&party(&statement.target), PLAIN);
    styled.push(" · ", FAINT);
    styled.push(
        stance_word(statement.stance),
        stance_style(statement.stance),
    );
    styled.push(" · ", FAINT);
    let act = statement.act.name().to_lowercase();
    styled.push(&format!("{act} {}", statement.strength), PLAIN);
}

/// Where it can be cited: the id first, which is never to be cut off, then title, ministry and outlet.
fn source(briefing: &BriefingHead, id: &str, copies: u64) -> Styled {
    let mut styled = Styled::default();
    styled.push(id, PLAIN);
    if copies > 0 {
        let noun = if copies == 1 { "copy" } else { "copies" };
        styled.push(&format!(" · {copies} more {noun}"), FAINT);
    }
    for part in [&briefing.title, &briefing.ministry, &briefing.outlet]
        .into_iter()
        .flatten()
    {
        styled.push(" · ", FAINT);
        styled.push(part, FAINT);
    }
    styled
}

/// The address on a line of its own, never broken, so that it can be copied; where there is colour, a link (OSC 8).
pub(super) fn source_link(url: &str, indent: &str, out: &mut String, look: Look) {
    let is_plain = url.starts_with("http") && url.bytes().all(|byte| byte.is_ascii_graphic());
    if look.paint == Paint::Colour && is_plain {
        let (link, end) = ("\u{1b}]8;;", "\u{1b}\\");
        let _ = writeln!(
            out,
            "{indent}{link}{url}{end}{FAINT}{url}{FAINT:#}{link}{end}"
        ); // to a String: cannot fail
        return;
    }
    let whole = Look {
        width: usize::MAX,
        ..look
    };
    Styled::of(url, FAINT).write(out, indent, whole, 1);
}

/// Towards whom an act is that names nobody; a source is always somebody.
const NOBODY: &str = "nobody in particular";

/// `Lin Jian`, `NATO`.
fn name(actor: &Actor) -> String {
    let known = actor.name.as_ref().or(actor.id.as_ref());
    known.cloned().unwrap_or_else(|| NOBODY.to_owned())
}

/// `Lin Jian (CHN)`, `NATO`.
pub(super) fn party(actor: &Actor) -> String {
    match (&actor.name, &actor.id) {
        (Some(name), Some(id)) if name != id => format!("{name} ({id})"),
        (_, Some(id)) => id.clone(),
        (Some(name), None) => name.clone(),
        (None, None) => NOBODY.to_owned(),
    }
}

pub(super) fn stance_word(stance: Stance) -> &'static str {
    match stance {
        Stance::Critical => "critical",
        Stance::Neutral => "neutral",
        Stance::Supportive => "supportive",
    }
}

pub(super) fn status_word(status: Status) -> &'static str {
    match status {
        Status::Asserted => "asserted",
        Status::Reported => "reported",
        Status::Alleged => "alleged",
        Status::Denied => "denied",
        Status::Hypothetical => "hypothetical",
    }
}

pub(super) fn stance_style(stance: Stance) -> Style {
    match stance {
        Stance::Critical => AnsiColor::Red.on_default().bold(),
        Stance::Neutral => PLAIN,
        Stance::Supportive => AnsiColor::Green.on_default().bold(),
    }
}

/// The spans in order, overlapping ones as one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => *last = last.joined(span),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests;
