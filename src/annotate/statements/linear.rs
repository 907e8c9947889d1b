//! Languages without clause analysis: frames read from left to right, clause by clause between commas. The subject is the first
//! party of the clause that no preposition governs, else that of the clause before, else whoever speaks.

mod unspaced;

use super::clause::Who;
use super::scene::Scene;
use super::tokens::{Kind, Token};
use crate::briefing::{Act, Actor, Stance, Statement, Status};
use crate::lexicon::{Class, Entry, Frame, FrameTable, Negated, Operator, Slot};
use crate::text::{Span, fold, simplify};
use std::ops::Range;
use unspaced::{CLOSING, LOOSE, Within, asks, is_bare, spaced};

/// A row of tokens, its clauses, and what was said of whom so far.
struct Row<'a, 'b> {
    text: &'b str,
    /// Whether prepositions stand right before what they govern, so that what is governed is no object.
    prepositional: bool,
    tokens: &'b [Token<'a>],
    clauses: Vec<Range<usize>>,
    /// Where reporting verbs end.
    reports: Vec<usize>,
    /// Whether the sentence asks whether something is so.
    asks: bool,
}

/// A frame whose cue stands in the row.
struct Hit<'a> {
    frame: &'a Frame,
    cue: Range<usize>,
    clause: usize,
}

/// The statements of a sentence.
pub(super) fn statements(
    scene: &mut Scene<'_>,
    table: &FrameTable,
    tokens: &[Token<'_>],
    language: &str,
) -> Vec<Statement> {
    let mut row = Row {
        text: scene.text(),
        prepositional: !table.is_unspaced(),
        tokens,
        clauses: clauses(scene.text(), tokens, table.is_unspaced()),
        reports: Vec::new(),
        asks: asks(scene.text(), tokens),
    };
    let mut found = Vec::new();
    // What somebody is asked to end is no new reproach.
    let mut asked = usize::MAX;
    let mut hits = hits(table, &row);
    if !row.prepositional {
        let told: Vec<bool> = (0..hits.len())
            .map(|number| row.is_told_elsewhere(&hits[number], &hits[number + 1..]))
            .collect();
        let mut told = told.into_iter();
        hits.retain(|_| !told.next().unwrap_or_default());
    }
    let reports = hits.iter().filter(|hit| hit.frame.op == Operator::Report);
    row.reports = reports.map(|hit| hit.cue.end).collect();
    for (number, hit) in hits.iter().enumerate() {
        if !row.prepositional && is_bare(hit, &hits[number..]) {
            continue;
        }
        if hit.frame.op == Operator::Request {
            asked = asked.min(hit.cue.end);
        }
        let reproach =
            hit.frame.source.first() == Some(&Slot::Voice) && hit.frame.stance == Stance::Critical;
        if reproach && hit.cue.start >= asked {
            continue;
        }
        if hit.frame.op == Operator::Report {
            report(scene, &row, hit);
        } else if row.prepositional {
            code(scene, &row, hit, None, language, &mut found);
        } else if !row.opposes_a_wrong(&hits[number..]) {
            let within = row.within(&hits[..number], hit);
            code(scene, &row, hit, within, language, &mut found);
        }
    }
    found
}

/// Stretches between commas and full stops; the comma of a list (、) does not part clauses.
/// Where words are not parted, a space parts the halves of a headline.
fn clauses(text: &str, tokens: &[Token<'_>], unspaced: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        let parts =
            token.kind == Kind::Break || (token.kind == Kind::Comma && token.span.of(text) != "、");
        if parts {
            found.push(start..at);
            start = at + 1;
        } else if unspaced && at > start && spaced(text, tokens[at - 1].span.end, token.span.start)
        {
            found.push(start..at);
            start = at;
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
    fn is(&self, at: usize, class: Class) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(class))
    }

    fn is_verb(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .and_then(|token| token.entry)
            .is_some_and(|entry| entry.verb.is_some())
    }

    fn is_party(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.party().is_some())
    }

    /// The preposition that the party stands after, alone or behind adjectives.
    fn governor(&self, at: usize, clause: &Range<usize>) -> Option<usize> {
        let mut here = at;
        for before in (clause.start..at).rev().take(3) {
            let conjunction = !self.prepositional
                && self.is(before, Class::Conjunction)
                && !self.is(before, Class::Preposition);
            let quote = !self.prepositional && self.tokens[before].kind == Kind::Quote;
            let adverb = self.is(before, Class::Adverb);
            let passed = self.is_party(before) || adverb || conjunction || quote;
            if !passed {
                let gap = self.gap(here);
                let closed =
                    gap.ends_with(CLOSING) || (!gap.is_empty() && self.is_one_of(before, &["应"]));
                return Some(before).filter(|_| self.is(before, Class::Preposition) && !closed);
            }
            // Another noun phrase begins here.
            if self.is_party(before) && !self.goes_on(here) {
                return None;
            }
            here = before;
        }
        None
    }

    /// Whether the party stands after a preposition.
    fn governed(&self, at: usize, clause: &Range<usize>) -> bool {
        self.governor(at, clause).is_some()
    }

    /// The parties that stand together from `at` on: "США и Израиль", "美国、日本".
    fn list_from(&self, at: usize, end: usize) -> Vec<usize> {
        let mut parties = Vec::new();
        let mut next = at;
        while next < end {
            if next > at && !self.goes_on(next) {
                break;
            }
            if self.is_party(next) {
                if next > at && self.is_named(next) {
                    parties.pop(); // what is described by it
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
        // "其支持…": who was named last.
        if self.gap(at).ends_with('其') {
            let last = (0..at).rfind(|here| self.is_party(*here) && !self.is_matter(*here));
            return last.map(|here| Who::Parties(vec![here]));
        }
        // Who is named between a reporting verb and the act does the act.
        let own = &self.clauses[clause];
        let mut reports = self.reports.iter().rev();
        let said = reports.find(|end| !self.prepositional && own.contains(end) && **end <= at);
        let told = said.and_then(|said| {
            let range = *said..at;
            range
                .clone()
                .find(|here| self.acts(*here, &range))
                .map(|here| Who::Parties(self.list_from(here, at)))
        });
        if told.is_some() {
            return told;
        }
        let mut owner = None;
        for number in (0..=clause).rev() {
            let range = &self.clauses[number];
            let end = at.min(range.end);
            for here in range.start..end {
                if self.is(here, Class::First)
                    && (self.prepositional || !self.governed(here, range))
                {
                    return Some(Who::Voice);
                }
                if !self.prepositional && number == clause && self.is(here, Class::Third) {
                    return Some(Who::Person);
                }
                let acted_upon = number < clause && (range.start..here).any(|at| self.is_verb(at));
                if !acted_upon && self.acts(here, range) {
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

    /// Whether a party stands there that may do something.
    fn acts(&self, at: usize, range: &Range<usize>) -> bool {
        self.is_party(at) && !self.governed(at, range) && !self.is_matter(at)
    }

    /// The first party after `at` in the clause, or the one who speaks.
    fn object(&self, at: usize, clause: usize) -> Option<Who> {
        let range = &self.clauses[clause];
        let behind = at..range.end;
        let object = |here: usize| {
            let governor = self.governor(here, &behind);
            governor.is_none_or(|at| !self.prepositional && self.is_one_of(at, &LOOSE))
        };
        let first = (at..range.end).find(|here| {
            (self.is_party(*here) || self.is(*here, Class::First))
                && object(*here)
                && !self.is_matter(*here)
        })?;
        if self.is(first, Class::First) {
            return Some(Who::Voice);
        }
        Some(Who::Parties(self.list_from(first, range.end)))
    }

    fn is_one_of(&self, at: usize, words: &[&str]) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|token| words.contains(&&*fold(&simplify(token.span.of(self.text)))))
    }

    /// Whether the party stands in the genitive behind a noun ("действия X"): no subject itself.
    fn belongs(&self, at: usize, clause: &Range<usize>) -> bool {
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
    fn after(&self, preposition: &str, hit: &Hit<'_>) -> Option<Who> {
        let range = &self.clauses[hit.clause];
        let mut places: Vec<usize> = range
            .clone()
            .filter(|at| self.is(*at, Class::Preposition) && self.is_one_of(*at, &[preposition]))
            .collect();
        // "感谢日本对塞尔维亚的支持": what stands behind the object belongs to it.
        let behind = hit.cue.end..range.end;
        places.retain(|at| {
            self.prepositional
                || *at < hit.cue.end
                || !(hit.cue.end..*at).any(|here| self.acts(here, &behind))
        });
        // Where words are not parted it stands before the verb.
        places.sort_by_key(|at| {
            let late = !self.prepositional && *at >= hit.cue.end;
            (late, at.abs_diff(hit.cue.start))
        });
        places.into_iter().find_map(|at| {
            let near = at + 1..range.end.min(at + 5);
            if near.clone().take(1).any(|next| self.is(next, Class::First)) {
                return Some(Who::Voice);
            }
            let mut near = near.clone();
            let party = near.find(|next| self.is_party(*next) && !self.is_matter(*next))?;
            // "就非洲公民遭歧视…": nothing against the victim.
            if (party..hit.cue.start).any(|at| self.is(at, Class::Passive)) {
                return None;
            }
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
        let subject = || self.subject(hit.cue.start, hit.clause);
        match slot {
            Slot::Subject | Slot::Theme | Slot::First | Slot::Rest => subject(),
            Slot::Object | Slot::Person => {
                let behind = hit.cue.end..self.clauses[hit.clause].end;
                let asked = hit.frame.op == Operator::Request && !self.prepositional;
                // Who is asked stands before what is asked: "呼吁尚未承认…的国家".
                let verb = behind.into_iter().find(|at| asked && self.is_verb(*at));
                self.object(hit.cue.end, hit.clause)
                    .filter(|who| match (who, verb) {
                        (Who::Parties(parties), Some(verb)) => {
                            parties.first().is_some_and(|first| *first < verb)
                        }
                        _ => true,
                    })
            }
            Slot::Possessor => self.possessor(hit),
            Slot::Voice => {
                let known = scene
                    .voice(self.start(hit))
                    .filter(|voice| voice.id.is_some());
                known.map(|_| Who::Voice)
            }
            Slot::Inside => {
                self.object(hit.cue.start + usize::from(!self.prepositional), hit.clause)
            }
            Slot::Others => {
                let range = self.clauses[hit.clause].clone();
                let parties: Vec<usize> = range.filter(|at| self.is_party(*at)).collect();
                (!parties.is_empty()).then_some(Who::Parties(parties))
            }
            Slot::Earlier => {
                let parties: Vec<usize> = self.clauses[..hit.clause]
                    .iter()
                    .rev()
                    .flat_map(|range| range.clone().filter(|at| self.acts(*at, range)))
                    .collect();
                Some(match self.topic(hit) {
                    _ if !parties.is_empty() => Who::Parties(parties),
                    Some(topic) if !self.prepositional => topic,
                    _ => Who::Anaphor,
                })
            }
            Slot::After(preposition) => self.after(preposition, hit),
        }
    }

    fn fill(&self, scene: &Scene<'_>, hit: &Hit<'_>, slots: &[Slot]) -> Vec<Actor> {
        // "对俄罗斯的支持令欧盟担忧": what follows a noun is not its object.
        let nominal = !self.prepositional && self.is_nominal(hit);
        let filled = slots.iter().find_map(|slot| {
            if nominal && *slot == Slot::Object {
                return None;
            }
            let who = self.who(scene, hit, slot)?;
            let mut actors = scene.actors(&who, self.tokens, self.start(hit));
            // Who stands beside the subject of an earlier clause has no part in what follows.
            let apart = |parties: &[usize]| {
                parties
                    .iter()
                    .all(|at| *at < self.clauses[hit.clause].start)
            };
            match (slot, &who) {
                (Slot::Rest, Who::Parties(parties)) if !self.prepositional && apart(parties) => {
                    actors.clear();
                }
                _ => {}
            }
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

    /// Whether a negation stands before the cue, nothing but parties and small words between; two of them are none.
    fn negated(&self, hit: &Hit<'_>) -> bool {
        let clause = &self.clauses[hit.clause];
        let passed = |at: &usize| {
            self.is_party(*at)
                || self.tokens[*at].is_any(&[
                    Class::Preposition,
                    Class::Adverb,
                    Class::Official,
                    Class::Negation,
                ])
        };
        let before = (clause.start..hit.cue.start).rev().take(6);
        let mut negations = before
            .take_while(passed)
            .filter(|at| self.is(*at, Class::Negation) && self.reaches(*at));
        if self.prepositional {
            return negations.next().is_some();
        }
        negations.count() % 2 == 1
    }

    /// Whether a negation negates more than the word it stands before: "不公正的", "没有证据却".
    fn reaches(&self, at: usize) -> bool {
        let next = at + 1;
        next >= self.tokens.len() || !self.gap(next).contains(['的', '地', '却', '但', '而'])
    }

    fn conditional(&self, hit: &Hit<'_>) -> bool {
        let mut before = self.clauses[hit.clause].start..hit.cue.start;
        let judged = hit.frame.source.first() == Some(&Slot::Voice)
            && hit.frame.act.parent() != Act::Threaten
            && !self.prepositional;
        // "若敢动武，就是侵略"
        if let Some(earlier) = hit.clause.checked_sub(1)
            && judged
            && !before.clone().any(|at| self.is_party(at))
        {
            before.start = self.clauses[earlier].start;
        }
        self.asks || before.into_iter().any(|at| self.is(at, Class::Condition))
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
    let (end, actor) = (last.span.end, actor.clone());
    scene.report(Span::new(end, scene.end()), actor.clone());
    if !row.prepositional && actor.person.is_some() {
        scene.introduce(&actor);
    }
}

/// Who acts and upon whom.
fn parties(
    scene: &Scene<'_>,
    row: &Row<'_, '_>,
    hit: &Hit<'_>,
    within: Option<Within<'_, '_>>,
) -> (Vec<Actor>, Vec<Actor>) {
    let frame = hit.frame;
    let position = row.start(hit);
    let mut targets = row.fill(scene, hit, &frame.target);
    let mut sources = row.fill(scene, hit, &frame.source);
    let mut earlier = frame.target.contains(&Slot::Earlier);
    if !row.prepositional {
        // "对此", and what "此举" is that the voice passes judgement on: of whom was spoken before.
        let clause = &row.clauses[hit.clause];
        let mut start = clause.start;
        if let Some(before) = hit.clause.checked_sub(1)
            && !clause.clone().any(|at| row.is_party(at))
        {
            start = row.clauses[before].start; // "对此坚决反对，强烈谴责"
        }
        let this = (start..hit.cue.start).any(|at| row.is(at, Class::Determiner));
        let judged = frame.target.contains(&Slot::Theme)
            || frame.target.contains(&Slot::After("对".to_owned()));
        // A deed may be welcomed for the sake of another than who does it.
        if targets.is_empty() && judged && frame.stance != Stance::Supportive {
            targets = row
                .topic(hit)
                .map(|who| scene.actors(&who, row.tokens, position))
                .unwrap_or_default();
        }
        if targets.is_empty() && this && judged {
            targets = row.fill(scene, hit, &[Slot::Earlier]);
            earlier = true;
        }
        row.turn(scene, hit, within, &mut sources, &mut targets);
        // "美国的说法纯属捏造" is no judgement of America's: who tells of its words says so.
        let by_voice = frame.source.first() == Some(&Slot::Voice);
        let own = |target: &Actor| {
            let mut sources = sources.iter();
            target.id.is_some() && sources.any(|source| source.id == target.id)
        };
        let itself = !targets.is_empty() && targets.iter().all(own);
        if by_voice && frame.stance == Stance::Critical && itself {
            sources = scene.teller(position).into_iter().collect();
        }
    }
    let passive = !row.prepositional && row.passive(hit).is_some();
    if sources.is_empty() && frame.source.contains(&Slot::Subject) && !passive {
        sources.extend(scene.voice(position));
    }
    if earlier {
        targets.retain(|target| sources.iter().all(|source| source.id != target.id));
        targets.truncate(1);
    }
    (sources, targets)
}

fn code(
    scene: &mut Scene<'_>,
    row: &Row<'_, '_>,
    hit: &Hit<'_>,
    within: Option<Within<'_, '_>>,
    language: &str,
    found: &mut Vec<Statement>,
) {
    let frame = hit.frame;
    let clause = row.clauses[hit.clause].clone();
    if !frame.needs.is_empty()
        && !clause
            .clone()
            .any(|at| frame.needs.iter().any(|class| row.is(at, *class)))
    {
        return;
    }
    let position = row.start(hit);
    let voice = scene.voice(position);
    let (sources, targets) = parties(scene, row, hit, within);
    let negated = row.negated(hit);
    let Some((act, stance, strength, denied)) = outcome(row, hit, negated) else {
        return;
    };
    // A charge that is denied was made.
    let charge = frame.op == Operator::Claim && !negated;
    let held = within.and_then(|within| match within.status {
        Some(Status::Denied) if charge => Some(Status::Reported),
        status => status,
    });
    // What is only threatened or promised is a threat or a promise.
    let committed = within
        .is_some_and(|within| within.outer.frame.op == Operator::Commit && within.status.is_none());
    let act = match stance {
        _ if !committed => act,
        Stance::Critical => Act::Threaten,
        Stance::Neutral | Stance::Supportive => Act::Agree,
    };
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
    for source in &sources {
        for target in targets
            .iter()
            .filter(|target| target.id.is_none() || target.id != source.id)
        {
            let another = voice
                .as_ref()
                .is_some_and(|voice| voice.id.is_some() && voice.id != source.id);
            let by_victim = voice.as_ref().is_some_and(|voice| voice.id == target.id);
            let hostile_deed = matches!(act, Act::Assault | Act::Coerce | Act::Mobilize);
            let status = match held {
                // What somebody is asked to stop is done.
                Some(Status::Hypothetical) if denied => Status::Alleged,
                Some(held) => held,
                None if denied => Status::Denied,
                None if row.conditional(hit) => Status::Hypothetical,
                None if another && hostile_deed && by_victim => Status::Alleged,
                None if another => Status::Reported,
                None => Status::Asserted,
            };
            let statement = Statement {
                source: source.clone(),
                target: target.clone(),
                stance,
                act,
                cameo: frame.cameo.clone(),
                strength,
                status,
                span: evidence,
                confidence: frame.confidence,
                rule: format!("{}.{}", crate::text::primary_language(language), frame.id),
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
    if let Some(source) = sources.first() {
        scene.remember(source, None);
        if !row.prepositional && source.person.is_some() {
            scene.introduce(source);
        }
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
    if matches!(frame.op, Operator::Request | Operator::Oblige) {
        let end = row.clauses.last().map_or(0, |clause| clause.end);
        let content = hit.cue.end..end;
        let wrong = content
            .clone()
            .any(|at| row.is(at, Class::Stop) || row.is(at, Class::Negation));
        // Who hopes for it takes it to be possible.
        let hopes = !row.prepositional && frame.strength <= 2;
        let duty = !hopes && content.clone().any(|at| row.is(at, Class::Oblige));
        return Some(match () {
            () if wrong => (frame.act, Stance::Critical, strength.max(5), false),
            () if duty => (frame.act, Stance::Critical, strength.max(4), false),
            () => plain,
        });
    }
    match frame.negated {
        _ if !negated => Some(plain),
        Negated::Nothing => None,
        Negated::Same | Negated::Needed => Some(plain),
        Negated::Denied => Some((frame.act, frame.stance, strength, true)),
        Negated::Reject => Some((Act::Reject, Stance::Critical, 4, false)),
    }
}
