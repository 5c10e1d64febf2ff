use crate::model::AccelerationMode;
use crate::rules::{Context, Report, rule};

rule! {
    /// Advanced Container Networking Services are on, and every part of them is off.
    ///
    /// az refuses it: there would be nothing to pay for.
    ///
    /// # Why
    ///
    /// What is paid for by node is the parts; a service without any does nothing.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "advancedNetworking": {
    ///   "enabled": true, "observability": { "enabled": false }, "security": { "enabled": false }
    /// } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "advancedNetworking": {
    ///   "enabled": true, "observability": { "enabled": true }, "security": { "enabled": false }
    /// } } }] }
    /// ```
    "advanced-networking-without-parts", Error, NetworkProfile, ACNS,
    aliases: ["Cannot disable observability, security, and performance acceleration"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(acns) = &cluster.spec.network_profile.advanced_networking else { continue };
        // A part that is not named is on.
        let observes = acns.observability.as_ref().is_none_or(|it| it.enabled);
        let secures = acns.security.as_ref().is_none_or(|it| it.enabled);
        let mode = acns.performance.as_ref().and_then(|it| it.acceleration_mode);
        if acns.enabled && !observes && !secures && mode != Some(AccelerationMode::BpfVeth) {
            let path = cluster.network_path("advancedNetworking");
            report
                .at(&path, "advanced networking is on, and each of its parts is off")
                .help("switch a part on, or leave `advancedNetworking` out")
                .fix_remove("leave `advancedNetworking` out", path);
        }
    }
}
