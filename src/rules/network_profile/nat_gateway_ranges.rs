use crate::azure_facts::limits;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A NAT gateway's number of addresses or its idle timeout is out of range.
    ///
    /// A NAT gateway has 1 to 16 addresses and closes flows after 4 to 120 idle minutes.
    ///
    /// # Why
    ///
    /// az and the service refuse it. Each address brings 64,512 ports, which are shared by all
    /// nodes behind it.
    ///
    /// ```json,fails
    /// { "natGateways": [{ "name": "nat", "publicIPCount": 17, "idleTimeoutInMinutes": 3 }] }
    /// ```
    /// ```az,fails
    /// az network nat gateway create --resource-group rg --name nat --location westeurope
    /// ```
    /// ```json,fails
    /// { "clusters": [{
    ///   "networkProfile": {
    ///     "outboundType": "managedNATGateway",
    ///     "natGatewayProfile": { "managedOutboundIPProfile": { "count": 20 }, "idleTimeoutInMinutes": 240 }
    ///   },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    /// ```json,passes
    /// { "natGateways": [{ "name": "nat", "publicIPCount": 16, "idleTimeoutInMinutes": 120 }] }
    /// ```
    "nat-gateway-out-of-range", Error, NetworkProfile, AZ_AKS,
    aliases: [
        "--nat-gateway-managed-outbound-ip-count", "--nat-gateway-idle-timeout",
        "InvalidNATGatewayProfileManagedOutboundIPCount",
        "InvalidNATGatewayProfileIdleTimeoutInMinutes",
        "NATGatewayNotAssociatedWithPublicIPOrIPPrefix",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    let look = |report: &mut Report,
                value: Option<u32>,
                (least, most): (u32, u32),
                path: String,
                what: Words| {
        let Some(value) = value.filter(|it| !(least..=most).contains(it)) else { return };
        let near = value.clamp(least, most);
        let (has, word) = what;
        report
            .at(&path, format!("a NAT gateway {has} {least} to {most} {word}, not {value}"))
            .help(format!("use a number from {least} to {most}"))
            .fix_set(format!("use {near}"), path, near);
    };
    let (count, timeout) = (limits::NAT_ADDRESSES.value, limits::NAT_IDLE_TIMEOUT.value);
    let idle = ("has an idle timeout of", "minutes");
    for (at, gateway) in cx.plan.nat_gateways.iter().enumerate() {
        let path = |it: &str| format!("/natGateways/{at}/{it}");
        // One with prefixes needs no addresses.
        let has_prefixes = gateway.az_arguments.iter().any(|it| it.contains("-ip-prefixes"));
        let addresses = gateway.public_ip_count.filter(|it| *it > 0 || !has_prefixes);
        if addresses == Some(0) {
            let name = quoted(&gateway.name);
            report
                .at(path("publicIPCount"), format!("NAT gateway {name} has no public address"))
                .help("give it an address, or a prefix of addresses: without one nothing gets out")
                .fix_set("give it an address", path("publicIPCount"), 1);
        } else {
            look(report, addresses, count, path("publicIPCount"), ("has", "addresses"));
        }
        look(report, gateway.idle_timeout_in_minutes, timeout, path("idleTimeoutInMinutes"), idle);
    }
    for cluster in &cx.net.clusters {
        let Some(profile) = &cluster.spec.network_profile.nat_gateway_profile else { continue };
        let path = |it: &str| cluster.network_path(&format!("natGatewayProfile/{it}"));
        let managed = profile.managed_outbound_ip_profile.as_ref();
        let (v4, v6) = (managed.and_then(|it| it.count), managed.and_then(|it| it.count_ipv6));
        let at = |it: &str| path(&format!("managedOutboundIPProfile/{it}"));
        look(report, v4, count, at("count"), ("has", "addresses"));
        look(report, v6.filter(|it| *it > 0), count, at("countIPv6"), ("has", "IPv6 addresses"));
        look(report, profile.idle_timeout_in_minutes, timeout, path("idleTimeoutInMinutes"), idle);
    }
}

/// What is before the range in a message, and what after.
type Words = (&'static str, &'static str);
