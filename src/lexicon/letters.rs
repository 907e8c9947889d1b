//! Names by the letters they are written with: a short text in one script can hold names of that script alone, and gathering those takes
//! a fraction of gathering all.

use crate::text::fold;

/// In a text of at most so many bytes, such as a query, names are looked up one by one: building the finder takes longer.
pub(super) const SHORT: usize = 256;

/// Which names a table takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Letters {
    /// Those whose folded form is ASCII: half of them, and all that can stand in a text that is ASCII when folded.
    Ascii,
    /// Those with Cyrillic letters and no others.
    Cyrillic,
    /// Those with Chinese characters and no other letters.
    Han,
    /// All.
    #[default]
    All,
}

impl Letters {
    /// Those of all names that may stand in a text.
    pub(super) fn of(text: &str) -> Self {
        let folded = if text.len() > SHORT {
            String::new()
        } else {
            fold(text)
        };
        let scripts = [Self::Cyrillic, Self::Han];
        let is_own = |script: &Self| {
            let mut letters = folded.chars();
            letters.all(|letter| script.spells(letter) || is_between(letter))
        };
        match scripts.into_iter().find(is_own) {
            Some(script) if !folded.is_empty() => script,
            _ => Self::All,
        }
    }

    fn spells(self, letter: char) -> bool {
        match self {
            Self::Ascii => letter.is_ascii(),
            Self::Cyrillic => matches!(letter, '\u{400}'..='\u{52f}'),
            Self::Han => matches!(letter, '\u{3400}'..='\u{9fff}'),
            Self::All => true,
        }
    }

    /// Whether a name as it is written may be one of these; soon told, and the forms of a name take long.
    pub(super) fn may_have(self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Ascii => !name.contains(is_other_script),
            Self::Cyrillic | Self::Han => name.contains(|letter| self.spells(letter)),
        }
    }

    /// Whether a folded name is one of these.
    pub(super) fn have(self, folded: &str) -> bool {
        match self {
            Self::Ascii => folded.is_ascii(),
            Self::Cyrillic | Self::Han => {
                let mut letters = folded.chars();
                folded.contains(|letter| self.spells(letter))
                    && letters.all(|letter| self.spells(letter) || is_between(letter))
            }
            Self::All => true,
        }
    }
}

/// What may stand between letters of any script, and is none.
fn is_between(letter: char) -> bool {
    letter.is_ascii() && !letter.is_ascii_alphanumeric()
}

/// Letters whose folded form is never ASCII.
fn is_other_script(letter: char) -> bool {
    matches!(letter, '\u{410}'..='\u{44f}' | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' | '\u{904}'..='\u{939}'
        | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}
