//! The first hits are the same however few are asked for, and so are their scores and the total.

#![allow(
    clippy::unwrap_used,
    reason = "an index that cannot be read fails the test"
)]

#[path = "fixture/dice.rs"]
mod dice;
mod fixture;

use demarche::briefing::{Act, Form, PassageKind, Precision, Stance, StoredPassage};
use demarche::index::{Reader, Writer};
use demarche::lexicon::Lexicon;
use demarche::query::{Known, read};
use demarche::rank::{Copies, Options, Results, search};
use dice::Dice;
use fixture::{ada_norvik, passage, said, state, statement};
use std::collections::BTreeMap;
use std::path::Path;
use tempfile::TempDir;

/// From common to rare.
const WORDS: [&str; 8] = [
    "talks",
    "fishery",
    "treaty",
    "border",
    "ferry",
    "mill",
    "Ruritania",
    "lantern",
];
const QUERIES: [&str; 26] = [
    "talks",
    "lantern",
    "talks fishery",
    "talks mill",
    "mill lantern",
    "fishery treaty border",
    "talks fishery treaty border ferry",
    "Ruritania talks",
    "\"talks fishery\"",
    "\"treaty border\" ferry",
    "fish* lantern",
    "mil~ ferry~",
    "fish*",
    "+talks mill lantern",
    "+talks +mill",
    "+lantern \"talks fishery\" ferry border",
    "talks ferry -border",
    "talks ferry kind:question",
    "\"treaty border\"~3",
    "talks /3 mill",
    "talks /p mill ferry",
    "stance:critical",
    "by:RUR on:NPL",
    "on:NPL stance:supportive talks mill",
    "on:NPL OR on:SYR strength:4.. form:transcript",
    "by:RUR talks ferry border",
];

/// Passages of few words, so that many score the same, some of them questions, asked again or copied.
fn made(dice: &mut Dice, number: u64) -> StoredPassage {
    let length = 3 + dice.below(9);
    let words = (0..length).map(|_| {
        let (one, other) = (dice.below(8), dice.below(8));
        WORDS[usize::try_from(one.min(other)).unwrap()]
    });
    let words: Vec<&str> = words.collect();
    let made = passage(&format!("b{number:04}"), &words.join(" "));
    let month = 1 + dice.below(12);
    let mut made = said(made, &format!("2024-{month:02}-11"), Precision::Day);
    let forms = [Form::Transcript, Form::Article, Form::Other];
    made.briefing.form = forms[usize::try_from(dice.below(3)).unwrap()];
    if dice.below(4) == 0 {
        made.kind = PassageKind::Question;
    }
    for _ in 0..dice.below(4) {
        let target = state(["NPL", "SYR"][usize::try_from(dice.below(2)).unwrap()]);
        let (stance, act) = if dice.below(2) == 0 {
            (Stance::Critical, Act::Accuse)
        } else {
            (Stance::Supportive, Act::Support)
        };
        let strength = u8::try_from(dice.below(3)).unwrap() + 3;
        let own = statement(ada_norvik(), target, stance, act, strength);
        made.statements.push(own);
    }
    if dice.below(5) == 0 {
        made.briefing.title = Some(WORDS[usize::try_from(dice.below(8)).unwrap()].to_owned());
    }
    made
}

/// An index with removed passages and, of a hundred, `share` copies; with a commit, and so a segment, every so many passages.
fn written(dice: &mut Dice, passages: u64, share: u64, commit: u64) -> TempDir {
    let folder = TempDir::new().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    let mut copies = BTreeMap::new();
    for number in 0..passages {
        let one = made(dice, number);
        if dice.below(100) < share {
            let mut again = one.clone();
            again.briefing.id = format!("c{number:04}");
            copies.insert(again.briefing.id.clone(), one.briefing.id.clone());
            writer.add([again]).unwrap();
        }
        writer.add([one]).unwrap();
        if dice.below(commit) == 0 {
            writer.commit().unwrap();
        }
        if dice.below(20) == 0 {
            writer.remove(&format!("b{:04}", dice.below(number + 1)));
        }
    }
    writer.set_copies(&copies);
    writer.commit().unwrap();
    folder
}

fn found(reader: &Reader, query: &str, options: &Options) -> Results {
    let vocabulary = reader.vocabulary();
    let known = Known {
        lexicon: Lexicon::builtin(),
        vocabulary: &vocabulary,
        today: "2025-01-01".parse().unwrap(),
    };
    search(reader, &read(query, &[], &known).unwrap(), options).unwrap()
}

fn check(dice: &mut Dice, passages: u64, share: u64) {
    let folder = written(dice, passages, share, 200);
    check_queries(folder.path(), &QUERIES);
}

fn check_queries(folder: &Path, queries: &[&str]) {
    let reader = Reader::open(folder).unwrap().unwrap();
    for query in queries {
        for copies in [Copies::Fold, Copies::Keep] {
            let of = |limit, offset| Options {
                copies,
                limit,
                offset,
                explain: true,
                ..Options::default()
            };
            let all = found(&reader, query, &of(None, 0));
            for (limit, offset) in [(0, 0), (1, 0), (10, 0), (10, 15), (60, 0)] {
                let few = found(&reader, query, &of(Some(limit), offset));
                let place = format!("{query}, {limit} behind {offset}, {copies:?}");
                assert_eq!(
                    (few.total, few.holding_all, &few.notes),
                    (all.total, all.holding_all, &all.notes),
                    "{place}"
                );
                let expected = all.hits.iter().skip(offset).take(limit);
                assert!(few.hits.iter().eq(expected), "{place}");
                for hit in &few.hits {
                    let parts = hit.explanation.parts.iter().map(|part| part.value);
                    assert!((parts.sum::<f64>() - hit.score).abs() < 1e-9, "{place}");
                }
            }
        }
    }
}

#[test]
fn the_first_hits_are_those_of_all_hits() {
    let mut dice = Dice::fixed();
    check(&mut dice, 700, 0);
    check(&mut dice, 500, 3);
    check(&mut dice, 300, 60);
    check(&mut dice, 12, 10);
}

/// Words are summed up over so many passages at a time, sixty-four of which are told by the bits of a number.
#[test]
fn so_are_they_in_a_segment_of_several_windows() {
    let folder = written(&mut Dice::fixed(), 2200, 3, u64::MAX);
    let words = [
        "lantern",
        "talks mill",
        "fishery treaty border",
        "+talks +mill",
        "+lantern fishery ferry border",
    ];
    check_queries(folder.path(), &words);
}

#[test]
fn so_are_they_where_most_passages_are_one() {
    let folder = TempDir::new().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    let mut dice = Dice::fixed();
    for number in 0..400 {
        writer
            .add([passage(&format!("a{number:04}"), "talks fishery")])
            .unwrap();
        writer.add([made(&mut dice, number)]).unwrap();
    }
    writer.commit().unwrap();
    let reader = Reader::open(folder.path()).unwrap().unwrap();
    for query in ["talks", "talks fishery"] {
        let all = found(
            &reader,
            query,
            &Options {
                limit: None,
                ..Options::default()
            },
        );
        let few = found(&reader, query, &Options::default());
        assert_eq!(few.hits, all.hits[..10], "{query}");
    }
}
