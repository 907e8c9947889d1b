//! A correction as a line: read and checked, written, and told.

use super::{Correction, RightFields, is_unknown};
use crate::briefing::{Date, DateOrigin};

/// Words of a passage named by an anchor at most; passages are far shorter.
const MOST_WORDS: usize = 2000;
/// Strength ends here.
const STRONGEST: u8 = 9;

impl Correction {
    /// Reads a line.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn read(line: &str) -> Result<Self, String> {
        let correction: Self =
            serde_json::from_str(line).map_err(|error| format!("no correction: {error}"))?;
        correction.check()?;
        Ok(correction)
    }

    /// As a line, without its end.
    #[must_use]
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default() // plain data with text keys: cannot fail
    }

    /// The briefing it is about.
    #[must_use]
    pub fn briefing(&self) -> &str {
        self.id
            .split_once('#')
            .map_or(&self.id, |(briefing, _)| briefing)
    }

    /// The passage it is about, as it was numbered.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        self.id.split_once('#')?.1.parse().ok()
    }

    /// The same without time and note: what it does.
    #[must_use]
    pub fn bare(&self) -> Self {
        Self {
            at: None,
            note: None,
            ..self.clone()
        }
    }

    fn check(&self) -> Result<(), String> {
        let told = |what: &str| Err(what.to_owned());
        let is_passage = self.id.contains('#');
        if self.briefing().is_empty() || (is_passage && self.number().is_none()) {
            return told("its id is none: write BRIEFING or BRIEFING#3");
        }
        let given = [
            self.set.is_some(),
            self.statement.is_some(),
            self.no_statement.is_some(),
            self.undo,
        ];
        if given.into_iter().filter(|given| *given).count() != 1 {
            return told("it has to have one of set, statement, no_statement and undo");
        }
        if self.undo {
            return Ok(());
        }
        if is_passage != self.passage.is_some() {
            return told(
                "a correction of a passage, BRIEFING#3, and no other has to have passage, with the words it begins with",
            );
        }
        if let Some(anchor) = &self.passage
            && (anchor.begins.trim().is_empty() || anchor.words.unwrap_or_default() > MOST_WORDS)
        {
            return told("its passage begins with no word, or has more words than a passage can");
        }
        if !is_passage && self.set.is_none() {
            return told("a statement belongs to a passage: write BRIEFING#3 as its id");
        }
        let strength = self.statement.as_ref().and_then(|right| right.strength);
        if strength.is_some_and(|strength| strength > STRONGEST) {
            return told("its strength is no number from 0 to 9");
        }
        self.set
            .as_ref()
            .map_or(Ok(()), |set| set.check(is_passage))
    }
}

impl RightFields {
    /// The date that is set, `None` where it is set to be unknown.
    #[must_use]
    pub fn said(&self) -> Option<Option<Date>> {
        let date = self.date.as_deref()?;
        Some(Date::read(date, DateOrigin::Correction))
    }

    /// What is set, by name and value, topics joined by commas.
    #[must_use]
    pub fn given(&self) -> Vec<(&'static str, String)> {
        let form = self.form.map(|form| format!("{form:?}").to_lowercase());
        let topics = (!self.topics.is_empty()).then(|| self.topics.join(", "));
        let all = [
            ("speaker", self.speaker.clone()),
            ("represents", self.represents.clone()),
            ("topics", topics),
            ("date", self.date.clone()),
            ("ministry", self.ministry.clone()),
            ("outlet", self.outlet.clone()),
            ("title", self.title.clone()),
            ("language", self.language.clone()),
            ("form", form),
            ("url", self.url.clone()),
        ];
        let given = all.into_iter();
        given
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    fn check(&self, is_passage: bool) -> Result<(), String> {
        if *self == Self::default() {
            return Err("it sets no field".to_owned());
        }
        if let (Some(date), Some(None)) = (&self.date, self.said())
            && !is_unknown(date)
        {
            return Err(format!(
                "{date:?} is no date; write 2024-06-18, 2024-06, 2024 or unknown"
            ));
        }
        let of_passage = Self {
            speaker: self.speaker.clone(),
            represents: self.represents.clone(),
            topics: self.topics.clone(),
            ..Self::default()
        };
        if is_passage && *self != of_passage {
            return Err(
                "of a passage speaker, represents and topics can be set; the rest is the briefing's"
                    .to_owned(),
            );
        }
        if is_passage && self.represents.is_some() && self.speaker.is_none() {
            return Err(
                "represents tells for whom the speaker speaks; give the speaker".to_owned(),
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_wrong_with_a_line_is_told() {
        for (line, told) in [
            (r#"{"id":"a","set":{"date":"soon"}}"#, "\"soon\" is no date"),
            (r#"{"id":"a","set":{}}"#, "sets no field"),
            (r#"{"id":"a","set":{"datum":"2024"}}"#, "datum"),
            (r#"{"id":"a#x","undo":true}"#, "BRIEFING#3"),
            (r#"{"id":"a"}"#, "one of set"),
            (r#"{"id":"a#1","set":{"speaker":"B"}}"#, "passage"),
            (
                r#"{"id":"a","statement":{"by":"A","on":"B","stance":"critical"}}"#,
                "passage",
            ),
            (
                r#"{"id":"a#1","passage":{"begins":"A b"},"statement":{"by":"A","on":"B","stance":"critical","strength":10}}"#,
                "0 to 9",
            ),
            (
                r#"{"id":"a#1","passage":{"begins":"A b"},"set":{"title":"B"}}"#,
                "the briefing's",
            ),
            ("[1, 2", "no correction"),
        ] {
            let error = Correction::read(line).unwrap_err();
            assert!(error.contains(told), "{line}: {error}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(title in any::<String>(), note in any::<Option<String>>()) {
            let correction = Correction {
                id: "x".to_owned(),
                set: Some(RightFields { title: Some(title), ..RightFields::default() }),
                note,
                ..Correction::default()
            };
            let line = correction.written();
            prop_assert_eq!(line.lines().count(), 1);
            prop_assert_eq!(Correction::read(&line), Ok(correction));
        }

        #[test]
        fn no_line_makes_it_panic(line in any::<String>()) {
            let _ = Correction::read(&line);
        }
    }
}
