//! A plan as requests to Azure Resource Manager, in order: what is sent, when, and what is waited for.
//!
//! The requests do what the az script does. Whoever sends them goes through the list, or sends at
//! the same time what does not need each other:
//!
//! 1. What stands as `${name}` in a path or body is put in: a value of [`Requests::values`], or what
//!    an earlier request took from its answer. No text of the plan's has such a form.
//! 2. With [`unless`](Request::unless) Azure is asked first: a request that is needless is left, with
//!    all that follows here. So is one whose [`when`](Request::when) is `changed` and nothing has.
//!    Otherwise `when` says whether it is sent; what is there already must be as
//!    [`expects`](Request::expects) says.
//! 3. The request is sent. An answer in [`accept`](Request::accept) is as good as success. The
//!    operation that an answer names (`Azure-AsyncOperation`, `Location`) is followed to its end.
//! 4. [`wait`](Request::wait) asks until it is done, also of what was there already.
//! 5. What later requests need is taken from the last answer about the resource.
//!
//! No secret stands in the text: values say where secrets come from.

mod build;
mod place;
mod remove;

use crate::model::{Cloud, choice};
use crate::steps::Steps;
use macro_rules_attribute::apply;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The version of the format.
pub const VERSION: u32 = 1;

/// What is asked of Azure, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Requests {
    /// Version of the format: 1.
    pub version: u32,
    /// What people call the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub name: Option<String>,
    /// The cloud; absent: the public one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub cloud: Option<Cloud>,
    /// The subscription as the plan names it, by id or name; absent: the plan names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub subscription: Option<String>,
    /// What stands in front of Azure Resource Manager.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub gateway: Option<Gateway>,
    /// What must be known before the first request.
    pub values: Vec<NeededValue>,
    /// Each comes after those it needs.
    pub requests: Vec<Request>,
    /// What the plan names and no request does, with the reason.
    pub left_out: Vec<String>,
    /// Why there are no requests: what the plan leaves open and nobody can guess.
    pub problems: Vec<String>,
}

/// An API Management gateway in front of Azure Resource Manager.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Gateway {
    /// Its base address, in place of that of Azure Resource Manager.
    pub url: String,
    /// Headers that it asks for.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string>"))]
    pub headers: BTreeMap<String, String>,
}

/// A value that stands as `${name}` in paths and bodies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
// TypeScript extends no type that is one of several.
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "wasm", tsify(type = "{ name: string; about: string } & ValueSource"))]
pub struct NeededValue {
    /// Its name.
    pub name: String,
    /// What it is.
    pub about: String,
    /// Where it comes from.
    #[serde(flatten)]
    pub source: ValueSource,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub enum ValueSource {
    /// The id of the subscription that is worked in.
    SubscriptionId,
    /// A secret: asked for, or read from the environment.
    Secret {
        /// The environment variable that it is read from.
        environment: String,
    },
    /// A name made of other texts, the same for the same texts: what a template's `guid()` makes of
    /// them, which is a UUID of version 5 over the texts with `-` between them.
    Guid {
        /// The texts; they may hold values that stand before.
        of: Vec<String>,
        /// The UUID's namespace.
        namespace: String,
    },
    /// The start of a text.
    Start {
        /// The text; it may hold values that stand before.
        of: String,
        /// How many characters of it.
        characters: u32,
    },
}

/// A request, with what there is to do around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Request {
    /// Its name among the requests, such as `cluster/prod`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The requests that must be done before. Azure writes one part of a resource at a time, so that
    /// the subnets of a network and the pools of a cluster need each other, too.
    pub needs: Vec<String>,
    /// Who is asked.
    pub service: Service,
    /// How.
    pub method: Method,
    /// The path, percent-encoded.
    pub path: String,
    /// The API version, for the query; Microsoft Graph has it in the path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub api_version: Option<String>,
    /// The body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "Record<string, unknown>"))]
    pub body: Option<Json>,
    /// When it is sent.
    pub when: When,
    /// An answer that makes it needless.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub unless: Option<Unless>,
    /// What must hold of a resource that is there already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub expects: Vec<Expectation>,
    /// Failures that are as good as success; nothing is waited for then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub accept: Vec<Accepted>,
    /// What is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub wait: Option<Wait>,
    /// What later requests take from the answer: `principalId` is `${<id>.principalId}` to them. Of
    /// the places the first one counts that holds something; `*` stands for any member.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "Record<string, string[]>"))]
    pub takes: BTreeMap<String, Vec<String>>,
}

/// Who is asked.
#[apply(choice!)]
pub enum Service {
    /// Azure Resource Manager.
    ResourceManager = "resourceManager",
    /// Microsoft Graph.
    Graph = "graph",
}

/// How something is asked.
#[apply(choice!)]
pub enum Method {
    /// Reads.
    Get = "GET",
    /// Makes or changes.
    Put = "PUT",
    /// Sets something going; twice is the same as once.
    Post = "POST",
    /// Takes away.
    Delete = "DELETE",
}

/// When a request is sent.
#[apply(choice!)]
pub enum When {
    /// Whatever there is.
    Always = "always",
    /// When a GET of its path finds nothing.
    Missing = "missing",
    /// When what a GET of its path finds lacks something of the body: it is sent with the body laid
    /// over what was found. Objects are laid over member by member, other values take the place of
    /// what was there.
    Differs = "differs",
    /// When one of the requests that it needs was sent, and not skipped.
    Changed = "changed",
}

/// An answer that makes a request needless.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Unless {
    /// Path of the GET.
    pub path: String,
    /// Its API version.
    pub api_version: String,
    /// The place in the answer, as a JSON Pointer; `*` stands for any member.
    pub at: String,
    /// What stands there, in whichever case; absent: anything. Not found counts as nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub is: Option<String>,
    /// What that means.
    pub why: String,
}

/// What must hold of a resource that is there already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Expectation {
    /// What it is about.
    pub what: String,
    /// Places in the answer, as JSON Pointers, of which the first one counts that holds something.
    pub at: Vec<String>,
    /// The texts that stand there, one text or a list; empty: nothing stands there. They may hold
    /// values.
    pub is: Vec<String>,
}

/// A failure that is as good as success.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Accepted {
    /// The status of the answer.
    pub status: u16,
    /// Azure's code for the failure; absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub code: Option<String>,
}

/// What is waited for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Wait {
    /// Path of the GET that asks.
    pub path: String,
    /// Its API version.
    pub api_version: String,
    /// What is asked; absent: that it is not found any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub until: Option<Until>,
    /// How long at most.
    pub minutes: u32,
}

/// The answer that ends waiting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Until {
    /// The place in the answer, as a JSON Pointer.
    pub at: String,
    /// What stands there when it is done.
    pub is: String,
    /// What stands there when it has failed.
    pub failed: Vec<String>,
}

/// The requests that make what the steps want.
#[must_use]
pub fn requests(steps: &Steps) -> Requests {
    build::requests(steps)
}

/// The requests that take away what the steps made.
#[must_use]
pub fn teardown(steps: &Steps) -> Requests {
    remove::requests(steps)
}

/// Requests as a text.
pub(super) fn text(requests: &Requests) -> String {
    let json = serde_json::to_string_pretty(requests).unwrap_or_default();
    format!("{json}\n")
}
