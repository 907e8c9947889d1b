//! Statement frames: which words do which act, where its source and target stand in the clause, how strong it is.
//!
//! One TOML table a language. A table lists closed-class words and a few open classes under `[words]`, and frames. A frame's
//! cues are verbs (inflected by the table's rules), nouns or set phrases; `~` in a cue stands for up to three words, `@class`
//! for any word of a class, a final `*` for any ending. A frame that is `like` an earlier one has of it all that it does not give
//! itself, save cues and tests; of frames like one another the longest cue at a place is the one that counts. Each frame carries
//! sentences that must come out as said: the tables are their own test-suite.

mod inflect;
mod row;
mod table;

pub use table::{ClassSet, CueMatch, Entry, FrameTable};

use crate::briefing::{Act, Stance};
use crate::text::primary_language;
use serde::Deserialize;

/// English: its words first, then frames by theme.
pub(super) const ENGLISH: &str = concat!(
    include_str!("data/frames/en/words.toml"),
    include_str!("data/frames/en/report.toml"),
    include_str!("data/frames/en/blame.toml"),
    include_str!("data/frames/en/accuse.toml"),
    include_str!("data/frames/en/concern.toml"),
    include_str!("data/frames/en/reject.toml"),
    include_str!("data/frames/en/deny.toml"),
    include_str!("data/frames/en/deeds.toml"),
    include_str!("data/frames/en/named.toml"),
    include_str!("data/frames/en/conduct.toml"),
    include_str!("data/frames/en/request.toml"),
    include_str!("data/frames/en/threaten.toml"),
    include_str!("data/frames/en/sanction.toml"),
    include_str!("data/frames/en/military.toml"),
    include_str!("data/frames/en/support.toml"),
    include_str!("data/frames/en/praise.toml"),
    include_str!("data/frames/en/bonds.toml"),
    include_str!("data/frames/en/allies.toml"),
    include_str!("data/frames/en/cooperate.toml"),
    include_str!("data/frames/en/aid.toml"),
    include_str!("data/frames/en/agree.toml"),
    include_str!("data/frames/en/measures.toml"),
    include_str!("data/frames/en/consult.toml"),
    include_str!("data/frames/en/gleaned.toml"),
);

const BUILTIN: [(&str, &str); 3] = [
    ("en", ENGLISH),
    ("ru", include_str!("data/frames.ru.toml")),
    ("zh", include_str!("data/frames.zh.toml")),
];

/// The frames of all languages.
#[derive(Default)]
pub struct Frames {
    tables: Vec<(&'static str, FrameTable)>,
}

impl Frames {
    /// The tables compiled in.
    ///
    /// # Errors
    /// Says what is wrong with which table; the tables compiled in are tested to be right.
    pub fn builtin() -> Result<Self, String> {
        let mut tables = Vec::new();
        for (language, text) in BUILTIN {
            let table =
                FrameTable::read(text).map_err(|error| format!("frames.{language}: {error}"))?;
            tables.push((language, table));
        }
        Ok(Self { tables })
    }

    /// The table for a BCP 47 tag, where there is one.
    #[must_use]
    pub fn table(&self, language: &str) -> Option<&FrameTable> {
        let primary = primary_language(language);
        let mut tables = self.tables.iter();
        tables
            .find(|(known, _)| *known == primary)
            .map(|(_, table)| table)
    }

    /// The languages that have a table, with it.
    pub fn tables(&self) -> impl Iterator<Item = (&'static str, &FrameTable)> {
        self.tables
            .iter()
            .map(|(language, table)| (*language, table))
    }
}

/// How some words do an act.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Unique in its table; the `rule` of the statements it makes is `language.id`.
    pub id: String,
    /// The id of the frame that it is like in the end; its own where it is like none.
    pub family: String,
    /// What its words are.
    pub kind: CueKind,
    /// Where the source stands, first choice first.
    pub source: Vec<Slot>,
    /// Where the target stands, first choice first.
    pub target: Vec<Slot>,
    /// What becomes of the content.
    pub op: Operator,
    /// The act done.
    pub act: Act,
    /// CAMEO code.
    pub cameo: String,
    /// Towards the target.
    pub stance: Stance,
    /// 0 to 9.
    pub strength: u8,
    /// 0 to 1.
    pub confidence: f32,
    /// What a negation makes of it.
    pub negated: Negated,
    /// Whether it goes both ways.
    pub mutual: bool,
    /// Told also where nobody is named whom it is towards.
    pub alone: bool,
    /// Classes of words of which one must stand in the same noun phrase.
    pub needs: Vec<Class>,
    /// Sentences with what must be found in them: `[USA] USA>RUS- ACCUSE: We condemn …`.
    pub tests: Vec<String>,
}

/// What the words of a frame are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CueKind {
    /// A verb with what belongs to it.
    Verb,
    /// A noun.
    Noun,
    /// An adjective or set phrase.
    Phrase,
}

/// A place where a party to the act may stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// The grammatical subject.
    Subject,
    /// The subject, or whoever owns or made what is the subject.
    Theme,
    /// The object, or whoever owns what is the object.
    Object,
    /// The object itself, nobody it belongs to.
    Person,
    /// The possessor of the cue noun, or an adjective of nationality before it.
    Possessor,
    /// The possessor, if it is named.
    Owner,
    /// Who utters the words.
    Voice,
    /// The parties of the cue's noun phrase, or those with whom it is.
    Others,
    /// Whoever was spoken of before: what "this" is theirs.
    Earlier,
    /// Between the words of the cue.
    Inside,
    /// The first of several subjects.
    First,
    /// The other subjects.
    Rest,
    /// The object, or whose land it is: "defend every inch of X's territory".
    Land,
    /// Whose region it happens in: "abuses in Xinjiang". Where another holds the region, nobody.
    Home,
    /// Whom, beside the voice, the accord binds that the sentence names.
    Bound,
    /// The one other party of the sentence, whatever it does there.
    Lone,
    /// The one other party of the sentence, where it can be whoever did it: no more than a guess, made where nothing else is found.
    Sole,
    /// After this preposition.
    After(String),
}

impl Slot {
    fn read(name: &str) -> Self {
        match name {
            "subject" => Self::Subject,
            "theme" => Self::Theme,
            "object" => Self::Object,
            "person" => Self::Person,
            "possessor" => Self::Possessor,
            "voice" => Self::Voice,
            "others" => Self::Others,
            "earlier" => Self::Earlier,
            "inside" => Self::Inside,
            "first" => Self::First,
            "rest" => Self::Rest,
            "owner" => Self::Owner,
            "land" => Self::Land,
            "home" => Self::Home,
            "bound" => Self::Bound,
            "lone" => Self::Lone,
            "sole" => Self::Sole,
            preposition => Self::After(preposition.to_owned()),
        }
    }
}

impl Frame {
    /// Whether its target is a guess.
    #[must_use]
    pub fn guesses(&self) -> bool {
        self.target.contains(&Slot::Sole)
    }
}

/// What a frame makes of the content of its clause.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operator {
    /// Nothing: it holds as it stands.
    #[default]
    Assert,
    /// It is the subject's own words; no act by itself.
    Report,
    /// It is a charge against the target.
    Claim,
    /// It is denied, and the target is whoever claimed it.
    Deny,
    /// The target is to do it; critical where doing it would end or mend a wrong.
    Request,
    /// The subject is to do it, says the voice.
    Oblige,
    /// The subject will do it: a threat or a promise, by what it is.
    Commit,
}

/// What a negation makes of an act.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Negated {
    /// The act is denied.
    #[default]
    Denied,
    /// Nothing is said at all.
    Nothing,
    /// It turns into a rejection of the target.
    Reject,
    /// The same: failing to do it is as bad, or the negation belongs to the phrase.
    Same,
    /// It is said only where negated: "has not condemned the attack" blames.
    Needed,
}

/// Classes of words that the rules know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// the, a, this; possessive pronouns of the third person.
    Determiner,
    /// of, by, with.
    Preposition,
    /// Forms of be.
    Be,
    /// Forms of have.
    Have,
    /// Forms of do.
    Do,
    /// will, must.
    Modal,
    /// not, never, no.
    Negation,
    /// we, I, our: the one who speaks.
    First,
    /// he, it, they.
    Third,
    /// and, or, but.
    Conjunction,
    /// if, unless.
    Condition,
    /// because, while, when.
    Subordinator,
    /// who, which.
    Relative,
    /// that, as the start of a clause.
    That,
    /// to, before a verb.
    To,
    /// also, always, strongly.
    Adverb,
    /// information, warning: what is told rather than given.
    Message,
    /// Monday, yesterday: passed over, with the preposition before it.
    Time,
    /// million, loan, vaccines: what is given in aid.
    Gift,
    /// government, minister, people: nouns that stand for the country they are of.
    Official,
    /// rebels, opposition: nouns that are of a country and do not speak for it.
    Faction,
    /// commitment, decision: nouns whose owner does what follows.
    Intent,
    /// charter, summit: what bears a party's name without being its deed.
    Impersonal,
    /// -speaking, -style: what makes a name tell of somebody else.
    Aside,
    /// actors, companies: whom a participle right behind them is said of.
    Somebody,
    /// Of two sides together: both, bilateral, mutual.
    Both,
    /// stop, refrain: what is ended is a wrong.
    Stop,
    /// respect, abide, release: being asked to presumes that it is not done.
    Oblige,
    /// responsibility, accountable: the same, where it is no verb.
    Duty,
    /// claim, allegation, accusation.
    Claim,
    /// attack, bombing: what has victims.
    Harm,
    /// violation, lie: what deeds are called in blame.
    Blame,
    /// brutal, unprovoked.
    Critical,
    /// strong, valued.
    Praise,
    /// express, voice, impose: the verb whose noun says what is done.
    Light,
    /// strongly, firmly: one rung up.
    Intensifier,
    /// somewhat, mildly: one rung down.
    Downtoner,
    /// Verbs that are no cues, so that clauses are seen.
    Verb,
    /// Verbs whose object does what follows: want, ask, help.
    Control,
    /// refuse, fail: what follows is not done.
    Refuse,
    /// ready, intends: who acts wills what follows.
    Willing,
    /// reluctant: who acts does not will what follows.
    Unwilling,
    /// 被, 受到: what follows is done to the subject.
    Passive,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 43] = [
        Self::Determiner,
        Self::Preposition,
        Self::Be,
        Self::Have,
        Self::Do,
        Self::Modal,
        Self::Negation,
        Self::First,
        Self::Third,
        Self::Conjunction,
        Self::Condition,
        Self::Subordinator,
        Self::Relative,
        Self::That,
        Self::To,
        Self::Adverb,
        Self::Message,
        Self::Time,
        Self::Gift,
        Self::Official,
        Self::Faction,
        Self::Intent,
        Self::Impersonal,
        Self::Aside,
        Self::Somebody,
        Self::Both,
        Self::Stop,
        Self::Oblige,
        Self::Duty,
        Self::Claim,
        Self::Harm,
        Self::Blame,
        Self::Critical,
        Self::Praise,
        Self::Light,
        Self::Intensifier,
        Self::Downtoner,
        Self::Verb,
        Self::Control,
        Self::Refuse,
        Self::Willing,
        Self::Unwilling,
        Self::Passive,
    ];
}

/// How an English verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inflection {
    /// The word as it is: no verb.
    Plain,
    /// support
    Base,
    /// supports
    Third,
    /// supported (also a regular participle)
    Past,
    /// driven
    Participle,
    /// supporting
    Ing,
}
