//! Whether a plan will work: Azure is asked for what rules have to know, and the rules judge the plan
//! with it. Nothing is changed.
//!
//! What could not be read is named with the reason, and so is what Azure tells nobody beforehand.

mod access;
mod ask;
mod checked;
mod network;
mod region;
mod resource;

use super::client::{Client, Host};
use super::error::{AzureError, AzureErrorKind};
use super::read::{AzureSubscription, subscriptions};
use crate::finding::Finding;
use crate::live::{Live, Subscription};
use crate::lower;
use crate::rules::Terms;
use crate::{Check, read};
use ask::Desk;
use futures_util::future::try_join;
use serde::Serialize;
use serde_json::Value;

/// What there is to say about a plan, with what Azure says.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzurePreflight {
    /// Version of the format: 1.
    pub version: u32,
    /// The subscription that was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub subscription_id: Option<String>,
    /// What the rules found, worst first: all that `check` finds, judged by what Azure says. It stands
    /// in the place of what `check` answers.
    pub findings: Vec<Finding>,
    /// What could not be looked at, and what Azure tells nobody beforehand.
    pub unknown: Vec<AzureUnknown>,
    /// What was looked at, and what was found.
    pub checked: Vec<AzureChecked>,
}

/// Something that is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureUnknown {
    /// What.
    pub what: String,
    /// Why not.
    pub why: String,
}

/// Something that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureChecked {
    /// What.
    pub what: String,
    /// What was found.
    pub found: String,
}

/// Asks Azure about a plan and judges it. The subscription is taken where the plan names none by id.
///
/// # Errors
/// Where nobody is signed in, where there is no way to Azure, when it was asked to stop, and when there
/// is no telling which subscription is meant.
pub async fn preflight(
    client: &Client<impl Host>,
    value: &Value,
    subscription: Option<&str>,
    terms: Terms<'_>,
) -> Result<AzurePreflight, AzureError> {
    let plan = match read::plan(value) {
        Ok((plan, _)) => plan,
        Err(error) => return Ok(of_no_plan(&error)),
    };
    let desk = Desk::new(client);
    let subscription = find_subscription(&desk, plan.subscription.as_deref(), subscription).await?;
    let mut live = Live { subscription: Some(subscription), ..Live::default() };
    let net = lower::lower(&plan);

    let (regions, resources) =
        try_join(region::read(&desk, &live, &net), resource::read(&desk, &live, &plan)).await?;
    (live.regions, live.providers, live.features) = regions;
    resource::put(&mut live, &resources);
    network::read(&desk, &mut live, &net, &resources).await?;
    access::read(&desk, &mut live, &net, &resources).await?;

    let Check { findings, .. } = crate::check_value(value, Terms { live: Some(&live), ..terms });
    let checked = checked::of(&live, &plan);
    let mut unknown = desk.finish().unknown;
    unknown.extend(checked::never_known(&plan));
    let subscription_id = live.subscription.map(|it| it.id);
    Ok(AzurePreflight { version: 1, subscription_id, findings, unknown, checked })
}

/// What there is to say of something that is no plan at all.
#[must_use]
pub fn of_no_plan(error: &read::NotAPlan) -> AzurePreflight {
    let Check { findings, .. } = Check::of_no_plan(error);
    AzurePreflight { version: 1, findings, ..AzurePreflight::default() }
}

fn is_guid(text: &str) -> bool {
    let dashes = |at: usize| matches!(at, 8 | 13 | 18 | 23);
    text.len() == 36
        && text
            .bytes()
            .enumerate()
            .all(|(at, it)| if dashes(at) { it == b'-' } else { it.is_ascii_hexdigit() })
}

/// The subscription of a plan: by its id or name, or the one given, or the only one there is.
async fn find_subscription(
    desk: &Desk<'_, impl Host>,
    planned: Option<&str>,
    given: Option<&str>,
) -> Result<Subscription, AzureError> {
    let known = |it: &&str| !it.trim().is_empty() && !it.contains("${");
    let planned = planned.filter(known).map(str::trim);
    let id = planned.filter(|it| is_guid(it)).or(given.filter(known));
    let all = desk.ask("the subscriptions", subscriptions(desk.client)).await?.unwrap_or_default();
    let found = |is: &dyn Fn(&AzureSubscription) -> bool| {
        all.iter().find(|it| is(it)).map(|it| Subscription {
            id: it.subscription_id.clone(),
            name: it.name.clone(),
            state: it.state.clone(),
        })
    };
    if let Some(id) = id {
        // One that is not listed may still be seen, such as by a gateway.
        let listed = found(&|it| it.subscription_id.eq_ignore_ascii_case(id));
        return Ok(listed.unwrap_or_else(|| Subscription { id: id.into(), ..Default::default() }));
    }
    let error = |message: String| {
        let help = "give its id as `subscriptionId`, or in the plan as `subscription`";
        AzureError::new(AzureErrorKind::Argument, message, help)
    };
    match (planned, all.as_slice()) {
        (Some(name), _) => found(&|it| it.name.eq_ignore_ascii_case(name))
            .ok_or_else(|| error(format!("no subscription that can be seen is named `{name}`"))),
        (None, [_]) => found(&|_| true).ok_or_else(|| error(String::new())),
        (None, all) => {
            let count = all.len();
            Err(error(format!("the plan names no subscription, and {count} can be seen")))
        }
    }
}
