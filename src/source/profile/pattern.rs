//! Patterns and selectors of profiles, compiled where they are first used: most runs use those of a few sites.

use regex::Regex;
use scraper::Selector;
use serde::Deserialize;
use std::sync::OnceLock;

/// What the named groups of a pattern may be called.
pub(in crate::source) const GROUPS: &[&str] =
    &["speaker", "role", "date", "published", "updated", "kind"];

/// A regular expression.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "String")]
pub(in crate::source) struct Pattern {
    source: String,
    compiled: OnceLock<Option<Regex>>,
}

impl From<String> for Pattern {
    fn from(source: String) -> Self {
        Self {
            source,
            compiled: OnceLock::new(),
        }
    }
}

impl Pattern {
    /// As written.
    pub(in crate::source) fn source(&self) -> &str {
        &self.source
    }

    /// What it is; `None` where it cannot be compiled, which [`Pattern::fault`] tells.
    pub(in crate::source) fn regex(&self) -> Option<&Regex> {
        let compiled = || compile(&self.source).ok();
        self.compiled.get_or_init(compiled).as_ref()
    }

    /// Whether it is found in `text`.
    pub(in crate::source) fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// Whether all of `text` is what it finds.
    pub(in crate::source) fn is_whole(&self, text: &str) -> bool {
        let found = self.regex().and_then(|regex| regex.find(text));
        found.is_some_and(|found| found.len() == text.len())
    }

    /// What is wrong with it, if anything.
    pub(super) fn fault(&self) -> Option<String> {
        match compile(&self.source) {
            Ok(regex) => {
                let mut names = regex.capture_names().flatten();
                let unknown = names.find(|name| !GROUPS.contains(name))?;
                Some(format!(
                    "group `{unknown}` is none of {}",
                    GROUPS.join(", ")
                ))
            }
            Err(error) => {
                // The last line says what is wrong, those before it show where.
                let error = error.to_string();
                let reason = error.lines().last().unwrap_or_default();
                Some(format!(
                    "no regular expression ({})",
                    reason.trim_start_matches("error: ")
                ))
            }
        }
    }
}

fn compile(source: &str) -> Result<Regex, regex::Error> {
    regex::RegexBuilder::new(source).size_limit(1 << 20).build()
}

/// A CSS selector.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "String")]
pub(in crate::source) struct Css {
    source: String,
    compiled: OnceLock<Option<Selector>>,
}

impl From<String> for Css {
    fn from(source: String) -> Self {
        Self {
            source,
            compiled: OnceLock::new(),
        }
    }
}

impl Css {
    /// As written.
    pub(in crate::source) fn source(&self) -> &str {
        &self.source
    }

    /// What it is; `None` where it cannot be read, which [`Css::fault`] tells.
    pub(in crate::source) fn selector(&self) -> Option<&Selector> {
        let compiled = || Selector::parse(&self.source).ok();
        self.compiled.get_or_init(compiled).as_ref()
    }

    /// What is wrong with it, if anything.
    pub(super) fn fault(&self) -> Option<String> {
        let fault = Selector::parse(&self.source).err()?;
        Some(format!(
            "no CSS selector ({fault}); try it with document.querySelectorAll in a browser"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_grows_to_a_bound_and_takes_linear_time() {
        assert!(compile(r"(?:\w{100}){1000}").is_err());
        let doubling = compile("^(?:a+)+$").unwrap();
        assert!(!doubling.is_match(&("a".repeat(50_000) + "b")));
    }
}
