//! Settings that az reads from files of JSON.

use crate::model::{AgentPool, Defender, HttpProxyConfig, MaintenanceConfiguration};
use serde_json::{Value, json};

pub(super) fn kubelet(pool: &AgentPool) -> Option<Value> {
    serde_json::to_value(pool.kubelet_config.as_ref()?).ok()
}

pub(super) fn linux_os(pool: &AgentPool) -> Option<Value> {
    serde_json::to_value(pool.linux_os_config.as_ref()?).ok()
}

pub(super) fn http_proxy(config: &HttpProxyConfig) -> Value {
    serde_json::to_value(config).unwrap_or_default()
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
