//! The values that stand as `${name}` in paths and bodies.

use crate::write::requests::{NeededValue, ValueSource};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What is known so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    known: BTreeMap<String, String>,
    /// Those that nobody may see.
    secrets: BTreeMap<String, String>,
}

/// Whether secrets are put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    /// As it is shown, written down and compared: secrets stay `${name}`.
    Shown,
    /// As it is sent.
    Sent,
}

impl Values {
    /// Works out what can be known beforehand. Secrets are by the environment variable that they
    /// would be read from.
    pub fn of(
        needed: &[NeededValue],
        subscription: Option<&str>,
        secrets: &BTreeMap<String, String>,
    ) -> Self {
        let mut values = Self::default();
        for it in needed {
            let value = match &it.source {
                ValueSource::SubscriptionId => subscription.map(str::to_string),
                ValueSource::Secret { environment } => {
                    if let Some(secret) = secrets.get(environment).filter(|it| !it.is_empty()) {
                        values.secrets.insert(it.name.clone(), secret.clone());
                    }
                    None
                }
                ValueSource::Guid { of, namespace } => values.guid(of, namespace),
                ValueSource::Start { of, characters } => {
                    let most = usize::try_from(*characters).unwrap_or(usize::MAX);
                    values.text(of, Fill::Sent).ok().map(|it| it.chars().take(most).collect())
                }
            };
            if let Some(value) = value {
                values.known.insert(it.name.clone(), value);
            }
        }
        values
    }

    fn guid(&self, of: &[String], namespace: &str) -> Option<String> {
        let namespace = Uuid::try_parse(namespace).ok()?;
        let texts: Result<Vec<String>, _> = of.iter().map(|it| self.text(it, Fill::Sent)).collect();
        Some(Uuid::new_v5(&namespace, texts.ok()?.join("-").as_bytes()).to_string())
    }

    /// What a request took from its answer.
    pub fn took(&mut self, request: &str, name: &str, value: &str) {
        self.known.insert(format!("{request}.{name}"), value.to_string());
    }

    /// A text with the values put in, or the names of those that are not known.
    pub fn text(&self, text: &str, fill: Fill) -> Result<String, BTreeSet<String>> {
        let mut missing = BTreeSet::new();
        let filled = self.put_in(text, fill, &mut missing);
        if missing.is_empty() { Ok(filled) } else { Err(missing) }
    }

    /// A body, likewise; what is not known stays as it is.
    pub fn body(&self, body: &Value, fill: Fill) -> (Value, BTreeSet<String>) {
        let mut missing = BTreeSet::new();
        (self.within(body, fill, &mut missing), missing)
    }

    fn within(&self, value: &Value, fill: Fill, missing: &mut BTreeSet<String>) -> Value {
        match value {
            Value::String(text) => Value::String(self.put_in(text, fill, missing)),
            Value::Array(items) => items.iter().map(|it| self.within(it, fill, missing)).collect(),
            Value::Object(members) => {
                let mut filled = Map::new();
                for (name, it) in members {
                    let name = self.put_in(name, fill, missing);
                    filled.insert(name, self.within(it, fill, missing));
                }
                Value::Object(filled)
            }
            other => other.clone(),
        }
    }

    fn put_in(&self, text: &str, fill: Fill, missing: &mut BTreeSet<String>) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((name, after)) = after.split_once('}') else { break };
            filled.push_str(before);
            match (self.known.get(name), self.secrets.get(name)) {
                (Some(value), _) => filled.push_str(value),
                (None, Some(secret)) if fill == Fill::Sent => filled.push_str(secret),
                (None, secret) => {
                    if secret.is_none() {
                        missing.insert(name.to_string());
                    }
                    filled.push_str("${");
                    filled.push_str(name);
                    filled.push('}');
                }
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn needed(name: &str, source: ValueSource) -> NeededValue {
        NeededValue { name: name.to_string(), about: String::new(), source }
    }

    #[test]
    fn values_are_put_in_wherever_they_stand() {
        let guid = ValueSource::Guid {
            of: vec!["www.example.com".to_string()],
            namespace: "6ba7b810-9dad-11d1-80b4-00c04fd430c8".to_string(),
        };
        let start = ValueSource::Start { of: "a-${subscriptionId}".to_string(), characters: 4 };
        let secret = ValueSource::Secret { environment: "KEY".to_string() };
        let needed = [
            needed("subscriptionId", ValueSource::SubscriptionId),
            needed("start", start),
            needed("name", guid),
            needed("key", secret),
        ];
        let secrets = BTreeMap::from([("KEY".to_string(), "hidden".to_string())]);
        let mut values = Values::of(&needed, Some("s1"), &secrets);
        values.took("cluster/a", "principalId", "p1");
        let body =
            json!({ "${cluster/a.principalId}": ["${subscriptionId}/${start}", 1], "k": "${key}" });
        let shown = json!({ "p1": ["s1/a-s1", 1], "k": "${key}" });
        let sent = json!({ "p1": ["s1/a-s1", 1], "k": "hidden" });
        assert_eq!(values.body(&body, Fill::Shown), (shown, BTreeSet::new()));
        assert_eq!(values.body(&body, Fill::Sent), (sent, BTreeSet::new()));
        // The example of RFC 9562, appendix A.4.
        let name = values.text("/${name}", Fill::Sent).unwrap();
        assert_eq!(name, "/2ed6657d-e927-568b-95e1-2665a8aea6a2");
        assert_eq!(values.text("${x.y} ${", Fill::Shown), Err(BTreeSet::from(["x.y".to_string()])));
        let unknown = Values::of(&needed, None, &BTreeMap::new());
        assert_eq!(
            unknown.text("${start}", Fill::Sent),
            Err(BTreeSet::from(["start".to_string()]))
        );
        assert_eq!(unknown.text("${key}", Fill::Sent), Err(BTreeSet::from(["key".to_string()])));
    }
}
