//! What can go wrong between here and Azure, and how it is said.

use super::answer::Answer;
use super::request::{AzureMethod, Request};
use crate::explain;
use crate::model::choice;
use crate::text::grouped;
use macro_rules_attribute::apply;
use serde::Serialize;
use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// A request that came to no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The network or the service broke off, before the answer or in the middle of it.
    Network(String),
    /// Nothing came for too long.
    TimedOut(Duration),
    /// The body is longer than what is read.
    TooLarge(usize),
    /// It was asked to stop.
    Cancelled,
}

/// What kind of thing went wrong.
#[apply(choice!)]
pub enum AzureErrorKind {
    /// Azure answered that it won't.
    Refused = "refused",
    /// Azure does not know who asks, or wants to know more of them.
    Unauthorized = "unauthorized",
    /// Too much was asked in too short a time.
    Throttled = "throttled",
    /// Azure can't answer right now.
    Unavailable = "unavailable",
    /// There is no way to Azure, or it broke off.
    Network = "network",
    /// Nothing came for too long.
    TimedOut = "timedOut",
    /// It was asked to stop.
    Cancelled = "cancelled",
    /// What came can't be read.
    Malformed = "malformed",
    /// What came is longer than what is read.
    TooLarge = "tooLarge",
    /// There is no token.
    Token = "token",
    /// The answer leads to another place, where the token must not go.
    ForeignLink = "foreignLink",
    /// The pages of a list lead round in a circle.
    PagingLoop = "pagingLoop",
    /// The list can't be read to its end.
    Incomplete = "incomplete",
    /// What was begun has failed.
    OperationFailed = "operationFailed",
    /// What was begun is nowhere to be found.
    OperationGone = "operationGone",
    /// What was begun does not end.
    OperationTimedOut = "operationTimedOut",
    /// It can't be asked like this.
    Argument = "argument",
    /// What exists would be changed, and nobody has said that it may.
    NotConfirmed = "notConfirmed",
    /// The journal of a deployment can't be used, or is used by another run.
    Journal = "journal",
}

/// The request that an error is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureRequestLine {
    /// What was done.
    pub method: AzureMethod,
    /// The path, without the query.
    pub path: String,
}

/// An error as Azure Resource Manager puts it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct ArmError {
    /// Code, such as `AuthorizationFailed`.
    pub code: String,
    /// What Azure says.
    pub message: String,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Errors that it is made of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub details: Vec<ArmError>,
    /// What services add, such as the policy that forbids it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "unknown[]"))]
    pub additional_info: Vec<Value>,
    /// What the service says to itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub inner_error: Option<Value>,
}

/// What went wrong, and what to do. Nothing secret is in it. The class `Azure` throws it as an
/// `Error` of the name `AzureError` with these properties.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureError {
    /// What kind of thing went wrong.
    pub kind: AzureErrorKind,
    /// What is wrong, with the request.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<AzureRequestLine>,
    /// The status of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The error in Azure's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub azure: Option<ArmError>,
    /// The answer's own id, `x-ms-request-id`: what Azure's support asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The id of all that belongs together, `x-ms-correlation-request-id`, by which the activity log
    /// finds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    /// How often it was asked.
    pub attempts: u32,
    /// Rules that prevent it, by their names.
    #[cfg_attr(feature = "wasm", tsify(type = "string[]"))]
    pub rules: Vec<&'static str>,
}

impl fmt::Display for AzureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for AzureError {}

impl AzureError {
    /// An error that is about no request yet.
    #[must_use]
    pub fn new(kind: AzureErrorKind, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            help: help.into(),
            request: None,
            status: None,
            azure: None,
            request_id: None,
            correlation_id: None,
            attempts: 1,
            rules: Vec::new(),
        }
    }

    /// The same, about a request.
    #[must_use]
    pub fn about(mut self, request: &Request) -> Self {
        if self.request.is_none() {
            self.message = format!("{} {}: {}", request.method, request.path, self.message);
            self.request =
                Some(AzureRequestLine { method: request.method, path: request.path.clone() });
        }
        self
    }

    /// The same, with what an answer says of itself.
    #[must_use]
    pub(super) fn answered(mut self, answer: &Answer) -> Self {
        self.status = Some(answer.status);
        self.request_id = answer.header("x-ms-request-id").map(str::to_string);
        self.correlation_id = answer.header("x-ms-correlation-request-id").map(str::to_string);
        self
    }

    /// Whether Azure gives a code as the reason, or among the reasons.
    #[must_use]
    pub fn says(&self, code: &str) -> bool {
        fn has(error: &ArmError, code: &str) -> bool {
            error.code.eq_ignore_ascii_case(code) || error.details.iter().any(|it| has(it, code))
        }
        self.azure.as_ref().is_some_and(|it| has(it, code))
    }

    /// The same, after so many attempts.
    #[must_use]
    pub(super) fn after(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The same, with Azure's own words.
    #[must_use]
    pub(super) fn saying(mut self, azure: Option<ArmError>) -> Self {
        self.rules = azure.as_ref().map(|it| explain::named_in(&it.text())).unwrap_or_default();
        self.azure = azure;
        self
    }

    /// What an answer that is no success means.
    #[must_use]
    pub(super) fn of_answer(request: &Request, answer: &Answer) -> Self {
        let azure = ArmError::read(&answer.body);
        let status = answer.status;
        let said = match &azure {
            Some(azure) => azure.line(),
            None if matches!(status, 300..=399) => "a redirect".to_string(),
            None => match String::from_utf8_lossy(&answer.body).trim() {
                "" => "no reason".to_string(),
                text => format!("`{}`", shortened(text, 200)),
            },
        };
        let (kind, help) = match status {
            300..=399 => (
                AzureErrorKind::ForeignLink,
                "redirects are not followed, so that the token goes nowhere else; correct the base \
                 address",
            ),
            401 => (
                AzureErrorKind::Unauthorized,
                "sign in again, to the tenant that the subscription belongs to; through a gateway, \
                 check its subscription key",
            ),
            403 => (
                AzureErrorKind::Refused,
                "ask for a role that allows it, such as Reader for reading, on the subscription or \
                 the resource group",
            ),
            404 => (
                AzureErrorKind::Refused,
                "check subscription, resource group and name, and whether the account may see them",
            ),
            409 | 412 => (
                AzureErrorKind::Refused,
                "it was changed or is being changed by something else; look at it, then ask again",
            ),
            408 | 429 => (AzureErrorKind::Throttled, "wait some minutes, and ask for less at once"),
            500.. => (
                AzureErrorKind::Unavailable,
                "ask again later; https://azure.status.microsoft tells of outages",
            ),
            _ => (AzureErrorKind::Refused, "correct what Azure names"),
        };
        Self::new(kind, format!("Azure answers {status}, {said}"), help)
            .saying(azure)
            .about(request)
            .answered(answer)
    }

    /// What a request that came to no answer means.
    #[must_use]
    pub(super) fn of_fault(request: &Request, fault: &Fault) -> Self {
        let error = match fault {
            Fault::Network(why) => Self::new(
                AzureErrorKind::Network,
                format!("no answer: {}", shortened(why, 200)),
                "check the network, the base address, and in a browser whether the page may connect \
                 there and the service allows the page (CORS)",
            ),
            Fault::TimedOut(limit) => Self::new(
                AzureErrorKind::TimedOut,
                format!("no whole answer within {} seconds", limit.as_secs_f64()),
                "ask again later, or for less at once",
            ),
            Fault::TooLarge(limit) => Self::new(
                AzureErrorKind::TooLarge,
                format!(
                    "the answer is longer than {} bytes",
                    grouped(i64::try_from(*limit).unwrap_or(i64::MAX))
                ),
                "ask for less at once",
            ),
            Fault::Cancelled => Self::new(AzureErrorKind::Cancelled, "stopped", "ask again"),
        };
        error.about(request)
    }
}

impl ArmError {
    /// The error in a body; where it is none, nothing.
    #[must_use]
    pub fn read(body: &[u8]) -> Option<Self> {
        Self::of(&serde_json::from_slice(body).ok()?)
    }

    /// The error in an answer, in whichever way the service writes it.
    #[must_use]
    pub fn of(value: &Value) -> Option<Self> {
        for envelope in ["error", "Error", "odata.error"] {
            if let Some(inner) = value.get(envelope).filter(|it| it.is_object()) {
                return Self::of(inner);
            }
        }
        let text = |names: [&str; 2]| {
            let found = names.iter().find_map(|name| value.get(name))?;
            // OData has the text one level further down.
            found.as_str().or_else(|| found.get("value")?.as_str())
        };
        let list = |name: &str| value.get(name).and_then(Value::as_array);
        let code = text(["code", "Code"]);
        let message = text(["message", "Message"]);
        if code.is_none() && message.is_none() {
            return None;
        }
        let mut details: Vec<Self> =
            list("details").into_iter().flatten().filter_map(Self::of).collect();
        let mut message = message.unwrap_or_default().trim().to_string();
        // A deployment carries what its resources said as text.
        if message.starts_with('{')
            && let Some(inner) = Self::read(message.as_bytes())
        {
            message.clone_from(&inner.message);
            details.push(inner);
        }
        Some(Self {
            code: code.unwrap_or("Unknown").to_string(),
            message,
            target: text(["target", "Target"]).map(str::to_string),
            details,
            additional_info: list("additionalInfo").cloned().unwrap_or_default(),
            inner_error: value.get("innererror").or_else(|| value.get("innerError")).cloned(),
        })
    }

    /// Code and message, and those of what it is made of.
    #[must_use]
    pub fn line(&self) -> String {
        let mut line = self.code.clone();
        if !self.message.is_empty() {
            line.push_str(": ");
            line.push_str(&shortened(&self.message, 1000));
        }
        for it in self.details.iter().filter(|it| it.message != self.message).take(5) {
            line.push_str("; ");
            line.push_str(&it.line());
        }
        shortened(&line, 3000)
    }

    /// All its codes and messages.
    fn text(&self) -> String {
        let mut text = format!("{}: {}", self.code, self.message);
        for it in &self.details {
            text.push('\n');
            text.push_str(&it.text());
        }
        text
    }
}

fn shortened(text: &str, most: usize) -> String {
    let text = text.trim().trim_end_matches('.');
    match text.char_indices().nth(most) {
        None => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Some((at, _)) => {
            let start = text.get(..at).unwrap_or_default();
            format!("{} …", start.split_whitespace().collect::<Vec<_>>().join(" "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(status: u16, body: &str) -> AzureError {
        let request = Request::get("Microsoft.Compute/skus", "/subscriptions/1/a");
        let headers = vec![
            ("x-ms-request-id", "r-1".to_string()),
            ("x-ms-correlation-request-id", "c-1".to_string()),
        ];
        let answer = Answer { status, headers, body: body.as_bytes().to_vec() };
        AzureError::of_answer(&request, &answer)
    }

    #[test]
    fn every_way_to_write_an_error_is_read() {
        for (body, line) in [
            (json!({ "error": { "code": "A", "message": "b." } }), "A: b"),
            (json!({ "code": "A", "message": "b" }), "A: b"),
            (json!({ "Code": "A", "Message": "b" }), "A: b"),
            (json!({ "error": { "code": "A" } }), "A"),
            (json!({ "Message": "b" }), "Unknown: b"),
            (json!({ "odata.error": { "code": "A", "message": { "value": "b" } } }), "A: b"),
            (
                json!({ "error": { "code": "A", "message": "b", "details": [
                    { "code": "C", "message": "d" }, { "code": "E", "message": "b" }, 1,
                ] } }),
                "A: b; C: d",
            ),
            (
                json!({ "error": { "code": "DeploymentFailed",
                    "message": r#"{"error":{"code":"C","message":"d"}}"# } }),
                "DeploymentFailed: d",
            ),
        ] {
            assert_eq!(ArmError::of(&body).unwrap().line(), line, "{body}");
        }
        for body in [json!({}), json!([]), json!("error"), json!({ "error": "invalid_grant" })] {
            assert_eq!(ArmError::of(&body), None, "{body}");
        }
    }

    #[test]
    fn an_error_carries_all_that_azure_says() {
        let error = of(
            400,
            &json!({ "error": {
                "code": "InsufficientSubnetSize",
                "message": "Pre-allocated IPs 310 exceeds IPs available 251",
                "target": "agentPoolProfile.count",
                "additionalInfo": [{ "type": "PolicyViolation", "info": {} }],
                "innererror": { "code": "x" },
            } })
            .to_string(),
        );
        assert_eq!(error.kind, AzureErrorKind::Refused);
        assert_eq!(
            error.message,
            "GET /subscriptions/1/a: Azure answers 400, InsufficientSubnetSize: Pre-allocated IPs \
             310 exceeds IPs available 251"
        );
        assert_eq!(error.rules.first(), Some(&"node-subnet-too-small"));
        assert_eq!(error.request_id.as_deref(), Some("r-1"));
        assert_eq!(error.correlation_id.as_deref(), Some("c-1"));
        let azure = error.azure.unwrap();
        assert_eq!(azure.target.as_deref(), Some("agentPoolProfile.count"));
        assert_eq!(azure.additional_info.len(), 1);
        assert_eq!(azure.inner_error, Some(json!({ "code": "x" })));
    }

    #[test]
    fn what_is_no_error_of_azure_is_still_said() {
        for (status, body, kind, end) in [
            (
                502,
                "<html>Bad\n  Gateway</html>",
                AzureErrorKind::Unavailable,
                "502, `<html>Bad Gateway</html>`",
            ),
            (503, "", AzureErrorKind::Unavailable, "503, no reason"),
            (302, "", AzureErrorKind::ForeignLink, "302, a redirect"),
            (401, "{}", AzureErrorKind::Unauthorized, "401, `{}`"),
            (429, "", AzureErrorKind::Throttled, "429, no reason"),
        ] {
            let error = of(status, body);
            assert_eq!(error.kind, kind);
            assert!(error.message.ends_with(end), "{}", error.message);
            assert_eq!(error.rules, [""; 0]);
        }
        assert!(of(500, &"x".repeat(1_000_000)).message.len() < 400);
    }
}
