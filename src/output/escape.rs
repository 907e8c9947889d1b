//! Text from outside made part of a Markdown or HTML document, where it must stay text.

use crate::text::{collapsed, sanitize};
use quick_xml::escape::escape;

/// The address where it is one that a link may lead to: http or https, without white space, control characters or quotation marks.
pub(super) fn web_address(url: &str) -> Option<&str> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    let is_web = lower.starts_with("http://") || lower.starts_with("https://");
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"\"'<>`\\".contains(c);
    (is_web && url.len() > 8 && url.chars().all(is_plain) && sanitize(url).len() == url.len())
        .then_some(url)
}

/// Text for an HTML document, in an element or a quoted attribute.
pub(super) fn html(text: &str) -> String {
    escape(sanitize(text)).into_owned()
}

/// Text on one line of a Markdown document: no emphasis, link, picture, heading, list, table cell or HTML comes of it.
pub(super) fn markdown(text: &str) -> String {
    let text = collapsed(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    for (position, character) in text.chars().enumerate() {
        let special = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '$'
            | '^' | '@' => true,
            '-' | '+' | '=' => position == 0,
            '.' | ')' => position == digits && digits > 0 || escaped.ends_with("www"),
            // what looks like an address would become a link
            ':' => ["http", "https", "ftp", "mailto", "xmpp"]
                .iter()
                .any(|scheme| escaped.to_ascii_lowercase().ends_with(scheme)),
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// `[text](<address>)`, or the text alone where the address is none to lead to.
pub(super) fn markdown_link(text: &str, url: Option<&str>) -> String {
    let text = markdown(text);
    match url.and_then(web_address) {
        Some(url) => format!("[{text}](<{}>)", url.replace('|', "%7C")),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert!(web_address("https://example.org/a?b=c&d#e").is_some());
        assert!(web_address("HTTP://example.org").is_some());
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "https://a b",
            "http://a\"onclick=",
            "//example.org",
            "file:///etc/passwd",
            "http://a>b",
        ] {
            assert_eq!(web_address(url), None, "{url}");
        }
    }

    #[test]
    fn markdown_stays_text() {
        let check = |text: &str, expected: &str| assert_eq!(markdown(text), expected);
        check("[x](http://a) ![y](z)", "\\[x\\](http\\://a) \\!\\[y\\](z)");
        check(
            "<script>alert(1)</script> &lt;",
            "\\<script\\>alert(1)\\</script\\> \\&lt;",
        );
        check("a\n\n# b\n- c", "a \\# b - c");
        check("- c", "\\- c");
        check("1. d", "1\\. d");
        check("see www.example.org, 3.5 %", "see www\\.example.org, 3.5 %");
        check("a | b", "a \\| b");
    }

    #[test]
    fn html_stays_text() {
        assert_eq!(
            html("<b a='1' c=\"2\">&\u{1b}[0m"),
            "&lt;b a=&apos;1&apos; c=&quot;2&quot;&gt;&amp;[0m"
        );
    }
}
