use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The range of ports for outgoing connections is none.
    ///
    /// `netIpv4IpLocalPortRange` holds two numbers: the first from 1024 to 60999, the last from
    /// 32768 to 65535.
    ///
    /// # Why
    ///
    /// With a range that overlaps the node's own services, connections fail at random; the service
    /// refuses it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "linuxOSConfig": { "sysctls": { "netIpv4IpLocalPortRange": "500 70000" } } }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "linuxOSConfig": { "sysctls": { "netIpv4IpLocalPortRange": "32000 60000" } } }] }] }
    /// ```
    "local-port-range", Error, AgentPools, NODE_CONFIG,
    aliases: ["InvalidCustomLinuxOSConfig"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let sysctls = pool.spec.linux_os_config.as_ref().and_then(|it| it.sysctls.as_ref());
        let range = sysctls.and_then(|it| it.net_ipv4_ip_local_port_range.as_ref());
        let Some(range) = range else { continue };
        let numbers: Vec<Option<u32>> =
            range.split_whitespace().map(|it| it.parse().ok()).collect();
        let why = match numbers.as_slice() {
            [Some(first), Some(last)] if first > last => "ends before it starts",
            [Some(first), _] if !(1024..=60999).contains(first) => {
                "does not start from 1024 to 60999"
            }
            [Some(_), Some(last)] if !(32768..=65535).contains(last) => {
                "does not end from 32768 to 65535"
            }
            [Some(_), Some(_)] => continue,
            _ => "is not two numbers",
        };
        report
            .at(
                pool.at("linuxOSConfig/sysctls/netIpv4IpLocalPortRange"),
                format!("the range {} {why}", quoted(range)),
            )
            .help("write first and last port, as `32768 60999`");
    }
}
