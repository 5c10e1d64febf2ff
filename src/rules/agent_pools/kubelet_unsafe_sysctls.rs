use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// An unsafe sysctl is allowed that AKS does not let pods set.
    ///
    /// Pods may be allowed `kernel.shm*`, `kernel.msg*`, `kernel.sem`, `fs.mqueue.*` and `net.*`,
    /// singly or with a `*` at the end.
    ///
    /// # Why
    ///
    /// These settings are apart for each pod; others would change the node under all of its pods.
    /// The service refuses them.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "kubeletConfig": { "allowedUnsafeSysctls": ["vm.swappiness"] } }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "kubeletConfig": { "allowedUnsafeSysctls": ["net.core.somaxconn", "kernel.msg*"] } }] }] }
    /// ```
    "kubelet-unsafe-sysctls", Error, AgentPools, NODE_CONFIG,
    aliases: ["InvalidCustomKubeletConfig"]
}

const PREFIXES: &[&str] = &["kernel.shm", "kernel.msg", "fs.mqueue.", "net."];

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let Some(kubelet) = &pool.spec.kubelet_config else { continue };
        for (nth, sysctl) in kubelet.allowed_unsafe_sysctls.iter().enumerate() {
            let known = sysctl == "kernel.sem" || PREFIXES.iter().any(|it| sysctl.starts_with(it));
            let star_inside = sysctl.trim_end_matches('*').contains('*');
            if known && !star_inside {
                continue;
            }
            let path = pool.at(&format!("kubeletConfig/allowedUnsafeSysctls/{nth}"));
            report
                .at(path, format!("pods can't be allowed to set {}", quoted(sysctl)))
                .help("use `kernel.shm*`, `kernel.msg*`, `kernel.sem`, `fs.mqueue.*` or `net.*`");
        }
    }
}
