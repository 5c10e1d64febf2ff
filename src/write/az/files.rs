//! Settings that az reads from files of JSON.

use crate::model::{AgentPool, Cluster, Defender, MaintenanceConfiguration};
use serde_json::{Value, json};

pub(super) fn kubelet(pool: &AgentPool) -> Option<Value> {
    with_carried(pool.kubelet_config.as_ref(), pool.arm_properties.get("kubeletConfig"))
}

pub(super) fn linux_os(pool: &AgentPool) -> Option<Value> {
    with_carried(pool.linux_os_config.as_ref(), pool.arm_properties.get("linuxOSConfig"))
}

pub(super) fn http_proxy(cluster: &Cluster) -> Option<Value> {
    let carried = cluster.arm_properties.get("httpProxyConfig");
    with_carried(cluster.http_proxy_config.as_ref(), carried)
}

/// Settings with those that the plan carries for them under ARM's names.
fn with_carried(own: Option<&impl serde::Serialize>, carried: Option<&Value>) -> Option<Value> {
    let own = own.and_then(|it| serde_json::to_value(it).ok());
    match (own, carried) {
        (Some(mut own), Some(carried)) => {
            fill(&mut own, carried);
            Some(own)
        }
        (own, carried) => own.or_else(|| carried.filter(|it| it.is_object()).cloned()),
    }
}

/// Fills in what is missing.
fn fill(above: &mut Value, below: &Value) {
    let (Value::Object(above), Value::Object(below)) = (above, below) else { return };
    for (name, value) in below {
        match above.get_mut(name) {
            Some(own) => fill(own, value),
            None => {
                above.insert(name.clone(), value.clone());
            }
        }
    }
}

pub(super) fn defender(defender: &Defender) -> Option<Value> {
    let workspace = defender.log_analytics_workspace_resource_id.as_ref()?;
    Some(json!({ "logAnalyticsWorkspaceResourceId": workspace }))
}

/// A maintenance window whose spans without maintenance no argument of az takes.
pub(super) fn maintenance(it: &MaintenanceConfiguration) -> Option<Value> {
    if it.not_allowed_dates.is_empty() {
        return None;
    }
    let mut window = serde_json::to_value(it).ok()?;
    window.as_object_mut()?.remove("name");
    Some(json!({ "properties": { "maintenanceWindow": window } }))
}
