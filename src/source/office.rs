//! Texts of office programs (`.docx`, `.odt`): paragraphs, rows of tables, title, author and dates. Foot- and endnotes, comments,
//! headers, footers and deleted text are left out.

use super::bounds::Bounds;
use super::clean::tidy;
use super::draft::{Body, Draft, Written};
use super::speaker;
use crate::briefing::DateOrigin;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::io::{Cursor, Read, Seek};
use zip::ZipArchive;

/// Elements whose text is not the document's.
const UNREAD: &[&str] = &[
    "footnote",
    "endnote",
    "note",
    "annotation",
    "delText",
    "instrText",
    "tracked-changes",
    "del",
    "moveFrom",
    "Fallback",
    "ruby-text",
];
/// Elements that end a paragraph.
const BLOCKS: &[&str] = &["p", "h", "tr", "table-row"];

/// What a text says.
pub(super) fn read(bytes: &[u8], bounds: &Bounds) -> Result<Draft, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| format!("damaged or cut off file: {error}; save it again"))?;
    let word = part(&mut archive, "word/document.xml", bounds)?;
    let (content, properties) = match word {
        Some(content) => (content, part(&mut archive, "docProps/core.xml", bounds)?),
        None => match part(&mut archive, "content.xml", bounds)? {
            Some(content) => (content, part(&mut archive, "meta.xml", bounds)?),
            None => return Err("no text of an office program in it; is it encrypted?".to_owned()),
        },
    };
    let mut draft = properties
        .map(|xml| properties_of(&xml))
        .unwrap_or_default();
    let mut paragraphs = paragraphs(&content)?;
    if paragraphs.is_empty() {
        return Err(
            "no text in it, perhaps only pictures of pages; save them as text (OCR)".to_owned(),
        );
    }
    // Programs name a document after its template or its first line; a heading says better what it is.
    let heading = paragraphs
        .iter()
        .take(5)
        .position(|(is_heading, _)| *is_heading);
    if let Some(at) = heading {
        draft.title = Some(paragraphs.remove(at).1);
    } else if draft.title.is_none()
        && paragraphs.len() > 1
        && paragraphs
            .first()
            .is_some_and(|(_, text)| super::plain::is_headline(text))
    {
        draft.title = Some(paragraphs.remove(0).1);
    }
    draft.body = Body::Paragraphs(paragraphs.into_iter().map(|(_, text)| text).collect());
    Ok(draft)
}

fn part<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    name: &str,
    bounds: &Bounds,
) -> Result<Option<String>, String> {
    let Ok(content) = archive.by_name(name) else {
        return Ok(None);
    };
    let bytes = bounds.read(content)?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Title, author and dates; a program's own name is no author.
fn properties_of(xml: &str) -> Draft {
    let mut draft = Draft::default();
    let mut reader = Reader::from_str(xml);
    let mut name = String::new();
    let mut text = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                tag.local_name().as_ref().clone_into(&mut name);
                text.clear();
            }
            Ok(Event::Text(piece)) => text.push_str(&piece),
            Ok(Event::GeneralRef(reference)) => text.push_str(&referred(&reference)),
            Ok(Event::End(_)) => {
                let value = tidy(&text);
                let date = || {
                    Some(Written {
                        text: value.clone(),
                        from: DateOrigin::Meta,
                    })
                };
                text.clear();
                if value.is_empty() {
                    continue;
                }
                match name.as_str() {
                    "title" => draft.title = Some(value),
                    "creator" | "initial-creator" if speaker::is_person(&value) => {
                        draft.bylines = vec![value];
                    }
                    "created" | "creation-date" => draft.published = date(),
                    _ => (),
                }
                name.clear();
            }
            Ok(Event::Eof) | Err(_) => return draft,
            Ok(_) => (),
        }
    }
}

/// The paragraphs, each with whether it is a heading.
fn paragraphs(xml: &str) -> Result<Vec<(bool, String)>, String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut paragraphs = Vec::new();
    let mut current = String::new();
    let mut unread: Option<(String, usize)> = None;
    let (mut in_row, mut is_heading) = (0_usize, false);
    loop {
        let event = reader
            .read_event()
            .map_err(|error| format!("its XML is broken: {error}"))?;
        match event {
            Event::Start(tag) => {
                let name = local(&tag);
                if let Some((unread, depth)) = &mut unread {
                    *depth += usize::from(*unread == name);
                    continue;
                }
                if UNREAD.contains(&name.as_str()) {
                    unread = Some((name, 1));
                    continue;
                }
                in_row += usize::from(is_row(&name));
                is_heading |= name == "h";
            }
            Event::Empty(tag) if unread.is_none() => match local(&tag).as_str() {
                "tab" | "s" => current.push(' '),
                "br" | "line-break" | "cr" => close(&mut current, &mut false, &mut paragraphs),
                "pStyle" => is_heading |= names_heading(&tag),
                _ => (),
            },
            Event::Text(piece) if unread.is_none() => current.push_str(&piece),
            Event::CData(piece) if unread.is_none() => current.push_str(&piece),
            Event::GeneralRef(reference) if unread.is_none() => {
                current.push_str(&referred(&reference));
            }
            Event::End(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                if let Some((element, depth)) = &mut unread {
                    *depth -= usize::from(*element == name);
                    if *depth == 0 {
                        unread = None;
                    }
                    continue;
                }
                in_row = in_row.saturating_sub(usize::from(is_row(&name)));
                if in_row > 0 {
                    // The cells of a row stand in one line.
                    current.push(' ');
                } else if BLOCKS.contains(&name.as_str()) {
                    close(&mut current, &mut is_heading, &mut paragraphs);
                }
            }
            Event::Eof => {
                close(&mut current, &mut is_heading, &mut paragraphs);
                return Ok(paragraphs);
            }
            _ => (),
        }
    }
}

fn is_row(name: &str) -> bool {
    matches!(name, "tr" | "table-row")
}

fn local(tag: &BytesStart<'_>) -> String {
    tag.local_name().as_ref().to_owned()
}

/// The style of a title: `<w:pStyle w:val="Title"/>`, or a first heading.
fn names_heading(tag: &BytesStart<'_>) -> bool {
    tag.attributes().flatten().any(|attribute| {
        let value = attribute.value.to_lowercase();
        value.starts_with("title") || value.starts_with("heading1")
    })
}

fn referred(name: &str) -> String {
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => {
            let number =
                other
                    .strip_prefix('#')
                    .and_then(|number| match number.strip_prefix(['x', 'X']) {
                        Some(digits) => u32::from_str_radix(digits, 16).ok(),
                        None => number.parse().ok(),
                    });
            number
                .and_then(char::from_u32)
                .map(String::from)
                .unwrap_or_default()
        }
    }
}

fn close(current: &mut String, is_heading: &mut bool, paragraphs: &mut Vec<(bool, String)>) {
    let text = tidy(current);
    current.clear();
    if !text.is_empty() {
        paragraphs.push((*is_heading, text));
    }
    *is_heading = false;
}
