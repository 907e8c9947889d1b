//! Passage ⇄ tantivy document.

use super::schema::Fields;
use super::{claims, likeness, near, stored};
use crate::Result;
use crate::briefing::{AttributionKind, BriefingHead, Form, PassageKind, StoredPassage};
use crate::query::{Claim, Column, Places, UNKNOWN, name_key, party_keys};
use crate::text::{Span, Token, WHERE_UNKNOWN, primary_language, stable_hash, stemmed_tokens};
use serde::Serialize;
use std::collections::BTreeSet;
use tantivy::TantivyDocument;
use tantivy::schema::Field;
use tantivy::tokenizer::{PreTokenizedString, Token as EngineToken};

/// How often an entity's key stands in the salience field: as who utters the passage, as party of a statement, as mentioned.
const SPEAKER: usize = 4;
const PARTY: usize = 3;
const MENTIONED: usize = 1;

/// The document of a passage, with the number of its version.
pub(super) fn document(
    fields: &Fields,
    passage: &StoredPassage,
    version: u64,
) -> Result<TantivyDocument> {
    let mut document = TantivyDocument::default();
    add_text(&mut document, fields, passage);
    add_salience(&mut document, fields, passage);
    for (column, keys) in columns(passage) {
        for key in keys {
            document.add_text(fields.column(column), key);
        }
    }
    for term in claims::terms(&passage.statements) {
        document.add_text(fields.said, term);
    }
    for name in names(passage) {
        document.add_text(fields.names, name);
    }
    for statement in &passage.statements {
        for value in claims::packed(&Claim::from(statement)) {
            document.add_u64(fields.claims, value);
        }
    }
    if let Some(said) = passage.briefing.dates.said {
        document.add_i64(fields.first, days(said.day));
        document.add_i64(fields.last, days(said.last_day()));
    }
    let (head, tail) = id_numbers(&passage.briefing.id);
    document.add_u64(fields.id_head, head);
    document.add_u64(fields.id_tail, tail);
    document.add_u64(fields.number, u64::from(passage.number));
    document.add_u64(fields.copy, likeness::text_hash(&passage.text));
    document.add_u64(fields.likeness, likeness::near_hash(&passage.text));
    document.add_u64(fields.nature, Nature::of(passage).number() as u64);
    document.add_u64(fields.answer, answer(passage));
    document.add_u64(fields.version, version);
    document.add_bytes(fields.stored, &stored::packed(passage)?);
    Ok(document)
}

/// What kind of publication a passage comes from, for the prior.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Origin {
    /// A news article or what comes by way of a medium.
    News,
    /// A publication of a ministry or office.
    Official,
    /// A ministry's transcript.
    Transcript,
}

impl Origin {
    /// That of a briefing.
    #[must_use]
    pub fn of(briefing: &BriefingHead) -> Self {
        match briefing.form {
            Form::Article | Form::Other => Self::News,
            _ if briefing.outlet.is_some() => Self::News,
            Form::Transcript => Self::Transcript,
            _ => Self::Official,
        }
    }
}

/// What a passage is, whatever it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nature {
    /// What kind of publication it comes from.
    pub origin: Origin,
    /// Whether it is a question put to a speaker.
    pub is_question: bool,
}

impl Nature {
    /// All there are, by their numbers.
    pub const ALL: [Self; 6] = [
        Self::new(Origin::News, false),
        Self::new(Origin::News, true),
        Self::new(Origin::Official, false),
        Self::new(Origin::Official, true),
        Self::new(Origin::Transcript, false),
        Self::new(Origin::Transcript, true),
    ];

    const fn new(origin: Origin, is_question: bool) -> Self {
        Self {
            origin,
            is_question,
        }
    }

    fn of(passage: &StoredPassage) -> Self {
        let is_question = passage.kind == PassageKind::Question;
        Self::new(Origin::of(&passage.briefing), is_question)
    }

    pub(super) fn number(self) -> usize {
        2 * self.origin as usize + usize::from(self.is_question)
    }
}

/// What passages that answer the same question of a briefing share; of any other passage its own.
fn answer(passage: &StoredPassage) -> u64 {
    match &passage.question {
        Some(question) => stable_hash(&format!("{}?{question}", passage.briefing.id)),
        None => stable_hash(&passage.id()),
    }
}

/// Days since 1970.
pub(super) fn days(day: chrono::NaiveDate) -> i64 {
    (day - chrono::NaiveDate::default()).num_days()
}

/// Tokens of a question that count for its answer: the last ones, for what is asked is asked at the end, and what goes on for longer is
/// a speech that would lend its words to every passage after it.
const QUESTION: usize = 150;

fn add_text(document: &mut TantivyDocument, fields: &Fields, passage: &StoredPassage) {
    let language = passage
        .briefing
        .language
        .as_deref()
        .unwrap_or(WHERE_UNKNOWN);
    let stems = stemmed_tokens(&passage.text, language);
    let statements = passage.statements.iter();
    let evidence: Vec<Span> = statements.map(|statement| statement.span).collect();
    let is_evidence = |token: &Token| evidence.iter().any(|span| span.covers(token.span));
    let mut add = |field: Field, tokens: PreTokenizedString| {
        document.add_pre_tokenized_text(field, tokens);
    };
    add(fields.evidence, engine_tokens(&stems, is_evidence));
    add(fields.text, engine_tokens(&stems, |_| true));
    let places = Places::of(passage);
    add(fields.exact, engine_tokens(&places.exact, |_| true));
    add(fields.places, near::tokens(&places));
    if let Some(title) = &passage.briefing.title {
        add(
            fields.title,
            engine_tokens(&stemmed_tokens(title, language), |_| true),
        );
    }
    if let Some(question) = &passage.question {
        let tokens = stemmed_tokens(question, language);
        let first = tokens.len().saturating_sub(QUESTION);
        let tokens = tokens.get(first..).unwrap_or_default();
        add(fields.question, engine_tokens(tokens, |_| true));
    }
}

/// Those tokens that belong to a field, at the positions they have among all.
fn engine_tokens(tokens: &[Token], belongs: impl Fn(&Token) -> bool) -> PreTokenizedString {
    let numbered = tokens.iter().enumerate();
    let own = numbered.filter(|(_, token)| belongs(token));
    let tokens = own.map(|(position, token)| EngineToken {
        offset_from: token.span.start,
        offset_to: token.span.end,
        position,
        text: token.text.clone(),
        position_length: 1,
    });
    PreTokenizedString {
        text: String::new(),
        tokens: tokens.collect(),
    }
}

fn add_salience(document: &mut TantivyDocument, fields: &Fields, passage: &StoredPassage) {
    let mut add = |keys: &BTreeSet<String>, times: usize| {
        for key in keys {
            for _ in 0..times {
                document.add_text(fields.salience, key);
            }
        }
    };
    add(&speaker_keys(passage), SPEAKER);
    for statement in &passage.statements {
        add(
            &party_keys(&statement.source)
                .into_iter()
                .chain(party_keys(&statement.target))
                .collect(),
            PARTY,
        );
    }
    for mention in &passage.mentions {
        let mut keys = BTreeSet::from([mention.entity.clone()]);
        keys.extend(mention.represents.clone());
        add(&keys, MENTIONED);
    }
}

/// The keys of each column that has any.
fn columns(passage: &StoredPassage) -> Vec<(Column, BTreeSet<String>)> {
    let briefing = &passage.briefing;
    let one = |value: Option<&String>| BTreeSet::from([or_unknown(value)]);
    let sources = passage.statements.iter().map(|statement| &statement.source);
    let targets = passage.statements.iter().map(|statement| &statement.target);
    let parties: BTreeSet<String> = sources
        .clone()
        .chain(targets.clone())
        .flat_map(party_keys)
        .collect();
    let mentioned = passage.mentions.iter().flat_map(|mention| {
        std::iter::once(&mention.entity)
            .chain(&mention.represents)
            .cloned()
    });
    let told = passage.attributions.iter().filter(|attribution| {
        !matches!(
            attribution.kind,
            AttributionKind::Narration | AttributionKind::Question
        )
    });
    let quoted = told.flat_map(|attribution| attribution.sources.iter().flat_map(party_keys));
    let mut speaker = speaker_keys(passage);
    let by = quoted.chain(speaker.iter().cloned()).collect();
    if passage
        .speaker
        .as_ref()
        .is_none_or(|speaker| speaker.represents.is_none())
    {
        speaker.insert(UNKNOWN.to_owned());
    }
    let mut lang = one(briefing.language.as_ref());
    lang.extend(
        briefing
            .language
            .as_deref()
            .map(|tag| primary_language(tag).to_owned()),
    );
    let year = briefing
        .dates
        .said
        .map(|said| said.day.format("%Y").to_string());
    vec![
        (Column::By, by),
        (Column::Source, sources.flat_map(party_keys).collect()),
        (Column::On, targets.flat_map(party_keys).collect()),
        (
            Column::Entity,
            parties.into_iter().chain(mentioned).collect(),
        ),
        (Column::Speaker, speaker),
        (Column::Ministry, one(briefing.ministry.as_ref())),
        (Column::Country, one(briefing.represents.as_ref())),
        (Column::Outlet, one(briefing.outlet.as_ref())),
        (
            Column::Topic,
            passage
                .topics
                .iter()
                .map(|topic| topic.topic.clone())
                .collect(),
        ),
        (
            Column::Detail,
            passage
                .topics
                .iter()
                .flat_map(|topic| topic.detail.clone())
                .collect(),
        ),
        (Column::Lang, lang),
        (Column::Tag, one(briefing.language.as_ref())),
        (Column::Kind, BTreeSet::from([name_of(&passage.kind)])),
        (Column::Form, BTreeSet::from([name_of(&briefing.form)])),
        (Column::Year, one(year.as_ref())),
        (Column::Briefing, BTreeSet::from([briefing.id.clone()])),
        (Column::Passage, BTreeSet::from([passage.id()])),
    ]
}

fn or_unknown(value: Option<&String>) -> String {
    value.cloned().unwrap_or_else(|| UNKNOWN.to_owned())
}

/// Person, body, country or organisation and name of who utters the passage; the outlet too of one who asks.
fn speaker_keys(passage: &StoredPassage) -> BTreeSet<String> {
    let Some(speaker) = &passage.speaker else {
        return BTreeSet::new();
    };
    let ids = [&speaker.entity, &speaker.body, &speaker.represents];
    let mut keys: BTreeSet<String> = ids.into_iter().flatten().cloned().collect();
    if speaker.entity.is_none() && !speaker.name.is_empty() {
        keys.insert(name_key(&speaker.name));
    }
    let outlet = speaker
        .role
        .as_ref()
        .filter(|_| passage.kind == PassageKind::Question);
    keys.extend(outlet.map(|outlet| name_key(outlet)));
    keys
}

/// `id=name` of each person named in full: what a provisional id is called.
fn names(passage: &StoredPassage) -> BTreeSet<String> {
    let speaker = passage.speaker.iter().filter_map(|speaker| {
        let id = speaker.entity.as_ref()?;
        Some(format!("{id}={}", speaker.name))
    });
    let parties = passage
        .statements
        .iter()
        .flat_map(|statement| [&statement.source, &statement.target]);
    let quoted = passage
        .attributions
        .iter()
        .flat_map(|attribution| &attribution.sources);
    let actors = parties.chain(quoted).filter_map(|actor| {
        Some(format!(
            "{}={}",
            actor.person.as_ref()?,
            actor.name.as_ref()?
        ))
    });
    speaker.chain(actors).collect()
}

/// The name an enum has in JSON.
pub(super) fn name_of(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The first sixteen bytes of an id: two numbers that sort as it does.
pub(super) fn id_numbers(id: &str) -> (u64, u64) {
    let mut bytes = [0; 16];
    for (slot, byte) in bytes.iter_mut().zip(id.bytes()) {
        *slot = byte;
    }
    let number = u128::from_be_bytes(bytes);
    ((number >> 64) as u64, number as u64)
}
