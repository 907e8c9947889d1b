//! Hits as Markdown: each a quotation with its source, or a table of chosen fields. Nothing from outside becomes markup.

use super::fields::Fields;
use super::row::Row;
use crate::briefing::Statement;
use crate::output::card::{party, stance_word, status_word};
use crate::output::escape::{markdown, markdown_link};
use crate::rank::Results;
use std::fmt::Write as _;

/// The heading.
pub(super) fn begin(results: &Results) -> String {
    let Results {
        read_as,
        query,
        total,
        ..
    } = results;
    let passages = if *total == 1 { "passage" } else { "passages" };
    format!(
        "# {}\n\nQuery: {} · {total} {passages}\n",
        markdown(read_as),
        markdown(query)
    )
}

/// The heading, and that of a table.
pub(super) fn begin_table(results: &Results, fields: &Fields) -> String {
    let names: Vec<String> = fields.names().map(markdown).collect();
    let rule = vec!["---"; names.len()];
    format!(
        "{}\n| {} |\n| {} |\n",
        begin(results),
        names.join(" | "),
        rule.join(" | ")
    )
}

/// A row of the table.
pub(super) fn table_row(row: &Row, fields: &Fields) -> String {
    let cells: Vec<String> = fields.cells(row).map(|cell| markdown(&cell)).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// A passage as a quotation.
pub(super) fn quotation(row: &Row) -> String {
    let passage = row.passage;
    let head = &passage.briefing;
    let mut out = String::from("\n---\n\n");
    if let Some(question) = &passage.question {
        let _ = writeln!(out, "Q: {}\n", markdown(question)); // writing to a String cannot fail
    }
    let _ = writeln!(out, "> {}\n", markdown(&passage.text));
    let mut source = Vec::new();
    if let Some(speaker) = &passage.speaker {
        let role = speaker
            .role
            .as_deref()
            .map(|role| format!(" ({})", markdown(role)));
        source.push(format!(
            "**{}**{}",
            markdown(&speaker.name),
            role.unwrap_or_default()
        ));
    }
    let said = head.dates.said.map(|said| said.value());
    source.push(said.unwrap_or_else(|| "undated".to_owned()));
    let title = head.title.as_deref().unwrap_or("(no title)");
    source.push(markdown_link(title, head.url.as_deref()));
    source.extend(
        [&head.ministry, &head.outlet]
            .into_iter()
            .flatten()
            .map(|name| markdown(name)),
    );
    source.extend(head.fictional.then(|| "fictional".to_owned()));
    let _ = writeln!(out, "— {}\n", source.join(", "));
    for statement in &row.statements {
        let _ = writeln!(out, "- {}", stated(statement, row));
    }
    if !row.statements.is_empty() {
        out.push('\n');
    }
    let _ = writeln!(
        out,
        "`{}` · sha256 {}",
        passage.id().replace('`', ""),
        markdown(&head.sha256)
    );
    out
}

/// `China (CHN) → NATO · critical · request 5 · asserted: “…”`
fn stated(statement: &Statement, row: &Row) -> String {
    format!(
        "{} → {} · {} · {} {} · {}: “{}”",
        markdown(&party(&statement.source)),
        markdown(&party(&statement.target)),
        stance_word(statement.stance),
        statement.act.name().to_lowercase(),
        statement.strength,
        status_word(statement.status),
        markdown(statement.span.of(&row.passage.text))
    )
}
