//! Which language a text is in.

use super::fold::is_han;
use whatlang::{Detector, Lang};

/// Characters looked at; more change nothing.
const SAMPLE: usize = 1200;
/// Fewer letters than this decide nothing in alphabetic scripts.
const ENOUGH: usize = 60;

/// The BCP 47 tag of the language, Chinese with its script (`zh-Hans`, `zh-Hant`); `None` where the text is too short or mixed to tell.
#[must_use]
pub fn detect_language(text: &str) -> Option<String> {
    let sample: String = text.chars().take(SAMPLE).collect();
    let han = sample
        .chars()
        .filter(|character| is_han(*character))
        .count();
    let kana = sample
        .chars()
        .filter(|character| matches!(character, '\u{3040}'..='\u{30ff}'))
        .count();
    let letters = sample
        .chars()
        .filter(|character| character.is_alphabetic())
        .count();
    if han + kana > letters / 4 && han + kana > 3 {
        if kana * 8 > han {
            return Some("ja".to_owned());
        }
        return Some(
            if is_traditional(&sample) {
                "zh-Hant"
            } else {
                "zh-Hans"
            }
            .to_owned(),
        );
    }
    if letters < ENOUGH {
        return None;
    }
    let found = Detector::new().detect(&sample)?;
    let known = tag(found.lang())?;
    found
        .is_reliable()
        .then(|| known.to_owned())
        .or_else(|| (found.confidence() > 0.5).then(|| known.to_owned()))
}

/// `zh` of `zh-Hant`.
#[must_use]
pub fn primary_language(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// More than a tenth of the Chinese characters differ from their simplified forms.
fn is_traditional(sample: &str) -> bool {
    let han: String = sample
        .chars()
        .filter(|character| is_han(*character))
        .collect();
    let changed = han
        .chars()
        .zip(fast2s::convert(&han).chars())
        .filter(|(before, after)| before != after)
        .count();
    changed * 10 > han.chars().count()
}

fn tag(language: Lang) -> Option<&'static str> {
    Some(match language {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Tur => "tr",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Urd => "ur",
        Lang::Kor => "ko",
        Lang::Pol => "pl",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Ron => "ro",
        Lang::Bul => "bg",
        Lang::Srp => "sr",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Hun => "hu",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Bel => "be",
        Lang::Nep => "ne",
        Lang::Jpn => "ja",
        Lang::Cmn => "zh-Hans",
        _ => return None,
    })
}
