//! Who does what towards whom: frames of the lexicon over clauses, composed by their operators.
//!
//! A sentence becomes a row of tokens ([`tokens`]). English is read in clauses ([`clause`], [`compose`]); languages without that
//! analysis are read from left to right ([`linear`]). Whose words they are tells [`scene`]. Of several statements of one passage
//! with the same source, target and stance the most telling is kept.

mod clause;
mod compose;
mod guess;
mod hits;
mod linear;
mod polarity;
mod scene;
mod slots;
mod standing;
mod tokens;

use crate::briefing::{Act, Actor, Annotated, Attribution, Statement, Status};
use crate::lexicon::Lexicon;
use crate::passage;
use crate::text::{Span, sentences};
use scene::Scene;
use std::collections::HashSet;

/// The directed acts of a briefing, in order of their evidence. Reads passages, mentions and attributions.
pub(super) fn extract(annotated: &Annotated, lexicon: &Lexicon) -> Vec<Statement> {
    let text = &annotated.briefing.text;
    let language = passage::language(&annotated.briefing);
    let Some(table) = lexicon.frames().table(&language) else {
        return Vec::new();
    };
    let title = annotated.briefing.title.as_deref().unwrap_or_default();
    let titled = scene::named_in(title, lexicon);
    let mut all = Vec::new();
    let mut coming = annotated.attributions.iter().peekable();
    let mut last = scene::Last::default();
    let mut reaching: Vec<&Attribution> = Vec::new();
    for passage in &annotated.passages {
        reaching.retain(|attribution| attribution.span.end > passage.span.start);
        while let Some(next) = coming.next_if(|next| next.span.start < passage.span.end) {
            reaching.push(next);
        }
        let mut scene = Scene::new(annotated, passage, &reaching, &titled, last);
        let mut found = Vec::new();
        for sentence in sentences(passage.span.of(text), &language) {
            let start = passage.span.start + sentence.start;
            let sentence = Span::new(start, start + sentence.len());
            let tokens = tokens::tokenize(text, sentence, &annotated.mentions, table);
            found.extend(if table.is_clausal() {
                compose::statements(&mut scene, table, &tokens)
            } else {
                linear::statements(&mut scene, table, &tokens, &language, lexicon)
            });
        }
        all.extend(most_telling(found));
        last = scene.last();
    }
    settle_denials(&mut all);
    all.sort_by_key(|statement| (statement.span.start, statement.span.end));
    all
}

/// One statement for each source, target, stance and standing; none towards oneself.
fn most_telling(mut found: Vec<Statement>) -> Vec<Statement> {
    found.retain(|statement| {
        let towards_itself =
            statement.source.id.is_some() && statement.source.id == statement.target.id;
        let target = is_nobody(&statement.target) || is_somebody(&statement.target);
        !towards_itself && is_somebody(&statement.source) && target
    });
    // What is said to nobody in particular is told by whatever else its source says there.
    let told: Vec<(Option<String>, Span)> = found
        .iter()
        .filter(|statement| !is_nobody(&statement.target))
        .map(|statement| (statement.source.id.clone(), statement.span))
        .collect();
    found.retain(|statement| {
        let (source, span) = (&statement.source.id, statement.span);
        let mut others = told.iter().filter(|(other, _)| other == source);
        !is_nobody(&statement.target)
            || !others.any(|(_, other)| other.start < span.end && span.start < other.end)
    });
    found.sort_by(|a, b| telling(b).total_cmp(&telling(a)));
    let mut seen = HashSet::new();
    let mut kept: Vec<(_, Span)> = Vec::new();
    found.retain(|statement| {
        let parties = [&statement.source, &statement.target]
            .map(|actor| actor.id.clone().or_else(|| actor.name.clone()));
        // What is only alleged or denied stays beside what holds, act by act; help and sanctions beside words told elsewhere.
        let key = (parties, statement.stance);
        let same = |(other, span): &(_, Span)| {
            *other == key && span.start < statement.span.end && statement.span.start < span.end
        };
        let deed = matches!(statement.act, Act::Aid | Act::Sanction) && !kept.iter().any(same);
        let beside = deed || !statement.status.counts() || is_nobody(&statement.target);
        let act = beside.then_some((statement.act, statement.status));
        kept.push((key.clone(), statement.span));
        seen.insert((key, act))
    });
    found
}

/// Whether a party is known or at least named: a word in small letters or a pronoun with its verb (`you`, `I’ll`) names nobody.
fn is_somebody(actor: &Actor) -> bool {
    let name = actor.name.as_deref().unwrap_or_default();
    let small = |word: &str| {
        word == "I"
            || word.starts_with("I’")
            || word.starts_with("I'")
            || word.starts_with(char::is_lowercase)
    };
    actor.id.is_some() || name.split_whitespace().any(|word| !small(word))
}

/// Whether nobody is named.
fn is_nobody(actor: &Actor) -> bool {
    *actor == Actor::default()
}

fn telling(statement: &Statement) -> f32 {
    let performed = match statement.act {
        Act::State | Act::Note | Act::Consult => 0.0,
        _ => 2.0,
    };
    statement.confidence * 4.0 + f32::from(statement.strength) + performed
}

/// An act somebody is charged with is denied where its actor denies it anywhere in the briefing.
fn settle_denials(all: &mut [Statement]) {
    let key = |statement: &Statement| {
        let source = statement.source.id.clone();
        (source, statement.target.id.clone(), statement.act.parent())
    };
    let denied: HashSet<_> = all
        .iter()
        .filter(|statement| statement.status == Status::Denied)
        .map(key)
        .collect();
    for statement in all {
        if statement.status == Status::Alleged && denied.contains(&key(statement)) {
            statement.status = Status::Denied;
        }
    }
}
