//! Requests of a plan, carried out: what there is to do around each is said by the request itself
//! ([`crate::write::requests`]), so that nothing here knows a resource.
//!
//! Everything that exists is looked at first: once all of it before anything is sent, so that what would
//! change is confirmed and what can't go well begins nothing; and each again right before it is sent,
//! so that what was confirmed is what is sent. What is about to be sent is written down before
//! ([`journal`]), and so is the operation that it begins: whoever goes on after a stop follows what was
//! begun.

mod journal;
mod json;
mod look;
mod run;
mod survey;
mod values;

use super::client::{AzureProgress, Client, Host};
use super::error::{AzureError, AzureErrorKind};
use super::places::Places;
use super::read;
use super::request::AzureMethod;
use crate::model::choice;
use crate::write::requests::{self, Requests, ValueSource};
use journal::Pages;
use macro_rules_attribute::apply;
use serde::Serialize;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use values::Values;

/// What a deployment needs of its host beside sending.
pub trait Desk {
    /// Whether what happens is written down.
    fn has_journal(&self) -> bool;

    /// What was saved last, by whomever.
    fn load(&self) -> impl Future<Output = Result<Option<String>, String>>;

    /// Saves, in place of what was saved before.
    fn save(&self, text: &str) -> impl Future<Output = Result<(), String>>;

    /// Asks whether what exists may be changed like this.
    fn confirm(&self, changes: &[AzureChange]) -> impl Future<Output = Result<bool, String>>;
}

/// Where and with what.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// The subscription, where the plan names none by its id.
    pub subscription: Option<String>,
    /// Secrets by the environment variable that they would be read from.
    pub secrets: BTreeMap<String, String>,
}

/// A difference between what exists and what it would be afterwards.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureChange {
    /// The request that makes the change.
    pub id: String,
    /// What people call that.
    pub title: String,
    /// The path of the resource.
    pub resource: String,
    /// The place in the resource, as a JSON Pointer; empty: all of it.
    pub path: String,
    /// What stands there; absent: nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "unknown"))]
    pub from: Option<Value>,
    /// What would stand there; absent: it is taken away.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "unknown"))]
    pub to: Option<Value>,
}

/// How a request of a deployment stands.
#[apply(choice!)]
pub enum AzureRequestState {
    /// It has not begun.
    Waiting = "waiting",
    /// It is looked at what exists.
    Looking = "looking",
    /// It is being sent.
    Sending = "sending",
    /// Azure works on it.
    Operation = "operation",
    /// It is done.
    Done = "done",
    /// There was nothing to do.
    Skipped = "skipped",
    /// It failed.
    Failed = "failed",
    /// It was stopped on its way, and can be gone on with.
    Stopped = "stopped",
}

/// How a deployment ended.
#[apply(choice!)]
pub enum AzureDeploymentState {
    /// Everything is as planned.
    Done = "done",
    /// It was stopped, and can be gone on with.
    Stopped = "stopped",
    /// Something failed.
    Failed = "failed",
}

/// What came of requests.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureDeployment {
    /// Version of the format: 1.
    pub version: u32,
    /// How it ended.
    pub state: AzureDeploymentState,
    /// The subscription that it was done in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscription_id: Option<String>,
    /// How long it took.
    pub seconds: f64,
    /// Each request, in the order of the plan.
    pub requests: Vec<AzureDeployed>,
    /// What to do to go on, where it is not done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// What stopped all of it, beside what failed at a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<AzureError>,
    /// What the plan names and no request does.
    pub left_out: Vec<String>,
}

/// What came of one request.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureDeployed {
    /// Its name among the requests.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// How it stands.
    pub state: AzureRequestState,
    /// Whether it was sent this time.
    pub sent: bool,
    /// Why it stands so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<AzureError>,
}

/// What would be done with a request.
#[apply(choice!)]
pub enum AzureDoes {
    /// It would be sent, and makes what is not there; or takes away what was made.
    Send = "send",
    /// There is nothing to do.
    Skip = "skip",
    /// It would be sent, and changes what exists.
    Change = "change",
    /// What it began before is followed to its end.
    Follow = "follow",
    /// It can't go well.
    Refused = "refused",
    /// It is known only when others are done.
    Unknown = "unknown",
}

/// What requests would do. Nothing was changed to find out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureDryRun {
    /// Version of the format: 1.
    pub version: u32,
    /// The subscription that it would be done in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscription_id: Option<String>,
    /// Each request, in the order of the plan.
    pub requests: Vec<AzureDryRequest>,
    /// What the plan names and no request does.
    pub left_out: Vec<String>,
}

/// What one request would do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureDryRequest {
    /// Its name among the requests.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it would do.
    pub does: AzureDoes,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The requests that come before it.
    pub needs: Vec<String>,
    /// Who is asked.
    pub service: requests::Service,
    /// How.
    pub method: AzureMethod,
    /// The path; what is not known yet stands as `${name}`.
    pub path: String,
    /// The API version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_version: Option<String>,
    /// The body as it would be sent; what is secret or not known yet stands as `${name}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "unknown"))]
    pub body: Option<Value>,
    /// What it would change of what exists, and must be confirmed.
    pub changes: Vec<AzureChange>,
}

/// The version of what is answered.
const VERSION: u32 = 1;

/// Carries out requests. What goes wrong with a request is said of that request.
///
/// # Errors
/// When nothing was begun: the requests have problems, a secret or the subscription is missing, the
/// journal is another's, or a change was not confirmed.
pub async fn deploy<H: Host, K: Desk>(
    arm: &Client<H>,
    graph: &Client<H>,
    desk: &K,
    requests: &Requests,
    terms: &Terms,
) -> Result<AzureDeployment, AzureError> {
    let began = arm.host.elapsed();
    let run = Run::open(arm, graph, desk, requests, terms, true).await?;
    let mut deployment = run.all().await?;
    deployment.seconds = arm.host.elapsed().saturating_sub(began).as_secs_f64();
    Ok(deployment)
}

/// Finds out what requests would do.
///
/// # Errors
/// As [`deploy`], but secrets need not be there.
pub async fn dry_run<H: Host, K: Desk>(
    arm: &Client<H>,
    graph: &Client<H>,
    desk: &K,
    requests: &Requests,
    terms: &Terms,
) -> Result<AzureDryRun, AzureError> {
    let run = Run::open(arm, graph, desk, requests, terms, false).await?;
    let looks = run.survey().await?;
    Ok(run.dry(looks))
}

/// Requests on their way.
struct Run<'a, H, K> {
    arm: &'a Client<H>,
    graph: &'a Client<H>,
    desk: &'a K,
    requests: &'a Requests,
    subscription: Option<String>,
    values: RefCell<Values>,
    pages: RefCell<Pages>,
    /// One at a time writes the journal.
    writing: Places,
    /// One at a time asks.
    asking: Places,
    confirmed: RefCell<Vec<AzureChange>>,
    /// Which were sent this time.
    sent: RefCell<BTreeSet<String>>,
    /// What stops all of it.
    halted: RefCell<Option<AzureError>>,
    /// Somebody asked to stop.
    stopped: Cell<bool>,
}

impl<'a, H: Host, K: Desk> Run<'a, H, K> {
    async fn open(
        arm: &'a Client<H>,
        graph: &'a Client<H>,
        desk: &'a K,
        requests: &'a Requests,
        terms: &Terms,
        with_secrets: bool,
    ) -> Result<Self, AzureError> {
        fit(arm, requests)?;
        if with_secrets {
            secrets(requests, &terms.secrets)?;
        }
        let text = if desk.has_journal() {
            desk.load().await.map_err(|it| unreadable(&it))?
        } else {
            None
        };
        let text = text.filter(|it| !it.trim().is_empty());
        let mut pages = Pages::open(text, requests, run_name(&arm.host))?;
        let subscription = subscription(arm, requests, terms, pages.subscription()).await?;
        if let Some(id) = &subscription {
            pages.in_subscription(id)?;
        }
        let values = Values::of(&requests.values, subscription.as_deref(), &terms.secrets);
        Ok(Self {
            arm,
            graph,
            desk,
            requests,
            subscription,
            values: RefCell::new(values),
            pages: RefCell::new(pages),
            writing: Places::new(1),
            asking: Places::new(1),
            confirmed: RefCell::default(),
            sent: RefCell::default(),
            halted: RefCell::default(),
            stopped: Cell::new(false),
        })
    }

    /// Tells how a request stands.
    fn tell(&self, at: usize, state: AzureRequestState, why: Option<&str>, seconds: f64) {
        if let Some(it) = self.requests.requests.get(at) {
            let (id, title) = (it.id.as_str(), it.title.as_str());
            let progress = AzureProgress::Request { id, title, state, why, seconds };
            self.arm.host.progress(&progress);
        }
    }
}

fn argument(message: impl Into<String>, help: impl Into<String>) -> AzureError {
    AzureError::new(AzureErrorKind::Argument, message, help)
}

fn unreadable(why: &str) -> AzureError {
    let help = "see that the journal can be read, then ask again";
    journal::of_journal(format!("the journal can't be loaded: {why}"), help)
}

/// Tells this run from others.
fn run_name(host: &impl Host) -> String {
    let number = |random: f64| {
        let scaled = random.clamp(0.0, 1.0) * 4_294_967_295.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is within")]
        let whole = scaled as u32;
        whole
    };
    let now = host.now().as_millis();
    format!("{now:x}-{:08x}{:08x}", number(host.random()), number(host.random()))
}

/// Whether these requests can be sent by this client.
fn fit<H>(arm: &Client<H>, requests: &Requests) -> Result<(), AzureError> {
    if requests.version != requests::VERSION {
        let (theirs, own) = (requests.version, requests::VERSION);
        return Err(argument(
            format!("the requests are of version {theirs}, and this sends version {own}"),
            "write them anew with this version of aksplan",
        ));
    }
    if !requests.problems.is_empty() {
        return Err(argument(
            format!("there are no requests: {}", requests.problems.join("; ")),
            "correct the plan, and write the requests anew",
        ));
    }
    if let Some(cloud) = requests.cloud.filter(|it| *it != arm.address.cloud()) {
        return Err(argument(
            format!("the plan is for `{cloud}`, and this is `{}`", arm.address.cloud()),
            format!("give `cloud: '{cloud}'` to `Azure`, and sign in there"),
        ));
    }
    if let Some(gateway) = requests.gateway.as_ref().filter(|_| !arm.address.is_other()) {
        return Err(argument(
            format!("the plan goes through the gateway `{}`", gateway.url),
            "give its address as `baseUrl` and its key as `subscriptionKey` to `Azure`",
        ));
    }
    let ids: BTreeSet<&str> = requests.requests.iter().map(|it| it.id.as_str()).collect();
    let mut seen = BTreeSet::new();
    for it in &requests.requests {
        let late = it.needs.iter().find(|it| !seen.contains(it.as_str()));
        if let Some(late) = late {
            let why = if ids.contains(late.as_str()) { "comes after it" } else { "is not there" };
            let what = format!("`{}` needs `{late}`, which {why}", it.id);
            return Err(argument(what, "give the requests as they were written"));
        }
        if !it.path.starts_with('/') || it.path.starts_with("//") {
            let what = format!("`{}` is no path", it.path);
            return Err(argument(what, "give the requests as they were written"));
        }
        seen.insert(it.id.as_str());
    }
    Ok(())
}

/// Whether the secrets are there that stand in the requests.
fn secrets(requests: &Requests, given: &BTreeMap<String, String>) -> Result<(), AzureError> {
    let missing: Vec<String> = requests
        .values
        .iter()
        .filter_map(|it| match &it.source {
            ValueSource::Secret { environment } if stands(requests, &it.name) => {
                let is_given = given.get(environment).is_some_and(|it| !it.is_empty());
                (!is_given).then(|| format!("`{environment}` ({})", it.about))
            }
            _ => None,
        })
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(argument(
        format!("a secret is missing: {}", missing.join(", ")),
        "give it in `secrets` under this name, or in the environment of the command line",
    ))
}

/// Whether a value stands in a request, or in another value.
fn stands(requests: &Requests, name: &str) -> bool {
    let text = format!("${{{name}}}");
    let in_values = requests.values.iter().any(|it| match &it.source {
        ValueSource::Guid { of, .. } => of.iter().any(|it| it.contains(&text)),
        ValueSource::Start { of, .. } => of.contains(&text),
        _ => false,
    });
    in_values
        || requests.requests.iter().any(|it| {
            it.path.contains(&text)
                || it.body.as_ref().is_some_and(|it| it.to_string().contains(&text))
        })
}

/// The id of the subscription to work in: the plan's own, the given one, or that of the journal.
async fn subscription<H: Host>(
    arm: &Client<H>,
    requests: &Requests,
    terms: &Terms,
    of_journal: Option<&str>,
) -> Result<Option<String>, AzureError> {
    let given = terms.subscription.as_deref();
    let named = requests.subscription.as_deref();
    if let Some(id) = named.filter(|it| Uuid::try_parse(it).is_ok()) {
        return match given {
            Some(given) if !given.eq_ignore_ascii_case(id) => Err(argument(
                format!("the plan is for the subscription `{id}`, and `{given}` is given"),
                "leave out `subscriptionId`, or change the plan",
            )),
            _ => Ok(Some(id.to_string())),
        };
    }
    if !requests.values.iter().any(|it| it.source == ValueSource::SubscriptionId) {
        return Ok(None);
    }
    let Some(name) = named else {
        let known = given.or(of_journal).map(str::to_string);
        return known.map(Some).ok_or_else(|| {
            argument("the plan names no subscription", "give its id as `subscriptionId`")
        });
    };
    let all = read::subscriptions(arm).await?;
    let called: Vec<_> = all.iter().filter(|it| it.name.eq_ignore_ascii_case(name)).collect();
    let ids = || {
        called.iter().map(|it| format!("`{}`", it.subscription_id)).collect::<Vec<_>>().join(", ")
    };
    let chosen = given.or_else(|| of_journal.filter(|_| called.len() > 1));
    match (called.as_slice(), chosen) {
        ([], _) => Err(argument(
            format!("no subscription is called `{name}`, of {} that can be seen", all.len()),
            "correct its name in the plan, or sign in to the tenant that it belongs to",
        )),
        (found, Some(id)) if found.iter().any(|it| it.subscription_id.eq_ignore_ascii_case(id)) => {
            Ok(Some(id.to_string()))
        }
        (_, Some(id)) => Err(argument(
            format!("the plan is for the subscription `{name}`, which is {}, not `{id}`", ids()),
            "leave out `subscriptionId`, or change the plan",
        )),
        ([only], None) => Ok(Some(only.subscription_id.clone())),
        (_, None) => Err(argument(
            format!("several subscriptions are called `{name}`: {}", ids()),
            "give the id of one as `subscriptionId`",
        )),
    }
}
