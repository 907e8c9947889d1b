//! Many items passed over for one reason, told once: 888 rows without a text are one line, not 888.

use super::{Outcome, PassedOver};

/// Items named one by one.
const NAMED: usize = 3;
/// Differing reasons counted; what is more is told as it comes.
const REASONS: usize = 1000;

/// What was passed over for one reason.
struct Group {
    is_rejected: bool,
    first: Vec<PassedOver>,
    count: usize,
}

/// The outcomes, with what is passed over inside a file of many counted by its reason, at the end.
pub(super) fn counted<'a>(
    outcomes: impl Iterator<Item = Outcome> + 'a,
    path: Option<String>,
) -> impl Iterator<Item = Outcome> + 'a {
    let mut outcomes = outcomes;
    let mut groups: Vec<Group> = Vec::new();
    let mut left: Option<std::vec::IntoIter<Outcome>> = None;
    std::iter::from_fn(move || {
        if let Some(left) = &mut left {
            return left.next();
        }
        for outcome in outcomes.by_ref() {
            let (is_rejected, passed) = match outcome {
                Outcome::Briefing(..) => return Some(outcome),
                Outcome::Skipped(passed) => (false, passed),
                Outcome::Rejected(passed) => (true, passed),
            };
            let is_item = passed.locator.is_some() || passed.path != path;
            let is_full = groups.len() >= REASONS;
            let known = groups.iter_mut().find(|group| {
                group.is_rejected == is_rejected
                    && group
                        .first
                        .first()
                        .is_some_and(|first| first.reason == passed.reason)
            });
            match known {
                _ if !is_item => return Some(outcome_of(is_rejected, passed)),
                Some(group) => {
                    group.count += 1;
                    if group.first.len() < NAMED {
                        group.first.push(passed);
                    }
                }
                None if is_full => return Some(outcome_of(is_rejected, passed)),
                None => groups.push(Group {
                    is_rejected,
                    first: vec![passed],
                    count: 1,
                }),
            }
        }
        let told: Vec<Outcome> = std::mem::take(&mut groups)
            .into_iter()
            .flat_map(|group| told(group, path.as_deref()))
            .collect();
        let mut told = told.into_iter();
        let next = told.next();
        left = Some(told);
        next
    })
}

fn outcome_of(is_rejected: bool, passed: PassedOver) -> Outcome {
    if is_rejected {
        Outcome::Rejected(passed)
    } else {
        Outcome::Skipped(passed)
    }
}

/// Few items one by one, many with how many there are and where the first are.
fn told(group: Group, path: Option<&str>) -> Vec<Outcome> {
    let Group {
        is_rejected,
        first,
        count,
    } = group;
    if count <= NAMED {
        let one = |passed| outcome_of(is_rejected, passed);
        return first.into_iter().map(one).collect();
    }
    let reason = first
        .first()
        .map(|first| first.reason.clone())
        .unwrap_or_default();
    let place = |passed: &PassedOver| {
        let own = passed.path.as_deref().filter(|own| Some(*own) != path);
        let own = own.map(|own| {
            let outer = path.map(|path| format!("{path}/")).unwrap_or_default();
            own.strip_prefix(&outer).unwrap_or(own).to_owned()
        });
        let parts = [own, passed.locator.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let places: Vec<String> = first.iter().map(place).collect();
    vec![outcome_of(
        is_rejected,
        PassedOver {
            path: path.map(str::to_owned),
            locator: None,
            reason: format!("{count} items: {reason} ({}, …)", places.join("; ")),
        },
    )]
}
