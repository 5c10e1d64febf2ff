//! Clusters that exist, as a list shows them. A whole one becomes a plan by [`import`](super::super::import).

use super::super::client::{Client, Host};
use super::super::error::AzureError;
use super::super::request::Request;
use super::{At, group_of, list, within};
use serde::Serialize;

/// A cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureCluster {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its resource group.
    pub resource_group: String,
    /// Its region.
    pub location: String,
    /// The Kubernetes version that it runs.
    pub kubernetes_version: String,
    /// Such as `Succeeded`, `Updating`, `Failed`.
    pub provisioning_state: String,
    /// `Running` or `Stopped`.
    pub power_state: String,
    /// The resource group of its nodes.
    pub node_resource_group: String,
    /// Such as `azure`, `kubenet`, `none`.
    pub network_plugin: String,
    /// `overlay`, where pods have addresses of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_plugin_mode: Option<String>,
    /// The ranges of its pods.
    pub pod_cidrs: Vec<String>,
    /// The ranges of its services.
    pub service_cidrs: Vec<String>,
    /// Its node pools.
    pub pools: Vec<AzurePool>,
}

/// A node pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzurePool {
    /// Its name.
    pub name: String,
    /// `System`, `User` or `Gateway`.
    pub mode: String,
    /// The size of its virtual machines.
    pub vm_size: String,
    /// How many nodes it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// How many nodes it may come to have, where it is scaled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_count: Option<u32>,
    /// How many pods a node may have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_pods: Option<u32>,
    /// The id of the subnet of its nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vnet_subnet_id: Option<String>,
    /// The id of the subnet of its pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_subnet_id: Option<String>,
}

/// The clusters of a subscription, or of a resource group of it.
///
/// # Errors
/// What Azure answered instead.
pub async fn clusters(
    client: &Client<impl Host>,
    subscription: &str,
    group: Option<&str>,
) -> Result<Vec<AzureCluster>, AzureError> {
    let path = within(subscription, group, "/providers/Microsoft.ContainerService/managedClusters");
    list(client, Request::get("Microsoft.ContainerService/managedClusters", &path), |it| {
        let id = it.word("/id");
        let network = |one: &str, more: &str| {
            let at = |name: &str| format!("/properties/networkProfile/{name}");
            it.one_or_more(&at(one), &at(more))
        };
        let version = it.text("/properties/currentKubernetesVersion");
        AzureCluster {
            name: it.word("/name"),
            resource_group: group_of(&id),
            location: it.word("/location"),
            kubernetes_version: version.unwrap_or_else(|| it.word("/properties/kubernetesVersion")),
            provisioning_state: it.word("/properties/provisioningState"),
            power_state: it.word("/properties/powerState/code"),
            node_resource_group: it.word("/properties/nodeResourceGroup"),
            network_plugin: it.word("/properties/networkProfile/networkPlugin"),
            network_plugin_mode: it.text("/properties/networkProfile/networkPluginMode"),
            pod_cidrs: network("podCidr", "podCidrs"),
            service_cidrs: network("serviceCidr", "serviceCidrs"),
            pools: it.all("/properties/agentPoolProfiles").map(pool).collect(),
            id,
        }
    })
    .await
}

fn pool(it: At<'_>) -> AzurePool {
    AzurePool {
        name: it.word("/name"),
        mode: it.word("/mode"),
        vm_size: it.word("/vmSize"),
        count: it.count("/count"),
        max_count: it.count("/maxCount"),
        max_pods: it.count("/maxPods"),
        vnet_subnet_id: it.text("/vnetSubnetID"),
        pod_subnet_id: it.text("/podSubnetID"),
    }
}
