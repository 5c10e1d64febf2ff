//! What the class `Azure` is told.

use super::super::{argument, error};
use super::desk::JsDesk;
use crate::arm::deploy::Terms;
use crate::arm::estate::Scope;
use crate::arm::{AzureMethod, Limits, Request, Secret, resource_path};
use crate::model::Cloud;
use crate::rules::Profile;
use crate::text::closest;
use js_sys::{Function, Object, Reflect};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;
use tsify::Tsify;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r"
/** How Azure Resource Manager is reached. */
export interface AzureOptions {
    /** The cloud; absent: `AzureCloud`. */
    cloud?: Cloud | undefined;
    /** The address of an API Management gateway in front of it, such as `https://gateway.example.com/arm`. */
    baseUrl?: string | undefined;
    /** The address of Microsoft Graph, where it is another than the cloud's own. */
    graphBaseUrl?: string | undefined;
    /** The gateway's subscription key, and the header it goes into; absent: `Ocp-Apim-Subscription-Key`. */
    subscriptionKey?: { name?: string | undefined; value: string } | undefined;
    /**
     * Gives a token. It is kept in memory until it ends or Azure refuses it, and then asked for again.
     * A gateway with a subscription key may do without.
     */
    token?: ((request: AzureTokenRequest) => string | AzureToken | Promise<string | AzureToken>) | undefined;
    /** The tenant whose tokens are asked for; absent: the function `token` decides. */
    tenant?: string | undefined;
    /** Sends in the place of the global `fetch`. */
    fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
    /** Stops everything. */
    signal?: AbortSignal | undefined;
    /** Is told what goes on. */
    onProgress?: ((progress: AzureProgress) => void) | undefined;
    /** How far it goes. */
    limits?: AzureLimits | undefined;
}

/** What a token is needed for. */
export interface AzureTokenRequest {
    /** What the token must be made for, such as `https://management.azure.com/.default`. */
    scopes: string[];
    /** Who gives it in this cloud, such as `https://login.microsoftonline.com`. */
    authority: string;
    /** The tenant that it must be of. */
    tenant?: string;
    /** Azure has refused the last one: one from a cache will not do. */
    renew?: boolean;
    /** What the last one lacked, as JSON: the claims challenge of conditional access. */
    claims?: string;
}

/** A token and when it ends: a date, or milliseconds since 1970. */
export interface AzureToken {
    token: string;
    expiresOn?: Date | number | null | undefined;
}

/** For one call. */
export interface AzureCallOptions {
    /** Stops it. */
    signal?: AbortSignal | undefined;
    /** The tenant whose token is used. */
    tenant?: string | undefined;
    /** Is told what goes on. */
    onProgress?: ((progress: AzureProgress) => void) | undefined;
}

/** For a list. */
export interface AzureListOptions extends AzureCallOptions {
    /** Only what is in this resource group. */
    resourceGroup?: string | undefined;
}

/** For a pre-flight. */
export interface AzurePreflightOptions extends AzureCallOptions {
    /** The subscription, where the plan names none by its id; absent: the only one that can be seen. */
    subscriptionId?: string | undefined;
    /** The day to judge the plan on, as `2026-11-23`; absent: today. */
    asOf?: string | undefined;
    /** How much is asked of the plan; absent: `recommended`. */
    profile?: Profile | undefined;
}

/** For a deployment. */
export interface AzureDeployOptions extends AzureCallOptions {
    /** The id of the subscription to work in, where the plan names none by its id. */
    subscriptionId?: string | undefined;
    /** Secrets by the environment variable that `Requests.values` names. They are sent, and kept nowhere. */
    secrets?: Record<string, string> | undefined;
    /** Where it is written down what was begun, so that it can be gone on with. */
    journal?: AzureJournal | undefined;
    /**
     * Asked before anything that exists is changed, and before anything is taken away that the journal
     * does not say was made; absent: that is refused. It may be asked again when it changes meanwhile.
     */
    confirm?: ((changes: AzureChange[]) => boolean | Promise<boolean>) | undefined;
}

/**
 * Keeps a text: a file, or an entry of IndexedDB. The same journal is for the teardown of a plan. One run
 * at a time may use it; a lock around is best, and a run that finds another's words in it stops.
 */
export interface AzureJournal {
    /** The text that was saved last; nothing: it is new. */
    load(): string | undefined | null | Promise<string | undefined | null>;
    /** Saves a text in place of the last, and is done when it will be there after a crash. */
    save(text: string): void | Promise<void>;
}

/** For a query of Azure Resource Graph; without a scope, everything that can be seen. */
export interface AzureGraphOptions extends AzureCallOptions {
    /** Only what is in these subscriptions. */
    subscriptions?: string[] | undefined;
    /** Only what is in these management groups. */
    managementGroups?: string[] | undefined;
}

/** For an estate. */
export interface AzureEstateOptions extends AzureGraphOptions {
    /** Is shown the bytes of every page: JSON with its records in `data`. */
    onPage?: ((page: Uint8Array) => void) | undefined;
}
";

/// How far it goes.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AzureLimits {
    /// So often one thing is asked; absent: 8.
    #[tsify(optional)]
    attempts: Option<u32>,
    /// For one answer; absent: 120.
    #[tsify(optional)]
    request_seconds: Option<f64>,
    /// For one thing with all attempts and waits; absent: 600.
    #[tsify(optional)]
    total_seconds: Option<f64>,
    /// For an operation that was begun; absent: 3600.
    #[tsify(optional)]
    operation_seconds: Option<f64>,
    /// The longest first wait before asking again, which doubles; absent: 1.
    #[tsify(optional)]
    first_wait_seconds: Option<f64>,
    /// And grows to this; absent: 30.
    #[tsify(optional)]
    longest_wait_seconds: Option<f64>,
    /// Between two looks at an operation, where Azure does not say; absent: 5.
    #[tsify(optional)]
    poll_seconds: Option<f64>,
    /// Of one answer; absent: 64,000,000.
    #[tsify(optional)]
    body_bytes: Option<u32>,
    /// So many are asked at the same time; absent: 8.
    #[tsify(optional)]
    concurrency: Option<u32>,
}

impl AzureLimits {
    fn limits(&self) -> Result<Limits, JsError> {
        let mut limits = Limits::default();
        for (name, given, limit) in [
            ("requestSeconds", self.request_seconds, &mut limits.request),
            ("totalSeconds", self.total_seconds, &mut limits.total),
            ("operationSeconds", self.operation_seconds, &mut limits.operation),
            ("firstWaitSeconds", self.first_wait_seconds, &mut limits.first_wait),
            ("longestWaitSeconds", self.longest_wait_seconds, &mut limits.longest_wait),
            ("pollSeconds", self.poll_seconds, &mut limits.poll),
        ] {
            if let Some(seconds) = given {
                *limit = Duration::try_from_secs_f64(seconds)
                    .map_err(|_| error(format!("`{name}` is no time: `{seconds}`")))?;
            }
        }
        let size = |it: u32| usize::try_from(it).unwrap_or(usize::MAX);
        limits.attempts = self.attempts.unwrap_or(limits.attempts).max(1);
        limits.body = self.body_bytes.map_or(limits.body, size);
        limits.concurrency = self.concurrency.map_or(limits.concurrency, size);
        Ok(limits)
    }
}

/// A request.
#[derive(Deserialize, Tsify)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AzureRequest {
    /// What is done.
    method: AzureMethod,
    /// The path, as an id has it: without escapes, without a query.
    path: String,
    /// Such as `2026-06-01`.
    api_version: String,
    /// What else the query has.
    #[serde(default)]
    #[tsify(optional, type = "Record<string, string>")]
    query: BTreeMap<String, String>,
    /// The body.
    #[serde(default)]
    #[tsify(optional, type = "unknown")]
    body: Option<Value>,
    /// Twice is the same as once, though it is a POST or PATCH.
    #[serde(default)]
    #[tsify(optional)]
    repeatable: Option<bool>,
    /// Wait until what it begins is done; absent: true.
    #[serde(default)]
    #[tsify(optional)]
    pub(super) wait: Option<bool>,
}

impl AzureRequest {
    pub(super) fn request(self) -> Result<Request, String> {
        let path = resource_path(&self.path)
            .ok_or_else(|| format!("`{}` is no path such as `/subscriptions`", self.path))?;
        let mut request = Request::new(self.method, &path, &self.api_version);
        for (name, value) in &self.query {
            request = request.with(name, value);
        }
        if let Some(body) = self.body {
            request = request.sending(body);
        }
        Ok(if self.repeatable == Some(true) { request.repeatable() } else { request })
    }
}

/// What the class is made of.
pub(super) struct Options {
    pub cloud: Cloud,
    pub base_url: Option<String>,
    pub graph_base_url: Option<String>,
    pub key: Option<(String, Secret)>,
    pub token: Option<Function>,
    pub fetch: Option<Function>,
    pub limits: Limits,
    pub call: Call,
}

/// What one call is told.
#[derive(Clone, Default)]
pub(super) struct Call {
    pub signal: Option<AbortSignal>,
    pub tenant: Option<String>,
    pub progress: Option<Function>,
    pub group: Option<String>,
    pub scope: Scope,
    pub page: Option<Function>,
    pub subscription: Option<String>,
    pub as_of: Option<String>,
    pub profile: Option<Profile>,
    pub desk: JsDesk,
    pub terms: Terms,
}

const CALL: [&str; 3] = ["signal", "tenant", "onProgress"];
/// What calls and lists know.
pub(super) const LIST: &[&str] = &["signal", "tenant", "onProgress", "resourceGroup"];
/// What queries know.
pub(super) const GRAPH: &[&str] =
    &["signal", "tenant", "onProgress", "subscriptions", "managementGroups"];
/// What estates know.
pub(super) const ESTATE: &[&str] =
    &["signal", "tenant", "onProgress", "subscriptions", "managementGroups", "onPage"];
/// What a pre-flight knows.
pub(super) const PREFLIGHT: &[&str] =
    &["signal", "tenant", "onProgress", "subscriptionId", "asOf", "profile"];
/// What deployments know.
pub(super) const DEPLOY: &[&str] =
    &["signal", "tenant", "onProgress", "subscriptionId", "secrets", "journal", "confirm"];
const ALL: &[&str] = &[
    "cloud",
    "baseUrl",
    "graphBaseUrl",
    "subscriptionKey",
    "token",
    "tenant",
    "fetch",
    "signal",
    "onProgress",
    "limits",
];

impl Options {
    pub fn read(options: &JsValue) -> Result<Self, JsError> {
        let from = Members::of(options, ALL)?;
        let cloud = match from.text("cloud")? {
            None => Cloud::AzureCloud,
            Some(name) => *Cloud::ALL
                .iter()
                .find(|it| it.as_str() == name)
                .ok_or_else(|| error(format!("`{name}` is no cloud such as `AzureCloud`")))?,
        };
        let limits: AzureLimits = argument(&from.get("limits"))?;
        Ok(Self {
            cloud,
            base_url: from.text("baseUrl")?,
            graph_base_url: from.text("graphBaseUrl")?,
            key: key(&from.get("subscriptionKey"))?,
            token: from.function("token")?,
            fetch: from.function("fetch")?,
            limits: limits.limits()?,
            call: Call::of(&from)?,
        })
    }
}

impl Call {
    pub fn read(options: &JsValue, known: &'static [&'static str]) -> Result<Self, JsError> {
        Self::of(&Members::of(options, known)?)
    }

    fn of(from: &Members) -> Result<Self, JsError> {
        Ok(Self {
            signal: from.signal()?,
            tenant: from.text(CALL[1])?,
            progress: from.function(CALL[2])?,
            group: from.text("resourceGroup")?,
            page: from.function("onPage")?,
            scope: Scope {
                subscriptions: from.texts("subscriptions")?,
                management_groups: from.texts("managementGroups")?,
            },
            subscription: from.text("subscriptionId")?,
            as_of: from.text("asOf")?,
            profile: from
                .text("profile")?
                .map(|name| {
                    let found = Profile::ALL.iter().find(|it| it.as_str() == name);
                    found.copied().ok_or_else(|| error(format!("`{name}` is no profile")))
                })
                .transpose()?,
            desk: JsDesk::new(from.journal()?, from.function("confirm")?),
            terms: Terms {
                subscription: from.text("subscriptionId")?,
                secrets: argument(&from.get("secrets"))?,
            },
        })
    }
}

/// The header and key of a gateway's subscription. The key stands in no message.
fn key(value: &JsValue) -> Result<Option<(String, Secret)>, JsError> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    let from = Members::of(value, &["name", "value"])?;
    let name = from.text("name")?.unwrap_or_else(|| "Ocp-Apim-Subscription-Key".to_string());
    let is_name = !name.is_empty()
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&it));
    if !is_name || name.eq_ignore_ascii_case("authorization") {
        return Err(error(format!("`{name}` can't be the header of the subscription key")));
    }
    let key = from.text("value")?.as_deref().and_then(Secret::new);
    let key =
        key.ok_or_else(|| error("`subscriptionKey.value` is empty, or no header carries it"))?;
    Ok(Some((name, key)))
}

/// The members of an object of JavaScript's, functions among them.
struct Members(JsValue);

impl Members {
    /// Refuses members that are unknown, which would else be passed over in silence.
    fn of(value: &JsValue, known: &'static [&'static str]) -> Result<Self, JsError> {
        if value.is_undefined() || value.is_null() {
            return Ok(Self(Object::new().into()));
        }
        if !value.is_object() {
            return Err(error("options are an object"));
        }
        for name in
            Object::keys(value.unchecked_ref::<Object>()).iter().filter_map(|it| it.as_string())
        {
            if !known.contains(&name.as_str()) {
                let meant = closest(&name, known).map(|it| format!("; did you mean `{it}`?"));
                let meant = meant.unwrap_or_default();
                return Err(error(format!("`{name}` is no option here{meant}")));
            }
        }
        Ok(Self(value.clone()))
    }

    fn get(&self, name: &str) -> JsValue {
        let value = Reflect::get(&self.0, &name.into()).unwrap_or_default();
        if value.is_null() { JsValue::UNDEFINED } else { value }
    }

    fn some<T>(
        &self,
        name: &str,
        what: &str,
        read: impl Fn(&JsValue) -> Option<T>,
    ) -> Result<Option<T>, JsError> {
        let value = self.get(name);
        if value.is_undefined() {
            return Ok(None);
        }
        read(&value).map(Some).ok_or_else(|| error(format!("`{name}` is {what}")))
    }

    fn text(&self, name: &str) -> Result<Option<String>, JsError> {
        self.some(name, "a text", JsValue::as_string)
    }

    fn texts(&self, name: &str) -> Result<Option<Vec<String>>, JsError> {
        self.some(name, "a list of texts", |it| {
            let list = it.dyn_ref::<js_sys::Array>()?;
            list.iter().map(|it| it.as_string()).collect()
        })
    }

    fn function(&self, name: &str) -> Result<Option<Function>, JsError> {
        self.some(name, "a function", |it| it.dyn_ref::<Function>().cloned())
    }

    /// The functions of a journal, and what they are called on.
    fn journal(&self) -> Result<Option<[JsValue; 3]>, JsError> {
        self.some("journal", "an object with the functions `load` and `save`", |it| {
            let at = |name: &str| Reflect::get(it, &name.into()).ok();
            let [load, save] = ["load", "save"].map(at);
            let [load, save] = [load?, save?];
            (load.is_function() && save.is_function()).then(|| [it.clone(), load, save])
        })
    }

    fn signal(&self) -> Result<Option<AbortSignal>, JsError> {
        // One of another realm is one, too.
        self.some("signal", "an AbortSignal", |it| {
            let aborted = Reflect::get(it, &"aborted".into()).ok()?;
            aborted.as_bool().map(|_| it.clone().unchecked_into())
        })
    }
}
