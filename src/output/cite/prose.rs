//! A citation in a sentence, and a quotation with its source.

use super::Citation;
use crate::briefing::{Date, Precision, StoredPassage};
use crate::text::sanitize;

/// All that is known, in a line.
pub(super) fn text(cited: &Citation) -> String {
    let role = cited.role.as_ref().map(|role| format!(" ({role})"));
    let author = cited
        .author()
        .map(|author| format!("{author}{}", role.unwrap_or_default()));
    let said = cited.said.map(|said| said.value());
    let accessed = cited
        .retrieved
        .map(|day| format!("accessed {}", day.value()));
    let hash = (!cited.sha256.is_empty()).then(|| format!("SHA-256 {}", cited.sha256));
    let parts = [
        author,
        Some(format!("“{}”", cited.title())),
        cited.other_publisher().map(str::to_owned),
        cited.besides.clone(),
        said.or_else(|| Some("undated".to_owned())),
        cited.url.clone(),
        accessed,
        Some(format!("demarche:{}", cited.id)),
        hash,
    ];
    format!(
        "{}\n",
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    )
}

/// `Lin Jian. “Title.” Ministry, June 18, 2024. URL.`
pub(super) fn chicago(cited: &Citation) -> String {
    let mut parts = Vec::new();
    parts.extend(cited.author().map(ended));
    parts.push(format!("“{}”", ended(cited.title())));
    let said = cited.said.map_or_else(|| "n.d.".to_owned(), american);
    let published = cited
        .other_publisher()
        .map(|publisher| format!("{publisher}, "));
    parts.push(ended(&format!("{}{said}", published.unwrap_or_default())));
    parts.extend(
        cited
            .retrieved
            .map(|day| format!("Accessed {}.", american(day))),
    );
    parts.extend(cited.url.as_ref().map(|url| format!("{url}.")));
    format!("{}\n", parts.join(" "))
}

/// `Lin Jian. (2024, June 18). Title. Ministry. Retrieved July 1, 2024, from URL`
pub(super) fn apa(cited: &Citation) -> String {
    let said = match cited.said {
        None => "n.d.".to_owned(),
        Some(said) => match said.precision {
            Precision::Day => said.day.format("%Y, %B %-d").to_string(),
            Precision::Month => said.day.format("%Y, %B").to_string(),
            Precision::Year => said.day.format("%Y").to_string(),
        },
    };
    let title = ended(cited.title());
    let mut parts = match cited.author() {
        Some(author) => vec![ended(author), format!("({said})."), title],
        None => vec![title, format!("({said}).")], // the title moves to the place of the author
    };
    parts.extend(cited.other_publisher().map(ended));
    parts.extend(match (&cited.url, cited.retrieved) {
        (Some(url), Some(day)) => Some(format!("Retrieved {}, from {url}", american(day))),
        (url, _) => url.clone(),
    });
    format!("{}\n", parts.join(" "))
}

/// The words of a passage in quotation marks, and beneath them who said them, when and where.
pub(super) fn quotation(passage: &StoredPassage, cited: &Citation) -> String {
    let words = sanitize(passage.text.trim()).into_owned();
    let role = cited.role.as_ref().map(|role| format!(", {role}"));
    let said = cited
        .said
        .map_or_else(|| "undated".to_owned(), |said| said.value());
    let author = cited.author().unwrap_or("unknown");
    let mut lines = vec![
        format!("“{words}”"),
        format!("— {author}{}, {said}", role.unwrap_or_default()),
    ];
    let publisher = cited
        .other_publisher()
        .map(|publisher| format!(", {publisher}"));
    lines.push(format!(
        "{}{}",
        cited.title(),
        publisher.unwrap_or_default()
    ));
    lines.extend(cited.url.clone());
    lines.push(format!("demarche:{}", cited.id));
    format!("{}\n", lines.join("\n"))
}

/// `June 18, 2024`, as far as it is known.
fn american(date: Date) -> String {
    let format = match date.precision {
        Precision::Day => "%B %-d, %Y",
        Precision::Month => "%B %Y",
        Precision::Year => "%Y",
    };
    date.day.format(format).to_string()
}

/// The text with a full stop at its end, unless it ends a sentence already.
fn ended(text: &str) -> String {
    if text.ends_with(['.', '!', '?', '。', '！', '？']) {
        return text.to_owned();
    }
    format!("{text}.")
}
