//! Reads texts of a plan and keeps what could not be read.

use super::{Addressed, Ranged, Share};
use crate::azure_facts::Fact;
use crate::net::{CidrError, parse_address, parse_cidr};
use crate::version::Version;
use ipnet::IpNet;
use serde::Serialize;
use serde_json::Value;
use std::net::IpAddr;
use std::sync::Arc;

/// A text of the plan that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place, as a JSON Pointer.
    pub path: String,
    /// What stands there.
    pub text: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// It should be a range.
    Cidr(CidrError),
    /// It should be a range and is a resource id, an address on the web or a name.
    CidrIsId,
    /// It should be an address; holds the reason.
    Address(String),
    /// It should be a number or a share.
    Share,
    /// It should be a Kubernetes version.
    Version,
    /// It names something that the plan does not have.
    Unknown {
        /// What it names, such as `subnet`.
        what: &'static str,
        /// What there is.
        known: Arc<[String]>,
    },
    /// It names several things of the plan.
    Ambiguous {
        /// What it names, such as `subnet`.
        what: &'static str,
        /// How to name each.
        choices: Vec<String>,
    },
}

/// A property that was not given, and what Azure takes instead.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Assumed {
    /// The place, as a JSON Pointer.
    pub path: String,
    /// What Azure takes.
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub value: Value,
    /// The document that says so.
    pub url: String,
}

/// Reads, and keeps what could not be read.
#[derive(Default)]
pub(super) struct Reader {
    pub problems: Vec<Problem>,
    pub defaults: Vec<Assumed>,
}

impl Reader {
    pub fn problem(&mut self, path: impl Into<String>, text: &str, kind: ProblemKind) {
        self.problems.push(Problem { path: path.into(), text: text.to_string(), kind });
    }

    /// Notes that `path` was not given, and what Azure takes instead.
    pub fn assume<T: Clone + Serialize>(&mut self, path: impl Into<String>, fact: &Fact<T>) -> T {
        self.note_default(path, &fact.value, fact.source);
        fact.value.clone()
    }

    pub fn note_default<T: Serialize>(
        &mut self,
        path: impl Into<String>,
        value: &T,
        source: &crate::azure_facts::Source,
    ) {
        self.defaults.push(Assumed {
            path: path.into(),
            value: serde_json::to_value(value).unwrap_or_default(),
            url: source.url.to_string(),
        });
    }

    /// A range. One with host bits set counts as the range it lies in.
    pub fn cidr(&mut self, path: impl Into<String>, text: &str) -> Option<IpNet> {
        match parse_cidr(text) {
            Ok(net) => Some(net),
            Err(error) => {
                let meant = match &error {
                    CidrError::HostBits(net) => Some(*net),
                    _ => None,
                };
                let kind =
                    if is_id(text) { ProblemKind::CidrIsId } else { ProblemKind::Cidr(error) };
                self.problem(path, text, kind);
                meant
            }
        }
    }

    pub fn ranged(&mut self, path: impl Into<String>, text: &str) -> Option<Ranged> {
        let path = path.into();
        let net = self.cidr(path.clone(), text)?;
        Some(Ranged { net, path, assumed: false })
    }

    pub fn address(&mut self, path: impl Into<String>, text: &str) -> Option<IpAddr> {
        match parse_address(text) {
            Ok(address) => Some(address),
            Err(error) => {
                self.problem(path, text, ProblemKind::Address(error.to_string()));
                None
            }
        }
    }

    pub fn addressed(&mut self, path: impl Into<String>, text: &str) -> Option<Addressed> {
        let path = path.into();
        let address = self.address(path.clone(), text)?;
        Some(Addressed { address, path })
    }

    pub fn share(&mut self, path: impl Into<String>, text: &str) -> Option<Share> {
        let share = Share::parse(text);
        if share.is_none() {
            self.problem(path, text, ProblemKind::Share);
        }
        share
    }

    pub fn version(&mut self, path: impl Into<String>, text: &str) -> Option<Version> {
        let version = Version::parse(text);
        if version.is_none() {
            self.problem(path, text, ProblemKind::Version);
        }
        version
    }
}

/// Whether a text that should be a range is a resource id, an address on the web or a plain name.
fn is_id(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("/subscriptions/")
        || text.contains("://")
        || (text.starts_with(|it: char| it.is_ascii_alphabetic()) && !text.contains([':', '.']))
}
