//! The forms of names in inflected languages, by the endings of `declensions.toml`.

use super::table;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static TABLES: LazyLock<BTreeMap<String, Declension>> = LazyLock::new(|| {
    let raw: BTreeMap<String, RawDeclension> = table::toml(include_str!("data/declensions.toml"));
    raw.into_iter()
        .map(|(language, raw)| (language, raw.into()))
        .collect()
});

/// Begins the part of a name that stays as it is.
const FIXED: char = '~';

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDeclension {
    names: Vec<String>,
    adjectives: Vec<String>,
}

/// Endings, longest nominative first, each with its forms (alternatives in one list).
#[derive(Default)]
struct Declension {
    names: Vec<(String, Vec<Vec<String>>)>,
    adjectives: Vec<(String, Vec<Vec<String>>)>,
}

impl From<RawDeclension> for Declension {
    fn from(raw: RawDeclension) -> Self {
        Self {
            names: endings(&raw.names),
            adjectives: endings(&raw.adjectives),
        }
    }
}

fn endings(lines: &[String]) -> Vec<(String, Vec<Vec<String>>)> {
    let mut endings: Vec<_> = lines
        .iter()
        .filter_map(|line| line.split_once('|'))
        .map(|(ending, forms)| {
            let forms = forms.split_whitespace();
            let forms = forms.map(|form| form.split('/').map(str::to_owned).collect());
            (ending.trim().to_owned(), forms.collect())
        })
        .collect();
    endings.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
    endings
}

/// All forms of a name, the nominative first. Every word of it is declined, up to a `~`.
///
/// A language without a table gives the name alone.
pub(super) fn forms_of_name(name: &str, language: &str) -> Vec<String> {
    let (declined, fixed) = name.split_once(FIXED).unwrap_or((name, ""));
    let plain = format!("{declined}{fixed}");
    let Some(table) = TABLES.get(language) else {
        return vec![plain];
    };
    let cases = table.names.first().map_or(0, |(_, forms)| forms.len());
    let pieces: Vec<(Word, &str)> = declined
        .split_inclusive(' ')
        .map(|piece| {
            let word = piece.trim_end_matches(' ');
            (Word::new(&table.names, word), &piece[word.len()..])
        })
        .collect();
    let mut forms = vec![plain];
    for case in 0..cases.max(6) {
        let mut variants = vec![String::new()];
        for (word, rest) in &pieces {
            let endings = word.forms(case);
            variants = variants
                .iter()
                .flat_map(|start| {
                    endings
                        .iter()
                        .map(move |form| format!("{start}{form}{rest}"))
                })
                .take(8)
                .collect();
        }
        forms.extend(variants.into_iter().map(|form| form + fixed));
    }
    forms.dedup();
    let mut seen = std::collections::BTreeSet::new();
    forms.retain(|form| seen.insert(form.clone()));
    forms
}

/// All forms of an adjective given in the masculine, in all genders; of a noun, its cases.
pub(super) fn forms_of_adjective(adjective: &str, language: &str) -> Vec<String> {
    let table = TABLES.get(language);
    let found = table.and_then(|table| fitting(&table.adjectives, adjective));
    match found {
        Some((stem, forms)) if !adjective.contains([' ', FIXED]) => forms
            .iter()
            .flatten()
            .map(|form| format!("{stem}{form}"))
            .collect(),
        _ => forms_of_name(adjective, language),
    }
}

/// A word with what fits it, or the parts before and behind its hyphen.
struct Word<'w> {
    first: Part<'w>,
    last: Option<Part<'w>>,
}

/// A word or a part of it: its stem and the endings of all cases, where any fit.
struct Part<'w> {
    whole: &'w str,
    declined: Option<(&'w str, &'w [Vec<String>])>,
}

impl<'w> Word<'w> {
    fn new(endings: &'w [(String, Vec<Vec<String>>)], word: &'w str) -> Self {
        let part = |whole: &'w str| Part {
            whole,
            declined: fitting(endings, whole),
        };
        match word.split_once('-') {
            Some((first, last)) => Self {
                first: part(first),
                last: Some(part(last)),
            },
            None => Self {
                first: part(word),
                last: None,
            },
        }
    }

    /// Its forms in one case: of its last part alone ("Касым-Жомартом") and of all its parts ("Гвинеи-Бисау").
    fn forms(&self, case: usize) -> Vec<String> {
        let firsts = self.first.forms(case);
        let Some(last) = &self.last else {
            return firsts;
        };
        let mut forms = Vec::new();
        for form in last.forms(case) {
            forms.push(format!("{}-{form}", self.first.whole));
            forms.extend(firsts.iter().map(|first| format!("{first}-{form}")));
        }
        let first = firsts.first().map_or(self.first.whole, String::as_str);
        forms.push(format!("{first}-{}", last.whole));
        forms
    }
}

impl Part<'_> {
    /// Its forms in one case; the word itself where no ending fits.
    fn forms(&self, case: usize) -> Vec<String> {
        let declined = self.declined.and_then(|(stem, forms)| {
            let forms = forms.get(case)?;
            Some(forms.iter().map(|form| format!("{stem}{form}")).collect())
        });
        declined.unwrap_or_else(|| vec![self.whole.to_owned()])
    }
}

/// The stem of a word and the forms of the longest ending that fits. Acronyms and words of one letter have none.
fn fitting<'a, 'w>(
    endings: &'a [(String, Vec<Vec<String>>)],
    word: &'w str,
) -> Option<(&'w str, &'a [Vec<String>])> {
    let is_acronym = word
        .chars()
        .filter(|character| character.is_uppercase())
        .count()
        > 1;
    if is_acronym || word.chars().count() < 3 {
        return None;
    }
    endings.iter().find_map(|(ending, forms)| {
        let stem = word.strip_suffix(ending.as_str())?;
        (!stem.is_empty()).then_some((stem, forms.as_slice()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(name: &str, language: &str, form: &str) {
        let forms = forms_of_name(name, language);
        assert!(
            forms.iter().any(|found| found == form),
            "{form} not in {forms:?}"
        );
    }

    #[test]
    fn names_decline_in_all_cases() {
        for (name, form) in [
            ("Россия", "Россией"),
            ("Россия", "России"),
            ("Украина", "Украине"),
            ("Китай", "Китаем"),
            ("Иран", "Ирану"),
            ("Польша", "Польшу"),
            ("Штаты", "Штатов"),
            ("Соединённые Штаты", "Соединённых Штатов"),
            (
                "Китайская Народная Республика",
                "Китайской Народной Республикой",
            ),
            ("Совет ~Безопасности", "Совета Безопасности"),
            ("Путин", "Путиным"),
            ("Захарова", "Захаровой"),
            ("Сергей Лавров", "Сергеем Лавровым"),
        ] {
            has(name, "ru", form);
        }
        has("Касым-Жомарт Токаев", "ru", "Касым-Жомартом Токаевым");
        has("Гвинея-Бисау", "ru", "Гвинеи-Бисау");
        has("Україна", "uk", "України");
        has("НАТО", "ru", "НАТО");
    }

    #[test]
    fn adjectives_have_all_genders() {
        let forms = forms_of_adjective("российский", "ru");
        for form in [
            "российский",
            "российского",
            "российская",
            "российскую",
            "российских",
            "российскими",
        ] {
            assert!(forms.iter().any(|found| found == form), "{form}");
        }
        assert!(forms_of_adjective("россияне", "ru").contains(&"россиян".to_owned()));
    }
}
