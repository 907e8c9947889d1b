//! The file of a table as it is written: its words, and a row for each frame with what it has of the row it is like.

use super::{Class, CueKind, Frame, Negated, Operator, Slot};
use crate::briefing::{Act, Stance};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A table as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub script: Script,
    #[serde(default)]
    pub words: BTreeMap<Class, Vec<String>>,
    #[serde(default)]
    pub irregular: BTreeMap<String, String>,
    #[serde(default)]
    pub doubling: Vec<String>,
    /// What tells a class by the end of a word.
    #[serde(default)]
    pub endings: BTreeMap<Class, Ending>,
    /// The confidence, as its frames give it, from which on nine in ten of its statements are right: fitted to the calibration
    /// that `demarche evaluate annotations` prints. It becomes 0.9, and the others move with it.
    pub nine_in_ten: Option<f32>,
    pub frame: Vec<FrameRow>,
}

/// A word with this end is of the class, unless it is known to be something else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ending {
    pub ending: String,
    /// Words that end so and are not of the class.
    pub but: Vec<String>,
}

/// How words are found in a language.
#[derive(Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Script {
    /// English: verbs are inflected by rule.
    #[default]
    English,
    /// Words between spaces, as written in the table.
    Spaced,
    /// No spaces: words are found anywhere.
    Unspaced,
}

/// A frame as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameRow {
    pub id: String,
    like: Option<String>,
    /// The id of the row that it is like in the end; its own where it is like none.
    #[serde(skip)]
    pub family: String,
    #[serde(default)]
    pub verbs: Vec<String>,
    #[serde(default)]
    pub nouns: Vec<String>,
    #[serde(default)]
    pub phrases: Vec<String>,
    source: Option<Vec<String>>,
    target: Option<Vec<String>>,
    op: Option<Operator>,
    act: Option<Act>,
    cameo: Option<String>,
    stance: Option<Stance>,
    strength: Option<u8>,
    confidence: Option<f32>,
    negated: Option<Negated>,
    mutual: Option<bool>,
    alone: Option<bool>,
    needs: Option<Vec<Class>>,
    #[serde(default)]
    test: Vec<String>,
}

impl File {
    /// Reads a table and gives each row what it has of the one it is like.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut file: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for at in 0..file.frame.len() {
            let (earlier, rest) = file.frame.split_at_mut(at);
            let Some(row) = rest.first_mut() else {
                continue;
            };
            row.family.clone_from(&row.id);
            if let Some(like) = &row.like {
                let model = places.get(like).and_then(|at| earlier.get(*at));
                let model = model.ok_or_else(|| {
                    let id = &row.id;
                    format!("frame {id} is like {like}, but no frame before it has that id")
                })?;
                row.inherit(model);
            }
            if places.insert(row.id.clone(), at).is_some() {
                return Err(format!("frame {} stands twice", row.id));
            }
        }
        let given = file.nine_in_ten.unwrap_or(0.9);
        for confidence in file.frame.iter_mut().flat_map(|row| &mut row.confidence) {
            *confidence = calibrated(*confidence, given);
        }
        Ok(file)
    }
}

/// Moves `given` to 0.9, and what is below and above it in proportion.
fn calibrated(confidence: f32, given: f32) -> f32 {
    if confidence <= given {
        confidence / given * 0.9
    } else {
        1.0 - (1.0 - confidence) / (1.0 - given) * 0.1
    }
}

impl FrameRow {
    fn inherit(&mut self, model: &Self) {
        fn fill<T: Clone>(own: &mut Option<T>, given: Option<&T>) {
            if own.is_none() {
                *own = given.cloned();
            }
        }
        self.family.clone_from(&model.family);
        fill(&mut self.source, model.source.as_ref());
        fill(&mut self.target, model.target.as_ref());
        fill(&mut self.op, model.op.as_ref());
        fill(&mut self.act, model.act.as_ref());
        fill(&mut self.cameo, model.cameo.as_ref());
        fill(&mut self.stance, model.stance.as_ref());
        fill(&mut self.strength, model.strength.as_ref());
        fill(&mut self.confidence, model.confidence.as_ref());
        fill(&mut self.negated, model.negated.as_ref());
        fill(&mut self.mutual, model.mutual.as_ref());
        fill(&mut self.alone, model.alone.as_ref());
        fill(&mut self.needs, model.needs.as_ref());
    }

    /// The frame of those of its cues that are of one kind.
    pub(super) fn frame(&self, kind: CueKind) -> Result<Frame, String> {
        let missing = |key: &str| format!("frame {} gives no {key}", self.id);
        let source: &[&str] = match kind {
            CueKind::Verb | CueKind::Phrase => &["subject"],
            CueKind::Noun => &["possessor", "by", "subject"],
        };
        Ok(Frame {
            id: self.id.clone(),
            family: self.family.clone(),
            kind,
            source: slots(self.source.as_ref(), source),
            target: slots(self.target.as_ref(), &["object"]),
            op: self.op.unwrap_or_default(),
            act: self.act.ok_or_else(|| missing("act"))?,
            cameo: self.cameo.clone().ok_or_else(|| missing("cameo"))?,
            stance: self.stance.ok_or_else(|| missing("stance"))?,
            strength: self.strength.ok_or_else(|| missing("strength"))?,
            confidence: self.confidence.ok_or_else(|| missing("confidence"))?,
            negated: self.negated.unwrap_or_default(),
            mutual: self.mutual.unwrap_or_default(),
            alone: self.alone.unwrap_or_default() && kind == CueKind::Verb,
            needs: self.needs.clone().unwrap_or_default(),
            tests: self.test.clone(),
        })
    }
}

fn slots(given: Option<&Vec<String>>, default: &[&str]) -> Vec<Slot> {
    match given {
        Some(names) => names.iter().map(|name| Slot::read(name)).collect(),
        None => default.iter().map(|name| Slot::read(name)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = "[[frame]]
id = 'oppose'
verbs = ['oppose']
act = 'REJECT'
cameo = '120'
stance = -1
strength = 5
confidence = 0.8
[[frame]]
id = 'oppose.veto'
like = 'oppose'
verbs = ['veto']
cameo = '129'
";

    #[test]
    fn a_row_has_all_it_does_not_give_of_the_one_it_is_like() {
        let file = File::read(ROWS).unwrap_or_else(|error| panic!("{error}"));
        let read = file.frame[1].frame(CueKind::Verb);
        let frame = read.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            (frame.id.as_str(), frame.cameo.as_str(), frame.strength),
            ("oppose.veto", "129", 5)
        );
    }

    #[test]
    fn being_like_what_is_not_there_is_an_error_that_names_it() {
        let wrong = ROWS.replace("like = 'oppose'", "like = 'resist'");
        let error = File::read(&wrong).err().unwrap_or_default();
        assert!(error.contains("oppose.veto") && error.contains("resist"));
    }
}
