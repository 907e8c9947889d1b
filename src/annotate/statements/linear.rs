//! Languages without clause analysis: frames read from left to right, clause by clause between commas. The subject is the first
//! party of the clause that no preposition governs, else that of the clause before, else whoever speaks.

use super::clause::Who;
use super::content::{Content, Left, Told};
use super::inflected::{self, Standing};
use super::scene::Scene;
use super::tokens::{Kind, Token};
use crate::briefing::{Act, Actor, Stance, Statement, Status};
use crate::lexicon::{Class, Entry, Frame, FrameTable, Lexicon, Negated, Operator, Slot};
use crate::text::{Span, fold};
use std::ops::Range;

/// A row of tokens, its clauses, and what was said of whom so far.
pub(super) struct Row<'a, 'b> {
    pub(super) text: &'b str,
    /// Whether prepositions stand right before what they govern, so that what is governed is no object.
    pub(super) prepositional: bool,
    pub(super) tokens: &'b [Token<'a>],
    pub(super) clauses: Vec<Range<usize>>,
    /// How each token stands, by its ending.
    pub(super) standings: Vec<Standing>,
    /// In which clause and where somebody takes a stance by a word of his own, and whether it is critical.
    pub(super) attitudes: Vec<(usize, usize, bool)>,
    /// Whether it ends in a question mark.
    pub(super) asks: bool,
    /// Whether the question presumes what it tells: "why did X …?".
    pub(super) presumes: bool,
}

/// A frame whose cue stands in the row.
pub(super) struct Hit<'a> {
    pub(super) frame: &'a Frame,
    pub(super) cue: Range<usize>,
    pub(super) clause: usize,
}

/// The statements of a sentence.
pub(super) fn statements(
    scene: &mut Scene<'_>,
    table: &FrameTable,
    tokens: &[Token<'_>],
    language: &str,
    lexicon: &Lexicon,
) -> Vec<Statement> {
    let prepositional = !table.is_unspaced();
    let mut row = Row {
        text: scene.text(),
        prepositional,
        tokens,
        clauses: clauses(scene.text(), tokens, prepositional),
        standings: inflected::standings(scene, tokens, prepositional.then_some(lexicon)),
        attitudes: Vec::new(),
        asks: prepositional
            && (tokens.iter().rev())
                .find(|token| token.kind != Kind::Quote)
                .is_some_and(|token| token.span.of(scene.text()) == "?"),
        presumes: tokens.iter().any(|token| token.is(Class::Subordinator)),
    };
    let mut found = Vec::new();
    let mut contents: Vec<Content> = Vec::new();
    // What somebody is asked to end is no new reproach.
    let mut asked = usize::MAX;
    if let Some((speaker, start)) = row.heading() {
        let actors = scene.actors(&Who::Parties(vec![speaker]), tokens, start);
        if let Some(actor) = actors.into_iter().next() {
            scene.report(Span::new(start, scene.end()), actor);
        }
    }
    let hits = hits(table, &row);
    row.attitudes = hits
        .iter()
        .filter(|hit| inflected::is_attitude(hit))
        .map(|hit| {
            (
                hit.clause,
                hit.cue.start,
                hit.frame.stance == Stance::Critical,
            )
        })
        .collect();
    for hit in hits.iter().filter(|hit| row.reports_before(hit)) {
        report(scene, &row, hit);
    }
    for hit in hits {
        if hit.frame.op == Operator::Request {
            asked = asked.min(hit.cue.end);
        }
        let reproach =
            hit.frame.source.first() == Some(&Slot::Voice) && hit.frame.stance == Stance::Critical;
        if reproach && hit.cue.start >= asked {
            continue;
        }
        if hit.frame.op == Operator::Report {
            report(scene, &row, &hit);
        } else {
            let told = contents
                .iter()
                .rev()
                .find_map(|content| Some((content, row.told(&hit, content)?)));
            let filled = code(scene, &row, &hit, told, language, &mut found);
            if let Some((sources, targets)) = filled.filter(|_| prepositional) {
                contents.extend(row.content(&hit, sources, targets));
            }
        }
    }
    found
}

/// Stretches between commas and full stops; the comma of a list (、) does not part clauses.
fn clauses(text: &str, tokens: &[Token<'_>], prepositional: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        let party = |at: Option<usize>| {
            let token = at.and_then(|at| tokens.get(at));
            token.is_some_and(|token| token.party().is_some())
        };
        // "X, Y и Z" is one list, "Поддержав X, Y призвал …" is none
        let goes_on = || {
            let mut next = tokens.iter().skip(at + 1);
            let next = next.find(|token| token.party().is_none() && token.kind != Kind::Comma);
            next.is_some_and(|token| token.is(Class::Conjunction))
        };
        let lists = prepositional && party(at.checked_sub(1)) && party(Some(at + 1)) && goes_on();
        let ends = token.kind == Kind::Break
            || (token.kind == Kind::Comma && token.span.of(text) != "、" && !lists);
        if ends {
            found.push(start..at);
            start = at + 1;
        }
    }
    found.push(start..tokens.len());
    found
}

fn hits<'a>(table: &'a FrameTable, row: &Row<'_, '_>) -> Vec<Hit<'a>> {
    let entries: Vec<Option<&Entry>> = row.tokens.iter().map(|token| token.entry).collect();
    let mut found = Vec::new();
    for (clause, range) in row.clauses.iter().enumerate() {
        let mut start = range.start;
        while start < range.end {
            let mut fitting = table.cues_at(&entries[start..range.end.min(start + 12)]);
            let most = fitting.iter().map(|cue| cue.words).max().unwrap_or(0);
            fitting.retain(|cue| cue.words == most);
            let end = fitting
                .iter()
                .map(|cue| start + cue.length)
                .max()
                .unwrap_or(start + 1);
            for cue in fitting {
                if let Some(frame) = table.frames().get(cue.frame) {
                    found.push(Hit {
                        frame,
                        cue: start..start + cue.length,
                        clause,
                    });
                }
            }
            start = end.max(start + 1);
        }
    }
    found
}

impl Row<'_, '_> {
    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(class))
    }

    pub(super) fn is_verb(&self, at: usize) -> bool {
        // Adverbs and negations that open a cue are no verbs.
        let small = [Class::Adverb, Class::Intensifier, Class::Negation];
        self.tokens
            .get(at)
            .filter(|token| !self.prepositional || !token.is_any(&small))
            .and_then(|token| token.entry)
            .is_some_and(|entry| entry.verb.is_some())
    }

    pub(super) fn is_party(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.party().is_some())
    }

    /// Whether the party stands after a preposition, alone or behind adjectives.
    fn governed(&self, at: usize, clause: &Range<usize>) -> bool {
        let mut before = (clause.start..at).rev().take(3);
        before
            .find(|before| !self.is_party(*before) && !self.is(*before, Class::Adverb))
            .is_some_and(|before| self.is(before, Class::Preposition))
    }

    /// The parties that stand together from `at` on: "США и Израиль", "美国、日本".
    pub(super) fn list_from(&self, at: usize, end: usize) -> Vec<usize> {
        let mut parties = Vec::new();
        let mut next = at;
        while next < end {
            if self.is_party(next) {
                if self.stands_apart(at, next) {
                    break;
                }
                parties.push(next);
            } else if !(self.is(next, Class::Conjunction)
                || matches!(self.tokens[next].kind, Kind::Comma | Kind::Quote)
                || self.is(next, Class::Official))
            {
                break;
            }
            next += 1;
        }
        parties
    }

    /// The subject of what stands at `at`: of its own clause, else of one before.
    fn subject(&self, at: usize, clause: usize) -> Option<Who> {
        let mut owner = None;
        for number in (0..=clause).rev() {
            let range = &self.clauses[number];
            let end = at.min(range.end);
            for here in range.start..end {
                if self.is(here, Class::First) {
                    return Some(Who::Voice);
                }
                let acted_upon = number < clause && (range.start..here).any(|at| self.is_verb(at));
                if self.is_party(here) && !acted_upon && !self.governed(here, range) {
                    let parties = self.list_from(here, end);
                    if !self.belongs(here, range) {
                        return Some(Who::Parties(parties));
                    }
                    owner.get_or_insert(parties);
                }
            }
            // What was said before another's words began is not theirs.
            if (range.start..end).any(|here| self.is(here, Class::That)) {
                break;
            }
        }
        owner.map(Who::Parties)
    }

    /// The first party after `at` in the clause, or the one who speaks.
    fn object(&self, at: usize, clause: usize) -> Option<Who> {
        let range = &self.clauses[clause];
        let behind = at..range.end;
        let object = |here: usize| !self.prepositional || !self.governed(here, &behind);
        let first = (at..range.end).find(|here| {
            (self.is_party(*here) || (self.prepositional && self.is(*here, Class::First)))
                && object(*here)
        })?;
        if self.is(first, Class::First) {
            return Some(Who::Voice);
        }
        Some(Who::Parties(self.list_from(first, range.end)))
    }

    /// Whether the party stands in the genitive behind a noun ("действия X"): no subject itself.
    pub(super) fn belongs(&self, at: usize, clause: &Range<usize>) -> bool {
        let before = at.checked_sub(1).filter(|before| clause.contains(before));
        self.prepositional
            && before.is_some_and(|before| {
                let token = &self.tokens[before];
                let word = fold(token.span.of(self.text));
                let adjective = ["ый", "ий", "ая", "яя", "ое", "ые", "ой", "ого"];
                token.kind == Kind::Word
                    && token.entry.is_none()
                    && !adjective.iter().any(|ending| word.ends_with(ending))
            })
    }

    /// The parties after this preposition, before the cue or behind it.
    pub(super) fn after(&self, preposition: &str, hit: &Hit<'_>) -> Option<Who> {
        let range = &self.clauses[hit.clause];
        let mut places: Vec<usize> = range
            .clone()
            .filter(|at| {
                self.is(*at, Class::Preposition)
                    && fold(self.tokens[*at].span.of(self.text)) == preposition
            })
            .collect();
        places.sort_by_key(|at| at.abs_diff(hit.cue.start));
        places.into_iter().find_map(|at| {
            let near = at + 1..range.end.min(at + 5);
            if self.prepositional && near.clone().take(1).any(|next| self.is(next, Class::First)) {
                return Some(Who::Voice);
            }
            let party = near.clone().find(|next| self.is_party(*next))?;
            Some(Who::Parties(self.list_from(party, range.end)))
        })
    }

    /// The party the cue noun belongs to: directly before or after it.
    fn possessor(&self, hit: &Hit<'_>) -> Option<Who> {
        let range = &self.clauses[hit.clause];
        let before = (range.start..hit.cue.start)
            .rev()
            .take(3)
            .find(|at| self.is_party(*at));
        let after = (hit.cue.end..range.end.min(hit.cue.end + 2)).find(|at| self.is_party(*at));
        let adjacent = |at: &usize| !self.governed(*at, range);
        after
            .or_else(|| before.filter(adjacent))
            .map(|at| Who::Parties(self.list_from(at, range.end)))
    }

    fn who(&self, scene: &Scene<'_>, hit: &Hit<'_>, slot: &Slot) -> Option<Who> {
        if self.prepositional && !matches!(slot, Slot::Voice | Slot::Earlier | Slot::After(_)) {
            return self.who_by_case(hit, slot);
        }
        let subject = || self.subject(hit.cue.start, hit.clause);
        match slot {
            Slot::Subject | Slot::Theme | Slot::First | Slot::Rest => subject(),
            Slot::Object | Slot::Person => self.object(hit.cue.end, hit.clause),
            Slot::Possessor => self.possessor(hit),
            Slot::Voice => {
                let known = scene
                    .voice(self.start(hit))
                    .filter(|voice| voice.id.is_some());
                known.map(|_| Who::Voice)
            }
            Slot::Inside => self.object(hit.cue.start, hit.clause),
            Slot::Others => {
                let range = self.clauses[hit.clause].clone();
                let parties: Vec<usize> = range.filter(|at| self.is_party(*at)).collect();
                (!parties.is_empty()).then_some(Who::Parties(parties))
            }
            Slot::Earlier => {
                let parties: Vec<usize> = self.clauses[..hit.clause]
                    .iter()
                    .rev()
                    .flat_map(|range| {
                        range
                            .clone()
                            .filter(|at| self.is_party(*at) && !self.governed(*at, range))
                    })
                    .collect();
                Some(if parties.is_empty() {
                    Who::Anaphor
                } else {
                    Who::Parties(parties)
                })
            }
            Slot::After(preposition) => self.after(preposition, hit),
        }
    }

    fn fill(&self, scene: &Scene<'_>, hit: &Hit<'_>, slots: &[Slot]) -> Vec<Actor> {
        let filled = slots.iter().find_map(|slot| {
            let who = self.who(scene, hit, slot)?;
            let mut actors = scene.actors(&who, self.tokens, self.start(hit));
            match slot {
                Slot::First => actors.truncate(1),
                Slot::Rest => {
                    actors.drain(..actors.len().min(1));
                }
                _ => {}
            }
            (!actors.is_empty()).then_some(actors)
        });
        filled.unwrap_or_default()
    }

    fn start(&self, hit: &Hit<'_>) -> usize {
        self.tokens
            .get(hit.cue.start)
            .map_or(0, |token| token.span.start)
    }

    /// Whether a negation stands before the cue, nothing but parties and small words between.
    fn negated(&self, hit: &Hit<'_>) -> bool {
        if self.prepositional {
            return self.is_negated(hit);
        }
        let clause = &self.clauses[hit.clause];
        let mut before = (clause.start..hit.cue.start).rev().take(6);
        let passed = |at: usize| {
            self.is_party(at)
                || self.tokens[at].is_any(&[Class::Preposition, Class::Adverb, Class::Official])
        };
        before
            .find(|at| self.is(*at, Class::Negation) || !passed(*at))
            .is_some_and(|at| self.is(at, Class::Negation))
    }

    fn conditional(&self, hit: &Hit<'_>) -> bool {
        if self.prepositional {
            return self.is_supposed(hit);
        }
        (self.clauses[hit.clause].start..hit.cue.start).any(|at| self.is(at, Class::Condition))
    }
}

/// A reporting verb: what follows in the passage is its subject's, until another speaks.
fn report(scene: &mut Scene<'_>, row: &Row<'_, '_>, hit: &Hit<'_>) {
    let speakers = row.fill(scene, hit, &hit.frame.source);
    let (Some(actor), Some(last)) = (
        speakers.last(),
        row.tokens.get(hit.cue.end.saturating_sub(1)),
    ) else {
        return;
    };
    let start = match row.tokens.first() {
        Some(first) if row.reports_before(hit) => first.span.start,
        _ => last.span.end,
    };
    scene.report(Span::new(start, scene.end()), actor.clone());
}

fn code(
    scene: &mut Scene<'_>,
    row: &Row<'_, '_>,
    hit: &Hit<'_>,
    told: Option<(&Content, Told)>,
    language: &str,
    found: &mut Vec<Statement>,
) -> Option<(Vec<Actor>, Vec<Actor>)> {
    let frame = hit.frame;
    let clause = row.clauses[hit.clause].clone();
    if !frame.needs.is_empty()
        && !clause
            .clone()
            .any(|at| frame.needs.iter().any(|class| row.is(at, *class)))
    {
        return None;
    }
    let position = row.start(hit);
    let voice = scene.voice(position);
    let mut targets = row.fill(scene, hit, &frame.target);
    let mut sources = row.fill(scene, hit, &frame.source);
    if sources.is_empty() && frame.source.contains(&Slot::Subject) {
        sources.extend(voice.clone());
    }
    if frame.target.contains(&Slot::Earlier) {
        targets.retain(|target| sources.iter().all(|source| source.id != target.id));
        targets.truncate(1);
    }
    let negated = row.negated(hit);
    let (act, stance, strength, mut denied) = outcome(row, hit, negated)?;
    if row.prepositional && (row.is_no_deed(hit, stance) || row.is_mere_preposition(hit)) {
        return None;
    }
    match told {
        Some((_, Told::Nothing)) => return None,
        Some((content, Told::Charged | Told::Presumed)) => sources.clone_from(&content.targets),
        Some((content, Told::Denied)) => {
            sources.clone_from(&content.sources);
            denied = true;
        }
        None => {}
    }
    // To ask several sides at once to stop is to take no side.
    let even = frame.op == Operator::Request && frame.stance == Stance::Neutral;
    let stance = if even && targets.len() > 1 {
        Stance::Neutral
    } else {
        stance
    };
    let first = clause.start.max(hit.cue.start.saturating_sub(8));
    let last = clause.end.min(hit.cue.end + 12).max(hit.cue.end);
    let evidence = Span::new(row.tokens[first].span.start, row.tokens[last - 1].span.end);
    let fronted = row.prepositional && !negated && act == Act::Reject && row.rejects_charge(hit);
    let charged = fronted || row.prepositional && frame.op == Operator::Deny && row.is_charge(hit);
    let act = if fronted { Act::Deny } else { act };
    for source in &sources {
        for target in targets
            .iter()
            .filter(|target| target.id.is_none() || target.id != source.id)
        {
            let status = status(
                row,
                hit,
                act,
                told,
                denied,
                voice.as_ref(),
                (source, target),
            );
            let statement = Statement {
                source: source.clone(),
                target: target.clone(),
                stance,
                act,
                cameo: if fronted {
                    "016".to_owned()
                } else {
                    frame.cameo.clone()
                },
                strength,
                status,
                span: evidence,
                confidence: frame.confidence,
                rule: format!("{}.{}", crate::text::primary_language(language), frame.id),
            };
            if charged {
                // Who refutes a charge tells that it was made.
                found.push(Statement {
                    source: target.clone(),
                    target: source.clone(),
                    act: Act::Accuse,
                    cameo: "112".to_owned(),
                    status: Status::Reported,
                    ..statement.clone()
                });
            }
            if frame.mutual {
                found.push(Statement {
                    source: target.clone(),
                    target: source.clone(),
                    ..statement.clone()
                });
            }
            found.push(statement);
        }
    }
    if let Some(source) = sources.first() {
        scene.remember(source, None);
    }
    Some((sources, targets))
}

/// Whether the act of the source towards the target holds.
fn status(
    row: &Row<'_, '_>,
    hit: &Hit<'_>,
    act: Act,
    told: Option<(&Content, Told)>,
    denied: bool,
    voice: Option<&Actor>,
    (source, target): (&Actor, &Actor),
) -> Status {
    let another = voice.is_some_and(|voice| voice.id.is_some() && voice.id != source.id);
    let by_victim = voice.is_some_and(|voice| voice.id == target.id);
    let hostile_deed = matches!(act, Act::Assault | Act::Coerce | Act::Mobilize);
    match told.map(|(_, told)| told) {
        _ if denied => Status::Denied,
        Some(Told::Presumed) => Status::Reported,
        Some(_) => Status::Alleged,
        None if row.conditional(hit) => Status::Hypothetical,
        None if another && hostile_deed && by_victim => Status::Alleged,
        None if another => Status::Reported,
        None => Status::Asserted,
    }
}

/// What the frame comes to: act, stance, strength, and whether the act is denied; `None` where nothing is left of it.
fn outcome(row: &Row<'_, '_>, hit: &Hit<'_>, negated: bool) -> Option<(Act, Stance, u8, bool)> {
    let frame = hit.frame;
    let near = hit.cue.start.saturating_sub(2)..(hit.cue.end + 1).min(row.tokens.len());
    let up = near.clone().any(|at| row.is(at, Class::Intensifier));
    let strength = (frame.strength + u8::from(up)).min(9);
    let plain = (frame.act, frame.stance, strength, false);
    if negated && frame.op == Operator::Request {
        return None; // it was not asked for
    }
    if row.prepositional && !negated {
        match row.left(hit) {
            Left::Nothing => return None,
            Left::Turned(act, stance) => return Some((act, stance, strength, false)),
            Left::Whole => {}
        }
    }
    if matches!(frame.op, Operator::Request | Operator::Oblige) {
        let end = row.clauses.last().map_or(0, |clause| clause.end);
        let content = hit.cue.end..end;
        // "не прекращать" is asked of who does well
        let undone = |at: usize| {
            row.prepositional
                && at > 0
                && row.is(at, Class::Stop)
                && row.is(at - 1, Class::Negation)
        };
        let wrong = content.clone().any(|at| {
            (row.is(at, Class::Stop) || row.is(at, Class::Negation))
                && !undone(at)
                && !undone(at + 1)
        });
        let duty = content.clone().any(|at| row.is(at, Class::Oblige));
        return Some(match () {
            () if wrong => (frame.act, Stance::Critical, strength.max(5), false),
            () if duty => (frame.act, Stance::Critical, strength.max(4), false),
            () => plain,
        });
    }
    match frame.negated {
        _ if !negated => Some(plain),
        Negated::Nothing => None,
        Negated::Same => Some(plain),
        Negated::Denied => Some((frame.act, frame.stance, strength, true)),
        Negated::Reject => Some((Act::Reject, Stance::Critical, 4, false)),
    }
}
