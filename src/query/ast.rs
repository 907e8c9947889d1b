//! The query's syntax tree, as typed.

use super::Reach;
use serde::{Deserialize, Serialize};

/// A query as typed: clauses side by side.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Query {
    /// In the order typed.
    pub clauses: Vec<Clause>,
}

/// A part of a query and whether it must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Whether it must hold.
    pub occur: Occur,
    /// What is asked.
    pub node: Node,
}

/// Whether a clause must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Occur {
    /// A word ranks; phrases and filters must hold.
    Plain,
    /// `+word`, `a AND b`: must hold.
    Required,
    /// `-word`, `NOT word`: must not hold.
    Excluded,
}

/// What a clause asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Node {
    /// A word, to be found in any form.
    Word(String),
    /// `"words in this order"`.
    Phrase(String),
    /// `exact:word`: in this form only.
    Exact(String),
    /// `word*`.
    Prefix(String),
    /// `word~`, `word~2`: spelled much like it, so many letters apart.
    Fuzzy(String, u8),
    /// `"words in this order"~5`: the phrase, its words moved by at most so many places in all.
    Sloppy(String, u16),
    /// `a /5 b`: each near its neighbour.
    Near(Chain),
    /// `field:value`.
    Filter(Filter),
    /// `a OR b`: one of them.
    Any(Vec<Clause>),
    /// `(a b)`: all of them.
    All(Vec<Clause>),
}

/// Texts near one another. An operand is a word, phrase, prefix or the like, or alternatives of those in parentheses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// Two or more.
    pub operands: Vec<Node>,
    /// How near each two neighbours are to be: one fewer.
    pub reaches: Vec<Reach>,
}

/// A field and the value it is to have, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// The field.
    pub field: Field,
    /// As typed, without quotation marks.
    pub value: String,
}

/// The fields a query can filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// Source of a statement; alone, whoever states or is quoted.
    By,
    /// Target of a statement.
    On,
    /// `critical`, `neutral`, `supportive`.
    Stance,
    /// Act class of a statement.
    Act,
    /// `asserted`, `reported`, `alleged`, `denied`, `hypothetical`.
    Status,
    /// `5`, `6..`, `3..5`.
    Strength,
    /// Mentioned anywhere in the passage.
    Entity,
    /// Who utters the passage.
    Speaker,
    /// Who published the briefing.
    Ministry,
    /// Whose ministry or office published it.
    Country,
    /// The medium.
    Outlet,
    /// Subject.
    Topic,
    /// Language of the briefing.
    Lang,
    /// Kind of the passage.
    Kind,
    /// Form of the briefing.
    Form,
    /// Said on these days.
    Date,
    /// Said on this day or later.
    Since,
    /// Said on this day or earlier.
    Until,
    /// `BRIEFING` or `BRIEFING#3`.
    Id,
}

impl Query {
    /// The query with every word required, as `--all-words` asks.
    #[must_use]
    pub fn requiring_all_words(mut self) -> Self {
        for clause in &mut self.clauses {
            if clause.occur == Occur::Plain && !matches!(clause.node, Node::Filter(_)) {
                clause.occur = Occur::Required;
            }
        }
        self
    }
}

impl Field {
    /// All fields, by the name used for printing and the names accepted besides.
    pub const NAMES: [(Self, &str, &[&str]); 19] = [
        (Self::By, "by", &[]),
        (Self::On, "on", &[]),
        (Self::Stance, "stance", &[]),
        (Self::Act, "act", &[]),
        (Self::Status, "status", &[]),
        (Self::Strength, "strength", &[]),
        (Self::Entity, "entity", &[]),
        (Self::Speaker, "speaker", &["spokesman", "spokesperson"]),
        (Self::Ministry, "ministry", &[]),
        (Self::Country, "country", &[]),
        (Self::Outlet, "outlet", &[]),
        (Self::Topic, "topic", &[]),
        (Self::Lang, "lang", &["language"]),
        (Self::Kind, "kind", &[]),
        (Self::Form, "form", &[]),
        (Self::Date, "date", &[]),
        (Self::Since, "since", &[]),
        (Self::Until, "until", &[]),
        (Self::Id, "id", &[]),
    ];

    /// The field of this name, whatever case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        of_name(&Self::NAMES, name)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_of(&Self::NAMES, self)
    }

    /// Whether it asks something of a statement.
    #[must_use]
    pub fn is_of_statements(self) -> bool {
        matches!(
            self,
            Self::By | Self::On | Self::Stance | Self::Act | Self::Status | Self::Strength
        )
    }
}

/// Things, each with the name used for printing and the names accepted besides.
type Names<T> = [(T, &'static str, &'static [&'static str])];

/// The thing of this name, whatever case.
pub(crate) fn of_name<T: Copy>(names: &Names<T>, name: &str) -> Option<T> {
    let name = name.to_lowercase();
    let mut names = names.iter();
    let found = names.find(|(_, own, others)| *own == name || others.contains(&&*name));
    found.map(|(thing, _, _)| *thing)
}

/// The name of a thing.
pub(crate) fn name_of<T: Copy + PartialEq>(names: &Names<T>, thing: T) -> &'static str {
    let found = names.iter().find(|(own, _, _)| *own == thing);
    found.map_or("", |(_, name, _)| name)
}

impl Node {
    /// Whether it can stand beside an operator of nearness: text that has places.
    #[must_use]
    pub fn has_places(&self) -> bool {
        match self {
            Self::Any(clauses) => clauses.iter().all(|clause| {
                clause.occur == Occur::Plain
                    && !matches!(clause.node, Self::Any(_))
                    && clause.node.has_places()
            }),
            Self::Filter(_) | Self::All(_) | Self::Near(_) => false,
            _ => true,
        }
    }
}

impl Clause {
    /// A clause that is neither required nor excluded.
    #[must_use]
    pub fn plain(node: Node) -> Self {
        Self {
            occur: Occur::Plain,
            node,
        }
    }
}
