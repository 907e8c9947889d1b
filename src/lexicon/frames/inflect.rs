//! The forms of English verbs and nouns, by rule; irregular ones and doubled consonants are listed in the table.

use super::Inflection;
use std::collections::{BTreeMap, BTreeSet};

/// What the rules cannot know.
#[derive(Default)]
pub(super) struct Exceptions {
    /// Past and participle of irregular verbs.
    pub irregular: BTreeMap<String, (String, String)>,
    /// Verbs that double their last letter.
    pub doubling: BTreeSet<String>,
}

/// All forms of a verb, the base first.
pub(super) fn verb_forms(base: &str, exceptions: &Exceptions) -> Vec<(String, Inflection)> {
    let stem = match base.chars().last() {
        Some(last) if exceptions.doubling.contains(base) => format!("{base}{last}"),
        _ => base.to_owned(),
    };
    let silent_e = stem.ends_with('e');
    let consonant_y = ends_in_consonant_y(&stem);
    let past = if silent_e {
        format!("{stem}d")
    } else if consonant_y {
        format!("{}ied", stem.trim_end_matches('y'))
    } else {
        format!("{stem}ed")
    };
    let keeps_e = ["ee", "ye", "oe"].iter().any(|end| stem.ends_with(end));
    let ing = if silent_e && !keeps_e {
        format!("{}ing", stem.trim_end_matches('e'))
    } else {
        format!("{stem}ing")
    };
    let (past, participle) = match exceptions.irregular.get(base) {
        Some((past, participle)) => (past.clone(), participle.clone()),
        None => (past.clone(), past),
    };
    let mut forms = vec![
        (base.to_owned(), Inflection::Base),
        (with_s(base), Inflection::Third),
        (past.clone(), Inflection::Past),
        (ing, Inflection::Ing),
    ];
    if participle != past {
        forms.push((participle, Inflection::Participle));
    }
    forms
}

/// Plural of a noun and third person of a verb.
pub(super) fn with_s(base: &str) -> String {
    if base == "have" {
        "has".to_owned()
    } else if ends_in_consonant_y(base) {
        format!("{}ies", base.trim_end_matches('y'))
    } else if ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| base.ends_with(end))
        || ["go", "do"].contains(&base)
    {
        format!("{base}es")
    } else {
        format!("{base}s")
    }
}

fn ends_in_consonant_y(word: &str) -> bool {
    word.ends_with('y')
        && !["ay", "ey", "oy", "uy"]
            .iter()
            .any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_take_the_endings_of_english() {
        let mut exceptions = Exceptions::default();
        exceptions.doubling.insert("stop".to_owned());
        let given = ("gave".to_owned(), "given".to_owned());
        exceptions.irregular.insert("give".to_owned(), given);
        for (base, expected) in [
            ("urge", "urge urges urged urging"),
            ("deny", "deny denies denied denying"),
            ("stop", "stop stops stopped stopping"),
            ("give", "give gives gave giving given"),
            ("destroy", "destroy destroys destroyed destroying"),
            ("reach", "reach reaches reached reaching"),
        ] {
            let forms = verb_forms(base, &exceptions);
            let found: Vec<&str> = forms.iter().map(|(form, _)| form.as_str()).collect();
            assert_eq!(found.join(" "), expected);
        }
    }
}
