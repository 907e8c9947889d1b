//! What is odd about the dates of an archive, by kind, for people.

use super::card::{FAINT, PLAIN};
use super::styled::{Look, Styled};
use crate::briefing::OddityKind;
use crate::index::Counts;
use crate::ingest::OddDate;
use std::fmt::Write as _;

/// A section for each kind of oddity, and a line for each briefing; how many have none.
#[must_use]
pub fn odd_dates_page(odd: &[OddDate], counts: &Counts, look: Look) -> String {
    let mut out = String::new();
    for of_kind in odd.chunk_by(|one, next| one.oddity.kind == next.oddity.kind) {
        let Some(first) = of_kind.first() else {
            continue;
        };
        let _ = writeln!(out, "{} {}", of_kind.len(), heading(first.oddity.kind));
        for odd in of_kind {
            let mut styled = Styled::of(&format!("{} {}", odd.id, odd.path), PLAIN);
            styled.push(&format!(": {}", odd.oddity.detail), FAINT);
            styled.write(&mut out, "  ", look, usize::MAX);
        }
        out.push('\n');
    }
    let mut ids: Vec<&str> = odd.iter().map(|odd| odd.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let plain = counts.briefings.saturating_sub(ids.len() as u64);
    let _ = writeln!(
        out,
        "{plain} of {} briefings have dates with nothing odd about them",
        counts.briefings
    );
    out
}

fn heading(kind: OddityKind) -> &'static str {
    match kind {
        OddityKind::Unknown => "without a date: left out by date filters",
        OddityKind::WeekdayOnly => "dated by a weekday only: left out by date filters",
        OddityKind::Unreadable => "with something in the place of a date that is none",
        OddityKind::Impossible => "with a date that is no day of the calendar",
        OddityKind::ToCome => "with a date that is still to come",
        OddityKind::Ambiguous => "with a date of which nothing tells the month",
        OddityKind::Contradictory => "with dates that cannot all be right",
    }
}
