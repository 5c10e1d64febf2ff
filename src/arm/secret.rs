//! Tokens and keys.

use std::fmt;

/// No token and no key is shorter.
const SHORTEST: usize = 8;

/// A text that is not to be seen. It goes into a header, and nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes what may stand in a header: a line break would end it, and the runtime that refuses other
    /// characters would name them in its message.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_fit = !text.is_empty() && text.bytes().all(|it| matches!(it, b' '..=b'~'));
        is_fit.then(|| Self(text.to_string()))
    }

    /// What goes into the header.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// JSON without it, for services that repeat in an answer what they were sent. What is shorter than
    /// any key stands in other words, too, and is left.
    #[must_use]
    pub fn hide_in(&self, json: &str) -> String {
        if self.0.len() < SHORTEST {
            return json.to_string();
        }
        let escaped = serde_json::Value::from(self.0.as_str()).to_string();
        let escaped = escaped.get(1..escaped.len() - 1).unwrap_or(&self.0);
        json.replace(escaped, "…").replace(&self.0, "…")
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_not_seen() {
        let secret = Secret::new(" a\"b\\cdefg ").unwrap();
        assert_eq!(secret.reveal(), "a\"b\\cdefg");
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "… Some(…)");
        let json = serde_json::json!({ "said": "Bearer a\"b\\cdefg!" }).to_string();
        assert_eq!(secret.hide_in(&json), "{\"said\":\"Bearer …!\"}");
        assert_eq!(Secret::new("said").unwrap().hide_in(&json), json);
    }

    #[test]
    fn what_no_header_carries_is_none() {
        for text in ["", "  ", "a\nb", "a\r\nX: y", "é", "a\0"] {
            assert_eq!(Secret::new(text), None, "{text:?}");
        }
    }
}
