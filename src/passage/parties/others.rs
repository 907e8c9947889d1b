//! What the other labels of a transcript tell of one: the full name behind a surname or title, the office, whether he is a guest.

use super::named::Named;
use super::{Scene, UNRESOLVED};
use crate::briefing::Speaker;
use crate::lexicon::turn_words;
use crate::passage::cast::is_called;
use crate::passage::labels::Label;
use crate::text::fold;

impl Scene<'_> {
    /// Whether another label has an official's full name with this surname in it.
    pub(super) fn is_later_mention(&self, apart: &Named) -> bool {
        self.full(apart).is_some_and(|full| full.title.is_some())
    }

    /// The label of several words that holds the one word of this.
    pub(super) fn full(&self, apart: &Named) -> Option<&Named> {
        let word = fold(&apart.person);
        if word.is_empty() {
            return self.of_office(apart.title.as_deref()?);
        }
        if word.contains(' ') {
            return None;
        }
        let holds = |other: &&Named| {
            let folded = fold(&other.person);
            other.outlet.is_none()
                && folded.contains(' ')
                && folded.split(' ').any(|known| known == word)
        };
        let mut holders = self.named.iter().filter(holds);
        let first = holders.next()?;
        let person = fold(&first.person);
        holders
            .all(|other| fold(&other.person) == person)
            .then_some(first)
    }

    /// The one label with a name that a title alone means: one introduced in full with an office called so, whom the labels do not
    /// name by title and surname ("MINISTER" is no "MINISTER NORVIK"); else the only one of this title.
    pub(super) fn of_office(&self, title: &str) -> Option<&Named> {
        let title = fold(title);
        let title = title.strip_prefix("the ").unwrap_or(&title);
        let called = |other: &&Named| {
            let role = other.title.as_deref();
            other.person.contains(' ') && role.is_some_and(|role| is_called(role, title))
        };
        let by_surname = |full: &Named| {
            let person = fold(&full.person);
            let surname = person.split(' ').next_back();
            self.named.iter().any(|other| {
                let known = other.title.as_deref().map(fold);
                known.as_deref() == Some(title) && Some(fold(&other.person).as_str()) == surname
            })
        };
        let mut introduced = self.named.iter().filter(called);
        if let Some(first) = introduced.find(|full| !by_surname(full))
            && introduced.all(|other| other.person == first.person || by_surname(other))
        {
            return Some(first);
        }
        let holds = |other: &&Named| {
            let known = other.title.as_deref().map(fold);
            !other.person.is_empty() && known.as_deref() == Some(title)
        };
        let mut holders = self.named.iter().filter(holds);
        let first = holders.next()?;
        holders
            .all(|other| other.person == first.person)
            .then_some(first)
    }

    /// Whether it is a minister labelled beside an earlier one, so that he may be a guest, whatever the capitals of his name.
    pub(super) fn is_guest(&self, full: &Named) -> bool {
        let is_head = |named: &&Named| {
            let title = fold(named.title.as_deref().unwrap_or_default());
            let mut words = title.split(' ');
            named.person.contains(' ') && words.any(|word| turn_words().is_head(word))
        };
        let first = self.named.iter().find(is_head);
        is_head(&full) && first.is_some_and(|first| fold(&first.person) != fold(&full.person))
    }

    /// The only speaker of the metadata, known without an office, whom a title alone means where no label names him.
    pub(super) fn sole(&self, label: &Label, apart: &Named) -> Option<Speaker> {
        let title = apart.title.as_deref().filter(|_| apart.person.is_empty())?;
        let folded = fold(title);
        let mut words = folded.split(' ');
        if !words.any(|word| turn_words().is_sole_title(word)) {
            return None;
        }
        let only = self.cast.only_person()?;
        let is_labelled = self
            .named
            .iter()
            .any(|other| !other.person.is_empty() && self.cast.names_speaker(&other.person));
        let unknown = self.cast.speaker(&label.name).confidence <= UNRESOLVED;
        (unknown && !is_labelled).then(|| only.clone())
    }

    /// The fullest title that the labels give a person.
    pub(super) fn title(&self, full: &Named) -> Option<String> {
        let person = fold(&full.person);
        let last = person.split(' ').next_back().unwrap_or_default();
        let same = |other: &&Named| {
            let other = fold(&other.person);
            other == person || !other.is_empty() && other == last
        };
        let titles = self
            .named
            .iter()
            .filter(same)
            .filter_map(|other| other.title.clone());
        titles.max_by_key(String::len)
    }
}
