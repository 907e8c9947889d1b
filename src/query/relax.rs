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

    /// Each thing asked, alone, by its text; none where there is but one.
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

/// The condition without each of its parts in turn, by the part's text.
fn without_each_part(asked: &StatementCondition) -> Vec<(String, StatementCondition)> {
    let mut parts = Vec::new();
    let mut part = |text: String, without: StatementCondition| parts.push((text, without));
    let asked = || asked.clone();
    if let Some(key) = asked().by.first() {
        part(
            format!("by:{key}"),
            StatementCondition {
                by: Vec::new(),
                ..asked()
            },
        );
    }
    if let Some(key) = asked().on.first() {
        part(
            format!("on:{key}"),
            StatementCondition {
                on: Vec::new(),
                ..asked()
            },
        );
    }
    if let Some(stance) = asked().stance.first() {
        let name = match stance {
            Stance::Critical => "critical",
            Stance::Neutral => "neutral",
            Stance::Supportive => "supportive",
        };
        let without = StatementCondition {
            stance: Vec::new(),
            ..asked()
        };
        part(format!("stance:{name}"), without);
    }
    if let Some(act) = asked().acts.first() {
        let without = StatementCondition {
            acts: Vec::new(),
            ..asked()
        };
        part(format!("act:{}", act.name().to_lowercase()), without);
    }
    if let Some(status) = asked().status.first() {
        part(
            status_text(*status),
            StatementCondition {
                status: Vec::new(),
                ..asked()
            },
        );
    }
    if let Some((least, most)) = asked().strength {
        let without = StatementCondition {
            strength: None,
            ..asked()
        };
        part(format!("strength:{least}..{most}"), without);
    }
    parts
}

fn status_text(status: Status) -> String {
    format!("status:{status:?}").to_lowercase()
}

/// All of a condition on statements as text.
fn statement_text(asked: &StatementCondition) -> String {
    let parts: Vec<String> = without_each_part(asked)
        .into_iter()
        .map(|(text, _)| text)
        .collect();
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
