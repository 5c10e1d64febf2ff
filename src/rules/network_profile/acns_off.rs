use super::acns_security_off::asks;
use crate::rules::{Context, Report, rule};

rule! {
    /// Parts of Advanced Container Networking Services are set up, and it is off.
    ///
    /// Observability, security and performance are parts of one service. az refuses settings of a
    /// part without the whole.
    ///
    /// # Why
    ///
    /// The settings would be kept and do nothing, while people count on encryption or policies
    /// being there.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": {
    ///   "networkDataplane": "cilium",
    ///   "advancedNetworking": { "security": { "enabled": true, "advancedNetworkPolicies": "L7" } }
    /// } }] }
    /// ```
    /// ```az,fails
    /// az aks create --resource-group rg --name cluster --location westeurope --network-plugin azure \
    ///   --network-plugin-mode overlay --network-dataplane cilium --acns-advanced-networkpolicies FQDN
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": {
    ///   "networkDataplane": "cilium",
    ///   "advancedNetworking": { "enabled": true, "security": { "enabled": true, "advancedNetworkPolicies": "L7" } }
    /// } }] }
    /// ```
    "advanced-networking-off", Error, NetworkProfile, ACNS,
    aliases: ["Please specify --enable-acns"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(acns) = &cluster.spec.network_profile.advanced_networking else { continue };
        let on = [
            ("observability", acns.observability.as_ref().is_some_and(|it| it.enabled)),
            ("security", acns.security.as_ref().is_some_and(|it| it.enabled || asks(it).is_some())),
            (
                "performance",
                acns.performance.as_ref().is_some_and(|it| it.acceleration_mode.is_some()),
            ),
        ];
        let part = on.iter().find(|(_, is_on)| *is_on);
        if let (false, Some((part, _))) = (acns.enabled, part) {
            let path = cluster.network_path("advancedNetworking/enabled");
            report
                .at(
                    &path,
                    format!("`{part}` of advanced networking is set up, and the whole is off"),
                )
                .help("set `enabled`, or leave `advancedNetworking` out")
                .fix_set("switch advanced networking on", path, true);
        }
    }
}
