//! Azure Resource Manager (ARM) over fetch: asking again where that helps and harms nothing,
//! pages, operations that take long, and errors that say what to do.
//!
//! Everything here decides and nothing sends: what sends, waits, knows the time and keeps the token
//! is a [`Host`]. The one for JavaScript is the module `fetch`. No token and no key ever comes into
//! this part, so none can leave it.

#![expect(clippy::result_large_err, reason = "errors are rare, and say much")]

mod address;
mod answer;
mod challenge;
mod client;
mod error;
mod operation;
mod page;
mod request;
mod retry;

pub use address::Address;
pub use answer::{Answer, HEADERS};
pub use client::{Client, Host, Limits, Pass, Progress, Renewal, Why};
pub use error::{ArmError, AzureError, ErrorKind, Fault, RequestLine};
pub use page::Pages;
pub use request::{Method, Request, Wire, resource_path, segment};
