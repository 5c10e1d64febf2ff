use crate::lower::ProblemKind;
use crate::net::parse_cidr;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A text is no address.
    ///
    /// Here an IPv4 or IPv6 address stands alone: four numbers from 0 to 255 between dots, or
    /// groups of IPv6, and no prefix length.
    ///
    /// # Why
    ///
    /// az passes on whatever it is given, so the slip shows minutes later, when the service refuses
    /// the cluster or a node resolves no name.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "dnsServiceIP": "10.0.0" } }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "dnsServers": ["10.1.0.4/32"] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "dnsServiceIP": "10.0.0.10" } }] }
    /// ```
    "address-syntax", Error, Reading, REST_SPEC,
    aliases: ["InvalidIPAddress", "IPParseError", "DnsServiceIpParseError"]
}

fn check(cx: &Context, report: &mut Report) {
    for problem in &cx.net.problems {
        let ProblemKind::Address(reason) = &problem.kind else { continue };
        let text = &problem.text;
        let host = parse_cidr(text).ok().filter(|it| it.prefix_len() == it.max_prefix_len());
        let reason = if text.contains('/') { "it is a range" } else { reason };
        let finding = report.at(&problem.path, format!("{} is no address: {reason}", quoted(text)));
        finding.help("give a single address such as `10.0.0.10`");
        if let Some(net) = host {
            let address = net.addr().to_string();
            finding.fix_set(format!("write `{address}`"), &problem.path, address);
        }
    }
}
