//! What stands between words where they are not parted (Chinese): most words are unknown there, and the gaps between the known ones tell
//! where a list or a noun phrase ends, and what bears a party's name and is not it.

use super::Unspaced;
use crate::annotate::statements::tokens::Kind;
use crate::lexicon::Class;
use crate::text::simplify;
use std::ops::Range;

/// What may stand between the parties of a list where words are not parted.
const LISTED: [&str; 10] = [
    "", "一些", "部分", "个别", "少数", "其他", "等", "等国", "方面", "各",
];
/// What ends the stretch that a preposition opens: "在记者会上".
const CLOSING: [char; 10] = ['上', '中', '时', '后', '下', '前', '间', '里', '内', '来'];

impl Unspaced<'_, '_> {
    /// What stands before the token and is no word of the table: where words are not parted, most words.
    pub(super) fn gap(&self, at: usize) -> &str {
        let token = self.row.tokens[at].span.start;
        let before = at.checked_sub(1);
        let start = before.map_or(token, |before| self.row.tokens[before].span.end);
        self.row.text.get(start..token).unwrap_or_default()
    }

    /// Whether the party is the name of what is described before it: "巴勒斯坦伊斯兰抵抗运动（哈马斯）", "也门胡塞武装"; but 俄乌
    /// are two.
    pub(super) fn is_named(&self, at: usize) -> bool {
        let gap = self.gap(at);
        let whole =
            |at: usize| self.row.is_party(at) && self.row.tokens[at].span.len() > '中'.len_utf8();
        let adjoins = gap.is_empty() && whole(at) && whole(at - 1);
        adjoins || (gap.ends_with(['（', '(']) && (3..=10).contains(&gap.chars().count()))
    }

    /// Whether a list of parties that holds the token before goes on with this one.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        let gap = simplify(self.gap(at));
        let short = gap.chars().count() <= 4 && !gap.contains(['的', '驻']);
        let joins = self.row.is(at - 1, Class::Conjunction)
            || self.row.is(at, Class::Conjunction)
            || self.row.tokens[at - 1].kind == Kind::Comma;
        // "巴勒斯坦伊斯兰抵抗运动（哈马斯）": the name of what is described.
        let named = gap.ends_with(['（', '(']) && gap.chars().count() <= 10;
        named || LISTED.contains(&&*gap) || (short && (joins || self.row.is(at, Class::Official)))
    }

    /// The parties that stand together from `at` on: "美国、日本".
    pub(super) fn list(&self, at: usize, end: usize) -> Vec<usize> {
        let parties = self.row.list(at, end, |next| !self.goes_on(next));
        // What is described by the name behind it is the same party.
        let named = |number: usize| parties.get(number + 1).is_some_and(|at| self.is_named(*at));
        let kept = parties.iter().enumerate();
        let kept = kept.filter(|(number, _)| !named(*number));
        kept.map(|(_, at)| *at).collect()
    }

    /// Whether what bears a party's name is not it: 乌克兰危机, 美制导弹, 涉疆议题.
    pub(super) fn is_matter(&self, at: usize) -> bool {
        let end = self.row.tokens.len();
        let adjoins = |next: &usize| self.row.is_party(*next) && self.gap(*next).is_empty();
        let next = (at + 1..end).find(|next| !adjoins(next)).unwrap_or(end);
        let span = self.row.tokens[at].span;
        let behind = simplify(
            self.row
                .text
                .get(span.end..)
                .unwrap_or_default()
                .get(..6)
                .unwrap_or_default(),
        )
        .into_owned();
        let made = behind.starts_with('制')
            && !["制裁", "制定", "制造", "制止", "制约", "制订"].contains(&&*behind);
        let made = made || span.of(self.row.text).ends_with(['制', '製']);
        let about = span.of(self.row.text).starts_with('涉') || self.gap(at).ends_with('涉');
        made || about || (self.row.is(next, Class::Impersonal) && self.gap(next).is_empty())
    }

    /// The preposition that the party stands after, alone or behind adjectives and other parties of its list.
    pub(super) fn governor(&self, at: usize, clause: &Range<usize>) -> Option<usize> {
        let mut here = at;
        for before in (clause.start..at).rev().take(3) {
            let conjunction =
                self.row.is(before, Class::Conjunction) && !self.row.is(before, Class::Preposition);
            let passed = self.row.is_party(before)
                || self.row.is(before, Class::Adverb)
                || conjunction
                || self.row.tokens[before].kind == Kind::Quote;
            if !passed {
                let gap = self.gap(here);
                let closed = gap.ends_with(CLOSING)
                    || (!gap.is_empty() && self.row.is_one_of(before, &["应"]));
                return Some(before).filter(|_| self.row.is(before, Class::Preposition) && !closed);
            }
            // Another noun phrase begins here.
            if self.row.is_party(before) && !self.goes_on(here) {
                return None;
            }
            here = before;
        }
        None
    }

    /// Whether the party stands after a preposition.
    pub(super) fn governed(&self, at: usize, clause: &Range<usize>) -> bool {
        self.governor(at, clause).is_some()
    }

    /// Whether a party stands there that may do something.
    pub(super) fn acts(&self, at: usize, clause: &Range<usize>) -> bool {
        self.row.is_party(at) && !self.governed(at, clause) && !self.is_matter(at)
    }
}
