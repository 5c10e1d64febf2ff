//! What exists, out of Azure Resource Graph: what an estate has words for, page by page, whole or not
//! at all.

use super::client::{Client, Host};
use super::error::{AzureError, AzureErrorKind};
use super::page::Pages;
use super::read;
use super::request::{AzureMethod, Request};
use crate::azure_facts::{api_versions, limits};
use crate::text::count;
use serde_json::json;
use std::collections::BTreeSet;

/// Networks with their subnets and peerings, hubs, gateways of networks elsewhere, and what clusters
/// give to pods and services. Only what has ranges is asked for, since an answer must not be longer
/// than 16 MiB. Without an order the pages of a query overlap.
pub const QUERY: &str = "resources \
    | where type in~ ('microsoft.network/virtualnetworks', 'microsoft.network/virtualhubs', \
    'microsoft.network/localnetworkgateways', 'microsoft.containerservice/managedclusters') \
    | project id, type, addressSpace = properties.addressSpace, \
    addressPrefix = properties.addressPrefix, subnets = properties.subnets, \
    virtualNetworkPeerings = properties.virtualNetworkPeerings, \
    localNetworkAddressSpace = properties.localNetworkAddressSpace, \
    networkProfile = properties.networkProfile \
    | order by id asc";

/// Where to look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Ids of subscriptions; absent: all that the account sees.
    pub subscriptions: Option<Vec<String>>,
    /// Names of management groups, instead of subscriptions.
    pub management_groups: Option<Vec<String>>,
}

/// A query of Resource Graph, within a part of what the account sees.
#[must_use]
pub fn query(text: &str, scope: &Scope) -> Request {
    let mut body = json!({
        "query": text,
        "options": { "resultFormat": "objectArray", "$top": limits::GRAPH_PAGE.value },
    });
    for (name, scope) in
        [("subscriptions", &scope.subscriptions), ("managementGroups", &scope.management_groups)]
    {
        if let (Some(scope), Some(body)) = (scope, body.as_object_mut()) {
            body.insert(name.to_string(), json!(scope));
        }
    }
    let version = api_versions::of("Microsoft.ResourceGraph/resources").unwrap_or_default();
    let path = "/providers/Microsoft.ResourceGraph/resources";
    Request::new(AzureMethod::Post, path, version).sending(body).repeatable()
}

/// Shows the bytes of every page with what exists in a scope. Each is whole JSON.
///
/// # Errors
/// What came instead of a page, what `see` refuses, and what would leave the estate incomplete: an
/// estate with holes promises space that is taken.
pub async fn read(
    client: &Client<impl Host>,
    scope: &Scope,
    mut see: impl FnMut(&[u8]) -> Result<(), String>,
) -> Result<(), AzureError> {
    let parts = parts(client, scope).await?;
    let mut pages = Pages::default();
    for (at, part) in parts.iter().enumerate() {
        let request = query(QUERY, part);
        pages.then(request.clone());
        pages.is_part = at + 1 < parts.len();
        while let Some(page) = client.graph_page(&mut pages).await? {
            see(&page).map_err(|why| {
                let help = "ask for fewer subscriptions at once";
                AzureError::new(AzureErrorKind::TooLarge, why, help).about(&request)
            })?;
        }
        let missing = pages.missing();
        if missing > 0 {
            return Err(AzureError::new(
                AzureErrorKind::Incomplete,
                format!("{} did not come", count(missing, "record")),
                "ask again; if it stays, something between here and Azure leaves out pages",
            )
            .about(&request));
        }
    }
    Ok(())
}

/// The scope in parts that a query may have.
async fn parts(client: &Client<impl Host>, scope: &Scope) -> Result<Vec<Scope>, AzureError> {
    if let Some(groups) = &scope.management_groups {
        if scope.subscriptions.is_some() {
            return Err(argument(
                "a query is of subscriptions or of management groups",
                "give `subscriptions` or `managementGroups`",
            ));
        }
        let most = limits::GRAPH_MANAGEMENT_GROUPS.value;
        if groups.is_empty() || groups.len() > most {
            return Err(argument(
                &format!("{} are given, and a query takes 1 to {most}", groups.len()),
                "give management groups further up, whose subscriptions count as theirs",
            ));
        }
        return Ok(vec![scope.clone()]);
    }
    // Of subscriptions that the account does not see, Resource Graph says nothing.
    let seen = read::subscriptions(client).await?;
    let seen: BTreeSet<String> =
        seen.into_iter().map(|it| it.subscription_id.to_ascii_lowercase()).collect();
    let wanted = match &scope.subscriptions {
        None => seen,
        Some(wanted) => {
            let wanted: BTreeSet<String> =
                wanted.iter().map(|it| it.trim().to_ascii_lowercase()).collect();
            if let Some(unseen) = wanted.iter().find(|it| !seen.contains(*it)) {
                return Err(argument(
                    &format!("the account does not see the subscription `{unseen}`"),
                    "check the id and the tenant, or ask for the role Reader on it",
                ));
            }
            wanted
        }
    };
    if wanted.is_empty() {
        return Err(argument(
            "there is no subscription to look in",
            "sign in to the tenant that has them, or ask for the role Reader on one",
        ));
    }
    let wanted: Vec<String> = wanted.into_iter().collect();
    let parts = wanted.chunks(limits::GRAPH_SUBSCRIPTIONS.value);
    Ok(parts
        .map(|it| Scope { subscriptions: Some(it.to_vec()), management_groups: None })
        .collect())
}

fn argument(message: &str, help: &str) -> AzureError {
    AzureError::new(AzureErrorKind::Argument, message, help)
}
