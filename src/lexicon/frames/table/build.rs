//! Builds a table of its rows: words with their forms, cues, what shorter forms of a word know.

use super::super::inflect::{Exceptions, verb_forms, with_s};
use super::super::row::{Ending, File, FrameRow, Script};
use super::super::{Class, CueKind, Inflection};
use super::{Cue, Element, Entry, FrameTable};
use crate::text::fold;
use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use std::collections::HashMap;

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

/// A table while its rows are read.
pub(super) struct Builder {
    table: FrameTable,
    ids: HashMap<(String, bool), u32>,
    families: HashMap<(String, CueKind), usize>,
    script: Script,
    exceptions: Exceptions,
}

impl Builder {
    pub(super) fn new(file: &File) -> Result<Self, String> {
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

    pub(super) fn add_frame(&mut self, row: &FrameRow) -> Result<(), String> {
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
    pub(super) fn add_ending(&mut self, class: Class, ending: &Ending) {
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

    pub(super) fn finish(mut self) -> Result<FrameTable, String> {
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
