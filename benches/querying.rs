//! How fast queries are answered: `cargo bench --bench querying` prints latencies of the first ten hits, warm and in this process, on
//! an archive of 100,000 passages, beside those of the engine's own search for the same words on the same index: once as it is quickest
//! (one field, ten addresses, no total), and for the same work (an exact total, ten passages read, the words marked) of the words as
//! they are typed, and of the very terms they are looked for by.
//!
//! The passages are those of the sample corpus, each behind itself with words drawn from running text, so that words are as frequent
//! as in the corpus, annotations stay true, and no two passages are copies. Reading what is typed is part of the time, the values the
//! index holds (which are read once) are not.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints figures, and fails loudly"
)]

#[allow(dead_code, reason = "each bench uses its own part")]
mod common;

use common::records;
use demarche::annotate::annotate;
use demarche::briefing::StoredPassage;
use demarche::index::{Reader, Writer};
use demarche::query::{Condition, Known, Plan, Text, Word, read};
use demarche::rank::{Options, find, search};
use demarche::source::{self, Guide, Outcome};
use demarche::text::stemmed_tokens;
use std::collections::HashMap;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::snippet::SnippetGenerator;
use tantivy::store::StoreReader;
use tantivy::tokenizer::{LowerCaser, SimpleTokenizer, TextAnalyzer};
use tantivy::{Index, Searcher, Term};

const PASSAGES: usize = 100_000;
/// Words put behind each passage.
const WORDS: usize = 40;
const ROUNDS: usize = 30;

/// Kinds of queries; of each, some.
const QUERIES: [(&str, &[&str]); 6] = [
    (
        "one word",
        &["sanctions", "sovereignty", "Ukraine", "peace"],
    ),
    (
        "several words",
        &[
            "foreign ministry",
            "sovereignty and peace",
            "military aid to Ukraine",
            "attack on civilians",
        ],
    ),
    (
        "phrases",
        &[
            "\"Foreign Ministry\"",
            "\"the United States\"",
            "\"international law\"",
            "\"in the region\"",
        ],
    ),
    (
        "statements",
        &[
            "by:Russia on:USA stance:critical",
            "on:Ukraine stance:supportive",
            "stance:critical strength:6..",
        ],
    ),
    (
        "statements and words",
        &[
            "sanctions by:Russia stance:critical",
            "peace by:China on:USA",
            "attack on:Russia stance:critical",
        ],
    ),
    ("near spellings, near one another", &["the~2 /s a~2"]),
];
/// Nothing is found of it, so that words spelled like it are looked for.
const MISSPELLED: &str = "sovereingty";

fn main() {
    // cargo hands benches `--bench`
    let given = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let temporary = tempfile::TempDir::new().unwrap();
    let folder = given.map_or(temporary.path().to_owned(), PathBuf::from);
    if Reader::open(&folder).unwrap().is_none() {
        let started = Instant::now();
        write(&folder, &sample());
        println!(
            "{PASSAGES} passages indexed in {:.1} s",
            started.elapsed().as_secs_f64()
        );
    }
    let reader = Reader::open(&folder).unwrap().unwrap();
    let vocabulary = reader.vocabulary();
    let known = Known {
        lexicon: Guide::builtin().lexicon,
        vocabulary: &vocabulary,
        today: chrono::NaiveDate::default(),
    };
    let plain = plain_copy(&folder);
    let engine = Index::open_in_dir(plain.path()).unwrap();
    let searcher = engine.reader().unwrap().searcher();
    let segments = searcher.segment_readers().iter();
    let stores = segments.map(|segment| segment.get_store_reader(100).unwrap());
    let stores: Vec<StoreReader> = stores.collect();
    println!(
        "| ms, warm | half within | 99 % within | found, not read | the engine, one field | as typed | times that | the same terms | times that | unmarked | times that |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    for (kind, queries) in QUERIES {
        let mut total = 0;
        let all = measured(queries, |query| {
            let reading = read(query, &[], &known).unwrap();
            total = search(&reader, &reading, &Options::default())
                .unwrap()
                .total;
        });
        assert!(total > 0, "the queries are to find something");
        let found = measured(queries, |query| {
            let reading = read(query, &[], &known).unwrap();
            total = find(&reader, &reading, &Options::default())
                .unwrap()
                .results
                .total;
        });
        let has_words_only = !queries.iter().any(|query| query.contains([':', '~']));
        let engine = has_words_only.then(|| {
            let plans: HashMap<&str, Plan> = queries
                .iter()
                .map(|query| (*query, read(query, &[], &known).unwrap().plan))
                .collect();
            for query in queries.iter().filter(|_| kind == "one word") {
                let ours = read(query, &[], &known).unwrap();
                let ours = find(&reader, &ours, &Options::default()).unwrap();
                let total = Raw::Terms.total(&searcher, query, &plans[query]);
                assert_eq!(total as u64, ours.results.total, "{query}: not the same");
            }
            Raw::ALL.map(|raw| {
                measured(queries, |query| {
                    raw.search(&searcher, &stores, query, &plans[query]);
                })
            })
        });
        report(kind, &all, &found, engine.as_ref());
    }
    let spellings = measured(&[MISSPELLED], |word| {
        assert!(!reader.spellings_near(word).unwrap().is_empty());
    });
    report(
        "spellings near a word nowhere found",
        &spellings,
        &spellings,
        None,
    );
}

/// The same index as the engine itself writes it: without the checksums behind its small files.
fn plain_copy(folder: &Path) -> tempfile::TempDir {
    let copy = tempfile::TempDir::new().unwrap();
    for file in fs::read_dir(folder).unwrap().flatten() {
        let name = file.file_name();
        if name == "meta.json" {
            let text = fs::read_to_string(file.path()).unwrap();
            let (plain, _) = text.split_once("crc32 ").unwrap();
            fs::write(copy.path().join(name), plain).unwrap();
        } else if name != ".managed.json" && file.path().is_file() {
            fs::copy(file.path(), copy.path().join(name)).unwrap();
        }
    }
    copy
}

/// The passages of the sample corpus.
fn sample() -> Vec<StoredPassage> {
    let guide = Guide::builtin();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut passages = Vec::new();
    for record in records(&corpus) {
        for outcome in source::read(&record, &guide) {
            if let Outcome::Briefing(briefing, _) = outcome {
                let annotated = annotate(*briefing, guide.lexicon);
                passages.extend(annotated.stored_passages());
            }
        }
    }
    passages
}

fn write(folder: &Path, sample: &[StoredPassage]) {
    let words: Vec<&str> = sample
        .iter()
        .flat_map(|passage| passage.text.split(' '))
        .collect();
    let mut state = 1_u64;
    let mut draw = || {
        // Knuth's MMIX: the same words on every machine.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        words[(state >> 33) as usize % words.len()]
    };
    let mut writer = Writer::open(folder).unwrap();
    for number in 0..PASSAGES {
        let mut passage = sample[number % sample.len()].clone();
        passage.briefing.id = format!("b{number:09}");
        for _ in 0..WORDS {
            passage.text.push(' ');
            passage.text.push_str(draw());
        }
        writer.add(&[passage]).unwrap();
    }
    writer.commit().unwrap();
}

/// The engine's own search, by BM25 of any of the words; of a phrase, its exact words.
#[derive(Clone, Copy, PartialEq)]
enum Raw {
    /// Ten addresses, by the text alone.
    Quickest,
    /// The words as typed, by all fields of words: ten passages read and marked by the engine's own snippets, and an exact total.
    Typed,
    /// The same of all terms that words are looked for by, and of no others: of all languages, and the names of entities.
    Terms,
    /// The same without marks.
    Unmarked,
}

impl Raw {
    const ALL: [Self; 4] = [Self::Quickest, Self::Typed, Self::Terms, Self::Unmarked];

    /// Of a query that was read as `plan`.
    fn search(self, searcher: &Searcher, stores: &[StoreReader], query: &str, plan: &Plan) {
        let top = TopDocs::with_limit(10).order_by_score();
        let asked = self.asked(searcher, query, plan);
        if self == Self::Quickest {
            assert!(!searcher.search(&asked, &top).unwrap().is_empty());
            return;
        }
        let (hits, total) = searcher.search(&asked, &(top, Count)).unwrap();
        assert!(total >= hits.len());
        for (_, address) in hits {
            let store = &stores[address.segment_ord as usize];
            let bytes = store.get_document_bytes(address.doc_id).unwrap();
            let text = text(&bytes);
            assert!(!text.is_empty());
            if self != Self::Unmarked {
                marked(searcher, query, &text);
            }
        }
    }

    fn asked(self, searcher: &Searcher, query: &str, plan: &Plan) -> Box<dyn Query> {
        let schema = searcher.schema();
        let term =
            |field: &str, word: &str| Term::from_field_text(schema.get_field(field).unwrap(), word);
        if query.starts_with('"') {
            let words = query.trim_matches('"').to_lowercase();
            let terms = words.split(' ').map(|word| term("exact", word));
            return Box::new(PhraseQuery::new(terms.collect()));
        }
        let fields: &[&str] = match self {
            Self::Quickest => &["text"],
            _ => &["text", "title", "question", "evidence"],
        };
        let mut terms = Vec::new();
        let mut ask = |word: &str| terms.extend(fields.iter().map(|field| term(field, word)));
        if matches!(self, Self::Quickest | Self::Typed) {
            for token in stemmed_tokens(query, "en") {
                ask(&token.text);
            }
        } else {
            for stem in words(plan).flat_map(|word| word.stems.iter().flatten()) {
                ask(stem);
            }
            let entities = words(plan).flat_map(|word| &word.entities);
            terms.extend(entities.map(|entity| term("salience", entity)));
        }
        let terms = terms.into_iter().map(|term| -> Box<dyn Query> {
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        });
        Box::new(BooleanQuery::union(terms.collect()))
    }

    /// How many passages it finds.
    fn total(self, searcher: &Searcher, query: &str, plan: &Plan) -> usize {
        let asked = self.asked(searcher, query, plan);
        searcher.search(&asked, &Count).unwrap()
    }
}

fn words(plan: &Plan) -> impl Iterator<Item = &Word> {
    plan.wanted.iter().filter_map(|wanted| match wanted {
        Condition::Text(Text::Word(word)) => Some(word),
        _ => None,
    })
}

/// The text of a passage as it is stored, with nothing else made of it.
fn text(bytes: &[u8]) -> String {
    #[derive(serde::Deserialize)]
    struct Beginning<'a> {
        _number: u32,
        text: &'a str,
    }
    let (rest, length) = bytes.split_last_chunk().unwrap();
    let stored = &rest[rest.len() - u32::from_le_bytes(*length) as usize..];
    let (stored, _) = postcard::take_from_bytes::<Beginning>(stored).unwrap();
    stored.text.to_owned()
}

/// Marks the words as they were typed, in any case.
fn marked(searcher: &Searcher, words: &str, text: &str) {
    let field = |name: &str| searcher.schema().get_field(name).unwrap();
    let words = words.trim_matches('"').to_lowercase();
    let words = words.split(' ').map(|word| (word.to_owned(), 1.0));
    let analyzer = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser);
    let snippets = SnippetGenerator::new(words.collect(), analyzer.build(), field("text"), 4000);
    black_box(snippets.snippet(text));
}

/// Times of all queries in all rounds but the first, in order.
fn measured(queries: &[&str], mut answer: impl FnMut(&str)) -> Vec<Duration> {
    let mut times = Vec::new();
    for round in 0..=ROUNDS {
        for query in queries {
            let started = Instant::now();
            answer(query);
            if round > 0 {
                times.push(started.elapsed());
            }
        }
    }
    times.sort_unstable();
    times
}

/// A row of the table.
fn report(kind: &str, all: &[Duration], found: &[Duration], engine: Option<&[Vec<Duration>; 4]>) {
    let at = |times: &[Duration], percent: usize| {
        times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3
    };
    let (half, most, unread) = (at(all, 50), at(all, 99), at(found, 50));
    print!("| {kind} | {half:.2} | {most:.2} | {unread:.2} |");
    match engine.map(|engine| engine.each_ref().map(|times| at(times, 50))) {
        Some([quickest, others @ ..]) => {
            print!(" {quickest:.2} |");
            for other in others {
                print!(" {other:.2} | {:.1} |", half / other);
            }
            println!();
        }
        None => println!("{}", " |".repeat(7)),
    }
}
