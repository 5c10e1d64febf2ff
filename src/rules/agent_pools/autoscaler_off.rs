use crate::model::{PoolMode, PoolType};
use crate::rules::{Context, Report, rule};

rule! {
    /// No user pool of a cluster scales itself.
    ///
    /// The autoscaler adds nodes while pods wait for one, and takes away those that are not needed.
    /// Told where no user pool has it.
    ///
    /// # Why
    ///
    /// A fixed number of nodes is paid for at night too, and is too few on the day that it matters.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "enableAutoScaling": false }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "enableAutoScaling": true, "minCount": 3, "maxCount": 5 }] }] }
    /// ```
    "autoscaler-off", Info, AgentPools, AUTOSCALER,
    aliases: ["Azure.AKS.AutoScaling", "AZR-000019", "902c82ff-4910-4b61-942d-0d6ef7f39b67"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| !super::makes_nodes(it) && !it.spec.existing)
    {
        let is_scalable = |it: &&crate::lower::Pool| {
            it.mode == PoolMode::User
                && !matches!(
                    it.spec.pool_type,
                    Some(PoolType::VirtualMachines | PoolType::AvailabilitySet)
                )
        };
        let mut pools = cluster.pools.iter().filter(is_scalable).peekable();
        let Some(first) = pools.peek() else { continue };
        let path = first.at("enableAutoScaling");
        if pools.all(|it| !it.spec.enable_auto_scaling) {
            report
                .at(path, "no user pool of the cluster scales itself")
                .help("set `enableAutoScaling` with `minCount` and `maxCount`");
        }
    }
}
