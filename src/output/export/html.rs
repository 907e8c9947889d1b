//! Hits as one HTML page: no script, no other file, and a policy that forbids both. Everything from outside is escaped; only
//! addresses of the web are links.

use super::fields::Fields;
use super::row::Row;
use crate::briefing::Statement;
use crate::output::card::{party, stance_word, status_word};
use crate::output::escape::{html, web_address};
use crate::rank::Results;
use crate::text::Span;
use std::fmt::Write as _;

/// A cell of more bytes is given room on a narrow screen too.
const LONG: usize = 80;
const STYLE: &str = include_str!("page.css");

/// The head of the page.
pub(super) fn begin(results: &Results) -> String {
    head(results, "")
}

/// The head of the page, and that of a table.
pub(super) fn begin_table(results: &Results, fields: &Fields) -> String {
    let names = fields
        .names()
        .map(|name| format!("<th>{}</th>", html(name)));
    format!(
        "{}<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n",
        head(results, " class=\"wide\""),
        names.collect::<String>()
    )
}

fn head(results: &Results, class: &str) -> String {
    let (read_as, query) = (html(&results.read_as), html(&results.query));
    let total = results.total;
    let passages = if total == 1 { "passage" } else { "passages" };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{read_as}</title>\n<style>\n{STYLE}</style>\n</head>\n<body{class}>\n\
         <h1>{read_as}</h1>\n<p class=\"about\"><code>{query}</code> · {total} {passages} · demarche {}</p>\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// A row of the table.
pub(super) fn table_row(row: &Row, fields: &Fields) -> String {
    let cells = fields.cells(row).map(|cell| match web_address(&cell) {
        Some(url) => format!("<td>{}</td>", link(url, url)),
        None if cell.len() > LONG => {
            format!("<td dir=\"auto\" class=\"long\">{}</td>", html(&cell))
        }
        None => format!("<td dir=\"auto\">{}</td>", html(&cell)),
    });
    format!("<tr>{}</tr>\n", cells.collect::<String>())
}

/// What closes a page with a table.
pub(super) fn end_table() -> String {
    format!("</tbody>\n</table>\n{}", end())
}

/// What closes the page.
pub(super) fn end() -> String {
    "</body>\n</html>\n".to_owned()
}

/// A passage with its source and what was stated in it.
pub(super) fn article(row: &Row) -> String {
    let passage = row.passage;
    let briefing = &passage.briefing;
    let id = html(&passage.id());
    let mut out = format!("<article id=\"{id}\">\n<h2>{}</h2>\n", heading(row));
    // writing to a String cannot fail
    if let Some(question) = &passage.question {
        let _ = writeln!(
            out,
            "<p class=\"question\" dir=\"auto\">Q: {}</p>",
            html(question)
        );
    }
    let language = html(briefing.language.as_deref().unwrap_or_default());
    let _ = writeln!(
        out,
        "<blockquote dir=\"auto\" lang=\"{language}\">{}</blockquote>",
        marked(row)
    );
    if !row.statements.is_empty() {
        let stated: String = row.statements.iter().map(|one| stated(one)).collect();
        let _ = writeln!(out, "<ul>{stated}</ul>");
    }
    let title = briefing.title.as_deref().unwrap_or("(no title)");
    let mut source = vec![match briefing.url.as_deref().and_then(web_address) {
        Some(url) => link(url, title),
        None => html(title),
    }];
    let names = [&briefing.ministry, &briefing.outlet].into_iter().flatten();
    source.extend(names.map(|name| html(name)));
    let _ = writeln!(
        out,
        "<p class=\"source\" dir=\"auto\">{}</p>",
        source.join(" · ")
    );
    let copies = match row.hit.copies {
        0 => String::new(),
        copies => format!(" · other copies: {copies}"),
    };
    let _ = writeln!(
        out,
        "<p class=\"id\"><code>demarche:{id}</code> · sha256 <code>{}</code>{copies}</p>\n</article>",
        html(&briefing.sha256)
    );
    out
}

/// When it was said, and by whom.
fn heading(row: &Row) -> String {
    let said = row.passage.briefing.dates.said.map(|said| said.value());
    let mut parts = vec![said.unwrap_or_else(|| "undated".to_owned())];
    match &row.passage.speaker {
        Some(speaker) => {
            let role = speaker.role.as_ref().or(speaker.represents.as_ref());
            let role = role.map(|role| format!(" ({})", html(role)));
            parts.push(format!(
                "{}{}",
                html(&speaker.name),
                role.unwrap_or_default()
            ));
        }
        None => parts.push(format!("{:?}", row.passage.kind).to_lowercase()),
    }
    parts.extend(
        row.passage
            .briefing
            .fictional
            .then(|| "fictional".to_owned()),
    );
    parts.join(" · ")
}

fn stated(statement: &Statement) -> String {
    let stance = stance_word(statement.stance);
    format!(
        "<li dir=\"auto\">{} → {} · <span class=\"{stance}\">{stance}</span> · {} {} · {}</li>",
        html(&party(&statement.source)),
        html(&party(&statement.target)),
        statement.act.name().to_lowercase(),
        statement.strength,
        status_word(statement.status)
    )
}

/// The text, what the words hit marked, the evidence of the statements underlined.
fn marked(row: &Row) -> String {
    let text = &row.passage.text;
    let matches = &row.hit.highlights;
    let evidence: Vec<Span> = row.statements.iter().map(|one| one.span).collect();
    let marks = evidence.iter().chain(matches);
    let mut cuts: Vec<usize> = marks.flat_map(|mark| [mark.start, mark.end]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let within = |marks: &[Span], position| marks.iter().any(|mark| mark.contains(position));
    let pieces = cuts.windows(2).map(|pair| {
        let piece = Span::new(pair[0], pair[1]);
        let mut written = html(piece.of(text));
        if within(matches, piece.start) {
            written = format!("<mark>{written}</mark>");
        }
        if within(&evidence, piece.start) {
            written = format!("<u>{written}</u>");
        }
        written
    });
    pieces.collect()
}

fn link(url: &str, text: &str) -> String {
    format!(
        "<a href=\"{}\" rel=\"noreferrer\">{}</a>",
        html(url),
        html(text)
    )
}
