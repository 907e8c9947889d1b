//! Text that was UTF-8, was read as something else and saved again: `â€™` for `’`, `РќРѕ` for `Но`. Undone only where every such
//! sequence of the text gives sound UTF-8; and the count of characters that were lost altogether.

use super::Remark;
use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252};

/// Sequences from which on it is no chance.
const ENOUGH: usize = 2;
/// Where a text is looked at before it is looked at whole, in bytes.
const SAMPLE: usize = 1 << 20;

/// The text as it was meant, and what is to be said; `None` where it is as it should be.
pub(super) fn mended(text: &str) -> Option<(String, Remark)> {
    if text.is_ascii() {
        return None;
    }
    [WINDOWS_1252, WINDOWS_1251]
        .into_iter()
        .find_map(|encoding| {
            let (mended, count) = undone(text, encoding)?;
            let remark = format!(
                "it is UTF-8 that was read as {} and saved again; undone in {count} places",
                encoding.name()
            );
            Some((mended, Remark(remark)))
        })
}

/// The text with every run beyond ASCII read anew, and how many there are; `None` where one of them is none.
fn undone(text: &str, encoding: &'static Encoding) -> Option<(String, usize)> {
    let end = (0..=SAMPLE.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))?;
    let mut sample = text.get(..end)?;
    if end < text.len() {
        sample = sample.trim_end_matches(|character: char| !character.is_ascii());
    }
    let mut count = 0;
    for run in runs(sample) {
        reread(run, encoding)?;
        count += 1;
    }
    if count < ENOUGH {
        return None;
    }
    let mut mended = String::with_capacity(text.len());
    let mut count = 0;
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| !character.is_ascii()) {
        let (before, after) = rest.split_at(start);
        let end = after
            .find(|character: char| character.is_ascii())
            .unwrap_or(after.len());
        let (run, after) = after.split_at(end);
        mended.push_str(before);
        match reread(run, encoding) {
            Some(meant) => {
                mended.push_str(&meant);
                count += 1;
            }
            None => mended.push_str(run),
        }
        rest = after;
    }
    mended.push_str(rest);
    Some((mended, count))
}

fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| character.is_ascii())
        .filter(|run| !run.is_empty())
}

/// What a run was before it was read as `encoding`; of a space that does not break, that is a part of it, too.
fn reread(run: &str, encoding: &'static Encoding) -> Option<String> {
    let mut bytes = Vec::with_capacity(run.len());
    for character in run.chars() {
        // Bytes that the encoding leaves open pass as control characters.
        if let Ok(byte @ 0x80..=0x9f) = u8::try_from(u32::from(character)) {
            bytes.push(byte);
            continue;
        }
        let mut letter = [0; 4];
        let (encoded, _, failed) = encoding.encode(character.encode_utf8(&mut letter));
        let [byte] = *encoded else { return None };
        if failed {
            return None;
        }
        bytes.push(byte);
    }
    let meant = String::from_utf8(bytes).ok()?;
    // One byte is no sequence, and what is meant is shorter.
    (meant.chars().count() < run.chars().count()).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misread(text: &str, encoding: &'static Encoding) -> String {
        encoding
            .decode_without_bom_handling(text.as_bytes())
            .0
            .into_owned()
    }

    #[test]
    fn what_was_misread_once_is_read_anew() {
        for (text, encoding) in [
            ("“No,” Norvik’s café said – twice.", WINDOWS_1252),
            ("Пресс-секретарь Норвик: «Шлюзы открыты».", WINDOWS_1251),
            ("外交部发言人说 they are open, 谢谢", WINDOWS_1252),
        ] {
            let (mended, _) = mended(&misread(text, encoding)).unwrap();
            assert_eq!(mended, text);
        }
    }

    #[test]
    fn what_is_as_it_should_be_is_left_alone() {
        for text in [
            "“No,” Norvik’s café said – twice.",
            "Пресс-секретарь Норвик: «Шлюзы открыты».",
            "The sequence â€™ stands for ’ in misread text.",
            "Straße, Élysée, ação, ‘sí’",
            "外交部发言人说",
        ] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
