use crate::model::{AdvancedNetworkPolicies, AdvancedNetworkSecurity, TransitEncryptionType};
use crate::rules::{Context, Report, rule};

rule! {
    /// Policies or encryption are asked for, and the security part of advanced networking is off.
    ///
    /// FQDN and layer-7 policies and WireGuard belong to the security part.
    ///
    /// # Why
    ///
    /// Policies that name domains would be accepted by the cluster and enforce nothing, so az
    /// refuses the pair.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": {
    ///   "networkDataplane": "cilium",
    ///   "advancedNetworking": { "enabled": true, "security": { "enabled": false, "advancedNetworkPolicies": "FQDN" } }
    /// } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": {
    ///   "networkDataplane": "cilium",
    ///   "advancedNetworking": { "enabled": true, "security": { "enabled": true, "advancedNetworkPolicies": "FQDN" } }
    /// } }] }
    /// ```
    "advanced-networking-security-off", Error, NetworkProfile, ACNS,
    aliases: ["--disable-acns-security"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let acns = cluster.spec.network_profile.advanced_networking.as_ref();
        // That the whole is off has a rule of its own.
        let Some(security) = acns.filter(|it| it.enabled).and_then(|it| it.security.as_ref())
        else {
            continue;
        };
        if let (false, Some(what)) = (security.enabled, asks(security)) {
            let path = cluster.network_path("advancedNetworking/security/enabled");
            report
                .at(&path, format!("`{what}` is part of the security that is off"))
                .help("set `security/enabled`")
                .fix_set("switch security on", path, true);
        }
    }
}

/// The setting that asks something of the security part.
pub(super) fn asks(security: &AdvancedNetworkSecurity) -> Option<&'static str> {
    let policies = security.advanced_network_policies;
    let encryption = security.transit_encryption.as_ref().and_then(|it| it.kind);
    if policies.is_some_and(|it| it != AdvancedNetworkPolicies::None) {
        Some("advancedNetworkPolicies")
    } else if encryption.is_some_and(|it| it != TransitEncryptionType::None) {
        Some("transitEncryption")
    } else {
        None
    }
}
