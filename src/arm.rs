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
pub mod deploy;
mod error;
pub mod estate;
#[cfg(all(feature = "wasm", target_arch = "wasm32"))]
pub mod fetch;
pub mod import;
mod operation;
mod page;
mod places;
pub mod preflight;
pub mod read;
mod request;
mod retry;
mod secret;

pub use address::Address;
pub use answer::{Answer, HEADERS};
pub use client::{AzureProgress, AzureRetryReason, Client, Host, Limits, Pass, Renewal};
pub use error::{ArmError, AzureError, AzureErrorKind, AzureRequestLine, Fault};
pub use page::Pages;
pub use places::{Place, Places};
pub use request::{AzureMethod, Request, Wire, resource_path, segment};
pub use secret::Secret;
