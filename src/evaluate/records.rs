//! PLOVER records: a sentence with marked event words and the classes of its events. Of the statements whose evidence meets those
//! words the most confident is to have the class of one of the events.

use super::gold::{Case, Gold};
use super::measure::{Confusion, Findings, Measure, Mistake, Tenths, Value, told, worst_first};
use crate::briefing::{Act, Statement};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Row {
    events: Vec<Event>,
    #[serde(default)]
    roles: Vec<Role>,
    #[serde(default)]
    event_text: String,
}

#[derive(Deserialize)]
struct Event {
    plover: String,
}

#[derive(Deserialize)]
struct Role {
    #[serde(rename = "role")]
    name: String,
    start: usize,
    end: usize,
}

/// The classes in which something is said rather than done; the others are told but make no figure that is asked for.
const VERBAL: [Act; 8] = [
    Act::Request,
    Act::Accuse,
    Act::Reject,
    Act::Threaten,
    Act::Support,
    Act::Consult,
    Act::Agree,
    Act::Concede,
];

impl Row {
    /// The class of the first event; earlier manuals have other names for some.
    fn class(&self) -> &str {
        self.events
            .first()
            .map_or("?", |event| today(&event.plover))
    }

    fn is_verbal(&self) -> bool {
        VERBAL.iter().any(|act| act.name() == self.class())
    }

    fn has(&self, act: Act) -> bool {
        let name = act.parent().name();
        self.events.iter().any(|event| today(&event.plover) == name)
    }
}

/// The name in PLOVER 0.8 of a class of earlier manuals.
fn today(class: &str) -> &str {
    match class {
        "DEMAND" => "REQUEST",
        "DISAPPROVE" | "INVESTIGATE" => "ACCUSE",
        "FIGHT" => "ASSAULT",
        "YIELD" => "CONCEDE",
        own => own,
    }
}

fn answer(case: &Case<Row>) -> Option<&Statement> {
    let all = case.annotated.statements.iter();
    let on_event = all.filter(|statement| {
        let mut words = case.row.roles.iter().filter(|role| role.name == "EVT");
        let meets =
            |role: &Role| case.overlaps(Some(statement.span), Some(role.start), Some(role.end));
        statement.status.counts() && words.any(meets)
    });
    on_event.reduce(|best, next| {
        if next.confidence > best.confidence {
            next
        } else {
            best
        }
    })
}

fn is_right(case: &Case<Row>) -> bool {
    answer(case).is_some_and(|found| case.row.has(found.act))
}

impl Gold for Row {
    fn measures(cases: &[&Case<Self>]) -> Vec<Measure> {
        let shared = |name: &str, fits: &dyn Fn(&Row) -> bool| {
            let of: Vec<_> = cases.iter().filter(|case| fits(&case.row)).collect();
            let right = of.iter().filter(|case| is_right(case)).count();
            (!of.is_empty()).then(|| {
                Measure::new(
                    name,
                    Value::Share {
                        right,
                        of: of.len(),
                    },
                )
            })
        };
        let verbal = shared("class right, verbal", &Row::is_verbal);
        let others = shared("class right, material", &|row| !row.is_verbal());
        let each = VERBAL.iter().map(|act| act.name());
        let each = each.filter_map(|name| shared(name, &|row| row.class() == name));
        verbal.into_iter().chain(others).chain(each).collect()
    }

    fn findings(cases: &[&Case<Self>]) -> Findings {
        let mut classes = Confusion::new("class of a record");
        let mut tenths = Tenths::default();
        let mut mistakes = Vec::new();
        for case in cases {
            let found = answer(case);
            let class = found.map_or("nothing", |found| found.act.parent().name());
            classes.count(case.row.class(), class);
            if let Some(found) = found {
                tenths.count(found.confidence, is_right(case));
            }
            if !is_right(case) {
                let classes: Vec<_> = case
                    .row
                    .events
                    .iter()
                    .map(|event| today(&event.plover))
                    .collect();
                mistakes.push(Mistake {
                    id: case.id.clone(),
                    wanted: Some(format!("{} ({})", classes.join("/"), case.row.event_text)),
                    found: found.map(told),
                    words: case.annotated.briefing.text.clone(),
                    rule: found.map(|found| found.rule.clone()),
                    weight: found.map_or(0.0, |found| found.confidence),
                });
            }
        }
        Findings {
            confusions: vec![classes],
            calibration: tenths.told(),
            mistakes: worst_first(mistakes),
            ..Findings::default()
        }
    }
}
