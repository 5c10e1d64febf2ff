use super::uses::{Kind, uses};
use crate::azure_facts::limits;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The subnet of an Application Gateway is smaller than a /24.
    ///
    /// A gateway of version 2 grows to 125 instances, each with an address, and needs a few more
    /// while it is updated; a private frontend takes one, and Azure five.
    ///
    /// # Why
    ///
    /// The gateway is made, and stops growing under the load it is there for. Its subnet can only
    /// be enlarged while nothing is in it.
    ///
    /// # Arithmetic
    ///
    /// 125 instances + 1 private frontend + 5 that Azure keeps = 131, and a few more during
    /// updates: a /25 has 128, a /24 has 256.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "gateway", "addressPrefix": "10.240.8.0/26" }] }],
    ///   "clusters": [{ "addonProfiles": { "ingressApplicationGateway": { "enabled": true, "subnet": "gateway" } } }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "gateway", "addressPrefix": "10.240.8.0/24" }] }],
    ///   "clusters": [{ "addonProfiles": { "ingressApplicationGateway": { "enabled": true, "subnet": "gateway" } } }] }
    /// ```
    "application-gateway-subnet-too-small", Warning, AddressPlan, APP_GATEWAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let longest = limits::APPLICATION_GATEWAY_SUBNET_PREFIX.value;
    let mut say = |path: String, what: String, length: u8| {
        if length > longest {
            report
                .at(path, format!("{what} is smaller than a /{longest}"))
                .help(format!("make it a /{longest}, so that the gateway can grow"));
        }
    };
    for (at, uses) in uses(cx) {
        let Some(subnet) = cx.net.subnet(at) else { continue };
        if uses.iter().any(|it| it.kind == Kind::ApplicationGateway)
            && let Some(net) = subnet.ipv4()
        {
            let name = quoted(&subnet.spec.name);
            let what = format!("subnet {name} (`{net}`) of the Application Gateway");
            say(subnet.prefix_path(), what, net.prefix_len());
        }
    }
    for range in cx.net.clusters.iter().filter_map(|it| it.application_gateway_range.as_ref()) {
        let what = format!("`{}` for the Application Gateway", range.net);
        say(range.path.clone(), what, range.net.prefix_len());
    }
}
