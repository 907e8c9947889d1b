//! Cases of Russian names and nouns, as far as their endings tell them: who may be a subject, an object, an owner or an agent.

use crate::lexicon::Lexicon;
use crate::text::fold;

/// The cases a word may stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cases(u8);

impl Cases {
    pub(super) const NOMINATIVE: Self = Self(1);
    pub(super) const GENITIVE: Self = Self(2);
    pub(super) const DATIVE: Self = Self(4);
    pub(super) const ACCUSATIVE: Self = Self(8);
    pub(super) const INSTRUMENTAL: Self = Self(16);
    /// Of what is not declined, or not known.
    pub(super) const ANY: Self = Self(63);

    const NONE: Self = Self(0);
    const LOCATIVE: Self = Self(32);
    const DIRECT: Self = Self(1 | 8);
    const ANIMATE: Self = Self(2 | 8);
    const INDIRECT: Self = Self(4 | 8);
    const NEAR: Self = Self(4 | 32);
    const SOFT: Self = Self(2 | 4 | 32);
    const FEMININE: Self = Self(2 | 4 | 16 | 32);
    const PLURAL: Self = Self(2 | 8 | 32);

    /// Whether it may be this case.
    pub(super) fn may(self, case: Self) -> bool {
        self.0 & case.0 != 0
    }

    /// Whether it can only be this case.
    pub(super) fn only(self, case: Self) -> bool {
        self.0 == case.0
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Names that end like a case and are not declined.
const INDECLINABLE: [&str; 12] = [
    "перу",
    "баку",
    "мали",
    "чили",
    "сомали",
    "гаити",
    "зимбабве",
    "никарагуа",
    "токио",
    "тбилиси",
    "дели",
    "нато",
];

/// What a form ends in, what its nominative then ends in, and the cases it is.
const DECLINED: [(&str, &str, Cases); 26] = [
    ("а", "", Cases::ANIMATE),
    ("у", "", Cases::DATIVE),
    ("ом", "", Cases::INSTRUMENTAL),
    ("ым", "", Cases::INSTRUMENTAL),
    ("е", "", Cases::LOCATIVE),
    ("я", "й", Cases::ANIMATE),
    ("ю", "й", Cases::DATIVE),
    ("ем", "й", Cases::INSTRUMENTAL),
    ("е", "й", Cases::LOCATIVE),
    ("я", "ь", Cases::ANIMATE),
    ("ю", "ь", Cases::DATIVE),
    ("ем", "ь", Cases::INSTRUMENTAL),
    ("ём", "ь", Cases::INSTRUMENTAL),
    ("е", "ь", Cases::LOCATIVE),
    ("ы", "а", Cases::GENITIVE),
    ("и", "а", Cases::GENITIVE),
    ("е", "а", Cases::NEAR),
    ("у", "а", Cases::ACCUSATIVE),
    ("ой", "а", Cases::FEMININE),
    ("ей", "а", Cases::INSTRUMENTAL),
    ("и", "я", Cases::SOFT),
    ("ю", "я", Cases::ACCUSATIVE),
    ("ей", "я", Cases::INSTRUMENTAL),
    ("е", "я", Cases::NEAR),
    ("и", "ь", Cases::SOFT),
    ("ью", "ь", Cases::INSTRUMENTAL),
];

/// Endings of words that nothing more is known of, the longer before the shorter.
const ENDINGS: [(&str, Cases); 36] = [
    ("ство", Cases::DIRECT),
    ("ства", Cases::GENITIVE),
    ("ству", Cases::DATIVE),
    ("ого", Cases::ANIMATE),
    ("его", Cases::ANIMATE),
    ("ому", Cases::DATIVE),
    ("ему", Cases::DATIVE),
    ("ыми", Cases::INSTRUMENTAL),
    ("ими", Cases::INSTRUMENTAL),
    ("ами", Cases::INSTRUMENTAL),
    ("ями", Cases::INSTRUMENTAL),
    ("ией", Cases::INSTRUMENTAL),
    ("там", Cases::DATIVE),
    ("ям", Cases::DATIVE),
    ("ую", Cases::ACCUSATIVE),
    ("юю", Cases::ACCUSATIVE),
    ("ых", Cases::PLURAL),
    ("их", Cases::PLURAL),
    ("ые", Cases::DIRECT),
    ("ие", Cases::DIRECT),
    ("ое", Cases::DIRECT),
    ("ая", Cases::NOMINATIVE),
    ("ия", Cases::NOMINATIVE),
    ("ий", Cases::DIRECT),
    ("ый", Cases::DIRECT),
    ("ом", Cases::INSTRUMENTAL),
    ("ем", Cases::INSTRUMENTAL),
    ("ой", Cases::FEMININE),
    ("ии", Cases::SOFT),
    ("ию", Cases::INDIRECT),
    ("ью", Cases::INSTRUMENTAL),
    ("ю", Cases::INDIRECT),
    ("у", Cases::INDIRECT),
    ("е", Cases::NEAR),
    ("а", Cases::NOMINATIVE),
    ("ы", Cases::ANY),
];

/// Nouns of offices that are feminine, so that their nominative ends in -а.
const FEMININE: [&str; 6] = [
    "глава",
    "замглава",
    "страна",
    "сторона",
    "палата",
    "пресс-служба",
];

/// The cases of an adjective.
pub(super) fn of_adjective(word: &str) -> Cases {
    of_word(word.split_whitespace().next().unwrap_or_default())
}

/// The cases of a name as it is written.
pub(super) fn of_name(name: &str, lexicon: &Lexicon) -> Cases {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    let last = words.next_back();
    let folded = fold(first);
    if last.is_none() {
        if INDECLINABLE.contains(&folded.as_str()) {
            return Cases::ANY;
        }
        let declined = declined(first, lexicon);
        let unknown = !lexicon.entities().is_name(first);
        return match of_word(first) {
            _ if declined != Cases::NONE => declined,
            cases @ (Cases::NOMINATIVE | Cases::DIRECT) if !unknown => cases,
            Cases::NOMINATIVE => unsure(first),
            // "Нетаньяху"
            _ if !unknown
                && ["у", "ю", "и", "ы", "е"]
                    .iter()
                    .any(|end| folded.ends_with(end)) =>
            {
                Cases::ANY
            }
            cases => cases,
        };
    }
    let cases = match of_word(first) {
        Cases::NOMINATIVE => unsure(first),
        cases => cases,
    };
    // A given name may be foreign and not declined: its family name tells.
    match last {
        Some(last) if cases == Cases::ANY => match of_word(last) {
            Cases::NOMINATIVE => unsure(last),
            cases => cases,
        },
        _ => cases,
    }
}

/// The cases of what looks like a feminine nominative and may be a masculine genitive: "Сейфа", but not "Российская".
fn unsure(word: &str) -> Cases {
    if ["ая", "яя", "ия"]
        .iter()
        .any(|ending| word.ends_with(ending))
    {
        Cases::NOMINATIVE
    } else {
        Cases::NOMINATIVE.and(Cases::ANIMATE)
    }
}

/// What a form of a known name is: "Ирана" is the genitive of "Иран", but there is no "Украин" that "Украина" could be of.
fn declined(name: &str, lexicon: &Lexicon) -> Cases {
    let known = |stem: &str, ending: &str| {
        let name = format!("{stem}{ending}");
        lexicon.entities().is_name(&name)
    };
    // "Ирана" is known too, and no nominative that "Ирану" could be of.
    let oblique = |stem: &str, nominative: &str| match nominative {
        "а" => known(stem, ""),
        "я" => known(stem, "й") || known(stem, "ь"),
        _ => false,
    };
    let fitting = DECLINED.iter().filter(|(ending, nominative, _)| {
        let stem = name.strip_suffix(ending);
        let stem = stem.filter(|stem| stem.chars().count() > 2);
        stem.is_some_and(|stem| known(stem, nominative) && !oblique(stem, nominative))
    });
    fitting.fold(Cases::NONE, |cases, (_, _, fits)| cases.and(*fits))
}

/// The cases of a word by its ending alone.
pub(super) fn of_word(word: &str) -> Cases {
    let capitals = word.chars().filter(|character| character.is_uppercase());
    let Some(last) = word.chars().next_back() else {
        return Cases::ANY;
    };
    let acronym = capitals.count() > 1 && !word.contains('-');
    if last.is_uppercase() || !matches!(fold(word).chars().next(), Some('а'..='я' | 'ё')) {
        return Cases::ANY;
    }
    let word = fold(word);
    if acronym && word.ends_with('а') {
        return Cases::GENITIVE;
    }
    let ending = ENDINGS.iter().find(|(ending, _)| word.ends_with(ending));
    match ending {
        Some((_, cases)) => *cases,
        None if matches!(last, 'и' | 'о' | 'э') => Cases::ANY,
        None => Cases::DIRECT,
    }
}

/// The cases of a noun for an office: "министра", "правительством", "власти".
pub(super) fn of_office(word: &str) -> Cases {
    let word = fold(word);
    let ends = |ending: &str| word.ends_with(ending);
    match () {
        () if FEMININE.contains(&word.as_str()) || ends("ия") => Cases::NOMINATIVE,
        () if word == "войска" => Cases::DIRECT,
        () if ends("а") || ends("я") => Cases::ANIMATE,
        () if ["главы", "страны", "стороны", "комиссии", "армии"].contains(&word.as_str()) => {
            Cases::GENITIVE
        }
        () if ends("ы") || ends("и") && !ends("ами") && !ends("ями") => Cases::DIRECT,
        () if ends("ов") || ends("ей") => Cases::ANIMATE,
        () if ends("о") => Cases::DIRECT,
        () => of_word(&word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_names_tell_their_cases() {
        let lexicon = Lexicon::builtin();
        let of = |name: &str| of_name(name, lexicon);
        for name in [
            "Украина",
            "Россия",
            "Канада",
            "Куба",
            "Президент Китая Си Цзиньпин",
        ] {
            assert!(of(name).may(Cases::NOMINATIVE), "{name} {:?}", of(name));
            assert!(!of(name).may(Cases::GENITIVE), "{name} {:?}", of(name));
        }
        for name in [
            "Ирана",
            "Китая",
            "Израиля",
            "России",
            "Украины",
            "Турции",
            "Казахстана",
            "Лаврова",
        ] {
            assert!(of(name).may(Cases::GENITIVE), "{name} {:?}", of(name));
            assert!(!of(name).may(Cases::NOMINATIVE), "{name} {:?}", of(name));
        }
        assert!(of("Украине").may(Cases::DATIVE) && !of("Украине").may(Cases::GENITIVE));
        assert!(of("Россией").only(Cases::INSTRUMENTAL) && of("Ираном").only(Cases::INSTRUMENTAL));
        assert!(of("Россию").only(Cases::ACCUSATIVE) && of("Ирану").only(Cases::DATIVE));
        assert!(of("Си Цзиньпина").may(Cases::ACCUSATIVE));
        assert!(of_adjective("Грузинские").may(Cases::NOMINATIVE));
        for name in ["США", "НАТО", "Перу", "МИД", "Нетаньяху"] {
            assert_eq!(of(name), Cases::ANY, "{name}");
        }
    }
}
