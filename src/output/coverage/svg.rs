//! Coverage as a picture that needs no other file: for each ministry a row a year and a square a month, darker the more it holds. The
//! number stands in each square and a gap has a dashed frame and a mark, so that nothing rests on colour alone; each square has a
//! title that says what it is, for those who hear the picture.

use super::{LEGEND, MONTHS, held, remarks};
use crate::analysis::{Coverage, Gap, MonthHeld};
use crate::output::escape::html;
use chrono::Datelike as _;
use std::fmt::Write as _;

const WIDTH: usize = 760;
const LEFT: usize = 64;
const CELL: usize = 56;
const HEIGHT: usize = 26;
const LINE: usize = 18;
/// Letters of a line of small print.
const LETTERS: usize = 118;

const STYLE: &str = "text{font-family:system-ui,'Noto Sans','Noto Sans CJK SC',sans-serif;font-size:13px;fill:#1a1a1a}\
    .head{font-weight:600;font-size:15px}.small{font-size:12px;fill:#444}.number{text-anchor:middle}.light{fill:#fff}\
    rect{fill:#1f5a8a;stroke:#c8ced4}.gap{stroke:#a3341f;stroke-width:2;stroke-dasharray:4 2}.mark{fill:#a3341f;font-weight:700}";

/// The coverage as an SVG document.
#[must_use]
pub fn coverage_svg(coverage: &[Coverage]) -> String {
    let mut drawing = Drawing {
        body: String::new(),
        y: 28,
    };
    for one in coverage {
        drawing.ministry(one);
    }
    for line in wrapped(LEGEND, LETTERS) {
        drawing.text("small", &line);
    }
    if coverage.is_empty() {
        drawing.text("small", "No briefings.");
    }
    let height = drawing.y;
    let ministries = if coverage.len() == 1 {
        "1 ministry".to_owned()
    } else {
        format!("{} ministries", coverage.len())
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"title desc\">\n\
         <title id=\"title\">What the archive holds of {ministries}, by month</title>\n<desc id=\"desc\">{}</desc>\n\
         <style>{STYLE}</style>\n<rect width=\"100%\" height=\"100%\" style=\"fill:#fff;stroke:none\"/>\n{}</svg>\n",
        html(LEGEND),
        drawing.body
    )
}

struct Drawing {
    body: String,
    /// Where the next line stands.
    y: usize,
}

impl Drawing {
    fn push(&mut self, element: &str) {
        let _ = writeln!(self.body, "{element}"); // to a String: cannot fail
    }

    /// A line of text at the left.
    fn text(&mut self, class: &str, text: &str) {
        let line = format!(
            "<text class=\"{class}\" x=\"12\" y=\"{}\">{}</text>",
            self.y,
            html(text)
        );
        self.push(&line);
        self.y += LINE;
    }

    fn ministry(&mut self, one: &Coverage) {
        let most = one.months.iter().map(|held| held.amount.briefings).max();
        let most = most.unwrap_or(0).max(1);
        for line in wrapped(&one.ministry, LETTERS * 2 / 3) {
            self.text("head", &line);
        }
        self.text("small", &held(one));
        self.y += 4;
        for (column, name) in MONTHS.iter().enumerate().filter(|_| !one.months.is_empty()) {
            let x = LEFT + column * CELL + CELL / 2;
            let line = format!(
                "<text class=\"small number\" x=\"{x}\" y=\"{}\" aria-hidden=\"true\">{name}</text>",
                self.y
            );
            self.push(&line);
        }
        self.y += 8;
        let mut year = None;
        for held in &one.months {
            if year != Some(held.month.year()) {
                self.y += if year.is_some() { HEIGHT } else { 0 };
                year = Some(held.month.year());
                let label = format!(
                    "<text x=\"12\" y=\"{}\" aria-hidden=\"true\">{}</text>",
                    self.y + 18,
                    held.month.year()
                );
                self.push(&label);
            }
            self.month(held, most, &one.ministry);
        }
        self.y += if year.is_some() { HEIGHT + 18 } else { 10 };
        for remark in remarks(one) {
            for line in wrapped(&remark, LETTERS) {
                self.text("small", &line);
            }
        }
        self.y += 20;
    }

    fn month(&mut self, held: &MonthHeld, most: u64, ministry: &str) {
        let x = LEFT + held.month.month0() as usize * CELL;
        let briefings = held.amount.briefings;
        let share = briefings as f64 / most as f64;
        let opacity = if briefings == 0 {
            0.0
        } else {
            0.12 + 0.88 * share
        };
        let (class, mark, told) = match held.gap {
            Some(Gap::Empty) => ("gap", "!", "; a gap"),
            Some(Gap::Thin) => ("gap", "!", "; thin"),
            None => ("", "", ""),
        };
        let is_dark = opacity > 0.75;
        let month = held.month.format("%Y-%m");
        let title = format!(
            "{ministry}, {month}: {briefings} briefings, {} passages{told}",
            held.amount.passages
        );
        let line = format!(
            "<g role=\"img\" aria-label=\"{title}\"><title>{title}</title>\
             <rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" style=\"fill-opacity:{opacity:.2}\"/>\
             <text class=\"number{}\" x=\"{}\" y=\"{}\">{briefings}{}</text></g>",
            x + 1,
            self.y + 1,
            CELL - 3,
            HEIGHT - 3,
            if is_dark { " light" } else { "" },
            x + CELL / 2,
            self.y + 18,
            if mark.is_empty() {
                String::new()
            } else {
                format!("<tspan class=\"mark\">{mark}</tspan>")
            },
            title = html(&title),
        );
        self.push(&line);
    }
}

/// The text in lines of so many letters.
fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let text = crate::text::collapsed(text);
    let lines = textwrap::wrap(&text, letters).into_iter();
    lines.map(std::borrow::Cow::into_owned).collect()
}
