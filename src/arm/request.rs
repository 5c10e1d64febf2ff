//! What is asked of Azure Resource Manager.

use crate::azure_facts::api_versions;
use crate::model::choice;
use macro_rules_attribute::apply;
use serde_json::Value;
use std::fmt::Write as _;

/// What is done to a resource.
#[apply(choice!)]
pub enum AzureMethod {
    /// Reads it.
    Get = "GET",
    /// Asks whether it is there.
    Head = "HEAD",
    /// Makes it, or makes it what the body says.
    Put = "PUT",
    /// Changes what the body says.
    Patch = "PATCH",
    /// Does something with it.
    Post = "POST",
    /// Takes it away.
    Delete = "DELETE",
}

impl AzureMethod {
    /// Whether asking twice does the same as asking once, by RFC 9110.
    const fn is_idempotent(self) -> bool {
        matches!(self, Self::Get | Self::Head | Self::Put | Self::Delete)
    }
}

/// One request.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// What is done.
    pub method: AzureMethod,
    /// The path as people read it, without the query: what messages name.
    pub path: String,
    /// Path and query as they are sent.
    target: String,
    /// The body; absent: none.
    pub body: Option<Value>,
    /// Asking twice does the same as asking once, whatever the method.
    pub repeatable: bool,
}

/// A request as it is sent, without what is secret in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wire {
    /// What is done.
    pub method: AzureMethod,
    /// The whole address.
    pub url: String,
    /// The body as JSON.
    pub body: Option<String>,
}

impl Request {
    /// A request with an API version. A path that is made of ids or names was made by [`segment`] or
    /// [`resource_path`].
    #[must_use]
    pub fn new(method: AzureMethod, path: &str, api_version: &str) -> Self {
        let target = format!("{path}?api-version={}", segment(api_version));
        Self {
            method,
            path: readable(path),
            target,
            body: None,
            repeatable: method.is_idempotent(),
        }
    }

    /// A request of a service that has its version in the path.
    #[must_use]
    pub fn unversioned(method: AzureMethod, path: String) -> Self {
        Self { method, repeatable: method.is_idempotent(), ..Self::follow(path) }
    }

    /// Reads something of a resource type in the table of API versions.
    #[must_use]
    pub fn get(resource_type: &str, path: &str) -> Self {
        Self::new(AzureMethod::Get, path, api_versions::of(resource_type).unwrap_or_default())
    }

    /// Follows a link of an answer, of which [`Address::follow`](super::Address::follow) gave path
    /// and query.
    #[must_use]
    pub fn follow(path_and_query: String) -> Self {
        let path = path_and_query.split(['?', '#']).next().unwrap_or_default();
        Self {
            method: AzureMethod::Get,
            path: readable(path),
            target: path_and_query,
            body: None,
            repeatable: true,
        }
    }

    /// The same with one more in its query.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let _ = write!(self.target, "&{}={}", segment(name), segment(value));
        self
    }

    /// The same with a body.
    #[must_use]
    pub fn sending(self, body: Value) -> Self {
        Self { body: Some(body), ..self }
    }

    /// Reads what it makes or changes.
    #[must_use]
    pub fn reading(&self) -> Self {
        Self { method: AzureMethod::Get, body: None, repeatable: true, ..self.clone() }
    }

    /// The same, where asking twice does the same as asking once.
    #[must_use]
    pub fn repeatable(self) -> Self {
        Self { repeatable: true, ..self }
    }

    /// Path and query as they are sent.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }
}

/// Text as one part of a path or query, in RFC 3986's form.
#[must_use]
pub fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'$' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// The path of a resource id; of what is no id, nothing.
#[must_use]
pub fn resource_path(id: &str) -> Option<String> {
    let rest = id.trim().strip_prefix('/')?;
    let is_part = |part: &str| {
        let is_dots = part == "." || part == "..";
        !part.is_empty() && !is_dots && !part.contains(char::is_control)
    };
    rest.split('/').all(is_part).then(|| {
        rest.split('/').fold(String::new(), |mut path, part| {
            path.push('/');
            path.push_str(&segment(part));
            path
        })
    })
}

/// A path without its escapes.
fn readable(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| *first == b'%');
        let byte = escaped
            .and_then(|it| std::str::from_utf8(it).ok())
            .and_then(|it| u8::from_str_radix(it, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_one_part_of_a_path() {
        assert_eq!(segment("rg (prod)/ä?&#%"), "rg%20%28prod%29%2F%C3%A4%3F%26%23%25");
        let path =
            resource_path("/subscriptions/1/resourceGroups/my rg/providers/A.B/c/d").unwrap();
        assert_eq!(path, "/subscriptions/1/resourceGroups/my%20rg/providers/A.B/c/d");
        for id in
            ["", "subscriptions/1", "/subscriptions//x", "/a/../b", "/a/.", "/a/\n", "//host/a"]
        {
            assert_eq!(resource_path(id), None, "{id:?}");
        }
    }

    #[test]
    fn a_request_names_its_path_readably_and_its_query_not_at_all() {
        let request = Request::get("Microsoft.Compute/skus", "/subscriptions/1/r%C3%A4um%20%zz")
            .with("$filter", "location eq 'westeurope'");
        assert_eq!(request.path, "/subscriptions/1/räum %zz");
        assert_eq!(
            request.target(),
            "/subscriptions/1/r%C3%A4um%20%zz?api-version=2021-07-01\
             &$filter=location%20eq%20%27westeurope%27"
        );
        let link = Request::follow("/a%20b?$skiptoken=secret".to_string());
        assert_eq!((link.path.as_str(), link.target()), ("/a b", "/a%20b?$skiptoken=secret"));
    }

    #[test]
    fn only_what_may_be_done_twice_is_repeatable() {
        for method in AzureMethod::ALL {
            let request = Request::new(*method, "/a", "1");
            let expected = !matches!(method, AzureMethod::Post | AzureMethod::Patch);
            assert_eq!(request.repeatable, expected, "{method}");
            assert!(request.repeatable().repeatable);
        }
    }
}
