//! Languages without clause analysis: frames read from left to right, clause by clause between commas.
//!
//! Here is what they share: rows of tokens, their clauses, the cues that stand there, lists of parties, what a frame comes to and the
//! statements made of it. Who does what, and what is left of it, [`inflected`] reads by cases and prepositions (Russian) and
//! [`unspaced`] by order and by what stands between the words it knows (Chinese).

mod inflected;
mod unspaced;

use super::clause::Who;
use super::scene::Scene;
use super::tokens::{Kind, Token};
use crate::briefing::{Act, Actor, Stance, Statement, Status};
use crate::lexicon::{Class, Entry, Frame, FrameTable, Lexicon, Negated, Operator, Slot};
use crate::text::{Span, fold, simplify};
use std::ops::Range;

/// The statements of a sentence.
pub(super) fn statements(
    scene: &mut Scene<'_>,
    table: &FrameTable,
    tokens: &[Token<'_>],
    language: &str,
    lexicon: &Lexicon,
) -> Vec<Statement> {
    if table.is_unspaced() {
        unspaced::statements(scene, table, tokens, language)
    } else {
        inflected::statements(scene, table, tokens, language, lexicon)
    }
}

/// A row of tokens and its clauses.
struct Row<'a, 'b> {
    text: &'b str,
    language: &'b str,
    tokens: &'b [Token<'a>],
    clauses: Vec<Range<usize>>,
}

/// How a token parts clauses.
enum Edge {
    /// Not at all.
    Inside,
    /// It stands between two of them.
    Between,
    /// It opens one.
    Opens,
}

/// A frame whose cue stands in the row.
struct Hit<'a> {
    frame: &'a Frame,
    cue: Range<usize>,
    clause: usize,
}

/// What a frame comes to.
struct Outcome {
    act: Act,
    stance: Stance,
    strength: u8,
    denied: bool,
}

/// What is asked for, or should be done.
enum Asked {
    /// The end of a wrong.
    Ends,
    /// What should be done anyway.
    Duty,
    Other,
}

/// A frame as it is read: who acts upon whom, and how that stands.
struct Reading {
    sources: Vec<Actor>,
    targets: Vec<Actor>,
    act: Act,
    stance: Stance,
    strength: u8,
    /// `None` where that hangs on whose words they are.
    status: Option<Status>,
}

impl Hit<'_> {
    /// Whether the voice judges by it.
    fn is_judgement(&self) -> bool {
        self.frame.source.first() == Some(&Slot::Voice)
    }

    /// Whether it is a reproach of what somebody is asked before to end: that is no new one.
    fn repeats_request(&self, earlier: &[Hit<'_>]) -> bool {
        let asks =
            |hit: &Hit<'_>| hit.frame.op == Operator::Request && hit.cue.end <= self.cue.start;
        self.is_judgement() && self.frame.stance == Stance::Critical && earlier.iter().any(asks)
    }
}

impl<'a, 'b> Row<'a, 'b> {
    fn new(
        text: &'b str,
        language: &'b str,
        tokens: &'b [Token<'a>],
        edge: impl Fn(usize) -> Edge,
    ) -> Self {
        let mut clauses = Vec::new();
        let mut start = 0;
        for at in 0..tokens.len() {
            match edge(at) {
                Edge::Between => {
                    clauses.push(start..at);
                    start = at + 1;
                }
                Edge::Opens if at > start => {
                    clauses.push(start..at);
                    start = at;
                }
                Edge::Opens | Edge::Inside => {}
            }
        }
        clauses.push(start..tokens.len());
        Self {
            text,
            language,
            tokens,
            clauses,
        }
    }
}

impl Row<'_, '_> {
    /// The frames whose cues stand in the row, of those at one place the ones that name most words.
    fn hits<'t>(&self, table: &'t FrameTable) -> Vec<Hit<'t>> {
        let entries: Vec<Option<&Entry>> = self.tokens.iter().map(|token| token.entry).collect();
        let mut found = Vec::new();
        for (clause, range) in self.clauses.iter().enumerate() {
            let mut start = range.start;
            while start < range.end {
                let mut fitting = table.cues_at(&entries[start..range.end.min(start + 12)]);
                let most = fitting.iter().map(|cue| cue.words).max().unwrap_or(0);
                fitting.retain(|cue| cue.words == most);
                let length = fitting.iter().map(|cue| cue.length).max().unwrap_or(1);
                found.extend(fitting.iter().filter_map(|cue| {
                    Some(Hit {
                        frame: table.frames().get(cue.frame)?,
                        cue: start..start + cue.length,
                        clause,
                    })
                }));
                start += length.max(1);
            }
        }
        found
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(class))
    }

    fn is_verb(&self, at: usize) -> bool {
        let entry = self.tokens.get(at).and_then(|token| token.entry);
        entry.is_some_and(|entry| entry.verb.is_some())
    }

    fn is_party(&self, at: usize) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|token| token.party().is_some())
    }

    fn is_one_of(&self, at: usize, words: &[&str]) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|token| words.contains(&&*fold(&simplify(token.span.of(self.text)))))
    }

    /// Where the cue begins in the text.
    fn start(&self, hit: &Hit<'_>) -> usize {
        let token = self.tokens.get(hit.cue.start);
        token.map_or(0, |token| token.span.start)
    }

    /// The parties that stand together from `at` on; `ends` tells of a token whether the list ends before it.
    fn list(&self, at: usize, end: usize, ends: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut parties = Vec::new();
        for next in at..end {
            if next > at && ends(next) {
                break;
            }
            if self.is_party(next) {
                parties.push(next);
            } else if !(self.tokens[next].is_any(&[Class::Conjunction, Class::Official])
                || matches!(self.tokens[next].kind, Kind::Comma | Kind::Quote))
            {
                break;
            }
        }
        parties
    }

    /// Where a preposition stands in the clause of the cue, the nearest first.
    fn places(&self, preposition: &str, hit: &Hit<'_>) -> Vec<usize> {
        let range = self.clauses[hit.clause].clone();
        let mut places: Vec<usize> = range
            .filter(|at| self.is(*at, Class::Preposition) && self.is_one_of(*at, &[preposition]))
            .collect();
        places.sort_by_key(|at| at.abs_diff(hit.cue.start));
        places
    }

    /// Parties of the clauses before that of the cue, of which `acts` tells whether they may do something.
    fn earlier(&self, hit: &Hit<'_>, acts: impl Fn(usize, &Range<usize>) -> bool) -> Vec<usize> {
        let clauses = self.clauses[..hit.clause].iter().rev();
        let parties = clauses.flat_map(|range| {
            let acts = &acts;
            let parties = range.clone().filter(|at| self.is_party(*at));
            parties.filter(move |at| acts(*at, range))
        });
        parties.collect()
    }

    /// Whose words the cue is, where that is known.
    fn voice(&self, scene: &Scene<'_>, hit: &Hit<'_>) -> Option<Who> {
        let voice = scene.voice(self.start(hit));
        voice.filter(|voice| voice.id.is_some()).map(|_| Who::Voice)
    }

    /// Fills the first of `slots` in which somebody stands, as `who` tells.
    fn fill(
        &self,
        scene: &Scene<'_>,
        hit: &Hit<'_>,
        slots: &[Slot],
        who: impl Fn(&Slot) -> Option<Who>,
    ) -> Vec<Actor> {
        let filled = slots.iter().find_map(|slot| {
            let mut actors = scene.actors(&who(slot)?, self.tokens, self.start(hit));
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

    /// Whether what the frame needs stands in the clause.
    fn has_needed(&self, hit: &Hit<'_>) -> bool {
        let mut clause = self.clauses[hit.clause].clone();
        hit.frame.needs.is_empty() || clause.any(|at| self.tokens[at].is_any(&hit.frame.needs))
    }

    /// What is asked for in what follows the cue; `ends` tells where that is the end of a wrong.
    fn asked(&self, hit: &Hit<'_>, ends: impl Fn(usize) -> bool) -> Asked {
        let mut content = hit.cue.end..self.tokens.len();
        match () {
            () if content.clone().any(ends) => Asked::Ends,
            () if content.any(|at| self.is(at, Class::Oblige)) => Asked::Duty,
            () => Asked::Other,
        }
    }

    /// What the frame comes to by itself.
    fn plain(&self, hit: &Hit<'_>) -> Outcome {
        let mut near = hit.cue.start.saturating_sub(2)..(hit.cue.end + 1).min(self.tokens.len());
        let up = near.any(|at| self.is(at, Class::Intensifier));
        Outcome {
            act: hit.frame.act,
            stance: hit.frame.stance,
            strength: (hit.frame.strength + u8::from(up)).min(9),
            denied: false,
        }
    }

    /// What the frame comes to; `None` where nothing is left of it.
    fn outcome(&self, hit: &Hit<'_>, negated: bool, asked: &Asked) -> Option<Outcome> {
        let plain = self.plain(hit);
        match hit.frame.op {
            Operator::Request if negated => return None, // it was not asked for
            Operator::Request | Operator::Oblige => {
                let least = match asked {
                    Asked::Ends => 5,
                    Asked::Duty => 4,
                    Asked::Other => return Some(plain),
                };
                return Some(Outcome {
                    stance: Stance::Critical,
                    strength: plain.strength.max(least),
                    ..plain
                });
            }
            _ => {}
        }
        match hit.frame.negated {
            _ if !negated => Some(plain),
            Negated::Nothing => None,
            Negated::Same | Negated::Needed => Some(plain),
            Negated::Denied => Some(Outcome {
                denied: true,
                ..plain
            }),
            Negated::Reject => Some(Outcome {
                act: Act::Reject,
                stance: Stance::Critical,
                strength: 4,
                denied: false,
            }),
        }
    }

    /// The statements of a frame, of all its sources towards all its targets.
    fn tell(&self, scene: &mut Scene<'_>, hit: &Hit<'_>, reading: &Reading) -> Vec<Statement> {
        let (frame, act) = (hit.frame, reading.act);
        // To ask several sides at once to stop is to take no side.
        let even = frame.op == Operator::Request
            && frame.stance == Stance::Neutral
            && reading.targets.len() > 1;
        let stance = if even {
            Stance::Neutral
        } else {
            reading.stance
        };
        let clause = &self.clauses[hit.clause];
        let first = clause.start.max(hit.cue.start.saturating_sub(8));
        let last = clause.end.min(hit.cue.end + 12).max(hit.cue.end);
        let span = Span::new(
            self.tokens[first].span.start,
            self.tokens[last - 1].span.end,
        );
        let voice = scene.voice(self.start(hit));
        let mut found = Vec::new();
        for source in &reading.sources {
            let others = reading.targets.iter();
            for target in others.filter(|target| target.id.is_none() || target.id != source.id) {
                let statement = Statement {
                    source: source.clone(),
                    target: target.clone(),
                    stance,
                    act,
                    cameo: frame.cameo.clone(),
                    strength: reading.strength,
                    status: (reading.status)
                        .unwrap_or_else(|| word_of(voice.as_ref(), act, source, target)),
                    span,
                    confidence: frame.confidence,
                    rule: format!(
                        "{}.{}",
                        crate::text::primary_language(self.language),
                        frame.id
                    ),
                };
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
        if let Some(source) = reading.sources.first() {
            scene.remember(source, None);
        }
        found
    }
}

/// How an act stands that `voice` tells: its own is asserted, another's reported, and a hostile one alleged by its victim.
fn word_of(voice: Option<&Actor>, act: Act, source: &Actor, target: &Actor) -> Status {
    let another = voice.is_some_and(|voice| voice.id.is_some() && voice.id != source.id);
    let by_victim = voice.is_some_and(|voice| voice.id == target.id);
    let hostile_deed = matches!(act, Act::Assault | Act::Coerce | Act::Mobilize);
    match () {
        () if another && hostile_deed && by_victim => Status::Alleged,
        () if another => Status::Reported,
        () => Status::Asserted,
    }
}

/// Of parties spoken of earlier the nearest that is none of the sources.
fn nearest(targets: &mut Vec<Actor>, sources: &[Actor]) {
    targets.retain(|target| sources.iter().all(|source| source.id != target.id));
    targets.truncate(1);
}
