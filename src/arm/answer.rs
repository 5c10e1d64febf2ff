//! What Azure Resource Manager answers.

use super::error::{AzureError, AzureErrorKind};
use super::request::Request;
use serde::de::DeserializeOwned;

/// The headers that are read, in lower case. In a browser those of them are seen that the service
/// lets be seen (`Access-Control-Expose-Headers`); nothing depends on one that is hidden.
pub const HEADERS: &[&str] = &[
    "azure-asyncoperation",
    "content-type",
    "date",
    "location",
    "retry-after",
    "retry-after-ms",
    "www-authenticate",
    "x-ms-correlation-request-id",
    "x-ms-request-id",
    "x-ms-retry-after-ms",
    "x-ms-tenant-subscription-limit-hit",
    "x-ms-user-quota-remaining",
    "x-ms-user-quota-resets-after",
];

/// An answer, whatever its status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Those of [`HEADERS`] that it has.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| *it == name).map(|(_, value)| value.as_str())
    }

    /// Whether it is the answer that was wanted.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// When it is none.
    pub fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, AzureError> {
        serde_json::from_slice(&self.body)
            .map_err(|error| self.malformed(request, &error.to_string()))
    }

    /// What to say of a body that is not what it should be.
    pub(super) fn malformed(&self, request: &Request, why: &str) -> AzureError {
        let start: String = String::from_utf8_lossy(&self.body).chars().take(60).collect();
        let start = match start.trim() {
            "" => "it is empty".to_string(),
            start => format!("it begins with `{start}`"),
        };
        AzureError::new(
            AzureErrorKind::Malformed,
            format!("the answer can't be read: {why}; {start}"),
            "ask again; if it stays, something between here and Azure changes the answers, such as \
             a proxy or the gateway",
        )
        .about(request)
        .answered(self)
    }
}
