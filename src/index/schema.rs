//! The fields of the index.

use crate::query::Column;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};

/// Goes up with every change of what is written.
pub(super) const FORMAT: u32 = 6;

/// The columns of exact keys.
pub(super) const COLUMNS: [(Column, &str); 17] = [
    (Column::By, "by"),
    (Column::Source, "source"),
    (Column::On, "on"),
    (Column::Entity, "entity"),
    (Column::Speaker, "speaker"),
    (Column::Ministry, "ministry"),
    (Column::Country, "country"),
    (Column::Outlet, "outlet"),
    (Column::Topic, "topic"),
    (Column::Detail, "detail"),
    (Column::Lang, "lang"),
    (Column::Tag, "tag"),
    (Column::Kind, "kind"),
    (Column::Form, "form"),
    (Column::Year, "year"),
    (Column::Briefing, "briefing"),
    (Column::Passage, "passage"),
];

/// Names of the numeric columns, which tantivy opens by name.
pub(super) mod fast {
    /// First day it may have been said, in days since 1970.
    pub(in crate::index) const FIRST: &str = "first";
    /// Last day it may have been said.
    pub(in crate::index) const LAST: &str = "last";
    /// The passage's number in its briefing.
    pub(in crate::index) const NUMBER: &str = "number";
    /// First eight bytes of the briefing's id.
    pub(in crate::index) const ID_HEAD: &str = "id_head";
    /// The eight bytes after those.
    pub(in crate::index) const ID_TAIL: &str = "id_tail";
    /// Hash of the text: copies share it.
    pub(in crate::index) const COPY: &str = "copy";
    /// Hash of the words: of like texts, few bits differ.
    pub(in crate::index) const LIKENESS: &str = "likeness";
    /// What it is, whatever it says.
    pub(in crate::index) const NATURE: &str = "nature";
    /// Shared by the passages of one answer.
    pub(in crate::index) const ANSWER: &str = "answer";
    /// Of an earlier version, a number that stands for its content; 0 of what stands now.
    pub(in crate::index) const VERSION: &str = "version";
    /// Statements, packed.
    pub(in crate::index) const CLAIMS: &str = "claims";
}

/// Handles of all fields.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    /// Exact tokens of the text.
    pub(super) exact: Field,
    /// Stemmed tokens of the text, title, question, and of the evidence of statements.
    pub(super) text: Field,
    pub(super) title: Field,
    pub(super) question: Field,
    pub(super) evidence: Field,
    /// Stems, names and starts of sentences, at the positions of exact tokens.
    pub(super) places: Field,
    /// Entity keys, each as often as it is salient.
    pub(super) salience: Field,
    /// `source|target|stance` of each statement at each level.
    pub(super) said: Field,
    /// `id=name` of persons.
    pub(super) names: Field,
    columns: Vec<(Column, Field)>,
    pub(super) first: Field,
    pub(super) last: Field,
    pub(super) number: Field,
    pub(super) id_head: Field,
    pub(super) id_tail: Field,
    pub(super) copy: Field,
    pub(super) likeness: Field,
    pub(super) nature: Field,
    pub(super) answer: Field,
    pub(super) version: Field,
    pub(super) claims: Field,
    /// The whole passage as JSON.
    pub(super) stored: Field,
}

impl Fields {
    pub(super) fn new() -> Self {
        let mut schema = Schema::builder();
        let words = indexed(IndexRecordOption::WithFreqsAndPositions);
        let keys = indexed(IndexRecordOption::Basic).set_fieldnorms(false);
        let weighted = indexed(IndexRecordOption::WithFreqs);
        let mut text = |name: &str, indexing: &TextFieldIndexing| {
            let options = TextOptions::default().set_indexing_options(indexing.clone());
            schema.add_text_field(name, options)
        };
        let exact = text("exact", &words);
        let stemmed = text("text", &words);
        let title = text("title", &words);
        let question = text("question", &words);
        let evidence = text("evidence", &words);
        let places = text("places", &words);
        let salience = text("salience", &weighted);
        let said = text("said", &keys);
        let names = text("names", &keys);
        let columns = COLUMNS.map(|(column, name)| (column, text(name, &keys)));
        let first = schema.add_i64_field(fast::FIRST, FAST);
        let last = schema.add_i64_field(fast::LAST, FAST);
        let mut number = |name| schema.add_u64_field(name, FAST);
        Self {
            exact,
            text: stemmed,
            title,
            question,
            evidence,
            places,
            salience,
            said,
            names,
            columns: columns.into(),
            first,
            last,
            number: number(fast::NUMBER),
            id_head: number(fast::ID_HEAD),
            id_tail: number(fast::ID_TAIL),
            copy: number(fast::COPY),
            likeness: number(fast::LIKENESS),
            nature: number(fast::NATURE),
            answer: number(fast::ANSWER),
            version: number(fast::VERSION),
            claims: number(fast::CLAIMS),
            stored: schema.add_bytes_field("stored", STORED),
            schema: schema.build(),
        }
    }

    /// The field of a column.
    pub(super) fn column(&self, column: Column) -> Field {
        let found = self.columns.iter().find(|(own, _)| *own == column);
        found.map_or(self.said, |(_, field)| *field)
    }
}

fn indexed(option: IndexRecordOption) -> TextFieldIndexing {
    TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(option)
}
