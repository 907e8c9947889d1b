//! Statements that hold, and that do not, whatever the rules say.

use super::places::Places;
use super::{BY_USER, Refused, parties};
use crate::annotate::attribution::of_speaker;
use crate::briefing::{
    Act, Actor, Annotated, NoStatement, RightStatement, Stance, Statement, Status,
};
use crate::lexicon::{Frame, Lexicon};
use crate::text::Span;

/// Puts a statement in the place of what is found of its source and target in a stretch of the text.
pub(super) fn state(
    right: &RightStatement,
    stretch: Span,
    places: &Places,
    annotated: &mut Annotated,
    lexicon: &Lexicon,
) -> Result<(), Refused> {
    let source = parties::actor(&right.by, annotated, lexicon)?;
    let target = parties::actor(&right.on, annotated, lexicon)?;
    let span = match &right.quote {
        Some(quote) => places.quote(quote, stretch)?,
        None => stretch,
    };
    let stance = Stance::from(right.stance);
    let act = right.act.unwrap_or(usual_act(stance));
    let (cameo, strength) = usual(act, stance, lexicon);
    let all = std::mem::take(&mut annotated.statements);
    let (old, kept): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|one| is_between(one, stretch, &source, &target));
    annotated.statements = kept;
    // Who is found to act for the source is kept: the right stance of China's spokesperson is the spokesperson's.
    let before = old
        .iter()
        .max_by(|one, other| one.confidence.total_cmp(&other.confidence));
    let named = |party: Actor| {
        let span = parties::named_in(stretch, &party, annotated);
        Actor { span, ..party }
    };
    let speaks = annotated.passages.iter();
    let mut speaks = speaks.filter(|passage| passage.span.contains(span.start));
    let voice = speaks
        .find_map(|passage| passage.speaker.as_ref())
        .map(of_speaker)
        .filter(|voice| parties::answers(voice, &source));
    let statement = Statement {
        source: match before {
            Some(before) => before.source.clone(),
            None => voice.unwrap_or_else(|| named(source)),
        },
        target: match before {
            Some(before) => before.target.clone(),
            None => named(target),
        },
        stance,
        act,
        cameo,
        strength: right.strength.unwrap_or(strength),
        status: right.status.unwrap_or(Status::Asserted),
        span,
        confidence: 1.0,
        rule: BY_USER.to_owned(),
    };
    annotated.statements.push(statement);
    Ok(())
}

/// Takes away what is found of a source and target in a stretch of the text.
pub(super) fn remove(
    none: &NoStatement,
    stretch: Span,
    annotated: &mut Annotated,
    lexicon: &Lexicon,
) -> Result<(), Refused> {
    let source = parties::actor(&none.by, annotated, lexicon)?;
    let target = parties::actor(&none.on, annotated, lexicon)?;
    let stance = none.stance.map(Stance::from);
    annotated.statements.retain(|one| {
        let is_meant = stance.is_none_or(|stance| one.stance == stance);
        !(is_meant && is_between(one, stretch, &source, &target))
    });
    Ok(())
}

fn is_between(statement: &Statement, stretch: Span, source: &Actor, target: &Actor) -> bool {
    stretch.contains(statement.span.start)
        && parties::answers(&statement.source, source)
        && parties::answers(&statement.target, target)
}

/// What is done where only the stance is said.
#[must_use]
pub fn usual_act(stance: Stance) -> Act {
    match stance {
        Stance::Critical => Act::Accuse,
        Stance::Neutral => Act::State,
        Stance::Supportive => Act::Support,
    }
}

/// The CAMEO code and the strength that an act has for the most certain of the frames that do it with this stance.
#[must_use]
pub fn usual(act: Act, stance: Stance, lexicon: &Lexicon) -> (String, u8) {
    let frames = || {
        lexicon
            .frames()
            .tables()
            .flat_map(|(_, table)| table.frames())
    };
    let surest = |fits: &dyn Fn(&Frame) -> bool| {
        // The first of those equally certain.
        frames().filter(|frame| fits(frame)).reduce(|best, next| {
            if next.confidence > best.confidence {
                next
            } else {
                best
            }
        })
    };
    let frame = surest(&|frame| frame.act == act && frame.stance == stance)
        .or_else(|| surest(&|frame| frame.act == act));
    frame.map_or_else(
        || ("010".to_owned(), 0),
        |frame| (frame.cameo.clone(), frame.strength),
    )
}
