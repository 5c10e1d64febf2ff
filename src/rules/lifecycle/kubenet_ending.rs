use super::ending;
use crate::azure_facts::lifecycle::KUBENET;
use crate::finding::set;
use crate::model::NetworkPlugin;
use crate::rules::{Context, Report, rule};

rule! {
    /// kubenet ends on 2028-03-31.
    ///
    /// A cluster on kubenet has to move to Azure CNI overlay before: nodes keep their subnet, pods
    /// keep a range of their own, and the route for each node is gone, with its limit of 400 nodes.
    /// A new cluster takes the overlay at once; an existing one is updated in place, which replaces
    /// its nodes.
    ///
    /// # Why
    ///
    /// After the day nothing mends it, and the move takes all nodes of a cluster: better planned
    /// than pressed.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": "overlay" } }] }
    /// ```
    "kubenet-ending", Warning, Lifecycle, KUBENET_RETIREMENT,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.plugin == NetworkPlugin::Kubenet) {
        let path = cluster.network_path("networkPlugin");
        let Some(finding) = ending(cx, report, &KUBENET, &path, cluster.spec.existing) else {
            continue;
        };
        finding
            .help(if cluster.spec.existing {
                "move it with `az aks update --network-plugin azure --network-plugin-mode overlay`"
            } else {
                "take Azure CNI overlay, which addresses pods the same way without routes"
            })
            .fix(
                "take Azure CNI overlay",
                vec![
                    set(path, NetworkPlugin::Azure.as_str()),
                    set(cluster.network_path("networkPluginMode"), "overlay"),
                ],
            );
    }
}
