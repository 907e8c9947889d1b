//! The plan in English: "statements by China on NATO, critical".

use super::{
    Column, Condition, DateRange, Field, Known, Near, Plan, Reach, StatementCondition, Text,
};
use crate::briefing::Stance;

/// The whole plan in a line.
pub(super) fn sentence(plan: &Plan, known: &Known) -> String {
    let subject = match &plan.statement {
        Some(asked) if asked.asks_only_source() => {
            format!(
                "passages where {} speaks or is quoted",
                parties(Field::By, &asked.by, known)
            )
        }
        Some(asked) => statements(asked, known),
        None => "passages".to_owned(),
    };
    let mut line = vec![subject];
    let words: Vec<String> = plan
        .wanted
        .iter()
        .map(|wanted| condition(wanted, known))
        .collect();
    match words.as_slice() {
        [] => (),
        [word] => line.push(format!(" with {word}")),
        several => line.push(format!(" with most of {}", several.join(", "))),
    }
    let is_statement =
        |required: &&Condition| plan.statement.is_none() || !mentions_statements(required);
    let required = plan.required.iter().filter(is_statement);
    let (texts, filters): (Vec<_>, Vec<_>) = required
        .partition(|required| matches!(required, Condition::Text(_) | Condition::Together(_)));
    if !texts.is_empty() {
        let texts: Vec<String> = texts.iter().map(|text| condition(text, known)).collect();
        let and = if words.is_empty() { "" } else { ", and" };
        line.push(format!("{and} with {}", texts.join(" and ")));
    }
    for filter in filters {
        line.push(format!(", {}", condition(filter, known)));
    }
    for excluded in &plan.excluded {
        line.push(format!(", not {}", condition(excluded, known)));
    }
    match line.concat() {
        everything if everything == "passages" => "all passages".to_owned(),
        line => line,
    }
}

/// Whether it is the condition on statements that the sentence starts with.
fn mentions_statements(condition: &Condition) -> bool {
    match condition {
        Condition::States(_) => true,
        Condition::Any(inner) => inner.iter().any(mentions_statements),
        _ => false,
    }
}

fn condition(asked: &Condition, known: &Known) -> String {
    let joined = |inner: &[Condition], between: &str| {
        let mut parts: Vec<String> = inner.iter().map(|one| condition(one, known)).collect();
        parts.dedup();
        match parts.as_slice() {
            [only] => only.clone(),
            several => format!("({})", several.join(between)),
        }
    };
    match asked {
        Condition::Text(asked) => text(asked),
        Condition::Together(inner) => {
            let parts: Vec<String> = inner.iter().map(|one| condition(one, known)).collect();
            parts.join(" in a passage or answer with ")
        }
        Condition::Has { column, keys } => has(*column, keys, known),
        Condition::Said(range) => said(*range),
        Condition::States(asked) => statements(asked, known),
        Condition::Any(inner) => joined(inner, " or "),
        Condition::All(inner) => joined(inner, " and "),
        Condition::Not(inner) => format!("not {}", condition(inner, known)),
    }
}

fn text(asked: &Text) -> String {
    match asked {
        Text::Word(word) => word.typed.clone(),
        Text::Phrase(tokens) => match tokens.as_slice() {
            [word] => format!("exactly “{word}”"),
            words => format!("the phrase “{}”", words.join(" ")),
        },
        Text::Prefix(start) => format!("{start}…"),
        Text::Fuzzy { token, edits: 1 } => format!("{token} or one letter off"),
        Text::Fuzzy { token, edits } => format!("{token} or up to {edits} letters off"),
        Text::Sloppy { tokens, moves } => {
            format!("the phrase “{}” moved by up to {moves}", tokens.join(" "))
        }
        Text::Near(Near { operands, reaches }) => {
            let mut line = String::new();
            for (number, operand) in operands.iter().enumerate() {
                let reach = number.checked_sub(1).and_then(|link| reaches.get(link));
                line.push_str(&reach.map(|reach| between(*reach)).unwrap_or_default());
                let texts: Vec<String> = operand.iter().map(text).collect();
                match texts.as_slice() {
                    [one] => line.push_str(one),
                    several => line.extend(["(", &several.join(" or "), ")"]),
                }
            }
            line
        }
    }
}

fn between(reach: Reach) -> String {
    match reach {
        Reach::Sentence => " in a sentence with ".to_owned(),
        Reach::Passage => " in a passage or answer with ".to_owned(),
        Reach::Within(1) => " next to ".to_owned(),
        Reach::Within(words) => format!(" within {words} words of "),
        Reach::Follows(1) => " right before ".to_owned(),
        Reach::Follows(words) => format!(" at most {words} words before "),
    }
}

fn has(column: Column, keys: &[String], known: &Known) -> String {
    let plain = || keys.join(" or ");
    match column {
        Column::By | Column::Source | Column::On => {
            format!("by {}", parties(Field::By, keys, known))
        }
        Column::Entity => format!("mentioning {}", parties(Field::Entity, keys, known)),
        Column::Speaker => format!("spoken by {}", parties(Field::Speaker, keys, known)),
        Column::Country => format!("published for {}", parties(Field::Country, keys, known)),
        Column::Ministry => format!("published by {}", plain()),
        Column::Outlet => format!("in {}", plain()),
        Column::Topic | Column::Detail => format!("on the topic {}", plain()),
        Column::Lang | Column::Tag => format!("in language {}", plain()),
        Column::Kind => format!("of kind {}", plain()),
        Column::Form => format!("from a briefing of form {}", plain()),
        Column::Year => format!("said in {}", plain()),
        Column::Briefing | Column::Passage => format!("with id {}", plain()),
    }
}

fn statements(asked: &StatementCondition, known: &Known) -> String {
    let mut line = vec!["statements".to_owned()];
    if !asked.by.is_empty() {
        line.push(format!(" by {}", parties(Field::By, &asked.by, known)));
    }
    if !asked.on.is_empty() {
        line.push(format!(" on {}", parties(Field::On, &asked.on, known)));
    }
    let either = |names: Vec<String>| names.join(" or ");
    if !asked.stance.is_empty() {
        let names = asked.stance.iter().map(|stance| match stance {
            Stance::Critical => "critical".to_owned(),
            Stance::Neutral => "neutral".to_owned(),
            Stance::Supportive => "supportive".to_owned(),
        });
        line.push(format!(", {}", either(names.collect())));
    }
    if !asked.acts.is_empty() {
        let names = asked.acts.iter().map(|act| act.name().to_lowercase());
        line.push(format!(", act {}", either(names.collect())));
    }
    if !asked.status.is_empty() {
        let names = asked
            .status
            .iter()
            .map(|status| format!("{status:?}").to_lowercase());
        line.push(format!(", {}", either(names.collect())));
    }
    match asked.strength {
        Some((least, 9)) => line.push(format!(", strength {least} or more")),
        Some((least, most)) if least == most => line.push(format!(", strength {least}")),
        Some((least, most)) => line.push(format!(", strength {least} to {most}")),
        None => (),
    }
    line.concat()
}

fn parties(field: Field, keys: &[String], known: &Known) -> String {
    // "EU", where no text says whose, is the European Union asked for beside it
    let is_told = |key: &&String| {
        let Some(name) = key.strip_prefix('=') else {
            return false;
        };
        let meant = known.lexicon.entities().resolve(name);
        let mut exact = meant.iter().filter(|found| found.likeness >= 1.0);
        exact.any(|found| keys.contains(&found.entity.id))
    };
    let told = keys.iter().filter(|key| !is_told(key));
    let mut names: Vec<String> = told.map(|key| known.name(field, key)).collect();
    names.dedup();
    names.join(" or ")
}

fn said(range: DateRange) -> String {
    match (range.first, range.last) {
        (Some(first), Some(last)) if first == last => format!("said on {first}"),
        (Some(first), Some(last)) => format!("said from {first} to {last}"),
        (Some(first), None) => format!("said since {first}"),
        (None, Some(last)) => format!("said until {last}"),
        (None, None) => "said whenever".to_owned(),
    }
}
