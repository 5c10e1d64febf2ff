use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A host port is none.
    ///
    /// Ports are `80/tcp` or `4000-5000/udp`, from 1 to 65535.
    ///
    /// # Why
    ///
    /// The ports are opened in the nodes' security group. One that can't be read opens nothing, or
    /// more than was meant.
    ///
    /// # Decided
    ///
    /// az takes port 99999. No packet has such a port and the service refuses it, so it is an error
    /// here.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "networkProfile": { "allowedHostPorts": ["99999/tcp"] } }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "networkProfile": { "allowedHostPorts": ["80/tcp", "4000-5000/udp"] } }] }] }
    /// ```
    "host-port-syntax", Error, AgentPools, NODE_PUBLIC_IP,
    aliases: ["--allowed-host-ports", "--nodepool-allowed-host-ports"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let Some(profile) = &pool.spec.network_profile else { continue };
        for (nth, ports) in profile.allowed_host_ports.iter().enumerate() {
            let Some(why) = problem(ports) else { continue };
            report
                .at(pool.at(&format!("networkProfile/allowedHostPorts/{nth}")), why)
                .help("write a port or a range from 1 to 65535 with `/tcp` or `/udp`, as `80/tcp`");
        }
    }
}

fn problem(text: &str) -> Option<String> {
    let shown = quoted(text);
    let Some((ports, protocol)) = text.split_once('/') else {
        return Some(format!("host port {shown} has no protocol"));
    };
    if !["tcp", "udp"].iter().any(|it| it.eq_ignore_ascii_case(protocol)) {
        return Some(format!("host port {shown} has a protocol that is neither `tcp` nor `udp`"));
    }
    let (first, last) = ports.split_once('-').unwrap_or((ports, ports));
    match (port(first), port(last)) {
        (Some(first), Some(last)) if first > last => {
            Some(format!("host ports {shown} end before they start"))
        }
        (Some(_), Some(_)) => None,
        _ => Some(format!("host port {shown} is not within 1 to 65535")),
    }
}

fn port(text: &str) -> Option<u16> {
    let is_number = text.bytes().all(|it| it.is_ascii_digit());
    text.parse().ok().filter(|it| is_number && *it > 0)
}
