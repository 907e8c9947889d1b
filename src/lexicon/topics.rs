//! The controlled vocabulary of subjects: the 29 topics, finer details beneath them, and the words that tell of them.

/// The topics, their details, and the phrases that are evidence for them.
#[derive(Default)]
pub struct Topics {}

/// What a user's value for a topic means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopicValue<'a> {
    /// One of the 29 topics (`ukraine-war`).
    Topic(&'a str),
    /// A finer label (`nato`) and the topic it stands beneath (`european-security`).
    Detail {
        /// The topic above it.
        topic: &'a str,
        /// The finer label.
        detail: &'a str,
    },
}

impl Topics {
    /// The ids of the 29 topics, in the order of the vocabulary.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        std::iter::empty()
    }

    /// What a value typed by a user means: an id or an alias in any language, whatever case; `None` where it names no topic
    /// (it may still name an entity).
    #[must_use]
    pub fn resolve(&self, _value: &str) -> Option<TopicValue<'_>> {
        None
    }
}
