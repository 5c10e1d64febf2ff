use super::remedy::set_services;
use crate::azure_facts::limits;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;
use ipnet::IpNet;

rule! {
    /// The service CIDR is larger than AKS takes.
    ///
    /// An IPv4 service CIDR must be smaller than a /12, an IPv6 one no larger than a /108.
    ///
    /// # Why
    ///
    /// The service refuses the cluster. A /16 has room for 65,534 services, more than any cluster
    /// runs.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "10.0.0.0/12" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "10.0.0.0/13" } }] }
    /// ```
    "service-cidr-too-large", Error, AddressPlan, IP_PLANNING,
    aliases: ["InvalidServiceCidrIPv6MaskSize"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        for range in &cluster.service_cidrs {
            let name = quoted(&cluster.spec.name);
            let (net, length) = (range.net, range.net.prefix_len());
            let (most, is_too_large) = match net {
                IpNet::V4(_) => {
                    let refused = limits::SERVICE_CIDR_PREFIX.value;
                    (refused + 1, length <= refused)
                }
                IpNet::V6(_) => {
                    let most = limits::SERVICE_CIDR_PREFIX_V6.value;
                    (most, length < most)
                }
            };
            if is_too_large {
                let message =
                    format!("service CIDR `{net}` of cluster {name} is larger than a /{most}");
                let is_full = report.is_full();
                let finding = report.at(&range.path, message);
                finding.help(format!("make it a /{most} or smaller; a /16 holds 65,534 services"));
                if !is_full {
                    set_services(cx, cluster, &net, 16, finding);
                }
            }
        }
    }
}
