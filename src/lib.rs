//! demarche: a full-text search engine and local archive for foreign-ministry briefings.
//!
//! It turns an archive of briefings into an index of attributed passages and answers: who said
//! what about whom, with which stance, when, and where can I cite it. The [`docs`] describe the
//! architecture, the formats it reads and the query language.
//!
//! Data flows one way through the modules, in this order, and a module imports only itself and
//! those before it.

pub mod analysis;
pub mod annotate;
pub mod archive;
pub mod briefing;
pub mod cli;
pub mod docs;
pub mod error;
pub mod evaluate;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod index;
pub mod ingest;
pub mod lexicon;
pub mod output;
pub mod passage;
pub mod query;
pub mod rank;
pub mod source;
pub mod text;
pub mod watch;

pub use error::{Error, Result};
