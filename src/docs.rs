//! The long documents: how demarche is built, what it reads and fetches, how it tells turns and speakers, what it promises where things
//! go wrong, how it annotates and is corrected, how to ask it, how hits are ordered, how fast, what comes out, how well it does.
//! Their code and examples are tested.

#[doc = include_str!("docs/architecture.md")]
pub mod architecture {}

#[doc = include_str!("docs/formats.md")]
pub mod formats {}

#[doc = include_str!("docs/fetch.md")]
pub mod fetch {}

#[doc = include_str!("docs/profiles.md")]
pub mod profiles {}

#[doc = include_str!("docs/passages.md")]
pub mod passages {}

#[doc = include_str!("docs/versions.md")]
pub mod versions {}

#[doc = include_str!("docs/watch.md")]
pub mod watch {}

#[doc = include_str!("docs/coverage.md")]
pub mod coverage {}

#[doc = include_str!("docs/reliability.md")]
pub mod reliability {}

#[doc = include_str!("docs/corrections.md")]
pub mod corrections {}

#[doc = include_str!("docs/annotation.md")]
pub mod annotation {}

#[doc = include_str!("docs/query.md")]
pub mod query {}

#[doc = include_str!("docs/ranking.md")]
pub mod ranking {}

#[doc = include_str!("docs/questions.md")]
pub mod questions {}

#[doc = include_str!("docs/performance.md")]
pub mod performance {}

#[doc = include_str!("docs/exports.md")]
pub mod exports {}

#[doc = include_str!("docs/evaluation.md")]
pub mod evaluation {}
