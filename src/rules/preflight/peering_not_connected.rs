use crate::live::name_of;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A network that exists has a peering that is not connected.
    ///
    /// `Initiated`: the other side has not been made. `Disconnected`: it was removed, and this side
    /// has to be removed too before it can be made again.
    ///
    /// # Why
    ///
    /// Nothing passes through it. Nodes behind a firewall in the other network have no way out.
    ///
    /// ```live,fails
    /// {
    ///   "plan": { "virtualNetworks": [{ "existing": true }] },
    ///   "live": {
    ///     "subscription": { "id": "00000000-0000-0000-0000-000000000001" },
    ///     "networks": [{
    ///       "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet",
    ///       "peerings": [{ "name": "to-hub", "remote": "/subscriptions/1/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub", "state": "Disconnected" }]
    ///     }]
    ///   }
    /// }
    /// ```
    /// ```live,passes
    /// {
    ///   "plan": { "virtualNetworks": [{ "existing": true }] },
    ///   "live": {
    ///     "subscription": { "id": "00000000-0000-0000-0000-000000000001" },
    ///     "networks": [{
    ///       "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet",
    ///       "peerings": [{ "name": "to-hub", "remote": "/subscriptions/1/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub", "state": "Connected" }]
    ///     }]
    ///   }
    /// }
    /// ```
    "peering-not-connected", Warning, Preflight, VNET_FAQ,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let Some(live) = cx.live else { return };
    let Some(ids) = live.ids(cx.plan) else { return };
    for network in &cx.net.networks {
        let there = ids.network(network.spec).and_then(|id| live.network(&id));
        // Those that the plan makes are completed by it.
        let is_planned = |remote: &str| {
            let mut planned = network.spec.peerings.iter();
            planned.any(|it| name_of(it).eq_ignore_ascii_case(name_of(remote)))
        };
        for it in there.into_iter().flat_map(|it| &it.peerings) {
            let is_connected = it.state.is_empty() || it.state.eq_ignore_ascii_case("Connected");
            let is_made = is_planned(&it.remote) && it.state.eq_ignore_ascii_case("Initiated");
            if is_connected || is_made {
                continue;
            }
            let text = format!(
                "peering {} of network {} with {} is {}",
                quoted(&it.name),
                quoted(&network.spec.name),
                quoted(name_of(&it.remote)),
                quoted(&it.state)
            );
            report.at(&network.path, text).help(
                "make the peering of the other side too; one that is disconnected is removed on \
                 both sides first",
            );
        }
    }
}
