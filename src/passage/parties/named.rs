//! A label taken apart into name, title and outlet.

use crate::lexicon::turn_words;
use crate::text::fold;

/// A label taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::passage) struct Named {
    /// The name, without titles and honorifics, as written.
    pub(in crate::passage) person: String,
    /// The title before the name or behind a comma.
    pub(in crate::passage) title: Option<String>,
    /// The medium of one who asks.
    pub(in crate::passage) outlet: Option<String>,
}

/// Takes a label apart: "Ms. ONO Hikariko, Press Secretary", "Official Spokesperson, Shri Ada Norvik", "Lake Times, Dahl".
pub(super) fn take_apart(label: &str) -> Named {
    let (title, person) = without_title(label.split_once(',').map_or(label, |(before, _)| before));
    let Some((_, after)) = label.split_once(',') else {
        return Named {
            person,
            title,
            outlet: None,
        };
    };
    let after = after.trim();
    let (title_after, person_after) = without_title(after);
    let titled = title_after.is_some() && !person_after.contains(' ');
    if person.is_empty() && !person_after.is_empty() {
        return Named {
            person: person_after,
            title,
            outlet: None,
        };
    }
    if titled
        || after
            .split(' ')
            .any(|word| turn_words().is_title(&fold(word)))
    {
        return Named {
            person,
            title: Some(after.to_owned()),
            outlet: None,
        };
    }
    Named {
        person: person_after,
        title: None,
        outlet: Some(label.split(',').next().unwrap_or(label).trim().to_owned()),
    }
}

/// The titles and honorifics at the start of a label, titles only as far as there are any, and the name behind them.
fn without_title(label: &str) -> (Option<String>, String) {
    let words = turn_words();
    if let Some((name, office)) = words.suffixed(label).filter(|(name, _)| !name.is_empty()) {
        return (Some(office.to_owned()), name.to_owned());
    }
    let parts: Vec<&str> = label.split_whitespace().collect();
    let leads = |word: &&&str| {
        let folded = fold(word);
        words.is_honorific(&folded)
            || words.is_label_title(&folded)
            || matches!(folded.as_str(), "of" | "for")
    };
    let count = parts.iter().take_while(leads).count();
    let title: Vec<&str> = parts[..count]
        .iter()
        .filter(|word| !words.is_honorific(&fold(word)))
        .copied()
        .collect();
    let rest = &parts[count..];
    let folded: Vec<String> = title.iter().map(|word| fold(word)).collect();
    if !title.is_empty() && !words.makes_title(folded.iter().map(String::as_str)) {
        return (None, label.trim().to_owned());
    }
    // An official told apart by a number, and one of somebody else's office ("Spokesperson for the Assembly's President").
    let numbered = rest.iter().all(|word| words.is_ordinal(&fold(word)));
    let open = folded
        .last()
        .is_some_and(|last| matches!(last.as_str(), "of" | "for" | "the"));
    if open {
        return (Some(label.trim().to_owned()), String::new());
    }
    let person = if numbered {
        String::new()
    } else {
        rest.join(" ")
    };
    ((!title.is_empty()).then(|| title.join(" ")), person)
}

/// A word with straight apostrophes.
pub(super) fn plain_quote(word: &str) -> String {
    word.replace('’', "'")
}

/// Whether a word for those who answer is an office rather than the word "answer".
pub(super) fn is_office(label: &str) -> bool {
    let folded = fold(label);
    let mut words = folded.split_whitespace();
    words.any(|word| turn_words().is_label_title(word)) || turn_words().suffixed(label).is_some()
}

/// The outlet in quotation marks within the rest of a label, else all of it.
pub(super) fn quoted(name: &str) -> &str {
    let inside = name
        .split_once('«')
        .and_then(|(_, rest)| rest.split('»').next());
    inside.unwrap_or(name)
}
