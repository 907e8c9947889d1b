//! Options → a correction: values are resolved as the filters of a query are, and what is not said of a statement is taken from the one
//! that was found.

use crate::annotate::{anchor, stands_in, usual, usual_act};
use crate::briefing::{
    Act, Actor, Correction, Date, DateOrigin, NoStatement, RightFields, RightStatement, Stance,
    StanceName, Statement, Status, StoredPassage, is_unknown,
};
use crate::cli::arguments::{CorrectOptions, FieldOptions, StatementOptions};
use crate::lexicon::Lexicon;
use crate::query::{Field, Known, UNKNOWN, Vocabulary, keys, name_key, party_keys};
use crate::text::{collapsed, fold};
use crate::{Error, Result};
use serde::de::DeserializeOwned;

/// What is known where a correction is made.
pub(super) struct Desk<'a> {
    known: Known<'a>,
    passages: &'a [StoredPassage],
}

/// The correction of a briefing, or of its passage with that number.
pub(super) fn correction(
    briefing: &str,
    number: Option<u32>,
    options: &CorrectOptions,
    desk: &Desk<'_>,
) -> Result<Correction> {
    let Some(number) = number else {
        if options.statement.by.is_some() {
            return Err(Error::Usage(format!(
                "{briefing}: a statement belongs to a passage, such as {briefing}#1"
            )));
        }
        return Ok(Correction {
            id: briefing.to_owned(),
            set: Some(desk.fields(&options.fields)?),
            ..Correction::default()
        });
    };
    let id = format!("{briefing}#{number}");
    let mut passages = desk.passages.iter();
    let passage = passages.find(|passage| passage.number == number);
    let passage = passage.ok_or_else(|| {
        let count = desk.passages.len();
        Error::Usage(format!("no {id}: {briefing} has {count} passages"))
    })?;
    let words = anchor(&passage.text);
    let words = words.ok_or_else(|| {
        Error::Usage(format!(
            "{id} has no words by which it could be found again"
        ))
    })?;
    let mut correction = Correction {
        id,
        passage: Some(words),
        ..Correction::default()
    };
    match (&options.statement.by, &options.statement.on) {
        (Some(by), Some(on)) => {
            let by = desk.party("by", by)?;
            let on = desk.party("on", on)?;
            if by == on {
                return Err(Error::Usage(format!(
                    "--by and --on are both {by}; a statement is towards somebody else"
                )));
            }
            if options.statement.not {
                let stance = options.statement.stance.as_deref();
                let stance = stance.map(|stance| desk.value("stance", stance));
                let stance = stance.transpose()?;
                correction.no_statement = Some(NoStatement { by, on, stance });
            } else {
                let right = desk.statement(by, on, &options.statement, passage)?;
                correction.statement = Some(right);
            }
        }
        _ => correction.set = Some(desk.fields(&options.fields)?),
    }
    Ok(correction)
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        lexicon: &'a Lexicon,
        vocabulary: &'a Vocabulary,
        passages: &'a [StoredPassage],
    ) -> Self {
        Self {
            known: Known {
                lexicon,
                vocabulary,
                today: chrono::Local::now().date_naive(),
            },
            passages,
        }
    }

    fn fields(&self, typed: &FieldOptions) -> Result<RightFields> {
        let line = |value: &Option<String>| value.as_deref().map(collapsed);
        let mut set = RightFields {
            title: line(&typed.title),
            url: line(&typed.url),
            outlet: line(&typed.outlet).map(|name| self.spelled(Field::Outlet, name)),
            ..RightFields::default()
        };
        if let Some(whom) = &typed.represents {
            set.represents = Some(self.whom(whom)?);
        }
        if let Some(name) = &typed.speaker {
            set.speaker = Some(self.speaker(name, set.represents.is_some())?);
        }
        if let Some(name) = &typed.ministry {
            set.ministry = Some(self.ministry(name, set.represents.is_some())?);
        }
        for topic in &typed.topic {
            set.topics.push(self.topic(topic)?);
        }
        if let Some(date) = &typed.date {
            if !is_unknown(date) && Date::read(date, DateOrigin::Correction).is_none() {
                return Err(Error::Usage(format!(
                    "--date {date}: no date; write 2024-06-18, 2024-06, 2024 or unknown"
                )));
            }
            set.date = Some(date.trim().to_lowercase());
        }
        if let Some(language) = &typed.language {
            set.language = keys("lang", language, &self.known)?.into_iter().next();
        }
        if let Some(form) = &typed.form {
            set.form = Some(self.value("form", form)?);
        }
        if set == RightFields::default() {
            return Err(Error::Usage(
                "nothing is put right: say --speaker, --date, --by with --on, or another; demarche correct -h shows them"
                    .to_owned(),
            ));
        }
        Ok(set)
    }

    fn statement(
        &self,
        by: String,
        on: String,
        typed: &StatementOptions,
        passage: &StoredPassage,
    ) -> Result<RightStatement> {
        let is = |actor: &Actor, key: &str| {
            let keys = party_keys(actor);
            keys.iter().any(|own| own == key || *own == name_key(key))
        };
        let found = passage.statements.iter();
        let found = found.filter(|one| is(&one.source, &by) && is(&one.target, &on));
        let found: Option<&Statement> = found.reduce(|best, next| {
            if next.confidence > best.confidence {
                next
            } else {
                best
            }
        });
        let stance: StanceName = match (&typed.stance, found) {
            (Some(stance), _) => self.value("stance", stance)?,
            (None, Some(found)) => found.stance.into(),
            (None, None) => {
                return Err(Error::Usage(format!(
                    "--stance is needed: {} has no statement by {by} on {on} yet",
                    passage.id()
                )));
            }
        };
        let same = found.filter(|found| StanceName::from(found.stance) == stance);
        let act: Act = match &typed.act {
            Some(act) => self.value("act", act)?,
            None => same.map_or_else(|| usual_act(stance.into()), |found| found.act),
        };
        let same = same.filter(|found| found.act == act);
        let (_, strength) = usual(act, Stance::from(stance), self.known.lexicon);
        let status: Status = match &typed.status {
            Some(status) => self.value("status", status)?,
            None => found.map_or(Status::Asserted, |found| found.status),
        };
        let quote = match &typed.quote {
            Some(quote) if !stands_in(quote, &passage.text) => {
                return Err(Error::Usage(format!(
                    "--quote {quote}: these words do not stand in {}",
                    passage.id()
                )));
            }
            Some(quote) => Some(collapsed(quote)),
            None => found.map(|found| collapsed(found.span.of(&passage.text))),
        };
        Ok(RightStatement {
            by,
            on,
            stance,
            act: Some(act),
            strength: typed
                .strength
                .or_else(|| same.map(|found| found.strength))
                .or(Some(strength)),
            status: Some(status),
            quote: quote.filter(|quote| stands_in(quote, &passage.text)),
        })
    }

    /// The id of a party known to the lexicon, or the id or name of one that this briefing names.
    fn party(&self, flag: &str, value: &str) -> Result<String> {
        let keys = keys(flag, value, &self.known)?;
        let entities = self.known.lexicon.entities();
        if let Some(id) = keys.iter().find(|key| entities.entity(key).is_some()) {
            return Ok(id.clone());
        }
        let here: Vec<String> = self.passages.iter().flat_map(parties).collect();
        let found = keys
            .iter()
            .find(|key| *key != UNKNOWN && here.contains(key));
        let found = found.map(|key| key.trim_start_matches('=').to_owned());
        found.ok_or_else(|| {
            Error::Usage(format!(
                "--{flag} {value}: nobody whom the lexicon or this briefing knows; a table in the archive's lexicon/ makes somebody known"
            ))
        })
    }

    /// The id of somebody known, else a name.
    fn speaker(&self, value: &str, is_new_allowed: bool) -> Result<String> {
        if is_unknown(value) {
            return Ok(UNKNOWN.to_owned());
        }
        let keys = match keys("speaker", value, &self.known) {
            Ok(keys) => keys,
            Err(_) if is_new_allowed => return Ok(collapsed(value)),
            Err(Error::Usage(told)) => {
                return Err(Error::Usage(format!(
                    "{told}; --represents WHOM lets in a new name"
                )));
            }
            Err(error) => return Err(error),
        };
        let entities = self.known.lexicon.entities();
        let known = keys.iter().find(|key| entities.entity(key).is_some());
        if let Some(id) = known {
            return Ok(id.clone());
        }
        let first = keys.first().map(String::as_str).unwrap_or(value);
        Ok(self.known.name(Field::Speaker, first))
    }

    /// A ministry as publishers write it; a country or organisation stands for its only one.
    fn ministry(&self, value: &str, is_new_allowed: bool) -> Result<String> {
        let value = collapsed(value);
        if is_unknown(&value) {
            return Ok(UNKNOWN.to_owned());
        }
        let lexicon = self.known.lexicon;
        let spelled = self.spelled(Field::Ministry, value.clone());
        let own = keys("ministry", &value, &self.known);
        let names = lexicon.entities().find(&value);
        let is_bare = names.iter().any(|name| name.span.len() == value.len());
        match own.as_deref() {
            Ok([only]) if is_bare => Ok(only.clone()),
            Err(_) if !is_new_allowed && lexicon.ministry_represents(&value).is_none() => {
                let told = own.err().map(|error| error.to_string());
                Err(Error::Usage(format!(
                    "{}; --represents WHOM lets in a new name",
                    told.unwrap_or_default()
                )))
            }
            _ => Ok(spelled),
        }
    }

    /// The country or organisation somebody speaks for.
    fn whom(&self, value: &str) -> Result<String> {
        if is_unknown(value) {
            return Ok(UNKNOWN.to_owned());
        }
        let keys = match keys("country", value, &self.known) {
            Ok(keys) => keys,
            Err(Error::Usage(told)) => {
                return Err(Error::Usage(told.replacen("--country", "--represents", 1)));
            }
            Err(error) => return Err(error),
        };
        let entities = self.known.lexicon.entities();
        let id = keys.into_iter().find(|key| entities.entity(key).is_some());
        id.ok_or_else(|| {
            Error::Usage(format!(
                "--represents {value}: nobody is known by that name"
            ))
        })
    }

    fn topic(&self, value: &str) -> Result<String> {
        let topics = self.known.lexicon.topics();
        if is_unknown(value) || topics.resolve(value).is_some() {
            return Ok(fold(value.trim()));
        }
        keys("topic", value, &self.known)?;
        let ids: Vec<&str> = topics.ids().collect();
        Err(Error::Usage(format!(
            "--topic {value}: no topic but somebody's name; topics are {}",
            ids.join(", ")
        )))
    }

    /// A value of an enum.
    fn value<T: DeserializeOwned>(&self, flag: &str, value: &str) -> Result<T> {
        let key = keys(flag, value, &self.known)?.into_iter().next();
        let read = serde_json::from_value(key.unwrap_or_default().into());
        read.map_err(|_| Error::Usage(format!("--{flag} {value}: no value of it")))
    }

    /// A name as the index has it already, whatever its case.
    fn spelled(&self, field: Field, name: String) -> String {
        let mut values = self.known.vocabulary.of(field).iter();
        let same = values.find(|value| fold(&value.key) == fold(&name));
        same.map_or(name, |value| value.key.clone())
    }
}

/// The keys of everybody who speaks, is quoted, states or is stated about in a passage.
fn parties(passage: &StoredPassage) -> Vec<String> {
    let speaker = passage.speaker.iter().flat_map(|speaker| {
        let id = speaker.entity.clone();
        [id.unwrap_or_else(|| name_key(&speaker.name))]
    });
    let sides = passage.statements.iter();
    let sides = sides.flat_map(|one| [&one.source, &one.target]);
    let quoted = passage.attributions.iter().flat_map(|own| &own.sources);
    let parties = sides.chain(quoted).flat_map(party_keys);
    speaker.chain(parties).collect()
}
