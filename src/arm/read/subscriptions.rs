//! Who may see what: tenants, subscriptions, resource groups, and what is switched on in them.

use super::super::client::{Client, Host};
use super::super::error::AzureError;
use super::super::request::{Request, segment};
use super::{At, list, within};
use serde::Serialize;
use serde_json::Value;

/// A subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureSubscription {
    /// Its id.
    pub subscription_id: String,
    /// What people call it.
    pub name: String,
    /// Such as `Enabled`, `Warned`, `Disabled`.
    pub state: String,
    /// The tenant it belongs to.
    pub tenant_id: String,
}

/// A tenant of Microsoft Entra.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureTenant {
    /// Its id.
    pub tenant_id: String,
    /// What people call it; it may be empty where the account is a guest.
    pub name: String,
    /// Such as `contoso.onmicrosoft.com`.
    pub default_domain: String,
}

/// A resource group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureResourceGroup {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its region.
    pub location: String,
    /// The id of what made it and takes it away, such as a cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_by: Option<String>,
}

/// A preview feature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureFeature {
    /// Its name, without the provider's.
    pub name: String,
    /// Such as `Registered`, `NotRegistered`, `Registering`, `Pending`.
    pub state: String,
}

/// A resource provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureProvider {
    /// Such as `Microsoft.ContainerService`.
    pub namespace: String,
    /// Such as `Registered`, `NotRegistered`, `Registering`.
    pub state: String,
}

/// The subscriptions that can be seen.
///
/// # Errors
/// What Azure answered instead.
pub async fn subscriptions(
    client: &Client<impl Host>,
) -> Result<Vec<AzureSubscription>, AzureError> {
    let request = Request::get("Microsoft.Resources/subscriptions", "/subscriptions");
    list(client, request, |it| AzureSubscription {
        subscription_id: it.word("/subscriptionId"),
        name: it.word("/displayName"),
        state: it.word("/state"),
        tenant_id: it.word("/tenantId"),
    })
    .await
}

/// The tenants that the account belongs to.
///
/// # Errors
/// What Azure answered instead.
pub async fn tenants(client: &Client<impl Host>) -> Result<Vec<AzureTenant>, AzureError> {
    list(client, Request::get("Microsoft.Resources/tenants", "/tenants"), |it| AzureTenant {
        tenant_id: it.word("/tenantId"),
        name: it.word("/displayName"),
        default_domain: it.word("/defaultDomain"),
    })
    .await
}

/// The resource groups of a subscription.
///
/// # Errors
/// What Azure answered instead.
pub async fn resource_groups(
    client: &Client<impl Host>,
    subscription: &str,
) -> Result<Vec<AzureResourceGroup>, AzureError> {
    let path = within(subscription, None, "/resourcegroups");
    list(client, Request::get("Microsoft.Resources/resourceGroups", &path), |it| {
        AzureResourceGroup {
            id: it.word("/id"),
            name: it.word("/name"),
            location: it.word("/location"),
            managed_by: it.text("/managedBy"),
        }
    })
    .await
}

/// The preview features of a provider, with their states in a subscription.
///
/// # Errors
/// What Azure answered instead.
pub async fn features(
    client: &Client<impl Host>,
    subscription: &str,
    namespace: &str,
) -> Result<Vec<AzureFeature>, AzureError> {
    let rest = format!("/providers/Microsoft.Features/providers/{}/features", segment(namespace));
    let path = within(subscription, None, &rest);
    list(client, Request::get("Microsoft.Features/providers/features", &path), |it| {
        let name = it.word("/name");
        AzureFeature {
            name: name.rsplit('/').next().unwrap_or_default().to_string(),
            state: it.word("/properties/state"),
        }
    })
    .await
}

/// A preview feature with its state in a subscription.
///
/// # Errors
/// What Azure answered instead.
pub async fn feature(
    client: &Client<impl Host>,
    subscription: &str,
    namespace: &str,
    name: &str,
) -> Result<AzureFeature, AzureError> {
    let rest = format!(
        "/providers/Microsoft.Features/providers/{}/features/{}",
        segment(namespace),
        segment(name)
    );
    let path = within(subscription, None, &rest);
    let it: Value =
        client.read(&Request::get("Microsoft.Features/providers/features", &path)).await?;
    Ok(AzureFeature { name: name.to_string(), state: At(&it).word("/properties/state") })
}

/// The resource providers, with their states in a subscription.
///
/// # Errors
/// What Azure answered instead.
pub async fn providers(
    client: &Client<impl Host>,
    subscription: &str,
) -> Result<Vec<AzureProvider>, AzureError> {
    let path = within(subscription, None, "/providers");
    list(client, Request::get("Microsoft.Resources/providers", &path), |it| AzureProvider {
        namespace: it.word("/namespace"),
        state: it.word("/registrationState"),
    })
    .await
}
