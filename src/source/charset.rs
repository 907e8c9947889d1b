//! Bytes → text: byte order mark, then UTF-8 wherever it fits, then what the document declares, then what its letters tell.

use super::Remark;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use regex::bytes::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Odd bytes up to this many are slips in a text of ASCII or UTF-8.
const STRAY: usize = 3;
/// Bytes at the start in which a declaration may stand.
const HEAD: usize = 4096;

/// The text of a file.
///
/// # Errors
/// It is no text.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    remarks: &mut Vec<Remark>,
) -> Result<Cow<'a, str>, String> {
    let (text, encoding) = if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        (
            encoding.decode_without_bom_handling(&bytes[length..]).0,
            encoding,
        )
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        (Cow::Borrowed(text), UTF_8)
    } else {
        let encoding = declared(bytes).filter(|encoding| *encoding != UTF_8);
        let encoding = encoding.unwrap_or_else(|| guessed(bytes));
        (encoding.decode_without_bom_handling(bytes).0, encoding)
    };
    if is_garbage(&text) {
        return Err("it is no text, or text in an encoding we do not know".to_owned());
    }
    if encoding != UTF_8 {
        remarks.push(Remark(format!("read as {}", encoding.name())));
    }
    if text.contains('\u{fffd}') {
        remarks.push(Remark("some characters are damaged".to_owned()));
    }
    Ok(text)
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    static DECLARATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"(?i)(?:encoding|charset)\s*=\s*["']?\s*([a-z0-9_-]{2,20})"#).ok()
    });
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let label = DECLARATION.as_ref()?.captures(head)?.get(1)?;
    Encoding::for_label(label.as_bytes())
}

/// UTF-8 where all but a few bytes are; else by frequency of letters.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    let lossy = String::from_utf8_lossy(bytes);
    let (mut damaged, mut sound) = (0_usize, 0_usize);
    for character in lossy.chars().filter(|character| !character.is_ascii()) {
        if character == '\u{fffd}' {
            damaged += 1;
        } else {
            sound += 1;
        }
    }
    if sound > 10 * damaged || (damaged <= STRAY && sound > 0) {
        return UTF_8;
    }
    if damaged <= STRAY {
        // So few bytes show no language: quotation marks and Latin letters are likely, the signs between them are damage.
        let is_sign = bytes.iter().any(|byte| matches!(byte, 0xa0..=0xbf));
        return if is_sign { UTF_8 } else { WINDOWS_1252 };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// Control characters and damage from one in thirty on are no writing.
fn is_garbage(text: &str) -> bool {
    let is_odd = |character: &char| {
        (character.is_control() && !matches!(character, '\n' | '\r' | '\t' | '\u{c}'))
            || *character == '\u{fffd}'
    };
    let mut total = 0_usize;
    let mut odd = 0_usize;
    for character in text.chars().take(100_000) {
        total += 1;
        odd += usize::from(is_odd(&character));
    }
    odd * 30 > total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stray_bytes_are_slips_and_no_other_encoding() {
        for (bytes, expected) in [
            (
                &b"Norvik\xb9s visit to the river locks"[..],
                "Norvik\u{fffd}s visit to the river locks",
            ),
            (
                b"Norvik\x92s visit to the river locks",
                "Norvik’s visit to the river locks",
            ),
            (
                b"a caf\xe9 by the river locks of Strelsau",
                "a café by the river locks of Strelsau",
            ),
            (
                b"\xe2\x80\x9cNo\xe2\x80\x9d, as Norvik\xb9s visit to the locks showed",
                "“No”, as Norvik\u{fffd}s visit to the locks showed",
            ),
        ] {
            assert_eq!(decode(bytes, &mut Vec::new()).as_deref(), Ok(expected));
        }
    }
}
