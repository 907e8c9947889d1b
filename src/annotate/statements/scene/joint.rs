//! Texts that several sign: what "we" says there, all of them say.

use super::Scene;
use crate::briefing::{Actor, Annotated, Form, Passage, PassageKind};

/// Signers of one text who are told apart; what more sign speaks for nobody in particular.
const MOST_SIGNERS: usize = 12;

impl Scene<'_> {
    /// Notes who speaks together from here on: "We, the ministers of X, Y and Z, …".
    pub(in crate::annotate::statements) fn sign(&mut self, signers: Vec<Actor>) {
        if self.own.is_some() && is_joint(self.annotated, self.passage) {
            for signer in signers.into_iter().take(MOST_SIGNERS) {
                if signer.id.is_some() && !self.signs(&signer) {
                    self.signers.push(signer);
                }
            }
            self.pair = None;
        }
    }

    /// Whether somebody is who utters the passage as a whole.
    pub(in crate::annotate::statements) fn is_own(&self, actor: &Actor) -> bool {
        self.own.as_ref().is_some_and(|own| own.id == actor.id)
    }

    /// Whether somebody is one of several who sign.
    pub(in crate::annotate::statements) fn signs(&self, actor: &Actor) -> bool {
        let all = self.own.iter().chain(&self.signers);
        !self.signers.is_empty() && all.into_iter().any(|signer| signer.id == actor.id)
    }
}

/// Whether the passage's words may be those of several who signed them, rather than of one who speaks.
fn is_joint(annotated: &Annotated, passage: &Passage) -> bool {
    let speaker = passage.speaker.as_ref();
    annotated.briefing.form == Form::Statement
        && passage.kind == PassageKind::Statement
        && speaker
            .is_none_or(|speaker| speaker.entity.is_none() || speaker.entity == speaker.represents)
}

/// The country whose ministry published the words of a group of states: it is one of them.
pub(super) fn publisher(annotated: &Annotated, passage: &Passage, own: &Actor) -> Vec<Actor> {
    let briefing = &annotated.briefing;
    let is_country = |id: &String| id.len() == 3; // ISO 3166
    let grouped = own.id.as_ref().is_some_and(|id| !is_country(id));
    let id = briefing.represents.clone().filter(|id| {
        is_country(id) && grouped && own.id.as_ref() != Some(id) && is_joint(annotated, passage)
    });
    let publisher = id.map(|id| Actor {
        name: briefing.ministry.clone(),
        id: Some(id),
        ..Actor::default()
    });
    publisher.into_iter().collect()
}
