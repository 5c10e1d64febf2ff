//! The rules as data: for lists, pages and searches.

use crate::finding::Severity;
use crate::rules::{Profile, Rule, Topic, all};
use serde::Serialize;

/// Every rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Catalogue {
    /// The rules, by topic.
    pub rules: Vec<RulePage>,
}

/// What there is to say about a rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct RulePage {
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
    /// Why, and examples, as Markdown.
    pub docs: String,
    /// Names that others give it: rules of other tools, error codes of the service.
    pub aliases: &'static [&'static str],
    /// The document it is from.
    pub url: &'static str,
    /// That document's title and date.
    pub source: String,
}

impl From<&Rule> for RulePage {
    fn from(rule: &Rule) -> Self {
        let lines: Vec<&str> =
            rule.docs.lines().map(|it| it.strip_prefix(' ').unwrap_or(it)).collect();
        let paragraph: Vec<&str> = lines.iter().copied().take_while(|it| !it.is_empty()).collect();
        Self {
            rule: rule.id,
            severity: rule.severity,
            profile: rule.profile(),
            topic: rule.topic,
            summary: paragraph.join(" "),
            docs: lines.get(paragraph.len()..).unwrap_or_default().join("\n").trim().to_string(),
            aliases: rule.aliases,
            url: rule.source.url,
            source: format!("{}, {}", rule.source.title, rule.source.date),
        }
    }
}

/// Every rule as data.
#[must_use]
pub fn catalogue() -> Catalogue {
    Catalogue { rules: all().map(RulePage::from).collect() }
}
