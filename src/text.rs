//! Text without any notion of briefings: spans, sentences, folding, languages and the analyzers
//! that turn text into the tokens of the index.

mod alike;
mod analyze;
mod fold;
mod hash;
mod language;
mod quote;
mod sentence;
mod span;

pub use alike::Spelling;
pub use analyze::{Token, WHERE_UNKNOWN, exact_tokens, is_unspaced, stemmed_among, stemmed_tokens};
pub use fold::{collapsed, fold, sanitize, simplify, unspaced};
pub use hash::{mixed, stable_hash};
pub use language::{detect_language, primary_language};
pub use quote::{Quotation, quotations, unquoted};
pub use sentence::sentences;
pub use span::{CodePoints, Span};
