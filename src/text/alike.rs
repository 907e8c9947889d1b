//! How alike two spellings are, told at once where their letters alone show that they are not, as those of most do.

/// A spelling that is compared with many.
#[derive(Debug, Clone, Copy)]
pub struct Spelling<'a> {
    text: &'a str,
    /// In characters.
    length: usize,
    /// A bit of each character; some share one.
    letters: u128,
}

impl<'a> Spelling<'a> {
    /// The spelling of a text.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let (mut length, mut letters) = (0, 0);
        for character in text.chars() {
            length += 1;
            letters |= bit(character);
        }
        Self {
            text,
            length,
            letters,
        }
    }

    /// How many characters the other has too, at most.
    fn shared(&self, other: &Self) -> f64 {
        let characters = self.text.chars();
        let shared = characters.filter(|&character| other.letters & bit(character) != 0);
        shared.count() as f64
    }

    /// 1 − edits by length (Damerau 1964, normalised by the longer spelling); `None` below `least`.
    #[must_use]
    pub fn edited(&self, other: &str, least: f64) -> Option<f64> {
        let other = Spelling::of(other);
        let longer = self.length.max(other.length) as f64;
        let shorter = self.length.min(other.length) as f64;
        // A character that the other spelling lacks takes an edit, and so does each that one is longer by.
        if shorter < least * longer
            || self.length as f64 - self.shared(&other) > (1.0 - least) * longer
        {
            return None;
        }
        let likeness = strsim::normalized_damerau_levenshtein(self.text, other.text);
        (likeness >= least).then_some(likeness)
    }

    /// The likeness of Jaro and Winkler (1990), which looks at beginnings first; `None` below `least`.
    #[must_use]
    pub fn begun(&self, other: &str, least: f64) -> Option<f64> {
        let other = Spelling::of(other);
        // Four characters in common at the beginning add two fifths of what is left at most, and no two change places.
        let shared = self.shared(&other);
        let jaro = (shared / self.length as f64 + shared / other.length as f64 + 1.0) / 3.0;
        if jaro + 0.4 * (1.0 - jaro) < least {
            return None;
        }
        let likeness = strsim::jaro_winkler(self.text, other.text);
        (likeness >= least).then_some(likeness)
    }
}

fn bit(character: char) -> u128 {
    1 << (u32::from(character) % 128)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_alike_is_passed_over(one in "[а-гa-e ]{0,9}", other in "[а-гa-e ]{0,9}", least in 0.3..1.0) {
            let whole = strsim::normalized_damerau_levenshtein(&one, &other);
            prop_assert_eq!(Spelling::of(&one).edited(&other, least), (whole >= least).then_some(whole));
            let whole = strsim::jaro_winkler(&one, &other);
            prop_assert_eq!(Spelling::of(&one).begun(&other, least), (whole >= least).then_some(whole));
        }
    }
}
