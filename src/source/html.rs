//! HTML → paragraphs: blocks and line breaks end a paragraph, so that a turn's label stands at the start of one.

use super::Remark;
use super::clean::{plain_paragraphs, tidy};
use super::page::take_out;
use super::profile::Css;
use super::tree;
use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::{Html, Node, node::Element};

/// Elements whose text is not the document's.
const UNREAD: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "object", "svg", "math", "head", "nav",
    "button", "select", "textarea", "audio", "video", "canvas",
];
/// Elements that run on within a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "o", "q", "rp", "rt", "ruby", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "input",
    "td", "th", "html", "picture", "source",
];
/// The paragraphs of a page's main content or of a fragment, without what the selectors find.
pub(super) fn paragraphs(html: &str, drop: &[Css], remarks: &mut Vec<Remark>) -> Vec<String> {
    let mut document = match tree::fragment(html) {
        Ok(document) => document,
        Err(reason) => {
            remarks.push(Remark(format!("{reason}; its tags were stripped")));
            return plain_paragraphs(&stripped(html));
        }
    };
    take_out(&mut document, drop.iter().filter_map(Css::selector));
    blocks(&document)
}

/// The text of a short piece of HTML, or of plain text, in one line.
pub(super) fn text(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    tree::fragment(html).map_or_else(|_| stripped(html), |document| blocks(&document).join(" "))
}

/// The text without tags and scripts, a line a tag.
pub(super) fn stripped(html: &str) -> String {
    let mut text = String::new();
    for piece in pieces(html) {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Open(name) | Piece::Close(name) if INLINE.contains(&name.as_str()) => (),
            Piece::Open(_) | Piece::Close(_) => text.push('\n'),
        }
    }
    // What is left has no tags; entities are decoded as the parser does it.
    let lines = text.lines().map(tidy).filter(|line| !line.is_empty());
    let decoded = |line: String| {
        if line.contains('&') {
            blocks(&Html::parse_fragment(&line.replace('<', "&lt;"))).join(" ")
        } else {
            line
        }
    };
    lines.map(decoded).collect::<Vec<_>>().join("\n")
}

/// The paragraphs of a parsed document.
fn blocks(document: &Html) -> Vec<String> {
    blocks_under(document.tree.root())
}

/// The paragraphs of a node and all under it.
pub(super) fn blocks_under(node: NodeRef<'_, Node>) -> Vec<String> {
    blocks_between(node, None, None)
}

/// The paragraphs under a node: behind the element `after`, and up to the end of the element `last`.
pub(super) fn blocks_between(
    node: NodeRef<'_, Node>,
    after: Option<NodeId>,
    last: Option<NodeId>,
) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut current = String::new();
    let mut unread = None;
    let mut begun = after.is_none();
    for edge in node.traverse() {
        match edge {
            Edge::Open(node) if unread.is_none() => match node.value() {
                Node::Element(element) if is_unread(element) => unread = Some(node.id()),
                Node::Text(text) if begun => current.push_str(text),
                Node::Element(element) if begun => at_tag(element, &mut current, &mut paragraphs),
                _ => (),
            },
            Edge::Close(node) if unread == Some(node.id()) => unread = None,
            Edge::Close(node) if unread.is_none() => {
                if begun && let Node::Element(element) = node.value() {
                    if element.name() == "pre" {
                        paragraphs.extend(plain_paragraphs(&std::mem::take(&mut current)));
                    }
                    at_tag(element, &mut current, &mut paragraphs);
                }
                begun |= after == Some(node.id());
                if begun && last == Some(node.id()) {
                    break;
                }
            }
            _ => (),
        }
    }
    close(&mut paragraphs, &mut current);
    paragraphs
}

fn at_tag(element: &Element, current: &mut String, paragraphs: &mut Vec<String>) {
    match element.name() {
        "td" | "th" | "img" => current.push(' '),
        name if INLINE.contains(&name) => (),
        _ => close(paragraphs, current),
    }
}

/// Whether the text of an element is not shown or is none.
pub(super) fn is_unread(element: &Element) -> bool {
    let hidden = element.attr("hidden").is_some()
        || element.attr("style").is_some_and(|style| {
            let style: String = style
                .chars()
                .filter(|character| !character.is_whitespace())
                .collect();
            let style = style.to_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        });
    hidden || UNREAD.contains(&element.name())
}

fn close(paragraphs: &mut Vec<String>, current: &mut String) {
    let paragraph = tidy(current);
    current.clear();
    if !paragraph.is_empty() {
        paragraphs.push(paragraph);
    }
}

enum Piece<'a> {
    Text(&'a str),
    Open(String),
    Close(String),
}

/// Tags and the text between them, roughly; scripts, styles and comments are passed over.
fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            let Some(start) = rest.find('<') else {
                return Some(Piece::Text(std::mem::take(&mut rest)));
            };
            if start > 0 {
                let (text, tag) = rest.split_at(start);
                rest = tag;
                return Some(Piece::Text(text));
            }
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            let inner = &rest[1..];
            let closing = inner.starts_with('/');
            let name_start = inner.strip_prefix('/').unwrap_or(inner);
            if !name_start.starts_with(|first: char| {
                first.is_ascii_alphabetic() || first == '!' || first == '?'
            }) {
                rest = inner;
                return Some(Piece::Text("<"));
            }
            let name_end = name_start
                .find(|character: char| character.is_whitespace() || matches!(character, '>' | '/'))
                .unwrap_or(name_start.len());
            let name_end = name_start.floor_char_boundary(name_end.min(32));
            let name = name_start[..name_end].to_ascii_lowercase();
            let tag_end = inner.find('>');
            let self_closed = tag_end.is_some_and(|end| inner[..end].ends_with('/'));
            rest = tag_end.map_or("", |end| &inner[end + 1..]);
            if name.starts_with(['!', '?']) || (self_closed && !closing) {
                continue;
            }
            if !closing && matches!(name.as_str(), "script" | "style") {
                rest = after_close(rest, &name);
                continue;
            }
            return Some(if closing {
                Piece::Close(name)
            } else {
                Piece::Open(name)
            });
        }
    })
}

/// What follows `</name>`.
fn after_close<'a>(html: &'a str, name: &str) -> &'a str {
    let mut rest = html;
    while let Some(position) = rest.find("</") {
        rest = &rest[position + 2..];
        if rest
            .get(..name.len())
            .is_some_and(|tag| tag.eq_ignore_ascii_case(name))
        {
            return rest.find('>').map_or("", |end| &rest[end + 1..]);
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_and_line_breaks_end_paragraphs() {
        let html = "<p>Ruritania &amp; its <b>neigh</b>bours.<br/>QUESTION:&nbsp; Yes?</p><script>var x</script><input type=hidden><ul><li>One</li><li>Two</ul><span style='display: none'>no</span>";
        assert_eq!(
            paragraphs(html, &[], &mut Vec::new()),
            [
                "Ruritania & its neighbours.",
                "QUESTION: Yes?",
                "One",
                "Two"
            ]
        );
    }

    #[test]
    fn a_hundred_thousand_nested_tags_are_stripped_at_once_and_said() {
        let html = format!(
            "{}The talks went on. <i>Ada</i> &amp; Bo{}",
            "<div>".repeat(100_000),
            "</div>".repeat(100_000)
        );
        let mut remarks = Vec::new();
        assert_eq!(
            paragraphs(&html, &[], &mut remarks),
            ["The talks went on. Ada & Bo"]
        );
        assert_eq!(remarks.len(), 1);
    }

    #[test]
    fn text_of_plain_words_is_the_words() {
        assert_eq!(text("Ruritania < Freedonia"), "Ruritania < Freedonia");
        assert_eq!(text("Talks &#8211; <em>day</em> one"), "Talks – day one");
    }
}
