//! HTML → tree: parsed piece by piece, so that tags that nest or multiply without end are left before they take time and memory. What
//! a parser makes of tags cannot be told from the tags: it ignores some ends, and repeats what was not closed.

use html5ever::driver::{self, ParseOpts, Parser};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{LocalName, QualName, ns};
use scraper::{Html, HtmlTreeSink};

/// Elements nested deeper than this are not parsed: extractors and parsers take quadratic time there.
const DEEPEST: usize = 512;
/// Larger pages are not parsed, in bytes.
const LARGEST: usize = 16 << 20;
/// Marks between the attributes of one tag; a parser compares each attribute with all others.
const WIDEST: usize = 5_000;
/// Bytes parsed before the tree is looked at.
const PIECE: usize = 4096;
/// Nodes and attributes that any page may have beyond one for two of its bytes; what is written out has far fewer.
const MOST: usize = 10_000;

/// A page.
///
/// # Errors
/// What keeps it from being parsed.
pub(super) fn document(html: &str) -> Result<Html, String> {
    let sink = HtmlTreeSink::new(Html::new_document());
    parsed(driver::parse_document(sink, ParseOpts::default()), html)
}

/// A piece of a page.
///
/// # Errors
/// What keeps it from being parsed.
pub(super) fn fragment(html: &str) -> Result<Html, String> {
    let parser = driver::parse_fragment(
        HtmlTreeSink::new(Html::new_fragment()),
        ParseOpts::default(),
        QualName::new(None, ns!(html), LocalName::from("body")),
        Vec::new(),
        false,
    );
    parsed(parser, html)
}

fn parsed(mut parser: Parser<HtmlTreeSink>, html: &str) -> Result<Html, String> {
    if html.len() > LARGEST {
        return Err(format!("HTML over {} MiB", LARGEST >> 20));
    }
    if widest_tag(html) > WIDEST {
        return Err(format!("HTML with over {WIDEST} attributes in a tag"));
    }
    let most = html.len() / 2 + MOST;
    let (mut seen, mut all) = (0, 0);
    let mut rest = html;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE));
        rest = after;
        parser.process(StrTendril::from(piece));
        let tree = &parser.tokenizer.sink.sink.0.borrow().tree;
        let new = tree.nodes().len().saturating_sub(seen);
        seen += new;
        for node in tree.nodes().rev().take(new) {
            let element = node.value().as_element();
            all += 1 + element.map_or(0, |element| element.attrs.len());
            if node.ancestors().nth(DEEPEST).is_some() {
                return Err(format!("HTML nested deeper than {DEEPEST}"));
            }
        }
        if all > most {
            return Err("HTML whose unclosed tags multiply".to_owned());
        }
    }
    Ok(parser.finish())
}

/// The most white space outside quotation marks that one tag has, which is as much as it has attributes.
fn widest_tag(html: &str) -> usize {
    let (mut widest, mut gaps, mut quote) = (0, None, None);
    let (mut before, mut last) = (b' ', b' ');
    for byte in html.bytes() {
        gaps = match (gaps, byte, quote) {
            (None, _, _) if before == b'<' && byte.is_ascii_alphabetic() => Some(0),
            (Some(_), b'>', None) => None,
            (Some(gaps), b'"' | b'\'', _) => {
                quote = match quote {
                    None if last == b'=' => Some(byte), // elsewhere it is part of a name
                    Some(opened) if opened == byte => None,
                    open => open,
                };
                Some(gaps)
            }
            (Some(gaps), b' ' | b'\n' | b'\t' | b'\r' | b'/' | b'=', None) => Some(gaps + 1),
            (gaps, _, _) => gaps,
        };
        widest = widest.max(gaps.unwrap_or(0));
        before = byte;
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    widest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_nest_without_end_are_left_however_they_hide_it() {
        for tags in [
            "<div>",
            "<div/>",
            "<div></b>",
            "<span><div></span>",
            "<!--><div><!-->",
            "<svg><a><td>",
        ] {
            let html = format!("<!doctype html>{}", tags.repeat(20_000));
            let reason = document(&html).map(|_| ());
            assert_eq!(
                reason,
                Err("HTML nested deeper than 512".to_owned()),
                "{tags}"
            );
            assert!(fragment(&html).is_err(), "{tags}");
        }
    }

    #[test]
    fn unclosed_tags_that_every_paragraph_repeats_are_left() {
        let unclosed: Vec<String> = (0..400).map(|id| format!("<b id={id}>")).collect();
        let html = format!("<p>{}{}", unclosed.concat(), "<p>x".repeat(20_000));
        assert_eq!(
            document(&html).map(|_| ()),
            Err("HTML whose unclosed tags multiply".to_owned())
        );
    }

    #[test]
    fn what_is_parsed_piece_by_piece_is_what_is_parsed_at_once() {
        let html = format!(
            "<table>{}</table>",
            "<tr><td>Schleusen für <b>Freedonia</b> &amp; 他国</td></tr>".repeat(1_000)
        );
        assert_eq!(document(&html), Ok(Html::parse_document(&html)));
        assert_eq!(fragment(&html), Ok(Html::parse_fragment(&html)));
    }

    #[test]
    fn a_tag_of_attributes_without_end_is_left() {
        let attributes: Vec<String> = (0..200_000).map(|number| format!("a{number}")).collect();
        for start in ["", "' ", "title=\"\" \" "] {
            let html = format!("<p {start}{}>text", attributes.join(" "));
            assert!(document(&html).is_err(), "{start}");
        }
        assert!(document("<p title='a lot of words in one value'>text").is_ok());
    }
}
