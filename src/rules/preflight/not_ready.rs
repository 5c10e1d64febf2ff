use crate::live::things;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// Something that exists is not ready: it failed, is being changed, or is stopped.
    ///
    /// Azure tells of each resource how the last change of it ended, and of a cluster whether it runs.
    ///
    /// # Why
    ///
    /// What is being changed refuses another change, a stopped cluster takes no pools, and what failed
    /// may fail again for the same reason.
    ///
    /// ```live,fails
    /// {
    ///   "plan": { "virtualNetworks": [{ "existing": true }] },
    ///   "live": {
    ///     "subscription": { "id": "00000000-0000-0000-0000-000000000001" },
    ///     "resources": [{
    ///       "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet",
    ///       "isThere": true, "provisioningState": "Updating"
    ///     }]
    ///   }
    /// }
    /// ```
    /// ```live,passes
    /// {
    ///   "plan": { "virtualNetworks": [{ "existing": true }] },
    ///   "live": {
    ///     "subscription": { "id": "00000000-0000-0000-0000-000000000001" },
    ///     "resources": [{
    ///       "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet",
    ///       "isThere": true, "provisioningState": "Succeeded"
    ///     }]
    ///   }
    /// }
    /// ```
    "resource-not-ready", Warning, Preflight, REST_SPEC,
    aliases: ["AnotherOperationInProgress", "OperationNotAllowedOnStoppedCluster"]
}

fn check(cx: &Context, report: &mut Report) {
    let Some(live) = cx.live else { return };
    let Some(ids) = live.ids(cx.typed) else { return };
    for thing in things(cx.typed, ids) {
        let Some(found) = live.found(&thing.id).filter(|it| it.is_there) else { continue };
        let state = found.provisioning_state.as_deref().unwrap_or("Succeeded");
        let power = live.cluster(&thing.id).map(|it| it.power_state.as_str()).unwrap_or_default();
        let (state, help) = if power.eq_ignore_ascii_case("Stopped") {
            (power, "start it first: `az aks start`")
        } else if state.eq_ignore_ascii_case("Succeeded") || state.is_empty() {
            continue;
        } else if state.eq_ignore_ascii_case("Failed") || state.eq_ignore_ascii_case("Canceled") {
            (state, "see in the activity log why, and mend that first")
        } else {
            (state, "wait until that is done")
        };
        let text = format!("{} {} is {}", thing.kind, quoted(&thing.name), quoted(state));
        report.at(&thing.path, text).help(help);
    }
}
