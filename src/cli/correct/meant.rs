//! Options → a correction: [`values`] are resolved as the filters of a query are, and what is not said of a statement is taken from
//! the one that was found.

mod values;

use crate::annotate::{anchor, stands_in, usual, usual_act};
use crate::briefing::{
    Act, Actor, Correction, Date, DateOrigin, NoStatement, RightFields, RightStatement, Stance,
    StanceName, Statement, Status, StoredPassage, is_unknown,
};
use crate::cli::arguments::{CorrectOptions, FieldOptions, StatementOptions};
use crate::query::{Field, Known, keys, name_key, party_keys};
use crate::text::collapsed;
use crate::{Error, Result};

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
    pub(super) fn new(known: Known<'a>, passages: &'a [StoredPassage]) -> Self {
        Self { known, passages }
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
}
