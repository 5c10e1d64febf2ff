use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};

/// What scanners ask for.
const ADVISED: u32 = 50;

rule! {
    /// A pool's `maxPods` is below fifty.
    ///
    /// The cluster's own agents take ten or more of a node's pods, and `maxPods` can't be changed
    /// later. With pods in the virtual network a lower number saves addresses: each node reserves
    /// one for every pod. With overlay and kubenet a node takes a /24 whatever the number.
    ///
    /// # Why
    ///
    /// A node whose pods are used up is full while its processors are idle. With too many,
    /// addresses are. Neither can be mended without a new pool.
    ///
    /// # Decided
    ///
    /// Scanners ask for 50 pods on a node whatever the addresses; who plans addresses wants fewer.
    /// The service takes 10 to 250, so it is information, with both numbers.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "maxPods": 30 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "maxPods": 110 }] }] }
    /// ```
    "max-pods-low", Info, AgentPools, IP_PLANNING,
    profile: Strict,
    aliases: ["Azure.AKS.NodeMinPods", "AZR-000018", "CKV_AZURE_168"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let Some(pods) = pool.spec.max_pods.filter(|it| (10..ADVISED).contains(it)) else {
            continue;
        };
        let saved = match pool.addressing {
            PodAddressing::Overlay | PodAddressing::Kubenet => {
                "a node takes a /24 whatever the number".to_string()
            }
            PodAddressing::NodeSubnet | PodAddressing::StaticBlock => {
                format!("{ADVISED} would take {} addresses more a node", ADVISED - pods)
            }
            PodAddressing::PodSubnet | PodAddressing::OwnCni => continue,
        };
        let name = super::quoted_name(pool);
        report.at(pool.at("maxPods"), format!("pool {name} has {pods} pods a node; {saved}")).help(
            format!("use {ADVISED} or more where addresses allow; it can't be changed later"),
        );
    }
}
