//! Plans like a plan, to say why it finds nothing: without one of its filters, or for statements it leaves out.

use super::build::statement;
use super::{Column, Condition, DateRange, Field, Filter, Plan, StatementCondition};
use crate::briefing::{Stance, Status};

/// Filters tried without at most.
const TRIED: usize = 12;

impl Plan {
    /// The plan without each of its filters, required texts and exclusions in turn, by the text of what is left out; not where
    /// nothing is left that is asked.
    #[must_use]
    pub fn without_each_filter(&self) -> Vec<(String, Self)> {
        let mut plans = Vec::new();
        let statement = self.statement.as_ref().and_then(statement);
        for (position, required) in self.required.iter().enumerate() {
            if Some(required) == statement.as_ref() {
                continue; // part by part
            }
            if let Some(text) = text(required) {
                let mut rest = self.clone();
                rest.required.remove(position);
                plans.push((text, rest));
            }
        }
        for (text, asked) in self.statement.iter().flat_map(without_each_part) {
            plans.push((text, self.stating(asked)));
        }
        for (position, excluded) in self.excluded.iter().enumerate() {
            if let Some(text) = text(excluded) {
                let mut rest = self.clone();
                rest.excluded.remove(position);
                plans.push((format!("-{text}"), rest));
            }
        }
        plans.retain(|(_, rest)| !rest.asks_nothing());
        plans.truncate(TRIED);
        plans
    }

    fn asks_nothing(&self) -> bool {
        self.wanted.is_empty() && self.required.is_empty() && self.excluded.is_empty()
    }

    /// Each thing asked, alone, by its text; none where there is but one. What one statement is to satisfy is one thing.
    #[must_use]
    pub fn each_alone(&self) -> Vec<(String, Condition)> {
        let statement = self.statement.as_ref().and_then(statement);
        let asked = self.wanted.iter().chain(&self.required);
        let mut parts: Vec<(String, Condition)> = asked
            .filter(|own| Some(*own) != statement.as_ref())
            .filter_map(|own| Some((text(own)?, own.clone())))
            .collect();
        let stated = self.statement.as_ref().zip(statement);
        parts.extend(stated.map(|(asked, condition)| (statement_text(asked), condition)));
        parts.truncate(TRIED);
        if parts.len() > 1 { parts } else { Vec::new() }
    }

    /// Each part of what one statement is to satisfy, alone; none where there is but one.
    #[must_use]
    pub fn each_part_alone(&self) -> Vec<(String, Condition)> {
        let parts = self.statement.as_ref().map(each_part_alone);
        parts.filter(|parts| parts.len() > 1).unwrap_or_default()
    }

    /// The plan for statements of each status that is not met unless asked for.
    #[must_use]
    pub fn with_other_status(&self) -> Vec<(String, Self)> {
        let Some(asked) = self
            .statement
            .as_ref()
            .filter(|asked| asked.status.is_empty())
        else {
            return Vec::new();
        };
        let others = [Status::Alleged, Status::Denied, Status::Hypothetical];
        let plans = others.map(|status| {
            let mut asked = asked.clone();
            asked.status.push(status);
            (status_text(status), self.stating(asked))
        });
        plans.into()
    }

    /// The plan with another condition on statements.
    fn stating(&self, asked: StatementCondition) -> Self {
        let mut plan = self.clone();
        let own = plan.statement.as_ref().and_then(statement);
        plan.required
            .retain(|required| Some(required) != own.as_ref());
        plan.required.extend(statement(&asked));
        plan.statement = (!asked.is_empty()).then_some(asked);
        plan
    }
}

/// A part of a condition on statements, as text, and what takes it away.
type Part = (String, fn(&mut StatementCondition));

fn parts_of(asked: &StatementCondition) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    if let Some(key) = asked.by.first() {
        parts.push((format!("by:{key}"), |own| own.by.clear()));
    }
    if let Some(key) = asked.on.first() {
        parts.push((format!("on:{key}"), |own| own.on.clear()));
    }
    if let Some(stance) = asked.stance.first() {
        let name = match stance {
            Stance::Critical => "critical",
            Stance::Neutral => "neutral",
            Stance::Supportive => "supportive",
        };
        parts.push((format!("stance:{name}"), |own| own.stance.clear()));
    }
    if let Some(act) = asked.acts.first() {
        let name = act.name().to_lowercase();
        parts.push((format!("act:{name}"), |own| own.acts.clear()));
    }
    if let Some(status) = asked.status.first() {
        parts.push((status_text(*status), |own| own.status.clear()));
    }
    if let Some((least, most)) = asked.strength {
        parts.push((format!("strength:{least}..{most}"), |own| {
            own.strength = None;
        }));
    }
    parts
}

/// The condition without each of its parts in turn, by the part's text.
fn without_each_part(asked: &StatementCondition) -> Vec<(String, StatementCondition)> {
    let without = |(text, take_away): Part| {
        let mut rest = asked.clone();
        take_away(&mut rest);
        (text, rest)
    };
    parts_of(asked).into_iter().map(without).collect()
}

/// Each of its parts and no other.
fn each_part_alone(asked: &StatementCondition) -> Vec<(String, Condition)> {
    let parts = parts_of(asked);
    let alone = |(place, (text, _)): (usize, &Part)| {
        let mut own = asked.clone();
        let others = parts
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != place);
        others.for_each(|(_, (_, take_away))| take_away(&mut own));
        Some((text.clone(), statement(&own)?))
    };
    parts.iter().enumerate().filter_map(alone).collect()
}

fn status_text(status: Status) -> String {
    format!("status:{status:?}").to_lowercase()
}

/// All of a condition on statements as text.
fn statement_text(asked: &StatementCondition) -> String {
    let parts: Vec<String> = parts_of(asked).into_iter().map(|(text, _)| text).collect();
    parts.join(" ")
}

/// A filter or text as it would be typed; `None` for what cannot be told in short.
fn text(condition: &Condition) -> Option<String> {
    let joined = |inner: &[Condition], between: &str| {
        let texts: Option<Vec<String>> = inner.iter().map(text).collect();
        let mut texts = texts?;
        texts.dedup();
        match texts.as_slice() {
            [one] => Some(one.clone()),
            several => Some(format!("({})", several.join(between))),
        }
    };
    match condition {
        Condition::Text(text) => Some(text.to_string()),
        Condition::Has { column, keys } => {
            let name = match column {
                Column::Detail => "topic".to_owned(),
                Column::Briefing | Column::Passage => "id".to_owned(),
                own => format!("{own:?}").to_lowercase(),
            };
            let value = keys.first()?.trim_start_matches('=').to_owned();
            Some(match Field::named(&name) {
                Some(field) => Filter { field, value }.to_string(),
                None => format!("{name}:{value}"),
            })
        }
        Condition::Said(DateRange { first, last }) => Some(match (first, last) {
            (Some(first), None) => format!("since:{first}"),
            (None, Some(last)) => format!("until:{last}"),
            (Some(first), Some(last)) if first == last => format!("date:{first}"),
            (Some(first), Some(last)) => format!("date:{first}..{last}"),
            (None, None) => return None,
        }),
        Condition::Any(inner) => joined(inner, " OR "),
        Condition::All(inner) => joined(inner, " "),
        Condition::Together(inner) => joined(inner, " /p "),
        Condition::Not(inner) => text(inner).map(|inner| format!("-{inner}")),
        Condition::States(asked) => Some(statement_text(asked)),
    }
}
