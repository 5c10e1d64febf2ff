//! What a plan says of a cluster and no argument of `az aks create` does: what is off, and settings
//! of what is off. Kept for whoever reads the script as a plan.

use super::script::Script;
use crate::steps::{AgentPool, ManagedCluster};
use serde_json::Value;

/// What is on or off: arguments only switch it on.
const SWITCHES: &[&str] = &[
    "networkProfile/advancedNetworking",
    "addonProfiles/httpApplicationRouting",
    "addonProfiles/omsagent",
    "addonProfiles/aciConnectorLinux",
    "addonProfiles/kubeDashboard",
    "addonProfiles/azurepolicy",
    "addonProfiles/ingressApplicationGateway",
    "addonProfiles/ACCSGXDevicePlugin",
    "addonProfiles/openServiceMesh",
    "addonProfiles/azureKeyvaultSecretsProvider",
    "ingressProfile/webAppRouting",
    "ingressProfile/applicationRoutingIstio",
    "ingressProfile/gatewayAPI",
    "oidcIssuerProfile",
    "securityProfile/workloadIdentity",
    "securityProfile/defender",
    "securityProfile/imageCleaner",
    "workloadAutoScalerProfile/keda",
    "workloadAutoScalerProfile/verticalPodAutoscaler",
    "azureMonitorProfile/metrics",
    "azureMonitorProfile/containerInsights",
    "metricsProfile/costAnalysis",
];

/// What only `az aks nodepool add` has arguments for.
const OF_FURTHER_POOLS: &[&str] = &[
    "orchestratorVersion",
    "scaleSetPriority",
    "scaleSetEvictionPolicy",
    "spotMaxPrice",
    "gatewayProfile",
    "windowsProfile",
];

/// Keeps what no argument says of a cluster and its first pool.
pub(super) fn of_cluster(script: &mut Script, it: &ManagedCluster) {
    let Ok(spec) = serde_json::to_value(&it.properties) else { return };
    let cluster = format!("={}", it.id.name());
    let mut keep = |path: &str, value: &Value| {
        let path: Vec<&str> = ["clusters", &cluster].into_iter().chain(path.split('/')).collect();
        script.keep(&path, value);
    };
    for path in SWITCHES {
        let value = spec.pointer(&format!("/{path}"));
        if let Some(value) = value.filter(|it| it.get("enabled") != Some(&Value::Bool(true))) {
            keep(path, value);
        }
    }
    let mesh = spec.get("serviceMeshProfile");
    let mode = mesh.and_then(|it| it.get("mode")).and_then(Value::as_str);
    let revisions = mesh.and_then(|it| it.get("revisions")).and_then(Value::as_array);
    if let Some(mesh) = mesh
        && (mode != Some("Istio") || revisions.is_some_and(|it| it.len() > 1))
    {
        keep("serviceMeshProfile", mesh);
    }
    let public_name = "apiServerAccessProfile/enablePrivateClusterPublicFQDN";
    let api_server = it.properties.api_server_access_profile.as_ref();
    let is_public = api_server.is_some_and(|it| !it.enable_private_cluster);
    let said = spec.pointer(&format!("/{public_name}"));
    let unsaid = said.filter(|it| is_public || **it == Value::Bool(true));
    if let Some(value) = unsaid {
        keep(public_name, value);
    }
    for pool in &it.agent_pools {
        of_pool(script, pool, OF_FURTHER_POOLS);
    }
}

/// Keeps what no argument says of a pool, and of it the properties that are named.
pub(super) fn of_pool(script: &mut Script, it: &AgentPool, names: &[&str]) {
    let Ok(spec) = serde_json::to_value(&it.properties) else { return };
    let (cluster, pool) = (format!("={}", it.id.parent()), format!("={}", it.id.name()));
    // Without the autoscaler a range says nothing to az.
    let range = ["minCount", "maxCount"];
    let range = range.iter().filter(|_| !it.properties.enable_auto_scaling);
    for name in names.iter().chain(range) {
        if let Some(value) = spec.get(*name) {
            script.keep(&["clusters", &cluster, "agentPools", &pool, name], value);
        }
    }
}
