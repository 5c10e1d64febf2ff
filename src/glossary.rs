//! What the words mean that fields, findings and reports use. The page explains them where they
//! stand, a report at its end.

use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A word and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its names, the usual one first.
    pub names: Vec<String>,
    /// Every reader knows it or can see what it is: it is explained where that is the matter, and
    /// not at every field.
    #[serde(default)]
    pub plain: bool,
    /// What it means.
    pub text: String,
}

/// Every word.
#[must_use]
pub fn terms() -> &'static [Term] {
    static TERMS: LazyLock<Vec<Term>> =
        LazyLock::new(|| serde_json::from_str(include_str!("glossary.json")).unwrap_or_default());
    &TERMS
}

impl Term {
    /// Whether a text uses it, by any of its names.
    ///
    /// ```
    /// let term = aksplan::glossary::terms().iter().find(|it| it.names[0] == "SNAT").unwrap();
    /// assert!(term.is_in("needs 3 SNAT ports"));
    /// assert!(!term.is_in("SNATCH"));
    /// ```
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.names.iter().any(|name| has_word(&text, &name.to_lowercase()))
    }
}

/// Whether a word stands in a text, itself or with an `s`.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        let after = text.get(at + word.len()..).unwrap_or_default();
        let after = after.strip_prefix('s').unwrap_or(after).chars().next();
        let is_edge = |it: Option<char>| !it.is_some_and(|it| it.is_alphanumeric() || it == '-');
        is_edge(before) && is_edge(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_word_has_one_meaning() {
        assert!(terms().len() > 50);
        let mut seen = HashSet::new();
        for term in terms() {
            assert!(term.text.ends_with(['.', '…']), "{:?}", term.names);
            for name in &term.names {
                assert!(seen.insert(name.to_lowercase()), "{name}");
            }
        }
    }

    #[test]
    fn words_are_found_whole() {
        for (text, word, expected) in [
            ("two pods here", "pod", true),
            ("a podium", "pod", false),
            ("pod", "pod", true),
            ("kube-proxy", "proxy", false),
            ("", "pod", false),
        ] {
            assert_eq!(has_word(text, word), expected, "{text} {word}");
        }
    }
}
