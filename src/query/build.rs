//! Syntax tree → plan.
//!
//! Values of a field that a passage has once (ministry, kind, a statement's source) are alternatives when given twice; those it has
//! many of (entity, topic) must all hold. What is asked of statements at one level holds on one statement.

use super::resolve::{Asked, resolve};
use super::words::{analyse, telling};
use super::{
    Clause, Column, Condition, Field, Filter, Known, Node, Note, Occur, Plan, Query,
    StatementCondition, Text, Word, chain, english,
};
use crate::briefing::Act;

/// The plan of a query, and what is to be said about how it was read.
pub(super) fn plan(query: &Query, known: &Known) -> (Plan, Vec<Note>) {
    let mut builder = Builder {
        known,
        notes: Vec::new(),
    };
    let level = builder.level(&query.clauses);
    let mut plan = Plan {
        wanted: level.wanted,
        required: level.required,
        excluded: level.excluded,
        statement: (!level.statement.is_empty()).then_some(level.statement),
        read_as: String::new(),
    };
    plan.read_as = english::sentence(&plan, known);
    (plan, builder.notes)
}

impl Plan {
    /// What the plan would be, had the query asked for this act besides: of the same statement as all that it asks of one.
    #[must_use]
    pub fn with_act(&self, act: Act) -> Self {
        let asked = self.statement.clone().unwrap_or_default();
        let mut with_act = asked.clone();
        with_act.acts.push(act);
        let mut plan = self.clone();
        let own = statement(&asked);
        // the condition of the whole query stands behind those of its parts
        if let Some(position) = plan
            .required
            .iter()
            .rposition(|one| Some(one) == own.as_ref())
        {
            plan.required.remove(position);
        }
        plan.required.extend(statement(&with_act));
        plan.statement = Some(with_act);
        plan
    }
}

struct Builder<'a> {
    known: &'a Known<'a>,
    notes: Vec<Note>,
}

/// What clauses that stand side by side come to.
#[derive(Default)]
struct Level {
    wanted: Vec<Condition>,
    required: Vec<Condition>,
    excluded: Vec<Condition>,
    statement: StatementCondition,
    excluded_statement: StatementCondition,
    /// Filters whose values are alternatives, by their field.
    alternatives: Vec<(Field, Vec<Condition>)>,
}

impl Builder<'_> {
    fn level(&mut self, clauses: &[Clause]) -> Level {
        let mut level = Level::default();
        let mut words = Words::default();
        for clause in clauses {
            if let (Occur::Plain, Node::Word(word)) = (clause.occur, &clause.node) {
                words.push(word);
                continue;
            }
            self.clause(clause, &mut level, &mut words);
        }
        level.wanted.extend(words.conditions(self.known));
        for (_, mut same) in std::mem::take(&mut level.alternatives) {
            let one = if same.len() == 1 { same.pop() } else { None };
            level.required.push(one.unwrap_or(Condition::Any(same)));
        }
        level.required.extend(statement(&level.statement));
        level.excluded.extend(statement(&level.excluded_statement));
        level
    }

    fn clause(&mut self, clause: &Clause, level: &mut Level, words: &mut Words) {
        match (&clause.node, clause.occur) {
            (Node::Filter(filter), occur) => match resolve(filter.field, &filter.value, self.known)
            {
                Ok(asked) => self.filter(filter.field, asked, occur, level),
                Err(refused) => {
                    self.notes.push(Note::TakenAsWords {
                        input: filter.to_string(),
                        reason: refused.reason,
                        candidates: refused.candidates,
                        column: None,
                    });
                    let typed = super::signs::words(&filter.value)
                        .collect::<Vec<_>>()
                        .join(" ");
                    match occur {
                        Occur::Plain => words.push(&typed),
                        _ => self.words(&typed, occur, level),
                    }
                }
            },
            (Node::Word(word), occur) => self.words(word, occur, level),
            (Node::Any(operands), Occur::Plain) if self.alternatives(operands, level) => (),
            (Node::All(clauses), Occur::Plain) => {
                for clause in clauses {
                    match (&clause.node, clause.occur) {
                        (Node::Word(word), Occur::Plain) => words.push(word),
                        _ => self.clause(clause, level, words),
                    }
                }
            }
            (Node::All(clauses), Occur::Excluded) => {
                let inner = self.level(clauses);
                level.excluded.extend(all(inner));
            }
            (node, occur) => {
                let Some(condition) = self.condition(node) else {
                    return;
                };
                let ranks = matches!(node, Node::Any(_) | Node::Prefix(_) | Node::Fuzzy(..))
                    && !asks_columns(&condition);
                match occur {
                    Occur::Excluded => level.excluded.push(condition),
                    Occur::Plain if ranks => level.wanted.push(condition),
                    _ => level.required.push(condition),
                }
            }
        }
    }

    /// Alternatives that all ask one field of a statement, taken into the level's condition; `false` where they are anything else.
    fn alternatives(&mut self, operands: &[Clause], level: &mut Level) -> bool {
        let mut asked = Vec::new();
        let mut only = None;
        for operand in operands {
            let (Occur::Plain, Node::Filter(Filter { field, value })) =
                (operand.occur, &operand.node)
            else {
                return false;
            };
            if !field.is_of_statements() || only.is_some_and(|only| only != *field) {
                return false;
            }
            only = Some(*field);
            match resolve(*field, value, self.known) {
                Ok(one) => asked.push((*field, one)),
                Err(_) => return false,
            }
        }
        for (field, one) in asked {
            self.filter(field, one, Occur::Plain, level);
        }
        true
    }

    fn filter(&mut self, field: Field, asked: Asked, occur: Occur, level: &mut Level) {
        let excluded = occur == Occur::Excluded;
        let statement = if excluded {
            &mut level.excluded_statement
        } else {
            &mut level.statement
        };
        match asked {
            Asked::By(keys) => statement.by.extend(keys),
            Asked::On(keys) => statement.on.extend(keys),
            Asked::Stance(stance) => statement.stance.push(stance),
            Asked::Act(act) => statement.acts.push(act),
            Asked::Status(status) => statement.status.push(status),
            Asked::Strength(least, most) => {
                let (own_least, own_most) = statement.strength.unwrap_or((0, 9));
                statement.strength = Some((own_least.max(least), own_most.min(most)));
            }
            Asked::Passage(condition, note) => {
                self.notes.extend(note);
                if excluded {
                    level.excluded.push(condition);
                } else if has_many(field) {
                    level.required.push(condition);
                } else if let Some((_, same)) =
                    level.alternatives.iter_mut().find(|(own, _)| *own == field)
                {
                    same.push(condition);
                } else {
                    level.alternatives.push((field, vec![condition]));
                }
            }
        }
    }

    /// Words with a sign: each must hold, or none.
    fn words(&mut self, text: &str, occur: Occur, level: &mut Level) {
        let words = analyse(text, self.known).into_iter().map(word);
        match occur {
            Occur::Excluded => level.excluded.extend(words),
            _ => level.required.extend(words),
        }
    }

    /// A node as one condition; `None` where nothing of it can be asked.
    fn condition(&mut self, node: &Node) -> Option<Condition> {
        match node {
            Node::Near(chain) => chain::near(chain, self.known),
            Node::Phrase(_)
            | Node::Exact(_)
            | Node::Prefix(_)
            | Node::Fuzzy(..)
            | Node::Sloppy(..) => chain::texts(node, self.known).pop().map(Condition::Text),
            Node::Any(operands) => {
                let operands = operands.iter().filter_map(|operand| {
                    let level = self.level(std::slice::from_ref(operand));
                    all(level)
                });
                Some(Condition::Any(operands.collect()))
            }
            Node::All(clauses) => {
                let level = self.level(clauses);
                all(level)
            }
            Node::Word(_) | Node::Filter(_) => {
                let level = self.level(&[Clause::plain(node.clone())]);
                all(level)
            }
        }
    }
}

/// Plain words side by side, analysed together so that names of several words are found.
#[derive(Default)]
struct Words {
    text: String,
}

impl Words {
    fn push(&mut self, word: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(word);
    }

    fn conditions(self, known: &Known) -> impl Iterator<Item = Condition> {
        telling(analyse(&self.text, known)).into_iter().map(word)
    }
}

fn word(word: Word) -> Condition {
    Condition::Text(Text::Word(word))
}

/// Everything of a level as one condition, words included.
fn all(level: Level) -> Option<Condition> {
    let excluded = level
        .excluded
        .into_iter()
        .map(|condition| Condition::Not(Box::new(condition)));
    let mut conditions = level.wanted;
    conditions.extend(level.required);
    conditions.extend(excluded);
    match conditions.len() {
        0 => None,
        1 => conditions.pop(),
        _ => Some(Condition::All(conditions)),
    }
}

/// A condition on statements; a source alone is also met by whoever is quoted or utters the passage.
pub(super) fn statement(asked: &StatementCondition) -> Option<Condition> {
    if asked.is_empty() {
        return None;
    }
    let states = Condition::States(asked.clone());
    if !asked.asks_only_source() {
        return Some(states);
    }
    let keys = asked.by.clone();
    let column = Column::By;
    Some(Condition::Any(vec![
        Condition::Has { column, keys },
        states,
    ]))
}

fn has_many(field: Field) -> bool {
    matches!(
        field,
        Field::Entity | Field::Topic | Field::Since | Field::Until
    )
}

/// Whether any part of a condition is a filter.
fn asks_columns(condition: &Condition) -> bool {
    match condition {
        Condition::Text(_) => false,
        Condition::Any(inner) | Condition::All(inner) | Condition::Together(inner) => {
            inner.iter().any(asks_columns)
        }
        Condition::Not(inner) => asks_columns(inner),
        _ => true,
    }
}
