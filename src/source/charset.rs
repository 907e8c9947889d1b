//! Bytes → text: byte order mark, then UTF-8 wherever it fits, then what the document declares, then what its letters tell.

use super::Remark;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use regex::bytes::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

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
    if sound > 10 * damaged {
        return UTF_8;
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
