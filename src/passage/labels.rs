//! Labels of turns: where a transcript says who speaks next.
//!
//! Labels stand at the start of a line (`MS NORVIK:`, `Q  `, `记者：`, `<질문>`, `Wagner (AA)` alone on its line; [`shapes`]) or, where
//! a copy has lost its line breaks, after the end of a sentence. How sure each is by its own looks tell [`looks`]; the text must look
//! like a transcript before they count, for `COVID:` starts a line as well.

mod looks;
mod shapes;

use super::cast::{Cast, is_capitals};
use super::paragraphs::{goes_on, lines};
use crate::lexicon::{TurnRole, turn_words};
use crate::text::{Span, fold};
use looks::Looks;
use std::collections::{HashMap, HashSet};

pub(super) use looks::{is_honoured, is_initials, is_name_shaped};

/// Labels met this often may lend their spelling to a rare one.
const OFTEN: usize = 2;
/// Spellings that may be lent.
const LENDERS: usize = 50;

/// A label of a turn.
#[derive(Debug, Clone)]
pub(super) struct Label {
    /// With its colon and the white space after it.
    pub(super) span: Span,
    /// The name or word, without colon and brackets.
    pub(super) name: String,
    /// What stands in brackets behind the name: `AA` of `Wagner (AA)`.
    pub(super) note: Option<String>,
    /// What it says of the turn; `None` where it is a name.
    pub(super) role: Option<TurnRole>,
    shape: Shape,
    trust: Trust,
}

/// How a label is set off from what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// By a colon, brackets or the wide gap after `Q`.
    Mark,
    /// One letter and a full stop, bracket or dash: `Q.`, `A)`, `R -`.
    Letter,
    /// Alone on its line.
    Line,
    /// By a semicolon, typed for a colon.
    Slip,
}

/// How sure a label is one by its own looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trust {
    /// Counts in a transcript where it comes more than once.
    Repeated,
    /// Counts in a transcript.
    InTranscript,
    /// Makes a transcript.
    Strong,
}

/// The labels of `text`, in order; none where it does not look like a transcript.
pub(super) fn find(text: &str, cast: &Cast) -> Vec<Label> {
    let mut looks = Looks::of(text, cast);
    let mut found = Vec::new();
    let mut paragraphs = 0;
    let mut broken = false;
    for line in lines(text, Span::new(0, text.len())) {
        if line.is_empty() {
            broken = false;
            continue;
        }
        paragraphs += 1;
        let label = shapes::at_start(text, line, &mut looks)
            .filter(|label| !broken || label.trust == Trust::Strong);
        let after = label.as_ref().map_or(line.start, |label| label.span.end);
        found.extend(label);
        shapes::inline(text, Span::new(after, line.end), &mut looks, &mut found);
        broken = goes_on(line.of(text));
    }
    keep(text, &mut found, paragraphs, &mut looks);
    mend(&mut found, &mut looks);
    for label in found
        .iter_mut()
        .filter(|label| label.role.is_none() && label.note.is_none())
    {
        label.note = looks.body(&label.name).map(str::to_owned);
    }
    found
}

/// Keeps the labels that the others bear out; none in a text that is no transcript.
fn keep(text: &str, found: &mut Vec<Label>, paragraphs: usize, looks: &mut Looks) {
    found.retain(|label| label.shape != Shape::Letter || label.role.is_some());
    let letter_asks =
        |label: &Label| label.role == Some(TurnRole::Asker) && label.name.chars().count() == 1;
    if !found.iter().any(letter_asks) {
        found.retain(|label| label.shape != Shape::Letter);
    }
    let line_asks = |label: &Label| label.shape == Shape::Line && label.trust > Trust::Repeated;
    if !found.iter().any(line_asks) {
        found.retain(|label| label.shape != Shape::Line);
    }
    let mut times: HashMap<String, usize> = HashMap::new();
    for label in found.iter().filter(|label| label.shape != Shape::Slip) {
        *times.entry(fold(&label.name)).or_default() += 1;
    }
    let times_of = |label: &Label| times.get(&fold(&label.name)).copied().unwrap_or_default();
    found.retain(|label| label.shape != Shape::Slip || times_of(label) > 0);
    let trusted = |trust| found.iter().filter(|label| label.trust == trust).count();
    let repeated = times.values().filter(|times| **times > 1);
    let ends = found.iter().skip(1).map(|next| next.span.start);
    let ends: Vec<usize> = ends.chain([text.len()]).collect();
    let asking: Vec<bool> = found
        .iter()
        .zip(ends)
        .map(|(label, end)| asks(text, label, end))
        .collect();
    let dialogue = repeated.clone().count() > 1 && repeated.clone().sum::<usize>() * 3 > paragraphs
        || repeated.clone().count() > 0
            && asking.iter().filter(|asks| **asks).count() > 1
            && found.len() * 2 > paragraphs;
    let is = |role| found.iter().any(|label| leads(label) == Some(role));
    let exchange = is(TurnRole::Asker) && is(TurnRole::Answerer);
    // A question by itself, cut out of a transcript with its label.
    let cut_out = asking.first() == Some(&true)
        && found.first().is_some_and(|label| {
            text[..label.span.start].trim().is_empty() && is_asker(text, label)
        });
    if trusted(Trust::Strong) == 0
        && trusted(Trust::InTranscript) < 4
        && !dialogue
        && !exchange
        && !cut_out
    {
        found.clear();
        return;
    }
    // A name that comes but once asks where it ends in a question mark, or where a known speaker answers next.
    let next = found.iter().skip(1).map(|next| {
        next.role == Some(TurnRole::Answerer)
            || next.note.is_some() && next.trust == Trust::Strong
            || looks.names_speaker(&next.name)
            || looks::is_titled(&next.name)
    });
    let mut answered = next.collect::<Vec<_>>().into_iter();
    let mut asking = asking.into_iter();
    let folded: Vec<String> = found.iter().map(|label| fold(&label.name)).collect();
    let full = folded.iter().filter(|name| name.contains(' '));
    let parts: HashSet<&str> = full.flat_map(|name| name.split([' ', ','])).collect();
    let words_ask = found.iter().filter(|label| is_word(label)).count() > 1;
    found.retain(|label| {
        let answered = answered.next().unwrap_or(false);
        let one_word = !label.name.contains(' ') && label.name.is_ascii();
        let doubtful = words_ask && one_word && !is_capitals(&label.name);
        let asks = asking.next().unwrap_or(false) && !words_ask;
        // The surname of one whose full name stands on another label.
        let again = is_capitals(&label.name) && parts.contains(fold(&label.name).as_str());
        label.trust > Trust::Repeated
            || times_of(label) > 1
            || again
            || (answered || asks) && !doubtful
    });
}

/// Whether the paragraph behind a label, up to the next at `end`, ends in a question mark or says for which medium its speaker asks.
fn asks(text: &str, label: &Label, end: usize) -> bool {
    let rest = text.get(label.span.end..end).unwrap_or_default();
    let speech = rest.split('\n').next().unwrap_or_default().trim_end();
    speech.ends_with(['?', '？'])
        || super::asker::introduces_himself(speech, Some(&label.name)).is_some()
}

/// Whether a label by itself is one of those who ask: a medium, or one who says whom he asks for.
fn is_asker(text: &str, label: &Label) -> bool {
    let rest = text.get(label.span.end..).unwrap_or_default();
    turn_words().is_outlet(&fold(&label.name))
        || super::asker::introduces_himself(rest, Some(&label.name)).is_some()
}

/// The role that a label's first words give.
fn leads(label: &Label) -> Option<TurnRole> {
    let leading = || Some(turn_words().leading_role(&label.name)?.0);
    label.role.or_else(leading)
}

fn is_word(label: &Label) -> bool {
    turn_words().is_bare_asker(&label.name)
}

/// Gives a rare label in capitals that is a slip of a frequent one the name of that: `THE PRESIDNET`.
fn mend(found: &mut [Label], looks: &mut Looks) {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for label in found.iter().filter(|label| is_capitals(&label.name)) {
        *times.entry(label.name.as_str()).or_default() += 1;
    }
    let frequent = times.iter().filter(|(_, times)| **times >= OFTEN);
    let mut lenders: Vec<String> = frequent.map(|(name, _)| (*name).to_owned()).collect();
    lenders.sort();
    lenders.truncate(LENDERS);
    let rare: HashMap<String, usize> = times
        .into_iter()
        .map(|(name, times)| (name.to_owned(), times))
        .collect();
    for label in found {
        let is_rare = rare.get(&label.name).is_some_and(|times| *times < OFTEN);
        if label.role.is_none() && is_rare && !looks.names_speaker(&label.name) {
            let lender = lenders
                .iter()
                .find(|lender| looks::is_slip(&label.name, lender));
            if let Some(lender) = lender {
                label.name.clone_from(lender);
            }
        }
    }
}
