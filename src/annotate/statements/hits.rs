//! Which frames' cues stand in a sentence, as the words that they are.

use super::clause::Clauses;
use super::tokens::{Kind, Token};
use crate::lexicon::{Class, CueKind, CueMatch, Entry, Frame, FrameTable, Slot};
use std::cmp::Reverse;
use std::ops::Range;

/// A frame whose cue stands in the sentence.
pub(super) struct Hit<'a> {
    pub(super) frame: &'a Frame,
    pub(super) cue: Range<usize>,
    pub(super) group: Option<usize>,
    /// Whether a negation stands among the words of the cue that is none of its own: "expressed no concern".
    pub(super) negated: bool,
    /// Whether the cue names a negation itself: "has no right to".
    pub(super) negates: bool,
}

/// The frames of a sentence, longest cue first where several start at one word, none inside another's cue.
pub(super) fn hits<'a>(table: &'a FrameTable, clauses: &Clauses<'_, '_>) -> Vec<Hit<'a>> {
    let entries: Vec<Option<&Entry>> = clauses.tokens.iter().map(|token| token.entry).collect();
    let mut found = Vec::new();
    let mut covered = 0;
    for (start, token) in clauses.tokens.iter().enumerate() {
        if start < covered || token.entry.is_none() {
            continue;
        }
        let boundary = |token: &Token<'_>| matches!(token.kind, Kind::Comma | Kind::Break);
        let reach = clauses.tokens[start..]
            .iter()
            .take(12)
            .take_while(|token| !boundary(token))
            .count();
        let group = clauses.group_of(start);
        let head = group.and_then(|group| clauses.groups.get(group));
        let head = head.map(|group| group.head);
        let is_head = head == Some(start);
        // "is committed to": a cue may open with the auxiliary of its verb
        let is_auxiliary = |cue: &CueMatch| {
            let covered = start + 1..start + cue.length;
            clauses.is(start, Class::Be) && head.is_some_and(|head| covered.contains(&head))
        };
        let mut fitting: Vec<(&Frame, CueMatch)> = table
            .cues_at(&entries[start..start + reach])
            .into_iter()
            .filter_map(|cue| Some((table.frames().get(cue.frame)?, cue)))
            .filter(|(frame, cue)| match frame.kind {
                CueKind::Verb => is_head || is_auxiliary(cue),
                CueKind::Noun => !is_head,
                CueKind::Phrase => true,
            })
            .collect();
        fitting.retain(|(frame, _)| frame.kind != CueKind::Phrase || is_predicate(clauses, start));
        // Several frames may read one noun: "attack on" is an attack and, in another's mouth, a reproach.
        // So may some verbs: who masses troops acts, and is reproached for it.
        let judges = |frame: &Frame| frame.source.first() == Some(&Slot::Voice);
        let best = |cue: &CueMatch| (cue.words, Reverse(cue.length));
        let most = [false, true].map(|judging| {
            let alike = fitting.iter().filter(|(frame, _)| judges(frame) == judging);
            alike.map(|(_, cue)| best(cue)).max()
        });
        fitting.retain(|(frame, cue)| {
            frame.kind == CueKind::Noun || Some(best(cue)) == most[usize::from(judges(frame))]
        });
        for (frame, cue) in fitting {
            let group = match frame.kind {
                CueKind::Noun => None,
                CueKind::Verb => group,
                CueKind::Phrase => group.or_else(|| clauses.group_before(start)),
            };
            let end = start + cue.length;
            found.push(Hit {
                frame,
                cue: start..end,
                group,
                negated: cue.negated,
                negates: cue.negates,
            });
            covered = covered.max(end);
        }
    }
    found
}

/// Whether the phrase at `start` is said of a subject: right after its verb, part of one, or opened by a preposition.
fn is_predicate(clauses: &Clauses<'_, '_>, start: usize) -> bool {
    if clauses.group_of(start).is_some() || clauses.is(start, Class::Preposition) {
        return true;
    }
    let opens = start
        .checked_sub(1)
        .map_or(0, |end| clauses.phrase_before(end).range.start.min(start));
    let before = clauses
        .group_before(start)
        .and_then(|group| clauses.groups.get(group));
    before.is_some_and(|group| {
        // "made this a threat to": said of the object
        let adjoins = (group.range.end..start)
            .all(|at| clauses.is_any(at, &[Class::Adverb, Class::Determiner, Class::Intensifier]));
        let object = clauses.is_any(group.range.end, &[Class::First, Class::Third]);
        group.range.end >= opens && (adjoins || !object || clauses.is(group.head, Class::Be))
    })
}

/// Whether the noun phrase around the cue, or the object of a verb, has a word of one of the classes.
pub(super) fn neighbourhood_has(
    clauses: &Clauses<'_, '_>,
    hit: &Hit<'_>,
    wanted: &[Class],
) -> bool {
    let before = hit
        .cue
        .start
        .checked_sub(1)
        .map(|end| clauses.phrase_before(end).range)
        .unwrap_or_default();
    let after = clauses.phrase_at(clauses.after(hit.cue.end));
    // "gave X a loan": the second object of a verb
    let second = match hit.frame.kind {
        CueKind::Verb if !after.range.is_empty() => {
            // "called X's step a provocation", "described it as a provocation"
            let mut start = after.range.end;
            while clauses.is_word(start, "of") {
                start = clauses.phrase_at(start + 1).range.end;
            }
            let told = clauses.is_word(start, "as") || clauses.is_word(start, "with");
            let given = !after.parties.is_empty() || start > after.range.end;
            if told || given {
                clauses.phrase_at(start + usize::from(told)).range
            } else {
                0..0
            }
        }
        _ => 0..0,
    };
    before
        .chain(hit.cue.clone())
        .chain(after.range)
        .chain(second)
        .any(|at| wanted.iter().any(|class| clauses.is(at, *class)))
}
