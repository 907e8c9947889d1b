//! Kinds of bodies and offices, and what a country's name together with them means.

use super::table;
use serde::Deserialize;

/// The words for bodies and offices.
#[derive(Default)]
pub(crate) struct Titles {
    pub(crate) bodies: Vec<BodyKind>,
    pub(crate) own_bodies: Vec<OwnBody>,
    pub(crate) roles: Vec<RoleKind>,
}

/// A kind of body that every country has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BodyKind {
    /// `MFA`.
    pub(crate) id: String,
    /// In English.
    pub(crate) name: String,
    pub(crate) words: Vec<String>,
}

/// A body with a name of its own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnBody {
    pub(crate) id: String,
    pub(crate) country: String,
    /// The kind it is in its country (`MFA` for the State Department).
    pub(crate) replaces: Option<String>,
    pub(crate) name: String,
    pub(crate) names: Vec<String>,
    /// Whether its names are those of a building or street.
    #[serde(default)]
    pub(crate) metonym: bool,
}

/// A kind of office.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "columns of a table")]
pub(crate) struct RoleKind {
    /// Names the row.
    pub(crate) id: String,
    /// In English.
    pub(crate) name: String,
    /// The kind of body it belongs to.
    pub(crate) body: Option<String>,
    /// Whether one person at a time holds it.
    #[serde(default)]
    pub(crate) head: bool,
    /// Whether "the …" alone may stand for its holder.
    #[serde(default)]
    pub(crate) bare: bool,
    /// Whether, with a name and no country, it is of the ministry whose text it stands in.
    #[serde(default)]
    pub(crate) own: bool,
    /// The one country it means without saying it.
    pub(crate) alone: Option<String>,
    /// The country whose documents mean their own by "the …".
    pub(crate) title_of: Option<String>,
    pub(crate) words: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Bodies {
    kind: Vec<BodyKind>,
    body: Vec<OwnBody>,
}

#[derive(Default, Deserialize)]
struct Roles {
    role: Vec<RoleKind>,
}

impl Titles {
    /// The titles compiled in.
    pub(super) fn builtin() -> Self {
        let bodies: Bodies = table::toml(include_str!("data/bodies.toml"));
        let roles: Roles = table::toml(include_str!("data/roles.toml"));
        Self {
            bodies: bodies.kind,
            own_bodies: bodies.body,
            roles: roles.role,
        }
    }

    /// The id of a country's body of a kind: `CHN.MFA`, `USA.STATE`.
    pub(crate) fn body_id(&self, country: &str, kind: &str) -> String {
        let own = self
            .own_bodies
            .iter()
            .find(|body| body.country == country && body.replaces.as_deref() == Some(kind));
        own.map_or_else(|| format!("{country}.{kind}"), |body| body.id.clone())
    }
}
