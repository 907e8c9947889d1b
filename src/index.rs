//! The index on disk: schema, writer, reader, vocabulary, and the retriever that compiles a [`crate::query::Plan`] for tantivy.
//!
//! One document is one passage. The index is a cache of the corpus: a deleted one is just absent, one of another format version is
//! named as such. What an incremental run needs to know (the state, text of the caller's own making) is committed together with
//! the passages, so that the two never disagree, whenever the process is killed. One process writes ([`lock`]), any number read what was
//! committed last and are never blocked; what is not as it was written is recognised before it is believed ([`sound`]).

mod answers;
mod as_of;
mod best;
mod bits;
mod claims;
mod columns;
mod compile;
mod condition;
mod copies;
mod counts;
mod coverage;
mod disk;
mod document;
mod facets;
mod gather;
mod hashes;
mod keys;
mod likeness;
mod lock;
mod near;
mod postings;
mod reader;
mod rebuild;
mod retrieve;
mod schema;
mod scoring;
mod sound;
mod state;
mod steady;
mod stored;
mod sums;
mod tops;
mod vocabulary;
mod words;
mod writer;

pub use as_of::{Then, earlier, earlier_count, remove_earlier};
pub use best::{Asked, Best};
pub use bits::Listed;
pub use columns::Columns;
pub use compile::FieldWeights;
pub use condition::{Condition, contained, examine, kept_state};
pub use copies::Standing;
pub use counts::Counts;
pub use coverage::{Amount, MinistryHeld};
pub use document::{Nature, Origin};
pub use facets::{Facet, FacetCounts};
pub use hashes::text_keys;
pub use likeness::text_hash;
pub use reader::Reader;
pub(crate) use reader::day;
pub use rebuild::Rebuild;
pub use retrieve::{Candidate, Summand};
pub use writer::Writer;
