//! Statements marked in the text: `[1 …]` around the evidence of the first, which is underlined in the colour of its stance
//! where there is colour. Marks may stand in one another; where they cross, the closing one names its number too: `[1 a [2 b 1] c]`.

use super::super::card::{FAINT, stance_style};
use super::super::styled::Styled;
use crate::briefing::{Stance, StoredPassage};
use crate::text::Span;
use anstyle::{Effects, Style};
use std::fmt::Write as _;

/// Evidence that one or more statements rest on.
struct Mark {
    span: Span,
    /// The statements' numbers, from 1: `1` or `1,3`.
    numbers: String,
    /// Where they agree.
    stance: Option<Stance>,
}

/// The text of the passage in the style `base`, with the evidence of its statements marked.
pub(super) fn marked(passage: &StoredPassage, base: Style) -> Styled {
    let text = &passage.text;
    let marks = marks(passage);
    let mut cuts: Vec<usize> = marks
        .iter()
        .flat_map(|mark| [mark.span.start, mark.span.end])
        .collect();
    cuts.push(text.len());
    cuts.sort_unstable();
    cuts.dedup();
    let mut styled = Styled::default();
    let mut open: Vec<&Mark> = Vec::new();
    let mut position = 0;
    for cut in cuts {
        styled.push(Span::new(position, cut).of(text), style(&open, base));
        position = cut;
        while let Some(last) = open.iter().rposition(|mark| mark.span.end == cut) {
            let closed = open.remove(last);
            if last < open.len() {
                styled.glue();
                styled.push(&closed.numbers, FAINT);
            }
            styled.push("]", FAINT);
        }
        for mark in marks.iter().filter(|mark| mark.span.start == cut) {
            styled.push(&format!("[{}", mark.numbers), FAINT);
            styled.glue();
            open.push(mark);
        }
    }
    styled
}

/// The marks in text order, what holds another one before it.
fn marks(passage: &StoredPassage) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (number, statement) in (1..).zip(&passage.statements) {
        let span = statement.span;
        if span.of(&passage.text).is_empty() {
            continue;
        }
        match marks.iter_mut().find(|mark| mark.span == span) {
            Some(mark) => {
                let _ = write!(mark.numbers, ",{number}"); // to a String: cannot fail
                mark.stance = mark.stance.filter(|stance| *stance == statement.stance);
            }
            None => marks.push(Mark {
                span,
                numbers: number.to_string(),
                stance: Some(statement.stance),
            }),
        }
    }
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    marks
}

/// Underlined in marks, in the colour of the one that began last.
fn style(open: &[&Mark], base: Style) -> Style {
    let Some(last) = open.last() else { return base };
    let colour = last
        .stance
        .and_then(|stance| stance_style(stance).get_fg_color());
    base.fg_color(colour)
        .effects(base.get_effects() | Effects::UNDERLINE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::annotate;
    use crate::briefing::{Briefing, Statement};
    use crate::lexicon::Lexicon;
    use crate::output::{Look, Paint};

    /// The text with statements on those parts of it, as it is shown without colour.
    fn shown(text: &str, parts: &[&str]) -> String {
        let briefing = Briefing {
            text: text.to_owned(),
            ..Briefing::default()
        };
        let mut annotated = annotate(briefing, Lexicon::builtin());
        let model: Statement = annotated.statements.remove(0);
        let of_part = |part: &&str| {
            let start = text.find(part).unwrap();
            Statement {
                span: Span::new(start, start + part.len()),
                ..model.clone()
            }
        };
        annotated.statements = parts.iter().map(of_part).collect();
        let passage = annotated.stored_passages().next().unwrap();
        let look = Look {
            width: 200,
            paint: Paint::Plain,
        };
        let mut out = String::new();
        marked(&passage, Style::new()).write(&mut out, "", look, 1);
        out
    }

    #[test]
    fn marks_nest_cross_and_share_their_words() {
        let text = "Nepal urged NATO to stop.";
        for (parts, expected) in [
            (vec!["urged NATO"], "Nepal [1 urged NATO] to stop."),
            (
                vec!["Nepal urged NATO", "urged NATO to stop"],
                "[1 Nepal [2 urged NATO 1] to stop].",
            ),
            (
                vec!["NATO", "urged NATO to stop", "NATO"],
                "Nepal [2 urged [1,3 NATO] to stop].",
            ),
            (
                vec![text, "NATO", "Nepal"],
                "[1 [3 Nepal] urged [2 NATO] to stop.]",
            ),
            (
                vec!["Nepal", "urged NATO"],
                "[1 Nepal] [2 urged NATO] to stop.",
            ),
        ] {
            assert_eq!(shown(text, &parts).trim_end(), expected);
        }
    }
}
