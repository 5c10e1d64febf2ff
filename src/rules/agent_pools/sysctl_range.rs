use crate::rules::{Context, Report, rule};
use crate::text::grouped;

rule! {
    /// A sysctl of the nodes is out of range.
    ///
    /// AKS takes `netCoreSomaxconn` from 4,096 to 3,240,000 and `netNetfilterNfConntrackMax` from
    /// 131,072 to 2,097,152.
    ///
    /// # Why
    ///
    /// The service refuses the pool. Settings of nodes can't be changed once the pool is made, so a
    /// value that is too low stays.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "linuxOSConfig": { "sysctls": { "netCoreSomaxconn": 1024 } } }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "linuxOSConfig": { "sysctls": { "netCoreSomaxconn": 16384 } } }] }] }
    /// ```
    "sysctl-range", Error, AgentPools, NODE_CONFIG,
    aliases: ["InvalidCustomLinuxOSConfig"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let sysctls = pool.spec.linux_os_config.as_ref().and_then(|it| it.sysctls.as_ref());
        let Some(sysctls) = sysctls else { continue };
        for (property, value, range) in [
            ("netCoreSomaxconn", sysctls.net_core_somaxconn, 4096..=3_240_000),
            (
                "netNetfilterNfConntrackMax",
                sysctls.net_netfilter_nf_conntrack_max,
                131_072..=2_097_152,
            ),
        ] {
            let Some(value) = value.filter(|it| !range.contains(it)) else { continue };
            let (least, most) = (*range.start(), *range.end());
            let near = value.clamp(least, most);
            let path = pool.at(&format!("linuxOSConfig/sysctls/{property}"));
            let (shown, least, most) = (grouped(value), grouped(least), grouped(most));
            report
                .at(&path, format!("`{property}` is {shown}, not {least} to {most}"))
                .help(format!("use {least} to {most}"))
                .fix_set(format!("use {}", grouped(near)), path, near);
        }
    }
}
