use crate::azure_facts::ranges::REFUSED_BY_NETWORKS;
use crate::net::overlap;
use crate::rules::{Context, Report, rule};

rule! {
    /// A network has a range that Azure takes for no network.
    ///
    /// These are multicast, broadcast, loopback, link-local, and `168.63.129.16`, under which
    /// Azure's own DNS and health probes answer. A range around one of these counts.
    ///
    /// # Why
    ///
    /// Azure refuses the network. Machines with such addresses could not be reached, or would take
    /// the place of Azure's own DNS.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "addressPrefixes": ["10.240.0.0/16", "168.63.128.0/20"] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "addressPrefixes": ["10.240.0.0/16", "192.168.0.0/20"] }] }
    /// ```
    "network-range-refused", Error, AddressPlan, VNET_FAQ,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for network in &cx.net.networks {
        for range in &network.prefixes {
            let touches = |it: &&&str| it.parse().is_ok_and(|it| overlap(&range.net, &it));
            if let Some(refused) = REFUSED_BY_NETWORKS.value.iter().find(touches) {
                let name = &network.spec.name;
                let message = format!(
                    "range `{}` of virtual network `{name}` touches `{refused}`, which Azure takes \
                     for no network",
                    range.net
                );
                report.at(&range.path, message).help("choose a private range apart from it");
            }
        }
    }
}
