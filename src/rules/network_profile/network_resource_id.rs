use crate::lower::Cluster;
use crate::rules::addons::resource_id::is_id;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// An outbound address, prefix or security group of nodes is no resource id of its kind.
    ///
    /// They stand outside the plan and are named in full:
    /// `/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/…`.
    ///
    /// # Why
    ///
    /// az and the service refuse a name alone: in another group or subscription there may be one of
    /// the same name.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "loadBalancerProfile": { "outboundIPs": ["20.1.2.3"] } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "loadBalancerProfile": { "outboundIPs": [
    ///   "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/out"
    /// ] } } }] }
    /// ```
    "network-resource-id", Error, NetworkProfile, REST_SPEC,
    aliases: ["InvalidLoadBalancerProfileOutboundIPs", "InvalidLoadBalancerProfileOutboundIPPrefixes"]
}

const ADDRESS: &str = "publicIPAddresses";
const PREFIX: &str = "publicIPPrefixes";
const GROUP: &str = "applicationSecurityGroups";

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        for (path, text, kind) in references(cluster) {
            let kind = format!("Microsoft.Network/{kind}");
            if !is_id(text, &kind) {
                report
                    .at(path, format!("{} is no resource id of `{kind}`", quoted(text)))
                    .help(format!("write it as `/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/{kind}/NAME`"));
            }
        }
    }
}

/// What is referred to, with its place and kind.
fn references<'c>(cluster: &'c Cluster) -> Vec<(String, &'c str, &'static str)> {
    let mut found: Vec<(String, &str, &str)> = Vec::new();
    let mut list = |path: String, texts: &'c [String], kind| {
        let texts = texts.iter().enumerate();
        found.extend(texts.map(|(at, it)| (format!("{path}/{at}"), it.as_str(), kind)));
    };
    let profile = &cluster.spec.network_profile;
    if let Some(it) = &profile.load_balancer_profile {
        list(cluster.network_path("loadBalancerProfile/outboundIPs"), &it.outbound_ips, ADDRESS);
        let path = cluster.network_path("loadBalancerProfile/outboundIPPrefixes");
        list(path, &it.outbound_ip_prefixes, PREFIX);
    }
    if let Some(it) = &profile.nat_gateway_profile {
        list(cluster.network_path("natGatewayProfile/outboundIPs"), &it.outbound_ips, ADDRESS);
        let path = cluster.network_path("natGatewayProfile/outboundIPPrefixes");
        list(path, &it.outbound_ip_prefixes, PREFIX);
    }
    for pool in &cluster.pools {
        if let Some(it) = &pool.spec.network_profile {
            let path = pool.at("networkProfile/applicationSecurityGroups");
            list(path, &it.application_security_groups, GROUP);
        }
    }
    for pool in &cluster.pools {
        if let Some(it) = &pool.spec.node_public_ip_prefix {
            found.push((pool.at("nodePublicIPPrefix"), it, PREFIX));
        }
    }
    found
}
