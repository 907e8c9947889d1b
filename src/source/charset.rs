//! Bytes → text: byte order mark, then UTF-8 wherever it fits, then what server or document declare unless the letters tell otherwise,
//! then what the letters tell. What was lost or read wrongly before the file was saved is mended where that is certain, and said.

use super::{Remark, mojibake};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use regex::bytes::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Odd bytes up to this many are slips in a text of ASCII or UTF-8.
const STRAY: usize = 3;
/// Bytes at the start in which a declaration may stand.
const HEAD: usize = 4096;
/// Bytes of a text by which its encoding is told.
const SAMPLE: usize = 1 << 20;
/// Share of odd letters from which on a text is not in the encoding it declares.
const ODD: f64 = 0.05;

/// Who says how a text is encoded.
#[derive(Debug, Clone, Copy)]
pub(super) enum Declared<'a> {
    /// The text itself, if at all.
    InText,
    /// The server or message it came with; the text's own declaration counts less.
    ByServer(&'a str),
}

/// The text of a file.
///
/// # Errors
/// It is no text.
pub(super) fn decode<'a>(
    bytes: Cow<'a, [u8]>,
    declared: Declared<'_>,
    remarks: &mut Vec<Remark>,
) -> Result<Cow<'a, str>, String> {
    let (encoding, skipped) = encoding(&bytes, declared, remarks);
    let mut text = decoded(bytes, encoding, skipped);
    if is_garbage(&text) {
        return Err("it is no text, or text in an encoding we do not know".to_owned());
    }
    if encoding != UTF_8 {
        remarks.push(Remark(format!("read as {}", encoding.name())));
    }
    if let Some((mended, remark)) = mojibake::mended(&text) {
        text = Cow::Owned(mended);
        remarks.push(remark);
    }
    Ok(text)
}

/// The encoding of a text of which `bytes` are the beginning or all, and how many of them are its mark.
pub(super) fn encoding(
    bytes: &[u8],
    declared: Declared<'_>,
    remarks: &mut Vec<Remark>,
) -> (&'static Encoding, usize) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).unwrap_or_default();
        // A mark left in front of a text that another program appended to.
        if encoding != UTF_8 || !is_mostly_damaged(rest) {
            return (encoding, length);
        }
    }
    let said = match declared {
        Declared::ByServer(label) => Encoding::for_label(label.trim().as_bytes()),
        Declared::InText => None,
    };
    let said = said.or_else(|| in_text(bytes));
    if let Some(encoding) = unmarked_utf_16(bytes) {
        return (encoding, 0);
    }
    if is_utf_8(bytes) {
        let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
        if sample.contains(&0x1b) && sample.windows(3).any(|window| window == b"\x1b$B") {
            return (encoding_rs::ISO_2022_JP, 0);
        }
        let lies = said.filter(|said| *said != UTF_8 && !bytes.is_ascii());
        // A page in UTF-8 that says UTF-16 or nothing of use is common and harmless.
        if let Some(said) = lies.filter(|said| *said != UTF_16LE && *said != UTF_16BE) {
            let name = said.name();
            remarks.push(Remark(format!(
                "it says {name} but is UTF-8; read as UTF-8"
            )));
        }
        return (UTF_8, 0);
    }
    let guess = guessed(bytes);
    let Some(said) = said.filter(|said| *said != UTF_8) else {
        if said == Some(UTF_8) && guess != UTF_8 {
            let name = guess.name();
            remarks.push(Remark(format!("it says UTF-8 but is {name}")));
        }
        return (guess, 0);
    };
    if said == guess || (said == GBK && guess == GB18030) {
        return (said, 0);
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (by_word, by_letters) = (oddness(sample, said), oddness(sample, guess));
    if by_word > ODD && by_letters < by_word / 3.0 {
        let (said, guess_name) = (said.name(), guess.name());
        remarks.push(Remark(format!("it says {said} but is {guess_name}")));
        return (guess, 0);
    }
    (said, 0)
}

fn decoded<'a>(bytes: Cow<'a, [u8]>, encoding: &'static Encoding, skipped: usize) -> Cow<'a, str> {
    if encoding == UTF_8 {
        return match bytes {
            Cow::Borrowed(bytes) => {
                String::from_utf8_lossy(bytes.get(skipped..).unwrap_or_default())
            }
            Cow::Owned(mut bytes) => {
                bytes.drain(..skipped);
                let text = String::from_utf8(bytes);
                let text = text
                    .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
                Cow::Owned(text)
            }
        };
    }
    let rest = bytes.get(skipped..).unwrap_or_default();
    Cow::Owned(encoding.decode_without_bom_handling(rest).0.into_owned())
}

/// What the prolog of XML or a `meta` element says.
fn in_text(bytes: &[u8]) -> Option<&'static Encoding> {
    static DECLARATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r#"(?i)<(?:\?xml\b[^>]{0,200}?\bencoding|meta\b[^>]{0,200}?\bcharset)\s*=\s*["']?\s*([a-z0-9_:-]{2,20})"#,
        )
        .ok()
    });
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let label = DECLARATION.as_ref()?.captures(head)?.get(1)?;
    Encoding::for_label(label.as_bytes())
}

/// Whether a text is UTF-8; one that is cut off within a character is.
fn is_utf_8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|_| true)
        || std::str::from_utf8(bytes)
            .is_err_and(|error| error.error_len().is_none() && error.valid_up_to() > 0)
}

fn is_mostly_damaged(bytes: &[u8]) -> bool {
    let (damaged, sound) = damage(bytes);
    damaged > STRAY && damaged > sound
}

/// UTF-16 without a mark: every other byte is one of a few.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let pairs = sample.len() / 2;
    if pairs < 8 || !sample.contains(&0) {
        return None;
    }
    let zeros = |odd: usize| {
        sample
            .chunks_exact(2)
            .filter(|pair| pair.get(odd) == Some(&0))
            .count()
    };
    let (first, second) = (zeros(0), zeros(1));
    let candidates = [(UTF_16LE, second, first), (UTF_16BE, first, second)];
    candidates
        .into_iter()
        .find(|(encoding, zeros, others)| {
            // White space and digits are in every script.
            zeros * 40 > pairs && others * 4 <= *zeros && oddness(sample, encoding) < ODD
        })
        .map(|(encoding, ..)| encoding)
}

/// Damaged and sound characters beyond ASCII of a text read as UTF-8.
fn damage(bytes: &[u8]) -> (usize, usize) {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let lossy = String::from_utf8_lossy(sample);
    let (mut damaged, mut sound) = (0_usize, 0_usize);
    for character in lossy.chars().filter(|character| !character.is_ascii()) {
        if character == '\u{fffd}' {
            damaged += 1;
        } else {
            sound += 1;
        }
    }
    (damaged, sound)
}

/// UTF-8 where all but a few bytes are; else by frequency of letters.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    let (damaged, sound) = damage(bytes);
    if sound > 10 * damaged || (damaged <= STRAY && sound > 0) {
        return UTF_8;
    }
    if damaged <= STRAY {
        // So few bytes show no language: quotation marks and Latin letters are likely, the signs between them are damage.
        let is_sign = bytes.iter().any(|byte| matches!(byte, 0xa0..=0xbf));
        return if is_sign { UTF_8 } else { WINDOWS_1252 };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), bytes.len() <= SAMPLE);
    let guess = detector.guess(None, Utf8Detection::Allow);
    // GB 18030 is GBK and more.
    if guess == GBK { GB18030 } else { guess }
}

/// The share of characters beyond ASCII that no writing has where they stand: capitals inside words, signs between letters, letters of
/// two scripts in one word.
fn oddness(bytes: &[u8], encoding: &'static Encoding) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let (mut odd, mut all) = (0_usize, 0_usize);
    let (mut capitals, mut cased) = (0_usize, 0_usize);
    let mut before = ' ';
    for character in text.chars() {
        let is_beyond = !character.is_ascii();
        all += usize::from(is_beyond);
        capitals += usize::from(is_beyond && character.is_uppercase());
        cased += usize::from(is_beyond && (character.is_uppercase() || character.is_lowercase()));
        let is_control = character.is_control() && !character.is_ascii_whitespace();
        let is_capital_inside = before.is_lowercase() && character.is_uppercase();
        let is_sign_inside = before.is_alphabetic()
            && matches!(character, '\u{a1}'..='\u{bf}' | '\u{2500}'..='\u{25ff}' | '\u{2020}'..='\u{2022}')
            && !matches!(character, '«' | '»' | '·' | '°');
        let is_mixed = before.is_alphabetic()
            && character.is_alphabetic()
            && is_cyrillic(before) != is_cyrillic(character)
            && (is_latin(before) || is_latin(character));
        if is_control || character == '\u{fffd}' {
            odd += 2;
        } else if (is_beyond || !before.is_ascii())
            && (is_capital_inside || is_sign_inside || is_mixed)
        {
            odd += 1;
        }
        before = character;
    }
    // Of the encodings of Cyrillic one has its small letters where another has its capitals.
    if cased > 40 && capitals * 3 > cased * 2 {
        odd += cased / 5;
    }
    odd as f64 / all.max(1) as f64
}

fn is_cyrillic(character: char) -> bool {
    matches!(character, '\u{400}'..='\u{52f}')
}

fn is_latin(character: char) -> bool {
    matches!(character, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}')
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

    fn read(bytes: &[u8]) -> String {
        let mut remarks = Vec::new();
        let text = decode(Cow::Borrowed(bytes), Declared::InText, &mut remarks);
        text.unwrap().into_owned()
    }

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
            assert_eq!(read(bytes), expected);
        }
    }

    #[test]
    fn every_encoding_is_told_by_its_letters_alone() {
        for (label, text) in [
            (
                "windows-1251",
                "Министерство иностранных дел Руритании приветствует открытие шлюзов на реке.",
            ),
            (
                "koi8-r",
                "Министерство иностранных дел Руритании приветствует открытие шлюзов на реке.",
            ),
            (
                "gb18030",
                "外交部发言人说，河道船闸已经开放，我们欢迎各方使用，并愿同各国加强合作。",
            ),
            (
                "big5",
                "外交部發言人說，河道船閘已經開放，我們歡迎各方使用，並願同各國加強合作。",
            ),
            (
                "shift_jis",
                "外務報道官は、川の水門が開かれたことを歓迎すると述べた。",
            ),
            (
                "euc-kr",
                "외교부 대변인은 강의 수문이 열린 것을 환영한다고 말했다.",
            ),
            (
                "euc-jp",
                "外務報道官は、川の水門が開かれたことを歓迎すると述べた。",
            ),
            (
                "iso-2022-jp",
                "外務報道官は、川の水門が開かれたことを歓迎すると述べた。",
            ),
            (
                "windows-1256",
                "رحبت وزارة الخارجية بفتح أهوسة النهر أمام جميع السفن",
            ),
            (
                "windows-1254",
                "Dışişleri Bakanlığı sözcüsü, nehirdeki kapıların açılmasını memnuniyetle karşıladığını söyledi.",
            ),
            (
                "windows-1250",
                "Ministerstvo zahraničních věcí vítá otevření zdymadel na řece a děkuje všem.",
            ),
            (
                "iso-8859-2",
                "Rzecznik Ministerstwa Spraw Zagranicznych z zadowoleniem przyjął otwarcie śluz na rzece, życząc żegludze pomyślności.",
            ),
        ] {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let bytes = encoding.encode(text).0;
            assert_eq!(read(&bytes), text, "{label}");
        }
    }

    #[test]
    fn utf_16_needs_no_mark() {
        for text in [
            "Talks\n\nThey talked about the river.\n",
            "标题：会谈\n\n发言人说，河道船闸 12 座已经开放。\n第二行 3 座\n",
        ] {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(
                unmarked_utf_16(&little).map(Encoding::name),
                Some("UTF-16LE"),
                "{text}"
            );
            assert_eq!(read(&little), text);
            assert_eq!(read(&big), text);
        }
    }
}
