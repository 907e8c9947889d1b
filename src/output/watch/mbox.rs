//! An item as a letter of an mbox file (RFC 4155, RFC 5322): headers in ASCII, whatever they hold; the body quoted-printable, in which no
//! line can begin as a letter does.

use super::{news_word, paragraphs, title};
use crate::text::collapsed;
use crate::watch::Item;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Letters of a line, the break aside.
const LINE: usize = 76;
/// Letters of text, as encoded, in one encoded word of a header.
const WORD: usize = 44;

/// The item as a letter with its From line, an empty line at its end.
#[must_use]
pub fn letter(item: &Item, at: DateTime<Utc>) -> String {
    let passage = &item.hit.passage;
    let watches = item.watches.join(", ");
    let word = news_word(item.news);
    let subject = format!("[{watches}] {word} · {}", title(passage));
    let mut letter = format!(
        "From demarche@localhost {}\n",
        at.format("%a %b %e %H:%M:%S %Y")
    );
    let mut header = |name: &str, value: &str| {
        let _ = writeln!(letter, "{name}: {value}"); // to a String: cannot fail
    };
    header("From", "demarche watch <demarche@localhost>");
    header("Subject", &encoded(&subject));
    header(
        "Date",
        &at.format("%a, %d %b %Y %H:%M:%S +0000").to_string(),
    );
    header("Message-ID", &message_id(&passage.briefing.id, &item.text));
    header("MIME-Version", "1.0");
    header("Content-Type", "text/plain; charset=utf-8");
    header("Content-Transfer-Encoding", "quoted-printable");
    header("X-Demarche-Watch", &encoded(&watches));
    header("X-Demarche-Id", &encoded(&passage.id()));
    let mut body = format!(
        "{word} to {watches}\n\n{}\n",
        paragraphs(passage).join("\n\n")
    );
    if let Some(url) = &passage.briefing.url {
        let _ = writeln!(body, "\n{}", collapsed(url)); // as above
    }
    letter.push('\n');
    letter.push_str(&quoted_printable(&body));
    letter.push('\n');
    letter
}

/// The same for the same words of a briefing, so that a letter sent twice is known as one.
fn message_id(briefing: &str, text: &str) -> String {
    let digest = Sha256::digest(format!("{briefing} {text}"));
    let mut digits = String::new();
    for byte in digest.iter().take(12) {
        let _ = write!(digits, "{byte:02x}"); // to a String: cannot fail
    }
    format!("<{digits}@demarche.invalid>")
}

/// A header's value: as it is where it is plain and short, else in encoded words (RFC 2047), one a line.
fn encoded(value: &str) -> String {
    let value = collapsed(value);
    let is_plain = value.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !value.contains("=?");
    if is_plain && value.len() <= LINE - 20 {
        return value;
    }
    let mut words = vec![String::new()];
    for character in value.chars() {
        let mut bytes = [0; 4];
        let mut encoded = String::new();
        for byte in character.encode_utf8(&mut bytes).bytes() {
            match byte {
                b' ' => encoded.push('_'),
                byte if byte.is_ascii_alphanumeric() => encoded.push(char::from(byte)),
                byte => {
                    let _ = write!(encoded, "={byte:02X}"); // to a String: cannot fail
                }
            }
        }
        match words.last_mut() {
            Some(word) if word.len() + encoded.len() <= WORD => word.push_str(&encoded),
            _ => words.push(encoded),
        }
    }
    let words = words.iter().map(|word| format!("=?utf-8?Q?{word}?="));
    words.collect::<Vec<_>>().join("\n ")
}

/// RFC 2045: lines of 76 characters at most; `From` at the start of a line, and dots alone on one, are encoded.
fn quoted_printable(text: &str) -> String {
    let mut quoted = String::new();
    for line in text.lines() {
        let bytes = line.as_bytes();
        let mut column = 0;
        for (position, byte) in bytes.iter().enumerate() {
            let is_last = position + 1 == bytes.len();
            let is_plain = match byte {
                b'=' => false,
                b' ' => !is_last,
                byte => byte.is_ascii_graphic(),
            };
            let width = if is_plain { 1 } else { 3 };
            if column + width >= LINE {
                quoted.push_str("=\n");
                column = 0;
            }
            if is_plain && !(column == 0 && matches!(byte, b'F' | b'.')) {
                quoted.push(char::from(*byte));
                column += 1;
            } else {
                let _ = write!(quoted, "={byte:02X}"); // to a String: cannot fail
                column += 3;
            }
        }
        quoted.push('\n');
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_short_and_whole() {
        let long = "中方敦促 NATO ".repeat(20);
        for line in encoded(&long).lines() {
            assert!(line.len() <= LINE - 18 && line.is_ascii(), "{line}");
        }
        assert_eq!(encoded("plain words"), "plain words");
        assert_eq!(encoded("a\nBcc: x"), "a Bcc: x");
        assert!(encoded("=?utf-8?Q?x?=").starts_with("=?utf-8?Q?=3D=3Fut"));
    }

    #[test]
    fn no_line_of_a_body_begins_a_letter_and_none_is_long() {
        let text = format!(
            "From here\n.\nend \n{}\n{}F x\n{}.",
            "F".repeat(200),
            "a".repeat(75),
            "a".repeat(75)
        );
        let quoted = quoted_printable(&text);
        for line in quoted.lines() {
            assert!(!line.starts_with("From ") && line.len() <= LINE, "{line}");
            assert_ne!(line, ".");
        }
        assert!(quoted.starts_with("=46rom here\n=2E\nend=20\n"), "{quoted}");
    }
}
