//! What stands around names in text, for those who link them: data only.

use super::{decline, table};
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

pub(super) const CONTEXT: &str = include_str!("data/context.toml");

static BUILTIN: LazyLock<Context> = LazyLock::new(|| table::toml(CONTEXT));

/// Links within titles, ends of names, signs of places, phrases for organisations; see the table's own comments.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Context {
    pub(crate) links: HashSet<String>,
    pub(crate) role_links: HashSet<String>,
    pub(crate) owner_links: HashSet<String>,
    pub(crate) name_links: Vec<String>,
    pub(crate) no_names: HashSet<String>,
    pub(crate) no_name_endings: Vec<String>,
    pub(crate) particles: HashSet<String>,
    pub(crate) han_ends: Vec<String>,
    pub(crate) family_first: HashSet<String>,
    pub(crate) either_order: HashSet<String>,
    pub(crate) same_side: Vec<[String; 2]>,
    pub(crate) place_before: HashSet<String>,
    pub(crate) place_before_han: Vec<String>,
    pub(crate) place_after: Vec<String>,
    pub(crate) own_regions: HashSet<String>,
    pub(crate) accord: Vec<Accord>,
    pub(crate) descriptor: Vec<Descriptor>,
}

/// An accord, and whom it binds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Accord {
    pub(crate) names: Vec<String>,
    pub(crate) binds: Vec<String>,
}

/// A phrase for an organisation named before.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Descriptor {
    pub(crate) words: Vec<String>,
    pub(crate) only: Vec<String>,
    /// Whether nobody who means well says so.
    #[serde(default)]
    pub(crate) scolds: bool,
}

impl Context {
    pub(crate) fn builtin() -> &'static Self {
        &BUILTIN
    }
}

/// All forms of a family name in the language its script tells.
pub(crate) fn forms_of_family_name(name: &str) -> Vec<String> {
    let cyrillic = name
        .chars()
        .any(|letter| matches!(letter, '\u{400}'..='\u{4ff}'));
    let language = match name {
        _ if !cyrillic => "",
        _ if name.contains(['і', 'ї', 'є', 'ґ']) => "uk",
        _ => "ru",
    };
    decline::forms_of_name(name, language)
}
