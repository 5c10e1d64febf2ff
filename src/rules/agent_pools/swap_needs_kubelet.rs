use crate::rules::{Context, Report, rule};

rule! {
    /// Nodes have a swap file, and kubelet does not start with one.
    ///
    /// `swapFileSizeMB` needs `failSwapOn` to be false.
    ///
    /// # Why
    ///
    /// kubelet stops on a node that has swap unless it is told not to: without that, no node of the
    /// pool ever becomes ready.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "linuxOSConfig": { "swapFileSizeMB": 1500 } }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "linuxOSConfig": { "swapFileSizeMB": 1500 }, "kubeletConfig": { "failSwapOn": false } }] }] }
    /// ```
    "swap-needs-kubelet", Error, AgentPools, NODE_CONFIG,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let swap = pool.spec.linux_os_config.as_ref().and_then(|it| it.swap_file_size_mb);
        let fails = pool.spec.kubelet_config.as_ref().and_then(|it| it.fail_swap_on);
        let Some(swap) = swap.filter(|it| *it > 0 && fails != Some(false)) else { continue };
        report
            .at(
                pool.at("linuxOSConfig/swapFileSizeMB"),
                format!("a swap file of {swap} MB keeps kubelet from starting"),
            )
            .help("set `failSwapOn` to false, or leave the swap file out")
            .fix_set("let kubelet start with swap", pool.at("kubeletConfig/failSwapOn"), false);
    }
}
