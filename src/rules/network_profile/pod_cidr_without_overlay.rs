use crate::finding::remove;
use crate::model::NetworkPlugin;
use crate::rules::{Context, Report, rule};

rule! {
    /// A pod CIDR is given, and pods take their addresses from a subnet.
    ///
    /// With Azure CNI outside overlay mode pods are part of the virtual network: there is nothing
    /// that a pod CIDR could say, and az refuses it.
    ///
    /// # Why
    ///
    /// Who gives one most often meant overlay: without the mode every pod takes an address of the
    /// subnet, which may be far too small.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "networkPluginMode": null, "podCidr": "10.244.0.0/16" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPluginMode": "overlay", "podCidr": "10.244.0.0/16" } }] }
    /// ```
    "pod-cidr-without-overlay", Error, NetworkProfile, AZ_AKS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let profile = &cluster.spec.network_profile;
        if profile.network_plugin != Some(NetworkPlugin::Azure) || cluster.overlay {
            continue;
        }
        let path = match (&profile.pod_cidr, profile.pod_cidrs.is_empty()) {
            (Some(_), _) => cluster.network_path("podCidr"),
            (None, false) => cluster.network_path("podCidrs"),
            (None, true) => continue,
        };
        let has_pod_subnet = cluster.pools.iter().any(|it| it.spec.pod_subnet.is_some());
        let place = if has_pod_subnet { "pod subnet" } else { "node subnet" };
        let finding = report.at(
            path,
            format!("a pod CIDR has no meaning here: pods take their addresses from the {place}"),
        );
        if has_pod_subnet {
            let both = ["podCidr", "podCidrs"].map(|it| remove(cluster.network_path(it)));
            finding.help("leave the pod CIDR out").fix("leave the pod CIDR out", both.to_vec());
        } else {
            finding
                .help("set `networkPluginMode` to `overlay`, or leave the pod CIDR out")
                .fix_set("use overlay mode", cluster.network_path("networkPluginMode"), "overlay");
        }
    }
}
