//! One language's table: read from TOML, indexed by word.

use super::inflect::{Exceptions, verb_forms, with_s};
use super::row::{Ending, File, FrameRow, Script};
use super::{Class, CueKind, Frame, Inflection};
use crate::text::fold;
use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
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
    by_first_word: HashMap<u32, Vec<u32>>,
    entries: HashMap<String, Entry>,
    stems: HashMap<String, Entry>,
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
const GAP: usize = 3;

/// Verbs that help others, with the class of their forms.
const AUXILIARIES: [(&str, Class); 3] =
    [("be", Class::Be), ("have", Class::Have), ("do", Class::Do)];

/// Classes whose words are verbs.
const VERBAL: [Class; 6] = [
    Class::Verb,
    Class::Stop,
    Class::Oblige,
    Class::Light,
    Class::Control,
    Class::Refuse,
];

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

struct Builder {
    table: FrameTable,
    ids: HashMap<(String, bool), u32>,
    families: HashMap<(String, CueKind), usize>,
    script: Script,
    exceptions: Exceptions,
}

impl Builder {
    fn new(file: &File) -> Result<Self, String> {
        let mut exceptions = Exceptions {
            doubling: file.doubling.iter().cloned().collect(),
            ..Exceptions::default()
        };
        for (base, forms) in &file.irregular {
            let mut forms = forms.split_whitespace().map(str::to_owned);
            let past = forms.next().ok_or_else(|| format!("{base} has no forms"))?;
            let participle = forms.next().unwrap_or_else(|| past.clone());
            exceptions
                .irregular
                .insert(base.clone(), (past, participle));
        }
        let mut builder = Self {
            table: FrameTable::default(),
            ids: HashMap::new(),
            families: HashMap::new(),
            script: file.script,
            exceptions,
        };
        for (class, words) in &file.words {
            for word in words {
                let verbal = VERBAL.contains(class);
                for (form, inflection) in builder.forms(word, verbal) {
                    let entry = builder.entry(&form);
                    entry.classes.insert(*class);
                    if verbal {
                        entry.verb = entry.verb.or(Some(inflection));
                    }
                }
            }
        }
        Ok(builder)
    }

    fn add_frame(&mut self, row: &FrameRow) -> Result<(), String> {
        let cues = [
            (CueKind::Verb, &row.verbs),
            (CueKind::Noun, &row.nouns),
            (CueKind::Phrase, &row.phrases),
        ];
        if cues.iter().all(|(_, words)| words.is_empty()) {
            return Err(format!("frame {} has no verbs, nouns or phrases", row.id));
        }
        for (kind, words) in cues {
            if words.is_empty() {
                continue;
            }
            let frame = self.table.frames.len();
            let family = *self
                .families
                .entry((row.family.clone(), kind))
                .or_insert(frame);
            self.table.frames.push(row.frame(kind)?);
            self.table.families.push(family);
            for cue in words {
                self.add_cue(frame, kind, cue)
                    .map_err(|error| format!("frame {}: {error}", row.id))?;
            }
        }
        Ok(())
    }

    /// Words of cues that end so are of the class too, save verbs and nouns.
    fn add_ending(&mut self, class: Class, ending: &Ending) {
        for known in &ending.but {
            self.entry(known);
        }
        for (word, entry) in &mut self.table.entries {
            let of_class = word.ends_with(&ending.ending) && !ending.but.contains(word);
            if of_class && entry.verb.is_none() && !entry.noun {
                entry.classes.insert(class);
            }
        }
        let mut entry = Entry::default();
        entry.classes.insert(class);
        let endings = &mut self.table.endings;
        endings.push((ending.ending.clone(), entry));
    }

    fn add_cue(&mut self, frame: usize, kind: CueKind, cue: &str) -> Result<(), String> {
        let mut elements = Vec::new();
        for part in cue.split_whitespace() {
            let element = match (part, part.strip_prefix('@')) {
                ("~", _) => Element::Gap,
                (_, Some(class)) => {
                    let class = toml::de::ValueDeserializer::parse(&format!("\"{class}\""))
                        .and_then(Class::deserialize);
                    Element::Class(class.map_err(|error| error.to_string())?)
                }
                (word, None) => {
                    let verb = kind == CueKind::Verb && elements.is_empty();
                    let noun = kind == CueKind::Noun;
                    Element::Word(self.word(word, verb, noun))
                }
            };
            elements.push(element);
            if kind == CueKind::Verb && part == "be" && elements.len() == 1 {
                elements.push(Element::Adverbs);
            }
        }
        let Some(Element::Word(first)) = elements.first() else {
            return Err(format!("cue {cue:?} must start with a word"));
        };
        let cues = self.table.by_first_word.entry(*first).or_default();
        cues.push(u32::try_from(self.table.cues.len()).unwrap_or(u32::MAX));
        self.table.cues.push(Cue { frame, elements });
        Ok(())
    }

    /// The id of a cue's word; its forms enter the vocabulary.
    fn word(&mut self, word: &str, verb: bool, noun: bool) -> u32 {
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        let id = *self.ids.entry((word.to_owned(), verb)).or_insert(next);
        let auxiliary = AUXILIARIES.iter().find(|(base, _)| verb && *base == word);
        if let Some((_, class)) = auxiliary {
            // No main verb of their own: their forms open a group as auxiliaries.
            let entries = self.table.entries.values_mut();
            for entry in entries.filter(|entry| entry.classes.has(*class)) {
                if !entry.words.iter().any(|(known, _)| *known == id) {
                    entry.words.push((id, Inflection::Plain));
                }
            }
            if *class == Class::Be {
                return id;
            }
        }
        let mut forms = self.forms(word, verb);
        if noun && self.script == Script::English {
            forms.push((with_s(word), Inflection::Plain));
        }
        for (form, inflection) in forms {
            let entry = self.entry(&form);
            if !entry.words.iter().any(|(known, _)| *known == id) {
                entry.words.push((id, inflection));
            }
            entry.noun |= noun;
            if verb && !entry.classes.any(&[Class::Have, Class::Do]) {
                entry.verb = entry.verb.or(Some(inflection));
            }
        }
        id
    }

    fn forms(&self, word: &str, verb: bool) -> Vec<(String, Inflection)> {
        match (self.script, verb) {
            (Script::English, true) => verb_forms(word, &self.exceptions),
            (_, true) => vec![(word.to_owned(), Inflection::Third)],
            (_, false) => vec![(word.to_owned(), Inflection::Plain)],
        }
    }

    fn entry(&mut self, form: &str) -> &mut Entry {
        let form = fold(form);
        match form.strip_suffix('*') {
            Some(stem) => self.table.stems.entry(stem.to_owned()).or_default(),
            None => self.table.entries.entry(form).or_default(),
        }
    }

    fn finish(mut self) -> Result<FrameTable, String> {
        // The longest form that fits a word is the one found: let it know what the shorter ones know.
        let stems = self.table.stems.clone();
        for (word, entry) in &mut self.table.entries {
            if let Some(stem) = stems.get(word) {
                entry.merge(stem);
            }
        }
        let listed = self.table.stems.iter_mut().chain(&mut self.table.entries);
        for (word, entry) in listed {
            for (end, _) in word.char_indices().skip(1) {
                if let Some(shorter) = word.get(..end).and_then(|stem| stems.get(stem)) {
                    entry.merge(shorter);
                }
            }
        }
        self.table.clausal = self.script == Script::English;
        if self.script == Script::Unspaced {
            let (words, entries): (Vec<_>, Vec<_>) = self.table.entries.drain().unzip();
            let automaton = AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(&words)
                .map_err(|error| error.to_string())?;
            self.table.characters = Some((automaton, entries));
        }
        Ok(self.table)
    }
}
