//! The table of all names: folded patterns, what each stands for, and how it must be written.

use super::decline;
use super::finder::{Finder, Folded, Spelling};
use super::letters::{Letters, SHORT};
use crate::briefing::MentionForm;
use crate::text::{Span, fold};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sense {
    /// An entity.
    Entity(Named),
    /// A kind of body, by its position in the titles.
    Body(usize),
    /// A kind of office, by its position in the titles.
    Role(usize),
    /// Two entities by one Chinese sign each.
    Pair(usize, usize),
    /// Nobody: a longer name that holds a country's.
    Decoy,
}

/// An entity by one of its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) entity: usize,
    pub(super) form: MentionForm,
    pub(super) ambiguous: bool,
}

/// Names by their folded form.
#[derive(Default)]
pub(super) struct NameTable {
    letters: Letters,
    /// Where the senses of each pattern begin, by its position.
    by_pattern: FxHashMap<Box<str>, usize>,
    /// The first and last sense of each pattern.
    ends: Vec<(usize, usize)>,
    /// The senses of all patterns, those of each in the order they were added. One list: most patterns have one sense.
    senses: Vec<Listed>,
    /// Bytes of the longest pattern.
    longest: usize,
    finder: OnceLock<Option<Finder>>,
}

/// A sense in the list of its pattern.
struct Listed {
    spelling: Spelling,
    sense: Sense,
    next: Option<usize>,
    /// Whether it no longer counts.
    is_gone: bool,
}

impl NameTable {
    pub(super) fn of(letters: Letters) -> Self {
        Self {
            letters,
            ..Self::default()
        }
    }

    /// Whether every name is in it that may stand in `text`.
    pub(super) fn serves(&self, text: &str) -> bool {
        self.letters == Letters::All
            || text.len() <= SHORT && (text.is_ascii() || fold(text).is_ascii())
    }

    /// Whether a name may be one it takes; soon told, and its forms take long.
    pub(super) fn takes(&self, name: &str) -> bool {
        self.letters.may_have(name)
    }

    /// Adds a name as it stands.
    pub(super) fn add(&mut self, name: &str, spelling: Spelling, sense: Sense) {
        let folded = fold(name);
        if folded.is_empty() || !self.letters.have(&folded) {
            return;
        }
        let listed = self.senses.len();
        match self.by_pattern.get(folded.as_str()).copied() {
            None => {
                self.longest = self.longest.max(folded.len());
                self.by_pattern.insert(folded.into(), self.ends.len());
                self.ends.push((listed, listed));
            }
            Some(pattern) => {
                let is_same = |old: &Listed| old.sense == sense && old.spelling == spelling;
                if self.listed(pattern).any(is_same) {
                    return;
                }
                let Some((_, last)) = self.ends.get_mut(pattern) else {
                    return;
                };
                let last = std::mem::replace(last, listed);
                if let Some(last) = self.senses.get_mut(last) {
                    last.next = Some(listed);
                }
            }
        }
        self.senses.push(Listed {
            spelling,
            sense,
            next: None,
            is_gone: false,
        });
    }

    /// The senses of a pattern.
    fn listed(&self, pattern: usize) -> impl Iterator<Item = &Listed> {
        let first = self.ends.get(pattern).map(|(first, _)| *first);
        let first = first.and_then(|first| self.senses.get(first));
        let next = |listed: &&Listed| self.senses.get(listed.next?);
        std::iter::successors(first, next).filter(|listed| !listed.is_gone)
    }

    /// Does something with each sense of a name.
    fn change(&mut self, folded: &str, mut change: impl FnMut(&mut Listed)) {
        let pattern = self.by_pattern.get(folded);
        let mut at = pattern.and_then(|pattern| Some(self.ends.get(*pattern)?.0));
        while let Some(listed) = at.and_then(|at| self.senses.get_mut(at)) {
            at = listed.next;
            if !listed.is_gone {
                change(listed);
            }
        }
    }

    /// Adds a name in all its forms: the cases of Slavic languages, the genitive of German, `and` for `&`, the article of Arabic.
    pub(super) fn add_forms(&mut self, name: &str, sense: &Sense) {
        if !self.takes(name) {
            return;
        }
        for form in forms(name) {
            let spelling = Spelling::of(&form);
            self.add(&form, spelling, sense.clone());
        }
    }

    /// What a whole string stands for, however it is written.
    pub(super) fn senses_of(&self, name: &str) -> impl Iterator<Item = &Sense> {
        let pattern = self.by_pattern.get(fold(name).as_str());
        let listed = pattern.map(|pattern| self.listed(*pattern));
        listed.into_iter().flatten().map(|listed| &listed.sense)
    }

    /// Makes a name stand for these alone.
    pub(super) fn replace(&mut self, name: &str, senses: &[Sense]) {
        for form in forms(name) {
            self.change(&fold(&form), |old| {
                old.is_gone |= matches!(old.sense, Sense::Entity(_));
            });
            for sense in senses {
                let spelling = Spelling::of(&form);
                self.add(&form, spelling, sense.clone());
            }
        }
    }

    /// Marks a name as one that is also something else.
    pub(super) fn mark_ambiguous(&mut self, name: &str) {
        for form in forms(name) {
            self.change(&fold(&form), |listed| {
                if let Sense::Entity(named) = &mut listed.sense {
                    named.ambiguous = true;
                }
            });
        }
    }

    /// Makes an acronym count only where the words beside it are not in capitals.
    pub(super) fn mark_shouted(&mut self, name: &str) {
        self.change(&fold(name), |listed| {
            if listed.spelling == Spelling::Exact(name.into()) {
                listed.spelling = Spelling::Unshouted(name.into());
            }
        });
    }

    /// All folded names with their senses.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = &Sense>)> {
        self.by_pattern.iter().map(|(name, pattern)| {
            let senses = self.listed(*pattern).map(|listed| &listed.sense);
            (&**name, senses)
        })
    }

    /// All folded names by their positions.
    fn patterns(&self) -> Vec<&str> {
        let mut patterns = vec![""; self.ends.len()];
        for (name, pattern) in &self.by_pattern {
            if let Some(slot) = patterns.get_mut(*pattern) {
                *slot = name;
            }
        }
        patterns
    }

    /// Calls `found` with each name in `text` and what it may stand for there, in text order, disjoint.
    pub(super) fn scan(&self, text: &str, mut found: impl FnMut(Span, &[&Sense])) {
        let folded = Folded::new(text);
        let longest = |at: usize, limit: usize| match self.finder_for(text) {
            Some(finder) => finder.longest(&folded, at, limit),
            None => self.look_up(&folded, at, limit),
        };
        let longest_at = |at: usize| longest(at, folded.end());
        let mut free_from = 0;
        'starts: for start in folded.starts() {
            if start < free_from {
                continue;
            }
            let mut candidate = longest_at(start);
            let (end, span, senses) = loop {
                let Some((pattern, end)) = candidate else {
                    continue 'starts;
                };
                let span = folded.span(start, end);
                let senses = self.senses_as_written(pattern, span, text);
                if !senses.is_empty() {
                    break (end, span, senses);
                }
                // "Russia today" is not the channel, but still Russia
                let last = folded.before(end).map_or(1, char::len_utf8);
                candidate = longest(start, end - last);
            };
            if is_broken_sign(&folded, longest_at, start, end, &senses) {
                continue;
            }
            free_from = end;
            found(span, &senses);
        }
    }

    /// What a name may stand for where it is written as at `span`.
    fn senses_as_written(&self, pattern: usize, span: Span, text: &str) -> Vec<&Sense> {
        let among_capitals = || is_among_capitals(text, span);
        let allowed = |listed: &&Listed| listed.spelling.allows(span.of(text), among_capitals);
        let senses = self.listed(pattern).filter(allowed);
        senses.map(|listed| &listed.sense).collect()
    }

    /// The finder where the text is worth it or it is there anyway.
    fn finder_for(&self, text: &str) -> Option<&Finder> {
        if text.len() <= SHORT {
            return self.finder.get()?.as_ref();
        }
        let finder = self.finder.get_or_init(|| Finder::new(&self.patterns()));
        finder.as_ref()
    }

    /// What [`Finder::longest`] finds, by trying every end.
    fn look_up(&self, folded: &Folded<'_>, at: usize, limit: usize) -> Option<(usize, usize)> {
        let rest = folded.from(at);
        let longest = self.longest.min(limit.saturating_sub(at));
        let ends = rest
            .char_indices()
            .map(|(start, last)| start + last.len_utf8());
        let names = ends.take_while(|end| *end <= longest).filter_map(|end| {
            let pattern = self.by_pattern.get(rest.get(..end)?)?;
            Some((*pattern, at + end))
        });
        names.last().filter(|(_, end)| folded.ends_word(*end))
    }
}

/// Whether a Chinese short form only seems to stand there: its last sign begins a longer name ("在中国"), or a date ends in its
/// first ("8日中方").
fn is_broken_sign(
    folded: &Folded<'_>,
    longest_at: impl Fn(usize) -> Option<(usize, usize)>,
    start: usize,
    end: usize,
    senses: &[&Sense],
) -> bool {
    let is_short = matches!(senses, [Sense::Pair(..), ..])
        || matches!(senses, [Sense::Entity(named), ..] if named.form == MentionForm::Short);
    let Some(last) = folded
        .before(end)
        .filter(|last| is_short && !last.is_ascii())
    else {
        return false;
    };
    let last_start = end - last.len_utf8();
    let goes_on =
        last_start > start && longest_at(last_start).is_some_and(|(_, longer)| longer > end);
    let after_number =
        folded.from(start).starts_with('日') && folded.before(start).is_some_and(char::is_numeric);
    goes_on || after_number
}

/// The forms in which a name stands in text.
fn forms(name: &str) -> Vec<String> {
    let is_cyrillic = |letter: char| matches!(letter, '\u{400}'..='\u{4ff}');
    let mut forms = if name.chars().any(is_cyrillic) {
        let ukrainian = name.contains(['і', 'ї', 'є', 'ґ', 'І', 'Ї', 'Є', 'Ґ']);
        let language = if ukrainian { "uk" } else { "ru" };
        if name.chars().next().is_some_and(char::is_lowercase) {
            decline::forms_of_adjective(name, language)
        } else {
            decline::forms_of_name(name, language)
        }
    } else {
        vec![name.replace('~', "")]
    };
    if name.contains(" & ") {
        forms.push(name.replace(" & ", " and "));
    }
    if let Some(rest) = name.strip_prefix("ال") {
        forms.push(format!("لل{rest}"));
    }
    forms
}

/// Whether the words right before and after are in capitals, so that an acronym cannot be told from a word.
fn is_among_capitals(text: &str, span: Span) -> bool {
    let is_shouted = |word: Option<&str>| {
        word.is_some_and(|word| {
            word.chars().filter(|letter| letter.is_alphabetic()).count() > 1
                && !word.chars().any(char::is_lowercase)
        })
    };
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    is_shouted(before.split_whitespace().next_back()) || is_shouted(after.split_whitespace().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_in_one_script_serve_a_text_in_it_as_all_names_do() {
        let entities = crate::lexicon::Lexicon::builtin().entities();
        let all = entities.all_names();
        for letters in [Letters::Ascii, Letters::Cyrillic, Letters::Han] {
            holds_all_its_names(letters, &entities.names_of(letters), all);
        }
    }

    fn holds_all_its_names(letters: Letters, some: &NameTable, all: &NameTable) {
        assert!(!some.by_pattern.is_empty() && some.by_pattern.len() < all.by_pattern.len());
        for (name, pattern) in &all.by_pattern {
            let mut found: Vec<_> = all
                .listed(*pattern)
                .map(|own| (&own.spelling, &own.sense))
                .collect();
            let Some(own) = some.by_pattern.get(name) else {
                assert!(!letters.have(name), "{name} is left out");
                continue;
            };
            found.retain(|listed| {
                !some
                    .listed(*own)
                    .any(|own| (&own.spelling, &own.sense) == *listed)
            });
            assert!(found.is_empty(), "{name}: {found:?}");
        }
    }

    #[test]
    fn short_texts_give_the_names_that_the_finder_gives() {
        let table = crate::lexicon::Lexicon::builtin().entities().all_names();
        let finder = Finder::new(&table.patterns()).unwrap();
        for text in [
            "The Foreign Ministry of Ruritania, the United States of America and New Zealanders",
            "Chinatown, U.S. and UNESCO; Папуа — Новой Гвинее, МИД России и НАТО",
            "中国外交部在中国台湾8日中方美方",
            "«الصين» والولايات المتحدة",
        ] {
            let folded = Folded::new(text);
            for at in folded.starts() {
                let (found, end) = (finder.longest(&folded, at, folded.end()), folded.end());
                assert_eq!(table.look_up(&folded, at, end), found, "{text} at {at}");
            }
        }
    }
}
