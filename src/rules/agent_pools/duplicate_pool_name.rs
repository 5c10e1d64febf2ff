use crate::rules::{Context, Report, rule};
use std::collections::HashMap;

rule! {
    /// Two pools of a cluster have the same name.
    ///
    /// Making the second would change the first.
    ///
    /// # Why
    ///
    /// One of two pools that were planned would be missing, and the other have settings that nobody
    /// chose for it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "name": "pool" }, { "name": "pool" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "name": "pool1" }, { "name": "pool2" }] }] }
    /// ```
    "duplicate-pool-name", Error, AgentPools, AZ_NODEPOOL,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let mut first: HashMap<String, usize> = HashMap::new();
        for pool in cluster.pools.iter().filter(|it| !it.spec.name.is_empty()) {
            let before = *first.entry(pool.spec.name.to_ascii_lowercase()).or_insert(pool.index);
            if before != pool.index {
                let text = format!("another pool is called {} already", super::quoted_name(pool));
                report
                    .at(pool.at("name"), text)
                    .help("give each pool a name of its own")
                    .related(cluster.at(&format!("agentPools/{before}/name")), "the first of them");
            }
        }
    }
}
