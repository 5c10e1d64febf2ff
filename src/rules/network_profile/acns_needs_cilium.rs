use crate::model::{
    AccelerationMode, AdvancedNetworkPolicies, NetworkDataplane, TransitEncryptionType,
};
use crate::rules::{Context, Report, rule};

rule! {
    /// Network security or acceleration is asked for without the Cilium dataplane.
    ///
    /// Of Advanced Container Networking Services only observability works on every dataplane. FQDN
    /// and layer-7 policies, WireGuard and eBPF host routing are Cilium's.
    ///
    /// # Why
    ///
    /// az and the service refuse it: what is asked for happens in Cilium's programs on the nodes,
    /// and those are not there.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "advancedNetworking": {
    ///   "enabled": true, "security": { "enabled": true, "transitEncryption": { "type": "WireGuard" } }
    /// } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": {
    ///   "networkDataplane": "cilium",
    ///   "advancedNetworking": {
    ///     "enabled": true, "security": { "enabled": true, "transitEncryption": { "type": "WireGuard" } }
    ///   }
    /// } }] }
    /// ```
    "advanced-networking-needs-cilium", Error, NetworkProfile, ACNS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.clusters_with_network() {
        let Some(acns) = &cluster.spec.network_profile.advanced_networking else { continue };
        let known =
            !cluster.spec.existing || cluster.spec.network_profile.network_dataplane.is_some();
        if cluster.dataplane == NetworkDataplane::Cilium || !known {
            continue;
        }
        let security = acns.security.as_ref();
        let policies = security.and_then(|it| it.advanced_network_policies);
        let encryption = security.and_then(|it| it.transit_encryption.as_ref()?.kind);
        let mode = acns.performance.as_ref().and_then(|it| it.acceleration_mode);
        let wants = [
            (
                "security/advancedNetworkPolicies",
                policies
                    .filter(|it| *it != AdvancedNetworkPolicies::None)
                    .map(AdvancedNetworkPolicies::as_str),
            ),
            (
                "security/transitEncryption",
                encryption
                    .filter(|it| *it != TransitEncryptionType::None)
                    .map(TransitEncryptionType::as_str),
            ),
            (
                "performance/accelerationMode",
                mode.filter(|it| *it != AccelerationMode::None).map(AccelerationMode::as_str),
            ),
        ];
        for (property, value) in wants {
            let Some(value) = value else { continue };
            let path = cluster.network_path(&format!("advancedNetworking/{property}"));
            report
                .at(path, format!("`{value}` needs the Cilium dataplane, and this is `azure`"))
                .help("set `networkDataplane` to `cilium`")
                .fix_set(
                    "use the Cilium dataplane",
                    cluster.network_path("networkDataplane"),
                    "cilium",
                );
        }
    }
}
