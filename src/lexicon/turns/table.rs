//! The table of words, as written.

use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// The lists of `data/turns.toml`, which says what each is for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) asker: Vec<String>,
    pub(super) asker_person: HashSet<String>,
    pub(super) asker_suffix: Vec<String>,
    pub(super) asker_lead: HashSet<String>,
    pub(super) answerer: Vec<String>,
    pub(super) answerer_suffix: Vec<String>,
    pub(super) staff: Vec<String>,
    pub(super) staff_lead: HashSet<String>,
    pub(super) honorific: HashSet<String>,
    pub(super) title: HashSet<String>,
    pub(super) label_title: HashSet<String>,
    pub(super) weak_title: HashSet<String>,
    pub(super) body: HashMap<String, String>,
    pub(super) outlet: HashSet<String>,
    pub(super) false_label: HashSet<String>,
    pub(super) prose: HashSet<String>,
    pub(super) for_outlet: HashSet<String>,
    pub(super) note: HashSet<String>,
    pub(super) sole: HashSet<String>,
    pub(super) relays: Vec<String>,
    pub(super) calls: Vec<String>,
    pub(super) no_name: HashSet<String>,
    pub(super) addresses: HashSet<String>,
    pub(super) contents: HashSet<String>,
    pub(super) left_out: Vec<String>,
    pub(super) heading: Vec<String>,
    pub(super) boilerplate: HashSet<String>,
    pub(super) particle: HashSet<String>,
    pub(super) head: HashSet<String>,
    pub(super) ordinal: HashSet<String>,
    pub(super) qualifier: HashSet<String>,
    pub(super) asks: Vec<String>,
    pub(super) joint_title: Vec<String>,
}
