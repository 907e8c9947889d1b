//! Whether a text can be read: characters lost before it was saved, and letters that a program for reading pictures made up.

use super::Remark;
use crate::text::detect_language;

/// Letters from which on a text shows what it is.
const LETTERS: usize = 120;
/// Characters of a text that are looked at.
const SAMPLE: usize = 4_000;
/// Languages that are not written in Latin letters, with the first and last letter of their script.
const SCRIPTS: &[(&str, &str, char, char)] = &[
    ("ar", "Arabic", '\u{600}', '\u{6ff}'),
    ("fa", "Persian", '\u{600}', '\u{6ff}'),
    ("ur", "Urdu", '\u{600}', '\u{6ff}'),
    ("he", "Hebrew", '\u{590}', '\u{5ff}'),
    ("ru", "Russian", '\u{400}', '\u{4ff}'),
    ("uk", "Ukrainian", '\u{400}', '\u{4ff}'),
    ("be", "Belarusian", '\u{400}', '\u{4ff}'),
    ("bg", "Bulgarian", '\u{400}', '\u{4ff}'),
    ("el", "Greek", '\u{370}', '\u{3ff}'),
    ("hi", "Hindi", '\u{900}', '\u{97f}'),
    ("ja", "Japanese", '\u{3040}', '\u{9fff}'),
    ("zh", "Chinese", '\u{3400}', '\u{9fff}'),
    ("ko", "Korean", '\u{ac00}', '\u{d7a3}'),
    ("th", "Thai", '\u{e00}', '\u{e7f}'),
];

/// What is to be said of the text of a document that is said to be in the language `given`.
pub(super) fn remarks(text: &str, given: Option<&str>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let lost = text.matches('\u{fffd}').count();
    if lost > 0 {
        let characters = if lost == 1 { "character" } else { "characters" };
        remarks.push(Remark(format!(
            "the text lost {lost} {characters} before it was saved (\u{fffd}); fetch it again from its publisher"
        )));
    }
    remarks.extend(unreadable(text, given).map(Remark));
    remarks
}

/// Why a text cannot be read, if so.
fn unreadable(text: &str, given: Option<&str>) -> Option<String> {
    let sample: String = text.chars().take(SAMPLE).collect();
    let letters = sample
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .count();
    if letters < LETTERS {
        return None;
    }
    let remedy = "perhaps a picture read with the wrong language; read it anew (ocrmypdf -l LANGUAGE) or fetch the text";
    let given = given
        .and_then(|tag| tag.split(['-', '_']).next())
        .unwrap_or_default()
        .to_lowercase();
    if let Some((_, name, first, last)) = SCRIPTS.iter().find(|(tag, ..)| *tag == given) {
        let own = sample
            .chars()
            .filter(|letter| (first..=last).contains(&letter))
            .count();
        // A page in another language than its template says is no damage.
        if own * 10 < letters && (detect_language(&sample).is_none() || noise(&sample) > 0.15) {
            return Some(format!(
                "it is said to be {name} and hardly has a letter of it; {remedy}"
            ));
        }
    }
    (noise(&sample) > 0.3).then(|| format!("its text is hardly readable; {remedy}"))
}

/// The share of pieces between white space that are no words, numbers or marks as anybody sets them.
fn noise(text: &str) -> f64 {
    let mut all = 0_usize;
    let mut odd = 0_usize;
    for piece in text.split_whitespace() {
        all += 1;
        odd += usize::from(is_noise(piece));
    }
    if all < 20 {
        0.0
    } else {
        odd as f64 / all as f64
    }
}

/// Whether a piece is none of a text: signs inside a word, a bracket that nothing opens, signs alone.
fn is_noise(piece: &str) -> bool {
    let core = piece.trim_matches(|character: char| {
        matches!(
            character,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '"'
                | '\''
                | '('
                | ')'
                | '['
                | ']'
                | '…'
                | '-'
                | '–'
                | '—'
        ) || ('\u{2018}'..='\u{201f}').contains(&character)
            || matches!(character, '«' | '»' | '*' | '/')
    });
    if core.is_empty() {
        return piece.chars().count() > 1
            && !piece
                .chars()
                .all(|character| matches!(character, '.' | '-' | '–' | '—' | '*' | '…'));
    }
    if core.contains("://") || core.contains('@') || core.len() > 60 {
        return false;
    }
    let has_letter = core.chars().any(char::is_alphabetic);
    let is_sign = |character: char| {
        matches!(
            character,
            '|' | '\\'
                | '~'
                | '^'
                | '{'
                | '}'
                | '<'
                | '>'
                | '='
                | '_'
                | '!'
                | '?'
                | ')'
                | '('
                | ']'
                | '['
                | ';'
                | '"'
                | '%'
                | '$'
                | '§'
                | '¬'
                | '¦'
                | '*'
        )
    };
    let has_sign = has_letter && core.chars().any(is_sign);
    let closes_nothing = piece.contains(')')
        && !piece.contains('(')
        && piece
            .trim_end_matches([')', '.', ',', '!', ';', ':'])
            .contains([')', '!']);
    let is_lone = core.chars().count() == 1
        && has_letter
        && core.chars().all(|letter| {
            letter.is_lowercase()
                && !matches!(
                    letter,
                    'a' | 'e'
                        | 'i'
                        | 'o'
                        | 'u'
                        | 'y'
                        | 'à'
                        | 'é'
                        | 'и'
                        | 'в'
                        | 'к'
                        | 'с'
                        | 'у'
                        | 'о'
                        | 'а'
                        | 'я'
                        | 'з'
                        | 'і'
                        | 'й'
                )
                && letter.is_alphabetic()
                && !('\u{3040}'..='\u{d7a3}').contains(&letter)
        });
    has_sign || closes_nothing || is_lone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_told_from_text() {
        let noise = "poses)! cnemyll al pes ¢ wl 8)ss{ Lal| gs i pill ool] (ys dlls ~ ale s=d all b| l)p wl!s pSol d_l sil a!l pes) yl ol] cl|l gyl m)l sl|s als k{l".repeat(3);
        assert!(unreadable(&noise, Some("ar")).is_some());
        let english = "Good afternoon, everyone. I'm pleased to welcome (again) Ms. Norvik; she said \"no\" twice, at 12:41 p.m., about 40% of the river's locks - see [1] and https://mfa.example/a?b=1. Q: Really? A: Yes!".repeat(3);
        assert_eq!(unreadable(&english, Some("en")), None);
        assert_eq!(unreadable(&english, Some("ar")), None);
        let russian = "Мы приветствуем открытие шлюзов (в т.ч. малых) и т.д. «Да», – сказала А.Норвик: а с 1 мая и к лету – все! ".repeat(3);
        assert_eq!(unreadable(&russian, Some("ru")), None);
        let signs = "Я Министерство А: 3% ) г | р=к ф) {м иност| д]е л; ~ Р у|р ) _ 5 \\ п!и ве^т с т] | ш=л ю ) з [ы р е|к ) (и".repeat(3);
        assert!(unreadable(&signs, None).is_some());
    }
}
