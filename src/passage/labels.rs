//! Labels of turns: where a transcript says who speaks next.
//!
//! Labels stand at the start of a line (`MS NORVIK:`, `Q  `, `记者：`, `Wagner (AA)` alone on its line) or, where a copy has lost its line
//! breaks, after the end of a sentence. A text must look like a transcript before they count, for `COVID:` starts a line as well.

use super::cast::Cast;
use super::paragraphs::lines;
use crate::lexicon::{TurnRole, turn_words};
use crate::text::{Span, fold};
use std::collections::HashMap;

/// Characters a label may have.
const LONGEST: usize = 60;
/// Words a label may have.
const MOST_WORDS: usize = 8;

/// A label of a turn.
#[derive(Debug, Clone)]
pub(super) struct Label {
    /// With its colon and the white space after it.
    pub(super) span: Span,
    /// The name or word, without colon and brackets.
    pub(super) name: String,
    /// What it says of the turn; `None` where it is a name.
    pub(super) role: Option<TurnRole>,
    trust: Trust,
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
    let mut found = Vec::new();
    for line in lines(text, Span::new(0, text.len())) {
        let label = at_start(text, line, cast);
        let after = label.as_ref().map_or(line.start, |label| label.span.end);
        found.extend(label);
        inline(text, Span::new(after, line.end), cast, &mut found);
    }
    let mut times: HashMap<String, usize> = HashMap::new();
    for label in &found {
        *times.entry(fold(&label.name)).or_default() += 1;
    }
    let trusted = |trust| found.iter().filter(|label| label.trust == trust).count();
    let repeated = times.values().filter(|times| **times > 1);
    let dialogue =
        repeated.clone().count() > 1 && repeated.sum::<usize>() * 3 > count_paragraphs(text);
    if trusted(Trust::Strong) == 0 && trusted(Trust::InTranscript) < 4 && !dialogue {
        return Vec::new();
    }
    // A name that comes but once asks where the known speaker answers next.
    let next = found
        .iter()
        .skip(1)
        .map(|next| cast.names_speaker(&next.name));
    let mut answered = next.collect::<Vec<_>>().into_iter();
    found.retain(|label| {
        let answered = answered.next().unwrap_or(false);
        let often = times
            .get(&fold(&label.name))
            .is_some_and(|times| *times > 1);
        label.trust > Trust::Repeated || often || answered
    });
    found
}

fn count_paragraphs(text: &str) -> usize {
    lines(text, Span::new(0, text.len()))
        .filter(|line| !line.is_empty())
        .count()
}

/// The label a line starts with.
fn at_start(text: &str, line: Span, cast: &Cast) -> Option<Label> {
    let written = line.of(text);
    bare_question(text, line)
        .or_else(|| bracketed(text, line))
        .or_else(|| {
            let (colon, _) = written
                .char_indices()
                .take(LONGEST)
                .find(|(_, character)| matches!(character, ':' | '：'))?;
            labelled(text, line, &written[..colon], cast)
        })
        .or_else(|| alone_on_line(text, line))
}

/// `Q` and white space, without a colon; also glued to the next label, as in `QMS. NORVIK:`.
fn bare_question(text: &str, line: Span) -> Option<Label> {
    let rest = line.of(text).strip_prefix('Q')?;
    let gap = rest.len() - rest.trim_start().len();
    let next = rest.trim_start().chars().next()?;
    let speech = next.is_uppercase() || matches!(next, '(' | '[' | '“' | '"' | '—' | '-' | '…');
    let long_gap = gap > 1 || rest.starts_with('\u{a0}');
    if gap == 0 || !(speech || long_gap) {
        return None;
    }
    Some(Label {
        span: Span::new(line.start, line.start + 1 + gap),
        name: "Q".to_owned(),
        role: Some(TurnRole::Asker),
        trust: Trust::Strong,
    })
}

/// `【Agency reporter】`.
fn bracketed(text: &str, line: Span) -> Option<Label> {
    let rest = line.of(text).strip_prefix('【')?;
    let (name, after) = rest.split_once('】')?;
    let role = turn_words().role(name);
    (name.chars().count() <= 20 && (role.is_some() || name.ends_with("大臣"))).then(|| Label {
        span: Span::new(line.start, line.end - after.trim_start().len()),
        name: name.to_owned(),
        role,
        trust: Trust::Strong,
    })
}

/// `Frage` or `Wagner (AA)` with nothing else on the line.
fn alone_on_line(text: &str, line: Span) -> Option<Label> {
    let written = line.of(text);
    if written.len() > LONGEST || written.ends_with(['.', '?', '!']) {
        return None;
    }
    let name = written.split(" (").next().unwrap_or(written);
    let body = abbreviation(written).filter(|body| turn_words().body(body).is_some());
    let role = turn_words().role(name).filter(|_| name.chars().count() > 3);
    let is_title = role.is_some() && !name.contains(' ') && name.chars().any(char::is_lowercase);
    (is_title || body.is_some()).then(|| Label {
        span: line,
        name: written.to_owned(),
        role,
        trust: if body.is_some() {
            Trust::Strong
        } else if turn_words().is_bare_asker(written) {
            Trust::InTranscript
        } else {
            Trust::Repeated
        },
    })
}

/// The label before a colon, `name` being the text before it.
fn labelled(text: &str, line: Span, name: &str, cast: &Cast) -> Option<Label> {
    let glued = name.strip_prefix('Q').filter(|rest| {
        looks(rest, cast) == Some(Trust::Strong) && looks(name, cast) != looks(rest, cast)
            || is_honoured(rest)
    });
    let written = glued.unwrap_or(name).trim();
    let trust = looks(written, cast)?;
    let rest = line.of(text)[name.len()..]
        .trim_start_matches([':', '：'])
        .trim_start();
    Some(Label {
        span: Span::new(line.start, line.end - rest.len()),
        name: clean(written),
        role: turn_words().role(&clean(written)),
        trust,
    })
}

/// Labels after the ends of sentences within a line.
fn inline(text: &str, rest: Span, cast: &Cast, found: &mut Vec<Label>) {
    let mut boundary = rest.start;
    // Starts of sentences in reach of the next colon, oldest first.
    let mut starts: Vec<usize> = Vec::new();
    let mut ended = false;
    for (offset, character) in rest.of(text).char_indices() {
        let position = rest.start + offset;
        if matches!(character, ':' | '：') {
            for start in starts.drain(..) {
                if start < boundary || position - start > 3 * LONGEST {
                    continue;
                }
                let name = Span::new(start, position).of(text);
                if is_inline(name)
                    && let Some(label) = labelled(text, Span::new(start, rest.end), name, cast)
                {
                    boundary = label.span.end;
                    found.push(label);
                    break;
                }
            }
            ended = false;
        } else if !character.is_whitespace() {
            if ended {
                if starts.len() > 6 {
                    starts.remove(0);
                }
                starts.push(position);
            }
            ended = matches!(
                character,
                '.' | '?' | '!' | '…' | ')' | ']' | '”' | '"' | '—' | '。' | '？' | '！'
            );
        }
    }
}

/// Within a line only capitals with a title or honorific, and the plainest words, are taken for labels.
fn is_inline(name: &str) -> bool {
    let capitals = !name.chars().any(char::is_lowercase);
    capitals
        && (turn_words().role(name).is_some() || is_honoured(name))
        && !turn_words().is_outlet(&fold(name))
}

/// Whether `name` begins with an honorific in capitals ("MS. NORVIK") or a title ("SECRETARY NORVIK") and goes on.
fn is_honoured(name: &str) -> bool {
    let folded = fold(name);
    let mut words = folded.split_whitespace();
    let first = words.next().unwrap_or_default();
    !name.chars().any(char::is_lowercase)
        && words.next().is_some()
        && (turn_words().is_honorific(first) || turn_words().is_title(first))
}

/// How sure a text before a colon is a label, by its looks.
fn looks(name: &str, cast: &Cast) -> Option<Trust> {
    let name = name.trim();
    let plain = clean(name);
    let count = plain.split_whitespace().count();
    if !plain.contains(char::is_alphabetic)
        || count > MOST_WORDS
        || plain.chars().count() > LONGEST
        || name.contains(['?', '!', ';', '“', '"', '。', '，'])
    {
        return None;
    }
    let folded = fold(&plain);
    let words = turn_words();
    if words.is_false_label(&folded) {
        return None;
    }
    if abbreviation(name).is_some_and(|body| words.body(body).is_some()) {
        return Some(Trust::Strong);
    }
    if let Some(role) = words.role(&plain) {
        return Some(match role {
            TurnRole::Asker => Trust::Strong,
            TurnRole::Answerer | TurnRole::Staff => Trust::InTranscript,
        });
    }
    let capitals = !plain.chars().any(char::is_lowercase) && plain.chars().any(char::is_uppercase);
    if capitals && is_honoured(&plain) {
        return Some(Trust::Strong);
    }
    if cast.names_speaker(&plain) {
        return Some(Trust::Strong);
    }
    if capitals && count <= 4 {
        return Some(if cast.knows(&plain) {
            Trust::InTranscript
        } else {
            Trust::Repeated
        });
    }
    if !is_name_shaped(&plain) {
        return None;
    }
    let first = folded.split([' ', '.']).next().unwrap_or_default();
    if words.is_outlet(&folded)
        || (count > 1 && (words.is_honorific(first) || words.is_title(first)))
        || cast.knows(&plain)
    {
        return Some(Trust::InTranscript);
    }
    Some(Trust::Repeated)
}

/// Whether all words but particles are capitalised, or it is a short Chinese or Japanese name.
fn is_name_shaped(name: &str) -> bool {
    if name
        .chars()
        .any(|character| matches!(character, '\u{3040}'..='\u{9fff}'))
    {
        return name.chars().count() <= 12;
    }
    let mut capitalised = 0;
    for word in name.split_whitespace() {
        let first = word.chars().find(|character| character.is_alphanumeric());
        if first.is_some_and(|first| first.is_uppercase() || first.is_numeric()) {
            capitalised += 1;
        } else if word.chars().count() > 3 {
            return false;
        }
    }
    (1..=6).contains(&capitalised)
}

/// A label without brackets, markup and stray marks.
fn clean(label: &str) -> String {
    let without_note = label.split(" (").next().unwrap_or(label);
    without_note
        .trim_matches(|end: char| !end.is_alphanumeric() && end != ')' && end != '.')
        .trim_end_matches('.')
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// `AA` of `Wagner (AA)`.
pub(super) fn abbreviation(label: &str) -> Option<&str> {
    let (_, rest) = label.split_once(" (")?;
    rest.trim_end_matches([':', ' ']).strip_suffix(')')
}
