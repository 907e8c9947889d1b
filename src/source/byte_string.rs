//! Files in which a program wrote its byte strings as it prints them: `b'<p>\xe2\x80\x9cYes\xe2\x80\x9d</p>\n'`.

/// The bytes meant, where `text` is or ends in a printed byte string; what stands before it is kept.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let trimmed = text.trim_end();
    let quote = trimmed
        .chars()
        .next_back()
        .filter(|quote| matches!(quote, '\'' | '"'))?;
    let opening = format!("b{quote}");
    let start = if trimmed.starts_with(&opening) {
        0
    } else {
        trimmed.find(&format!("\n{opening}"))? + 1
    };
    let inner = trimmed.get(start + 2..trimmed.len() - 1)?;
    if !inner.is_ascii() || inner.contains('\n') {
        return None;
    }
    let mut bytes = trimmed.as_bytes()[..start].to_vec();
    unescape(inner.as_bytes(), &mut bytes);
    Some(bytes)
}

fn unescape(mut text: &[u8], bytes: &mut Vec<u8>) {
    while let Some((&first, rest)) = text.split_first() {
        let (byte, used) = match (first, rest) {
            (b'\\', [b'x', high, low, ..]) => match (hexadecimal(*high), hexadecimal(*low)) {
                (Some(high), Some(low)) => (high * 16 + low, 4),
                _ => (first, 1),
            },
            (b'\\', [b'n', ..]) => (b'\n', 2),
            (b'\\', [b't', ..]) => (b'\t', 2),
            (b'\\', [b'r', ..]) => (b'\r', 2),
            (b'\\', [escaped @ (b'\\' | b'\'' | b'"'), ..]) => (*escaped, 2),
            _ => (first, 1),
        };
        bytes.push(byte);
        text = text.get(used..).unwrap_or_default();
    }
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn printed_bytes_become_bytes() {
        let text = "<h1>Talks</h1>\nb'<p>\\xe2\\x80\\x9cIt\\'s so\\xe2\\x80\\x9d\\n\\\\</p>'\n";
        let bytes = decode(text).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "<h1>Talks</h1>\n<p>“It's so”\n\\</p>"
        );
    }

    #[test]
    fn other_text_is_left_alone() {
        assert_eq!(decode("He said: 'no'"), None);
        assert_eq!(decode("b'"), None);
        assert_eq!(decode(""), None);
    }
}
