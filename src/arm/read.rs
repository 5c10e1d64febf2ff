//! What exists in Azure, as far as planning needs it. Each list is read to its end; what an item does
//! not say is absent.
//!
//! Everything is a GET, and the role Reader on the subscription is enough for all of it. The API version
//! of each type stands in [`api_versions`](crate::azure_facts::api_versions).
//!
//! | function | asks |
//! |---|---|
//! | [`tenants`] | `/tenants` |
//! | [`subscriptions`] | `/subscriptions` |
//! | [`resource_groups`] | `/subscriptions/{id}/resourcegroups` |
//! | [`providers`] | `/subscriptions/{id}/providers` |
//! | [`features`] | `…/providers/Microsoft.Features/providers/{namespace}/features` |
//! | [`virtual_networks`] | `…[/resourceGroups/{name}]/providers/Microsoft.Network/virtualNetworks` |
//! | [`route_tables`] | `…[/resourceGroups/{name}]/providers/Microsoft.Network/routeTables` |
//! | [`clusters`] | `…[/resourceGroups/{name}]/providers/Microsoft.ContainerService/managedClusters` |
//! | [`kubernetes_versions`] | `…/providers/Microsoft.ContainerService/locations/{location}/kubernetesVersions` |
//! | [`vm_sizes`] | `…/providers/Microsoft.Compute/skus?$filter=location eq '{location}'`: it takes no other filter, and so gives disks and the like, too, which are passed over |
//! | [`usages`] | `…/providers/Microsoft.Compute/locations/{location}/usages`, then `Microsoft.Network` |

mod clusters;
mod networks;
mod regions;
mod subscriptions;

pub use clusters::{AzureCluster, AzurePool, clusters};
pub use networks::{
    AzurePeering, AzureRoute, AzureRouteTable, AzureSubnet, AzureVirtualNetwork, route_tables,
    virtual_networks,
};
pub use regions::{
    AzureKubernetesVersion, AzurePatchVersion, AzureRestriction, AzureUsage, AzureVmSize,
    kubernetes_versions, usages, usages_of, vm_sizes,
};
pub use subscriptions::{
    AzureFeature, AzureProvider, AzureResourceGroup, AzureSubscription, AzureTenant, feature,
    features, providers, resource_groups, subscriptions, tenants,
};

use super::client::{Client, Host};
use super::error::AzureError;
use super::request::{Request, segment};
use serde_json::Value;

/// A part of an answer, read without demanding anything of it.
#[derive(Clone, Copy)]
struct At<'v>(&'v Value);

impl<'v> At<'v> {
    fn at(self, pointer: &str) -> Option<&'v Value> {
        self.0.pointer(pointer).filter(|it| !it.is_null())
    }

    fn text(self, pointer: &str) -> Option<String> {
        Some(self.at(pointer)?.as_str()?.to_string())
    }

    /// A text that is there, or an empty one.
    fn word(self, pointer: &str) -> String {
        self.text(pointer).unwrap_or_default()
    }

    fn truth(self, pointer: &str) -> Option<bool> {
        self.at(pointer)?.as_bool()
    }

    fn count(self, pointer: &str) -> Option<u32> {
        u32::try_from(self.at(pointer)?.as_u64()?).ok()
    }

    fn all(self, pointer: &str) -> impl Iterator<Item = At<'v>> {
        self.at(pointer).and_then(Value::as_array).into_iter().flatten().map(At)
    }

    fn texts(self, pointer: &str) -> Vec<String> {
        self.all(pointer).filter_map(|it| Some(it.0.as_str()?.to_string())).collect()
    }

    /// One text, or a list of them.
    fn one_or_more(self, one: &str, more: &str) -> Vec<String> {
        let more = self.texts(more);
        if more.is_empty() { self.text(one).into_iter().collect() } else { more }
    }
}

/// The path of everything of a type in a subscription, or in a resource group of it.
fn within(subscription: &str, group: Option<&str>, rest: &str) -> String {
    let group = group.map(|it| format!("/resourceGroups/{}", segment(it))).unwrap_or_default();
    format!("/subscriptions/{}{group}{rest}", segment(subscription))
}

/// The resource group in an id.
fn group_of(id: &str) -> String {
    let mut parts = id.split('/').skip_while(|it| !it.eq_ignore_ascii_case("resourceGroups"));
    parts.nth(1).unwrap_or_default().to_string()
}

/// All items of a list, each made of what it says.
async fn list<T>(
    client: &Client<impl Host>,
    request: Request,
    read: impl Fn(At<'_>) -> T,
) -> Result<Vec<T>, AzureError> {
    let items: Vec<Value> = client.list(request).await?;
    Ok(items.iter().map(|it| read(At(it))).collect())
}

#[cfg(test)]
mod tests;
