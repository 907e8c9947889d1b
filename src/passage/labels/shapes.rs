//! The shapes in which labels stand: before a colon, in brackets, as a letter with a mark, alone on a line, or within a line.

use super::looks::{
    LONGEST, LONGEST_TITLED, Looks, abbreviation, clean, is_honoured, is_initials, is_name_shaped,
    is_titled,
};
use super::quoted::quotation_end;
use super::{Label, Shape, Trust};
use crate::lexicon::{TurnRole, turn_words};
use crate::passage::asker::introduces_himself;
use crate::text::{Span, fold};
use std::collections::HashSet;

/// Brackets around labels; the first kinds hold nothing else at the start of a line.
const BRACKETS: [(char, char); 9] = [
    ('【', '】'),
    ('<', '>'),
    ('＜', '＞'),
    ('〈', '〉'),
    ('≪', '≫'),
    ('[', ']'),
    ('［', '］'),
    ('(', ')'),
    ('（', '）'),
];
/// How many of them hold nothing but labels.
const PLAIN_BRACKETS: usize = 5;
/// Starts of sentences kept in reach of the next colon.
const STARTS: usize = 7;
/// Labels within one line whose names are known again.
const KNOWN: usize = 100;

/// The label a line starts with.
pub(super) fn at_start(text: &str, line: Span, looks: &mut Looks) -> Option<Label> {
    bare_question(text, line)
        .or_else(|| letter(text, line))
        .or_else(|| bracketed(text, line, looks))
        .or_else(|| before_colon(text, line, looks))
        .or_else(|| before_dash(text, line, looks))
        .or_else(|| alone_on_line(text, line, looks))
}

/// `Q` and white space, without a colon; also glued to the next label, as in `QMS. NORVIK:`.
fn bare_question(text: &str, line: Span) -> Option<Label> {
    let rest = line.of(text).strip_prefix('Q')?;
    let gap = rest.len() - rest.trim_start().len();
    let next = rest.trim_start().chars().next()?;
    let speech = next.is_uppercase() || matches!(next, '(' | '[' | '“' | '"' | '…');
    let long_gap = gap > 1 || rest.starts_with('\u{a0}');
    let dashed = matches!(next, '-' | '–' | '—');
    let broken = rest.trim_start().starts_with("--") || next == '—';
    let glued = rest
        .trim_start_matches([' ', '-', '–', '—'])
        .split_once(':');
    if dashed && glued.is_some_and(|(label, _)| label.len() < LONGEST && is_honoured(label)) {
        return None;
    }
    if gap == 0 || !(speech || long_gap || broken) {
        return None;
    }
    Some(Label {
        span: Span::new(line.start, line.start + 1 + gap),
        name: "Q".to_owned(),
        note: None,
        role: Some(TurnRole::Asker),
        shape: Shape::Mark,
        trust: Trust::Strong,
    })
}

/// `Q.`, `A)`, `Q - `, `R – `, `Q1.`.
fn letter(text: &str, line: Span) -> Option<Label> {
    let written = line.of(text);
    let first = written.chars().next()?;
    let (asks, answers) = (
        matches!(first, 'Q' | '문'),
        matches!(first, 'A' | 'R' | '답'),
    );
    let (name, rest) = written.split_at(first.len_utf8());
    if !asks && !answers {
        return None;
    }
    let rest = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let spaced = rest.trim_start();
    let mark = spaced.chars().next()?;
    let after = &spaced[mark.len_utf8()..];
    let set_off = match mark {
        '.' | ')' => spaced.len() == rest.len() && after.starts_with(char::is_whitespace),
        '-' | '–' | '—' => {
            !after.starts_with('-')
                && (spaced.len() < rest.len() || after.starts_with(char::is_whitespace))
        }
        _ => false,
    };
    let speech = after.trim_start_matches(['-', '–', '—', ' ', '\u{a0}', '\t']);
    (set_off && !speech.is_empty()).then(|| Label {
        span: Span::new(line.start, line.end - speech.len()),
        name: name.to_owned(),
        note: None,
        role: turn_words().role(name),
        shape: Shape::Letter,
        trust: if asks {
            Trust::Strong
        } else {
            Trust::InTranscript
        },
    })
}

/// `【Agency reporter】`, `<질문>`, `(記者)`.
fn bracketed(text: &str, line: Span, looks: &mut Looks) -> Option<Label> {
    let written = line.of(text);
    let opening = written.chars().next()?;
    let kind = BRACKETS.iter().position(|(open, _)| *open == opening)?;
    let inside = &written[opening.len_utf8()..];
    let reach = inside
        .char_indices()
        .nth(LONGEST)
        .map_or(inside.len(), |(end, _)| end);
    let close = inside[..reach].find(BRACKETS[kind].1)?;
    let (name, after) = (
        &inside[..close],
        &inside[close + BRACKETS[kind].1.len_utf8()..],
    );
    let name = name.trim();
    // A note ends in a full stop: "(Ms. Norvik looks for a reporter.)"
    if name.is_empty()
        || name.chars().count() > 30
        || name.ends_with('.')
        || after.trim().is_empty()
    {
        return None;
    }
    let words = turn_words();
    let role = words
        .role(name)
        .filter(|_| name.chars().count() > 1 || !name.is_ascii());
    let office = words.suffixed(name).is_some();
    let plain = kind < PLAIN_BRACKETS;
    let is_label = match role {
        Some(TurnRole::Staff) => plain,
        Some(_) => true,
        None => office || plain && (words.is_outlet(&fold(name)) || looks.names_speaker(name)),
    };
    let speech = after.trim_start_matches([':', '：', ' ', '\u{a0}', '\u{3000}', '\t']);
    is_label.then(|| Label {
        span: Span::new(line.start, line.end - speech.len()),
        name: name.to_owned(),
        note: None,
        role,
        shape: Shape::Mark,
        trust: Trust::Strong,
    })
}

/// The label before the first colon of a line, or before a semicolon typed for one.
fn before_colon(text: &str, line: Span, looks: &mut Looks) -> Option<Label> {
    let written = line.of(text);
    let mut slip = None;
    for (offset, character) in written.char_indices().take(LONGEST_TITLED) {
        match character {
            ':' | '：' => {
                let name = &written[..offset];
                let long = name.chars().count() > LONGEST;
                let label = (!long || is_titled(&clean(name)))
                    .then(|| labelled(text, line, name, looks))
                    .flatten();
                return label.or(slip);
            }
            ';' if slip.is_none() && offset < LONGEST => {
                slip = labelled(text, line, &written[..offset], looks);
                if let Some(slip) = &mut slip {
                    slip.shape = Shape::Slip;
                    slip.trust = Trust::Repeated;
                }
            }
            _ => {}
        }
    }
    slip
}

/// `Ada Norvik - Mesdames et messieurs`, where the name is a known speaker's, and `Question - `.
fn before_dash(text: &str, line: Span, looks: &mut Looks) -> Option<Label> {
    let written = line.of(text);
    let dash = [" - ", " – ", " — "]
        .into_iter()
        .filter_map(|dash| Some((written.find(dash)?, dash.len())))
        .min()?;
    let name = written[..dash.0].trim();
    let role = turn_words()
        .role(name)
        .filter(|role| *role != TurnRole::Staff);
    let word = role.is_some() && name.len() > 4 && !name.contains(' ');
    let short = name.len() <= LONGEST && name.split_whitespace().count() < 6;
    let known = short && name.contains(' ') && is_name_shaped(name) && looks.names_speaker(name);
    (known || word && name.starts_with(char::is_uppercase)).then(|| Label {
        span: Span::new(line.start, line.start + dash.0 + dash.1),
        name: clean(name),
        note: None,
        role,
        shape: Shape::Mark,
        trust: Trust::InTranscript,
    })
}

/// `Frage` or `Wagner (AA)` with nothing else on the line.
fn alone_on_line(text: &str, line: Span, looks: &mut Looks) -> Option<Label> {
    let written = line.of(text);
    if written.len() > LONGEST || written.ends_with(['.', '?', '!', ':', ',', '。']) {
        return None;
    }
    let name = clean(written);
    let words = turn_words();
    let note = abbreviation(written);
    let body = note.is_some_and(|note| words.body(note).is_some());
    let role = words.role(&name).filter(|_| name.chars().count() > 3);
    let is_word = role.is_some() && !name.contains(' ') && name.chars().any(char::is_lowercase);
    let leads =
        words.leading_role(&name).is_some() && is_name_shaped(&name) && name.split(' ').count() < 4;
    let trust = if body {
        Trust::Strong
    } else if is_word && words.is_bare_asker(&name) {
        Trust::InTranscript
    } else if is_word
        || leads
        || note.is_some_and(is_initials) && is_name_shaped(&name)
        || name.contains(' ') && is_name_shaped(&name) && looks.names_speaker(&name)
    {
        Trust::Repeated
    } else {
        return None;
    };
    Some(Label {
        span: line,
        name,
        note: note.map(str::to_owned),
        role,
        shape: Shape::Line,
        trust,
    })
}

/// The label before a colon, `name` being the text before it.
fn labelled(text: &str, line: Span, name: &str, looks: &mut Looks) -> Option<Label> {
    let glued = name
        .strip_prefix('Q')
        .map(|rest| rest.trim_start_matches([' ', '-', '–', '—']));
    let glued = glued.filter(|rest| {
        is_honoured(rest) && !looks.names_speaker(name)
            || looks.trust(rest) == Some(Trust::Strong) && looks.trust(name) != Some(Trust::Strong)
    });
    let written = glued.unwrap_or(name).trim();
    let trust = looks.trust(written)?;
    let after = line.of(text)[name.len()..].trim_start_matches([':', '：', ';']);
    // Bold type of a text that keeps its marks: `**Question:** Is it?`
    let marks: &[char] = if name.starts_with(['*', '_']) {
        &['*', '_']
    } else {
        &[]
    };
    let speech = after.trim_start_matches(marks).trim_start();
    let clock = name.ends_with(|digit: char| digit.is_ascii_digit())
        && after.starts_with(|digit: char| digit.is_ascii_digit());
    let goes_on = speech.starts_with(char::is_lowercase);
    if clock || after.starts_with("//") || goes_on && trust == Trust::Repeated {
        return None;
    }
    let name = clean(written);
    Some(Label {
        span: Span::new(line.start, line.end - speech.len()),
        role: turn_words().role(&name),
        note: abbreviation(written).map(str::to_owned),
        name,
        shape: Shape::Mark,
        trust,
    })
}

/// Labels after the ends of sentences within a line.
pub(super) fn inline(text: &str, rest: Span, looks: &mut Looks, found: &mut Vec<Label>) {
    if !may_hold_labels(rest.of(text)) {
        return;
    }
    let mut boundary = rest.start;
    // Starts of sentences in reach of the next colon, oldest first.
    let mut starts: Vec<usize> = Vec::new();
    let mut ended = false;
    let mut quoted = rest.start;
    let mut known: HashSet<String> = found
        .iter()
        .rev()
        .take(KNOWN)
        .map(|label| label.name.clone())
        .collect();
    for (offset, character) in rest.of(text).char_indices() {
        let position = rest.start + offset;
        if position >= quoted {
            quoted = quotation_end(text, Span::new(position, rest.end), character);
        }
        let bracket = BRACKETS[..PLAIN_BRACKETS]
            .iter()
            .any(|(open, _)| *open == character);
        if (ended || bracket)
            && position >= boundary.max(quoted)
            && let Some(label) = marked(text, Span::new(position, rest.end), character, looks)
        {
            boundary = label.span.end;
            found.push(label);
            ended = false;
            continue;
        }
        if matches!(character, ':' | '：') {
            for start in starts.drain(..) {
                if start < boundary || position - start > 3 * LONGEST {
                    continue;
                }
                let name = Span::new(start, position).of(text);
                let after = Span::new(position, rest.end);
                let follows = || known.contains(name) || is_plainly_named(text, name, after);
                if (is_inline(name, looks) || follows())
                    && let Some(label) = labelled(text, Span::new(start, rest.end), name, looks)
                {
                    boundary = label.span.end;
                    if known.len() < KNOWN {
                        known.insert(label.name.clone());
                    }
                    found.push(label);
                    break;
                }
            }
            ended = false;
        } else if !character.is_whitespace() {
            if ended && position >= quoted {
                if starts.len() >= STARTS {
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

/// Whether there is any sign of a label, which most lines are without.
fn may_hold_labels(line: &str) -> bool {
    line.char_indices().any(|(at, character)| match character {
        ':' | '：' => true,
        'Q' | 'R' | 'A' => line[at + 1..].trim_start().starts_with(['-', '–', '—']),
        _ => BRACKETS.iter().any(|(open, _)| *open == character),
    })
}

/// A label in brackets, or `R - `, behind the end of a sentence.
fn marked(text: &str, rest: Span, first: char, looks: &mut Looks) -> Option<Label> {
    match first {
        'Q' | 'R' | 'A' => {
            letter(text, rest).filter(|label| label.span.of(text).contains(['-', '–', '—']))
        }
        '(' | '[' | '（' | '［' => None,
        _ if first.is_alphanumeric() || first.is_whitespace() => None,
        _ => bracketed(text, rest, looks),
    }
}

/// Whether a name within a line is plainly a label: it has an office behind a comma, or what follows says for whom its bearer asks.
fn is_plainly_named(text: &str, name: &str, after: Span) -> bool {
    let short = name.chars().count() < LONGEST_TITLED && name.split_whitespace().count() < 10;
    if !short || !is_name_shaped(name.split(',').next().unwrap_or(name)) {
        return false;
    }
    let speech = after.of(text).trim_start_matches([':', '：', ' ']);
    name.contains(',') && is_titled(name) || introduces_himself(speech, Some(name)).is_some()
}

/// Within a line only capitals with a title or honorific, the plainest words and the full names of known speakers are taken for labels.
fn is_inline(name: &str, looks: &mut Looks) -> bool {
    let Some(first) = name.chars().next().filter(|first| !first.is_lowercase()) else {
        return false;
    };
    let capitals = !name.chars().any(char::is_lowercase);
    let role = turn_words().role(name).is_some();
    if capitals && first.is_ascii() {
        return (role || is_honoured(name)) && !turn_words().is_outlet(&fold(name));
    }
    let short = name.len() <= LONGEST && name.split_whitespace().count() < 5;
    let letters = name.chars().count();
    short
        && (role && (letters > 4 || !first.is_uppercase())
            || (name.contains(' ') || !first.is_uppercase() && letters > 1)
                && is_name_shaped(name)
                && looks.names_speaker(name))
}
