//! Names → addresses that may be asked: each is held against the guard, and only what was looked at is handed on to be connected to.

use super::guard::{Allowed, Objection};
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// How names become addresses.
pub type Lookup = Arc<dyn Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync>;

/// Resolves names, and hands on one address: that which is connected to is that which was looked at.
#[derive(Clone)]
pub(super) struct Guarded {
    allowed: Allowed,
    lookup: Option<Lookup>,
    choice: Arc<Mutex<Choice>>,
}

/// Which of a machine's addresses is tried.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Choice {
    /// How many were tried in vain.
    pub(super) skip: usize,
    /// How many may be asked.
    pub(super) of: usize,
    pub(super) connected: Option<SocketAddr>,
    pub(super) objection: Option<Objection>,
}

impl Guarded {
    pub(super) fn new(allowed: &Allowed, lookup: Option<Lookup>) -> Self {
        Self {
            allowed: allowed.clone(),
            lookup,
            choice: Arc::default(),
        }
    }

    pub(super) fn choice(&self) -> std::sync::MutexGuard<'_, Choice> {
        self.choice.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Guarded {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Guarded")
            .field("allowed", &self.allowed)
            .finish_non_exhaustive()
    }
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found: Vec<SocketAddr> = match (&self.lookup, uri.host()) {
            (Some(lookup), Some(host)) => {
                let usual = if uri.scheme_str() == Some("https") {
                    443
                } else {
                    80
                };
                lookup(host, uri.port_u16().unwrap_or(usual))?
            }
            _ => DefaultResolver::default()
                .resolve(uri, config, timeout)?
                .iter()
                .copied()
                .collect(),
        };
        let (mut open, mut objection) = (Vec::new(), None);
        for address in found {
            match self.allowed.objection(address.ip()) {
                None => open.push(address),
                Some(found) => objection = objection.or(Some(found)),
            }
        }
        let mut choice = self.choice();
        choice.of = open.len();
        let Some(chosen) = open.get(choice.skip.min(open.len().saturating_sub(1))) else {
            choice.objection = objection;
            return match objection {
                Some(objection) => Err(ureq::Error::Other(Box::new(objection))),
                None => Err(ureq::Error::HostNotFound),
            };
        };
        choice.connected = Some(*chosen);
        let mut addresses = self.empty();
        addresses.push(*chosen);
        Ok(addresses)
    }
}
