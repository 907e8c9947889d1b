//! One language's table: read from TOML, indexed by word.

mod build;

use super::row::File;
use super::{Class, Frame, Inflection};
use aho_corasick::AhoCorasick;
use build::Builder;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

/// A set of [`Class`]es.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClassSet(u64);

impl ClassSet {
    /// Whether `class` is in it.
    #[must_use]
    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    /// Whether any of `classes` is in it.
    #[must_use]
    pub fn any(self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.has(*class))
    }

    fn insert(&mut self, class: Class) {
        self.0 |= 1 << class as u32;
    }
}

/// What the table knows of a word.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Its classes.
    pub classes: ClassSet,
    /// How it stands as a verb, if it may be one.
    pub verb: Option<Inflection>,
    /// Whether a noun cue has it.
    pub noun: bool,
    /// The words of cues it may be, with its form.
    words: Vec<(u32, Inflection)>,
}

impl Entry {
    fn merge(&mut self, other: &Self) {
        self.classes.0 |= other.classes.0;
        self.verb = self.verb.or(other.verb);
        self.noun |= other.noun;
        self.words.extend_from_slice(&other.words);
    }
}

/// One language's frames and words.
#[derive(Default)]
pub struct FrameTable {
    frames: Vec<Frame>,
    /// For each frame the position of the one that it is like in the end, of the same kind: two readings of the same words.
    families: Vec<usize>,
    cues: Vec<Cue>,
    by_first_word: FxHashMap<u32, Vec<u32>>,
    entries: FxHashMap<String, Entry>,
    stems: FxHashMap<String, Entry>,
    /// Ends of words with what a word not known otherwise is by it.
    endings: Vec<(String, Entry)>,
    characters: Option<(AhoCorasick, Vec<Entry>)>,
    clausal: bool,
}

struct Cue {
    frame: usize,
    elements: Vec<Element>,
}

enum Element {
    Word(u32),
    Class(Class),
    Gap,
    /// Any adverbs: "is now ready to".
    Adverbs,
}

/// Most words a `~` stands for.
const GAP: usize = 4;

impl FrameTable {
    /// Reads a table.
    ///
    /// # Errors
    /// Says what is wrong with it: TOML, an unknown key, a frame without cues or like an unknown one, an id used twice.
    pub fn read(text: &str) -> Result<Self, String> {
        let file = File::read(text)?;
        let mut builder = Builder::new(&file)?;
        for row in &file.frame {
            builder.add_frame(row)?;
        }
        for (class, ending) in &file.endings {
            builder.add_ending(*class, ending);
        }
        builder.finish()
    }

    /// All frames.
    #[must_use]
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// What is known of a word, which must be folded.
    #[must_use]
    pub fn entry(&self, word: &str) -> Option<&Entry> {
        self.entries.get(word).or_else(|| {
            let mut ends = word.char_indices().rev().map(|(start, _)| start);
            let whole = self.stems.get(word);
            whole
                .or_else(|| ends.find_map(|end| self.stems.get(word.get(..end)?)))
                .or_else(|| self.ending(word))
        })
    }

    fn ending(&self, word: &str) -> Option<&Entry> {
        let mut endings = self.endings.iter();
        endings
            .find(|(ending, _)| word.ends_with(ending))
            .map(|(_, entry)| entry)
    }

    /// The frames that have all of these words in one cue, inflected or not; `words` must be folded.
    #[must_use]
    pub fn frames_with(&self, words: &str) -> Vec<&Frame> {
        let entries: Vec<Option<&Entry>> = if self.is_unspaced() {
            self.words_in(words).map(|(_, entry)| Some(entry)).collect()
        } else {
            let words = words.split_whitespace();
            words.map(|word| self.entry(word)).collect()
        };
        let has = |cue: &Cue, entry: &Entry| {
            let ids = entry.words.iter().map(|(id, _)| *id);
            ids.into_iter().any(|wanted| {
                let mut elements = cue.elements.iter();
                elements.any(|element| matches!(element, Element::Word(id) if *id == wanted))
            })
        };
        let fits = |cue: &&Cue| {
            !entries.is_empty()
                && entries
                    .iter()
                    .all(|entry| entry.is_some_and(|entry| has(cue, entry)))
        };
        let fitting: BTreeSet<usize> = self.cues.iter().filter(fits).map(|cue| cue.frame).collect();
        fitting
            .into_iter()
            .filter_map(|frame| self.frames.get(frame))
            .collect()
    }

    /// Whether clauses of this language are analysed, rather than words read from left to right.
    #[must_use]
    pub fn is_clausal(&self) -> bool {
        self.clausal
    }

    /// Whether words of this language are found anywhere, for want of spaces.
    #[must_use]
    pub fn is_unspaced(&self) -> bool {
        self.characters.is_some()
    }

    /// The words of an unspaced language in `text`, which must be folded: byte ranges with what is known.
    pub fn words_in<'a, 't>(
        &'a self,
        text: &'t str,
    ) -> impl Iterator<Item = (Range<usize>, &'a Entry)> + use<'a, 't> {
        self.characters
            .iter()
            .flat_map(move |(automaton, entries)| {
                let found = automaton.find_iter(text);
                found.filter_map(|found| {
                    Some((found.range(), entries.get(found.pattern().as_usize())?))
                })
            })
    }

    /// The frames whose cue starts at the first of `words`. Of frames like one another only the one with the best cue is given: the
    /// cue of most words and, of these, the shortest.
    /// `words` gives what is known of each following word, `None` for a word unknown; it ends where a cue cannot go on.
    #[must_use]
    pub fn cues_at(&self, words: &[Option<&Entry>]) -> Vec<CueMatch> {
        let mut found: Vec<(Option<&usize>, CueMatch)> = Vec::new();
        let Some(Some(first)) = words.first() else {
            return Vec::new();
        };
        for (word, _) in &first.words {
            for cue in self.by_first_word.get(word).into_iter().flatten() {
                let Some(cue) = self.cues.get(*cue as usize) else {
                    continue;
                };
                let gaps = cue
                    .elements
                    .iter()
                    .filter(|element| matches!(element, Element::Gap | Element::Adverbs));
                if let Some(Match {
                    length,
                    negated,
                    negates,
                }) = matched(&cue.elements, words)
                {
                    let frame = cue.frame;
                    found.push((
                        self.families.get(frame),
                        CueMatch {
                            frame,
                            length,
                            words: cue.elements.len() - gaps.count(),
                            negated,
                            negates,
                        },
                    ));
                }
            }
        }
        found.sort_unstable_by_key(|(family, cue)| {
            (*family, Reverse(cue.words), cue.length, cue.frame)
        });
        found.dedup_by_key(|(family, _)| *family);
        found.into_iter().map(|(_, cue)| cue).collect()
    }
}

/// A cue found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CueMatch {
    /// The position of its frame.
    pub frame: usize,
    /// The tokens it spans.
    pub length: usize,
    /// Those of them that the cue names.
    pub words: usize,
    /// Whether a negation stands among the others: "expressed no concern".
    pub negated: bool,
    /// Whether it names a negation itself: "has no right to".
    pub negates: bool,
}

/// How elements of a cue match words.
#[derive(Default)]
struct Match {
    /// The words they span.
    length: usize,
    /// Whether a gap holds a negation.
    negated: bool,
    /// Whether one of the elements is a negation.
    negates: bool,
}

/// How the elements match the words from the first on.
fn matched(elements: &[Element], words: &[Option<&Entry>]) -> Option<Match> {
    let Some((element, rest)) = elements.split_first() else {
        return Some(Match::default());
    };
    let most = match element {
        Element::Gap => Some(GAP.min(words.len())),
        Element::Adverbs => Some(adverbs(words).min(GAP)),
        Element::Word(_) | Element::Class(_) => None,
    };
    if let Some(most) = most {
        return (0..=most).find_map(|skipped| {
            let mut found = matched(rest, words.get(skipped..)?)?;
            let mut gap = words.iter().take(skipped).flatten();
            found.negated |= gap.any(|entry| entry.classes.has(Class::Negation));
            found.length += skipped;
            Some(found)
        });
    }
    let entry = words.first().copied().flatten()?;
    let fits = match element {
        Element::Word(id) => entry.words.iter().any(|(word, _)| word == id),
        Element::Class(class) => entry.classes.has(*class),
        Element::Gap | Element::Adverbs => true,
    };
    let mut found = fits.then(|| matched(rest, words.get(1..).unwrap_or_default()))??;
    found.negates |= entry.classes.has(Class::Negation);
    found.length += 1;
    Some(found)
}

/// How many adverbs and negations the words start with.
fn adverbs(words: &[Option<&Entry>]) -> usize {
    let known = words.iter().map_while(|word| *word);
    known
        .take_while(|entry| entry.classes.any(&[Class::Adverb, Class::Negation]))
        .count()
}
