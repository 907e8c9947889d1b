//! How many words stand under each element of a page, and how many of them are links'.

use crate::source::clean::word_count;
use crate::source::html::is_unread;
use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::{ElementRef, Html, Node};
use std::collections::HashMap;

/// The words under an element, and how many of them are links'.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    pub(super) words: usize,
    pub(super) linked: usize,
    /// Links, however long.
    pub(super) links: usize,
}

impl Weight {
    /// Words that are no link's.
    pub(super) fn own(self) -> usize {
        self.words - self.linked.min(self.words)
    }

    fn add(&mut self, other: Self) {
        self.words += other.words;
        self.linked += other.linked;
        self.links += other.links;
    }
}

/// The weight of each element.
pub(super) type Weights = HashMap<NodeId, Weight>;

/// The weight of an element; nothing where it is not shown.
pub(super) fn weight_of(element: ElementRef<'_>, weights: &Weights) -> Weight {
    weights.get(&element.id()).copied().unwrap_or_default()
}

/// Weighs all elements of a page in one pass.
pub(super) fn weigh(document: &Html) -> Weights {
    let mut weights = Weights::new();
    let mut open: Vec<Weight> = vec![Weight::default()];
    let mut unread: Option<NodeId> = None;
    let mut links = 0_usize;
    for edge in document.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                _ if unread.is_some() => (),
                Node::Text(text) => {
                    let words = word_count(text);
                    if let Some(weight) = open.last_mut() {
                        weight.words += words;
                        weight.linked += if links > 0 { words } else { 0 };
                    }
                }
                Node::Element(element) if is_unread(element) => unread = Some(node.id()),
                Node::Element(element) => {
                    links += usize::from(element.name() == "a");
                    open.push(Weight::default());
                }
                _ => (),
            },
            Edge::Close(node) => {
                if unread == Some(node.id()) {
                    unread = None;
                } else if unread.is_none()
                    && let Node::Element(element) = node.value()
                {
                    let mut weight = open.pop().unwrap_or_default();
                    if element.name() == "a" {
                        links = links.saturating_sub(1);
                        weight.links += 1;
                    }
                    weights.insert(node.id(), weight);
                    if let Some(parent) = open.last_mut() {
                        parent.add(weight);
                    }
                }
            }
        }
    }
    weights
}
