//! Nearness: `/s`, `/p`, `/5`, `+5`, `"…"~5` and `word~` find and mark what a scan of the passages finds.

#![allow(
    clippy::unwrap_used,
    reason = "an index that cannot be read fails the test"
)]

mod fixture;

use demarche::briefing::{Mention, MentionForm, StoredPassage};
use demarche::rank::Explanation;
use demarche::text::Span;
use fixture::{Archive, passage};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn check(archive: &Archive, query: &str, expected: &[&str]) {
    let found = archive.found(query);
    assert_eq!(
        found,
        expected,
        "{query}: {}",
        archive.read(query).plan.read_as
    );
    assert_eq!(archive.all(query).total as usize, expected.len(), "{query}");
}

fn marked(archive: &Archive, query: &str) -> Vec<Vec<String>> {
    let hits = archive.all(query).hits;
    let marks = hits.iter().map(|hit| {
        let spans = hit.highlights.iter();
        spans
            .map(|span| span.of(&hit.passage.text).to_owned())
            .collect()
    });
    marks.collect()
}

fn summands(explanation: &Explanation) -> Vec<String> {
    explanation
        .parts
        .iter()
        .map(|part| part.what.clone())
        .collect()
}

#[test]
fn words_are_found_in_one_sentence_and_only_there_marked() {
    let archive = Archive::of(&[
        passage(
            "a",
            "Blame is shared. The visa ban stays, and the blame for the ban is yours.",
        ),
        passage("b", "The visa was granted. A ban follows."),
    ]);
    check(&archive, "visa /s ban", &["a#1"]);
    check(&archive, "visas /s bans", &["a#1"]);
    check(&archive, "visa ban", &["a#1", "b#1"]);
    check(&archive, "-visa /s ban", &["b#1"]);
    check(&archive, "granted OR visa /s ban", &["a#1", "b#1"]);
    check(&archive, "ban /s ban", &["a#1"]);
    check(&archive, "(visa OR blame) /s stays", &["a#1"]);
    check(&archive, "\"the blame\" /s visa", &["a#1"]);
    check(&archive, "shar* /s blame", &["a#1"]);
    assert_eq!(marked(&archive, "blame /s ban"), [["ban", "blame", "ban"]]);
    assert_eq!(marked(&archive, "blame /s shared"), [["Blame", "shared"]]);
    let results = archive.all("blame /s ban");
    let explanation = &results.hits[0].explanation;
    assert_eq!(summands(explanation)[0], "blame /s ban");
    assert!(explanation.parts[0].value > 0.0);
}

#[test]
fn words_are_found_within_so_many_words_in_any_order_or_in_that() {
    let archive = Archive::of(&[
        passage("a", "Red is the colour of that long line."),
        passage("b", "The line is red."),
    ]);
    check(&archive, "red /2 line", &["b#1"]);
    check(&archive, "line /7 red", &["a#1", "b#1"]);
    check(&archive, "red /6 line", &["b#1"]);
    check(&archive, "red +7 line", &["a#1"]);
    check(&archive, "red +6 line", &[]);
    check(&archive, "line +2 red", &["b#1"]);
    check(&archive, "line /7 red /1 is", &["a#1", "b#1"]);
    check(&archive, "line +1 is +1 red", &["b#1"]);
}

#[test]
fn the_words_of_a_phrase_may_be_moved() {
    let archive = Archive::of(&[
        passage("a", "A red and very thin line, a red flag."),
        passage("b", "The line is red."),
        passage("c", "A red, red line."),
        passage("d", "One line."),
    ]);
    check(&archive, "\"red line\"~2", &["c#1"]);
    check(&archive, "\"red line\"~3", &["a#1", "b#1", "c#1"]);
    check(&archive, "\"red red\"~9", &["a#1", "c#1"]);
    check(&archive, "\"line line\"~9", &[]);
    assert_eq!(
        marked(&archive, "\"red thin line\"~2 very"),
        [["red", "very", "thin", "line"]]
    );
    assert_eq!(
        marked(&archive, "\"red thin line\"~2"),
        [["red", "thin", "line"]]
    );
}

#[test]
fn a_word_spelled_otherwise_is_found_where_asked_for() {
    let archive = Archive::of(&[
        passage("a", "The delegation met."),
        passage("b", "The delegaiton met in Strelsau."),
        passage("c", "The relegations met."),
    ]);
    check(&archive, "delegation~", &["a#1", "b#1"]);
    check(&archive, "delegation~1", &["a#1", "b#1"]);
    check(&archive, "delegation~2", &["a#1", "b#1", "c#1"]);
    check(&archive, "delegation~ /3 strelsau", &["b#1"]);
    assert_eq!(
        marked(&archive, "+delegation~ +strelsau"),
        [["delegaiton", "Strelsau"]]
    );
}

#[test]
fn an_answer_of_several_passages_is_searched_as_one() {
    let part = |id: &str, number: u32, text: &str, question: Option<&str>| {
        let mut part = passage(id, text);
        part.number = number;
        part.question = question.map(str::to_owned);
        part
    };
    let archive = Archive::of(&[
        part("a", 1, "We grant visas.", Some("What next?")),
        part("a", 2, "Then comes a ban.", Some("What next?")),
        part("a", 3, "We grant visas.", Some("And then?")),
        part("b", 1, "A ban on all.", None),
        part("b", 2, "No visa and no ban.", None),
    ]);
    check(&archive, "visa /p ban", &["a#1", "a#2", "b#2"]);
    check(&archive, "visa /p \"a ban\"", &["a#1", "a#2"]);
    check(&archive, "no +1 visa /p ban", &["b#2"]);
    check(&archive, "+ban -visa /p ban", &["b#1"]);
}

#[test]
fn nearness_knows_names_and_every_script() {
    let mut chinese = passage("zh", "北約的擴張是烏克蘭危機的根源。中方不是当事方。");
    chinese.briefing.language = Some("zh-Hant".to_owned());
    let at = chinese.text.find("北約").unwrap();
    chinese.mentions = vec![Mention {
        span: Span::new(at, at + "北約".len()),
        entity: "NATO".to_owned(),
        represents: None,
        form: MentionForm::Name,
        confidence: 1.0,
    }];
    let mut russian = passage("ru", "Мы против расширения НАТО. Санкции вредят всем.");
    russian.briefing.language = Some("ru".to_owned());
    let archive = Archive::of(&[chinese, russian]);
    check(&archive, "危机 /s 扩张", &["zh#1"]);
    check(&archive, "NATO /s 扩张", &["zh#1"]);
    check(&archive, "NATO /s 中方", &[]);
    check(&archive, "NATO +2 的", &["zh#1"]);
    check(&archive, "乌克兰危机 /s 根源", &["zh#1"]);
    check(&archive, "расширение /2 НАТО", &["ru#1"]);
    check(&archive, "санкция /s НАТО", &[]);
    assert_eq!(marked(&archive, "NATO /s 危機"), [["北約", "危機"]]);
}

const WORDS: [&str; 5] = ["zorp", "quux", "blim", "zorg", "drof"];

/// A passage of the random corpora: its sentences, and which answer it belongs to.
type Sentences = Vec<Vec<usize>>;

/// An operand of a chain: alternatives, each a run of words or the start of one.
#[derive(Debug, Clone)]
enum Operand {
    Word(usize),
    Phrase(usize, usize),
    Prefix,
    Either(usize, usize),
}

#[derive(Debug, Clone, Copy)]
enum Reach {
    Sentence,
    Passage,
    Within(u32),
    Follows(u32),
}

#[derive(Debug, Clone)]
struct Chain(Vec<Operand>, Vec<Reach>);

fn any_word() -> impl Strategy<Value = usize> {
    0..WORDS.len()
}

fn any_operand() -> impl Strategy<Value = Operand> {
    prop_oneof![
        4 => any_word().prop_map(Operand::Word),
        2 => (any_word(), any_word()).prop_map(|(a, b)| Operand::Phrase(a, b)),
        1 => Just(Operand::Prefix),
        1 => (any_word(), any_word()).prop_map(|(a, b)| Operand::Either(a, b)),
    ]
}

fn any_reach() -> impl Strategy<Value = Reach> {
    prop_oneof![
        Just(Reach::Sentence),
        Just(Reach::Passage),
        (1..6_u32).prop_map(Reach::Within),
        (1..6_u32).prop_map(Reach::Follows),
    ]
}

fn any_chain() -> impl Strategy<Value = Chain> {
    prop::collection::vec((any_operand(), any_reach()), 2..4).prop_map(|parts| {
        let (operands, mut reaches): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        reaches.pop();
        Chain(operands, reaches)
    })
}

fn any_sentences() -> impl Strategy<Value = Sentences> {
    prop::collection::vec(prop::collection::vec(any_word(), 1..7), 1..4)
}

impl Chain {
    fn text(&self) -> String {
        let operand = |operand: &Operand| match operand {
            Operand::Word(word) => WORDS[*word].to_owned(),
            Operand::Phrase(a, b) => format!("\"{} {}\"", WORDS[*a], WORDS[*b]),
            Operand::Prefix => "zor*".to_owned(),
            Operand::Either(a, b) => format!("({} OR {})", WORDS[*a], WORDS[*b]),
        };
        let mut text = operand(&self.0[0]);
        for (reach, next) in self.1.iter().zip(&self.0[1..]) {
            let sign = match reach {
                Reach::Sentence => "/s".to_owned(),
                Reach::Passage => "/p".to_owned(),
                Reach::Within(words) => format!("/{words}"),
                Reach::Follows(words) => format!("+{words}"),
            };
            text = format!("{text} {sign} {}", operand(next));
        }
        text
    }

    /// Cut at `/p`.
    fn parts(&self) -> Vec<Self> {
        let mut parts = vec![Self(vec![self.0[0].clone()], Vec::new())];
        for (reach, next) in self.1.iter().zip(&self.0[1..]) {
            if matches!(reach, Reach::Passage) {
                parts.push(Self(vec![next.clone()], Vec::new()));
            } else {
                let part = parts.last_mut().unwrap();
                part.1.push(*reach);
                part.0.push(next.clone());
            }
        }
        parts
    }

    /// The words that take part, of every way to place the operands.
    fn words(&self, sentences: &Sentences) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        self.place(sentences, &mut Vec::new(), &mut found);
        found
    }

    fn place(
        &self,
        sentences: &Sentences,
        placed: &mut Vec<(usize, usize)>,
        found: &mut BTreeSet<usize>,
    ) {
        let Some(operand) = self.0.get(placed.len()) else {
            found.extend(placed.iter().flat_map(|(first, last)| *first..=*last));
            return;
        };
        for (first, last) in occurrences(operand, sentences) {
            let fits = placed.last().is_none_or(|before| {
                near(self.1[placed.len() - 1], *before, (first, last), sentences)
            });
            if fits {
                placed.push((first, last));
                self.place(sentences, placed, found);
                placed.pop();
            }
        }
    }
}

fn occurrences(operand: &Operand, sentences: &Sentences) -> Vec<(usize, usize)> {
    let words: Vec<usize> = sentences.concat();
    let at = |holds: &dyn Fn(usize) -> bool| -> Vec<(usize, usize)> {
        (0..words.len())
            .filter(|place| holds(*place))
            .map(|place| (place, place))
            .collect()
    };
    match operand {
        Operand::Word(word) => at(&|place| words[place] == *word),
        Operand::Prefix => at(&|place| WORDS[words[place]].starts_with("zor")),
        Operand::Either(a, b) => at(&|place| words[place] == *a || words[place] == *b),
        Operand::Phrase(a, b) => {
            let pairs = words.windows(2).enumerate();
            pairs
                .filter(|(_, pair)| pair == &[*a, *b])
                .map(|(place, _)| (place, place + 1))
                .collect()
        }
    }
}

fn near(reach: Reach, left: (usize, usize), right: (usize, usize), sentences: &Sentences) -> bool {
    let sentence = |place: usize| {
        let numbered = sentences.iter().enumerate();
        numbered
            .flat_map(|(number, words)| words.iter().map(move |_| number))
            .nth(place)
    };
    let forth = left.1 < right.0;
    if !forth && right.1 >= left.0 {
        return false;
    }
    let gap = u32::try_from(if forth {
        right.0 - left.1
    } else {
        left.0 - right.1
    })
    .unwrap();
    match reach {
        Reach::Sentence => sentence(left.0) == sentence(right.0),
        Reach::Passage => true,
        Reach::Within(words) => gap <= words,
        Reach::Follows(words) => forth && gap <= words,
    }
}

/// Whether the words of a phrase can be placed, each at a place of its own, moved by so many at most.
fn moves(wanted: &[usize], most: i64, sentences: &Sentences) -> bool {
    fn place(wanted: &[usize], most: i64, words: &[usize], taken: &mut Vec<usize>) -> bool {
        let shifts: Vec<i64> = (0..)
            .zip(&*taken)
            .map(|(number, at)| i64::try_from(*at).unwrap() - number)
            .collect();
        let spread = shifts
            .iter()
            .max()
            .zip(shifts.iter().min())
            .map_or(0, |(most, least)| most - least);
        if spread > most {
            return false;
        }
        let Some(next) = wanted.get(taken.len()) else {
            return true;
        };
        (0..words.len()).any(|at| {
            if words[at] != *next || taken.contains(&at) {
                return false;
            }
            taken.push(at);
            let placed = place(wanted, most, words, taken);
            taken.pop();
            placed
        })
    }
    place(wanted, most, &sentences.concat(), &mut Vec::new())
}

fn written(sentences: &Sentences) -> String {
    let sentence = |words: &Vec<usize>| {
        let words: Vec<&str> = words.iter().map(|word| WORDS[*word]).collect();
        let line = words.join(" ");
        format!("{}{}.", line[..1].to_uppercase(), &line[1..])
    };
    sentences.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

/// Passages of briefings of three, the first two of which are one answer.
fn corpus(all: &[Sentences]) -> Vec<StoredPassage> {
    let numbered = all.iter().enumerate().map(|(position, sentences)| {
        let mut made = passage(&format!("b{:02}", position / 3), &written(sentences));
        made.number = u32::try_from(position % 3 + 1).unwrap();
        made.question = (position % 3 < 2).then(|| "Well?".to_owned());
        made
    });
    numbered.collect()
}

fn answer(position: usize) -> (usize, usize) {
    (position / 3, (position % 3).max(1))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nearness_agrees_with_a_scan_of_the_passages(
        all in prop::collection::vec(any_sentences(), 3..30),
        chains in prop::collection::vec(any_chain(), 12),
        phrases in prop::collection::vec((prop::collection::vec(any_word(), 2..4), 1..6_i64), 6),
    ) {
        let passages = corpus(&all);
        let archive = Archive::of(&passages);
        let ids = |holds: &dyn Fn(usize) -> bool| -> Vec<String> {
            let mut ids: Vec<String> = (0..all.len()).filter(|at| holds(*at)).map(|at| passages[at].id()).collect();
            ids.sort();
            ids
        };
        for chain in chains {
            let parts = chain.parts();
            let holds = |at: usize| {
                let own = parts.iter().any(|part| !part.words(&all[at]).is_empty());
                let near_by = |part: &Chain| (0..all.len()).any(|other| answer(other) == answer(at) && !part.words(&all[other]).is_empty());
                own && parts.iter().all(near_by)
            };
            let text = chain.text();
            prop_assert_eq!(archive.found(&text), ids(&holds), "{}", text);
            prop_assert_eq!(archive.found(&format!("-{text}")), ids(&|at| !holds(at)), "-{}", text);
            prop_assert_eq!(archive.found(&format!("+zorp -{text}")), ids(&|at| all[at].concat().contains(&0) && !holds(at)), "+zorp -{}", text);
            for hit in archive.all(&text).hits {
                let at = passages.iter().position(|own| own.id() == hit.passage.id()).unwrap();
                let expected: BTreeSet<usize> = parts.iter().flat_map(|part| part.words(&all[at])).collect();
                let tokens = demarche::text::exact_tokens(&hit.passage.text);
                let is_marked = |span: &Span| hit.highlights.iter().any(|mark| mark.covers(*span));
                let found: BTreeSet<usize> = (0..tokens.len()).filter(|token| is_marked(&tokens[*token].span)).collect();
                prop_assert_eq!(found, expected, "{} in {}", text, hit.passage.text);
            }
        }
        for (phrase, most) in phrases {
            let words: Vec<&str> = phrase.iter().map(|word| WORDS[*word]).collect();
            let text = format!("\"{}\"~{most}", words.join(" "));
            prop_assert_eq!(archive.found(&text), ids(&|at| moves(&phrase, most, &all[at])), "{}", text);
        }
        for edits in [1, 2] {
            let like = |at: usize| all[at].iter().flatten().any(|word| demarche::query::is_like(WORDS[*word], "zorp", edits));
            prop_assert_eq!(archive.found(&format!("+zorp~{edits}")), ids(&like));
        }
    }
}
