use crate::lower::Cluster;
use crate::model::{NodeOsUpgradeChannel, NodeProvisioningMode, SkuTier, UpgradeChannel};
use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster of AKS Automatic changes what Automatic sets.
    ///
    /// Automatic comes with tier Standard, node auto-provisioning, the `stable` channel and node
    /// images of channel `NodeImage`. None of these can be changed.
    ///
    /// # Why
    ///
    /// az and the service refuse it. Who wants to choose takes a cluster of SKU Base.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "sku": { "name": "Automatic", "tier": "Free" },
    ///     "autoUpgradeProfile": { "upgradeChannel": "rapid" },
    ///     "agentPools": []
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "sku": { "name": "Automatic" }, "agentPools": [] }] }
    /// ```
    "automatic-preset", Error, Cluster, AUTOMATIC,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.is_automatic()) {
        for (property, typed, preset) in changed(cluster) {
            let path = cluster.at(property);
            let name = property.rsplit('/').next().unwrap_or(property);
            report
                .at(&path, format!("`{name}` is `{typed}`, AKS Automatic sets it to `{preset}`"))
                .help("leave it out, or use SKU `Base`")
                .fix_remove(format!("leave `{name}` out"), path);
        }
    }
}

/// Properties that are typed and differ from what Automatic sets: (place, typed, preset).
fn changed(cluster: &Cluster) -> Vec<(&'static str, String, &'static str)> {
    let spec = cluster.spec;
    let upgrades = spec.auto_upgrade_profile.as_ref();
    let provisioning = spec.node_provisioning_profile.as_ref();
    let mut found = Vec::new();
    macro_rules! preset {
        ($place:literal, $typed:expr, $preset:expr) => {
            if let Some(typed) = $typed
                && typed != $preset
            {
                found.push(($place, typed.to_string(), $preset.as_str()));
            }
        };
    }
    preset!("sku/tier", spec.sku.as_ref().and_then(|it| it.tier), SkuTier::Standard);
    preset!(
        "autoUpgradeProfile/upgradeChannel",
        upgrades.and_then(|it| it.upgrade_channel),
        UpgradeChannel::Stable
    );
    preset!(
        "autoUpgradeProfile/nodeOSUpgradeChannel",
        upgrades.and_then(|it| it.node_os_upgrade_channel),
        NodeOsUpgradeChannel::NodeImage
    );
    preset!(
        "nodeProvisioningProfile/mode",
        provisioning.and_then(|it| it.mode),
        NodeProvisioningMode::Auto
    );
    found
}
