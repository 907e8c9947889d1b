//! What a frame comes to in its clause: its act and stance, as negation, request and promise leave them.

use super::willed;
use crate::annotate::statements::clause::Clauses;
use crate::annotate::statements::hits::Hit;
use crate::annotate::statements::polarity::Polarity;
use crate::annotate::statements::standing::Content;
use crate::briefing::{Act, Stance};
use crate::lexicon::{Class, Frame, Negated, Operator};

/// What a frame comes to in its clause.
pub(super) struct Draft {
    pub(super) act: Act,
    pub(super) cameo: String,
    pub(super) stance: Stance,
    pub(super) strength: u8,
    pub(super) denied: bool,
}

impl Draft {
    pub(super) fn of(
        frame: &Frame,
        clauses: &Clauses<'_, '_>,
        hit: &Hit<'_>,
        polarity: Polarity,
        content: Content,
    ) -> Option<Self> {
        let mut draft = Self {
            act: frame.act,
            cameo: frame.cameo.clone(),
            stance: frame.stance,
            strength: strength(frame, clauses, hit),
            denied: false,
        };
        let negated = polarity != Polarity::Plain;
        if frame.negated == Negated::Needed && !negated {
            return None;
        }
        match frame.op {
            Operator::Request | Operator::Oblige => {
                // what one need not do is not forbidden
                let forbids = frame.op == Operator::Oblige && frame.negated != Negated::Nothing;
                let forbidden = negated && forbids;
                if negated && !forbidden {
                    return None;
                }
                (draft.stance, draft.strength) = match content {
                    _ if forbidden => (Stance::Critical, 5),
                    Content::Ends => (Stance::Critical, 5),
                    Content::Mends => (Stance::Critical, draft.strength.max(4)),
                    Content::Other => (frame.stance, draft.strength),
                };
            }
            _ if polarity == Polarity::Refused && frame.stance != Stance::Critical => {
                draft.reject();
            }
            _ if negated => match frame.negated {
                Negated::Nothing => return None,
                Negated::Same | Negated::Needed => {}
                Negated::Denied => draft.denied = true,
                // "did not meet" is no refusal, "will not meet" is
                Negated::Reject if frame.act == Act::Consult && !willed(clauses, hit) => {
                    draft.denied = true;
                }
                Negated::Reject => draft.reject(),
            },
            _ => {}
        }
        Some(draft)
    }

    /// What is only promised or threatened is not done yet.
    pub(super) fn commit(&mut self) {
        let (act, cameo) = match (self.stance, self.act) {
            (Stance::Critical, _) => (Act::Threaten, "13"),
            (_, Act::Consult) => (Act::Agree, "036"),
            (_, Act::Cooperate) => (Act::Agree, "031"),
            (_, Act::Aid) => (Act::Agree, "033"),
            (_, Act::Concede | Act::Retreat) => (Act::Agree, "035"),
            (Stance::Supportive, _) => (Act::Agree, "03"),
            (Stance::Neutral, _) => return,
        };
        self.act = act;
        cameo.clone_into(&mut self.cameo);
    }

    fn reject(&mut self) {
        self.act = Act::Reject;
        "12".clone_into(&mut self.cameo);
        self.stance = Stance::Critical;
        self.strength = 4;
    }
}

/// The frame's rung, shifted by what intensifies or softens it nearby.
fn strength(frame: &Frame, clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> u8 {
    let near = hit.cue.start.saturating_sub(3)..(hit.cue.end + 1).min(clauses.tokens.len());
    let up = near.clone().any(|at| clauses.is(at, Class::Intensifier));
    let down = near.clone().any(|at| clauses.is(at, Class::Downtoner));
    (frame.strength + u8::from(up))
        .saturating_sub(u8::from(down))
        .min(9)
}
