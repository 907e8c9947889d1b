//! What statements say: [`Act`], [`Stance`] and [`Status`].

use serde::{Deserialize, Serialize};

/// Critical, neutral or supportive, of a source towards a target; never a document's mood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "i8", try_from = "i8")]
pub enum Stance {
    /// −1
    Critical,
    /// 0
    Neutral,
    /// +1
    Supportive,
}

impl From<Stance> for i8 {
    fn from(stance: Stance) -> Self {
        match stance {
            Stance::Critical => -1,
            Stance::Neutral => 0,
            Stance::Supportive => 1,
        }
    }
}

impl TryFrom<i8> for Stance {
    type Error = String;

    fn try_from(value: i8) -> Result<Self, String> {
        match value {
            -1 => Ok(Self::Critical),
            0 => Ok(Self::Neutral),
            1 => Ok(Self::Supportive),
            _ => Err(format!("stance {value} is none of -1, 0, 1")),
        }
    }
}

/// Whether an act holds, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// By its own source.
    Asserted,
    /// A source's own attitude voiced by another.
    Reported,
    /// An act that is only the content of somebody's claim.
    Alleged,
    /// Alleged, and denied by its actor somewhere in the briefing; or negated.
    Denied,
    /// Conditional or imagined.
    Hypothetical,
}

impl Status {
    /// Whether queries and scores count it unless asked otherwise.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::Asserted | Self::Reported)
    }
}

/// What is done: the sixteen classes of PLOVER (manual v0.8) and seven of ours beneath them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(
    missing_docs,
    reason = "PLOVER's names; src/docs/annotation.md describes them"
)]
pub enum Act {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
    Deny,
    Decline,
    Appeal,
    Empathise,
    Accord,
    State,
    Note,
}

impl Act {
    /// All acts, PLOVER's sixteen first.
    pub const ALL: [Self; 23] = [
        Self::Agree,
        Self::Consult,
        Self::Support,
        Self::Concede,
        Self::Cooperate,
        Self::Aid,
        Self::Retreat,
        Self::Request,
        Self::Accuse,
        Self::Reject,
        Self::Threaten,
        Self::Protest,
        Self::Sanction,
        Self::Mobilize,
        Self::Coerce,
        Self::Assault,
        Self::Deny,
        Self::Decline,
        Self::Appeal,
        Self::Empathise,
        Self::Accord,
        Self::State,
        Self::Note,
    ];

    /// The PLOVER class this act counts under; itself for PLOVER's own.
    #[must_use]
    pub fn parent(self) -> Self {
        match self {
            Self::Deny | Self::Decline => Self::Reject,
            Self::Appeal => Self::Request,
            Self::Empathise => Self::Support,
            Self::Accord => Self::Agree,
            Self::State | Self::Note => Self::Consult,
            own => own,
        }
    }

    /// The name in capitals, as in machine output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Agree => "AGREE",
            Self::Consult => "CONSULT",
            Self::Support => "SUPPORT",
            Self::Concede => "CONCEDE",
            Self::Cooperate => "COOPERATE",
            Self::Aid => "AID",
            Self::Retreat => "RETREAT",
            Self::Request => "REQUEST",
            Self::Accuse => "ACCUSE",
            Self::Reject => "REJECT",
            Self::Threaten => "THREATEN",
            Self::Protest => "PROTEST",
            Self::Sanction => "SANCTION",
            Self::Mobilize => "MOBILIZE",
            Self::Coerce => "COERCE",
            Self::Assault => "ASSAULT",
            Self::Deny => "DENY",
            Self::Decline => "DECLINE",
            Self::Appeal => "APPEAL",
            Self::Empathise => "EMPATHISE",
            Self::Accord => "ACCORD",
            Self::State => "STATE",
            Self::Note => "NOTE",
        }
    }
}
