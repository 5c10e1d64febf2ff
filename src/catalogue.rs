//! The rules as data and as pages: for lists, `docs/rules`, the command line and the web page.

mod names;
mod page;

use crate::finding::Severity;
use crate::rules::examples::Documentation;
use crate::rules::{Profile, Rule, Topic, all};
use serde::Serialize;

pub use page::{index, page};

/// Every rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Catalogue {
    /// The rules, by topic.
    pub rules: Vec<RuleEntry>,
}

/// A rule in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct RuleEntry {
    /// Its name.
    pub rule: &'static str,
    /// How bad its findings are, where a finding does not say otherwise.
    pub severity: Severity,
    /// The profile it belongs to.
    pub profile: Profile,
    /// What it is about.
    pub topic: Topic,
    /// What it says, in a sentence.
    pub summary: String,
    /// Names that others give it: rules of other tools, error codes of the service.
    pub aliases: &'static [&'static str],
    /// The document it is from.
    pub url: &'static str,
    /// That document's title and date.
    pub source: String,
}

/// What there is to say about a rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct RulePage {
    /// Its line in the list.
    #[serde(flatten)]
    pub entry: RuleEntry,
    /// All the rest, as Markdown: why, examples with what is found in them, fixes, severity, other
    /// names, sources. The same stands in `docs/rules`.
    pub docs: String,
}

impl From<&Rule> for RuleEntry {
    fn from(rule: &Rule) -> Self {
        Self {
            rule: rule.id,
            severity: rule.severity,
            profile: rule.profile(),
            topic: rule.topic,
            summary: Documentation::of(rule).summary,
            aliases: rule.aliases,
            url: rule.source.url,
            source: format!("{}, {}", rule.source.title, rule.source.date),
        }
    }
}

impl From<&Rule> for RulePage {
    fn from(rule: &Rule) -> Self {
        Self { entry: RuleEntry::from(rule), docs: page::body(rule) }
    }
}

/// Every rule as data.
#[must_use]
pub fn catalogue() -> Catalogue {
    Catalogue { rules: all().map(RuleEntry::from).collect() }
}
