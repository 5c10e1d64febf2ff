use crate::rules::{Context, Report, rule};

rule! {
    /// A network has one DNS server of its own.
    ///
    /// # Why
    ///
    /// While it is away no node finds the API server or a registry by name. Azure's own service,
    /// and the DNS proxy of an Azure Firewall, are redundant behind their one address.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "dnsServers": ["10.240.9.4"] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "dnsServers": ["10.240.9.4", "10.240.9.5"] }] }
    /// ```
    "single-dns-server", Info, NetworkProfile, VNET_FAQ,
    aliases: ["Azure.VNET.SingleDNS", "AZR-000264"]
}

/// The address of Azure's own DNS service.
const AZURE: &str = "168.63.129.16";

fn check(cx: &Context, report: &mut Report) {
    let firewalls = || cx.net.networks.iter().filter_map(|it| it.firewall_address.as_ref());
    for network in &cx.net.networks {
        let [only] = network.dns_servers.as_slice() else { continue };
        let is_firewall = firewalls().any(|it| it.address == only.address);
        if network.spec.dns_servers.len() == 1 && !is_firewall && only.address.to_string() != AZURE
        {
            let name = &network.spec.name;
            report
                .at(&only.path, format!("network `{name}` has one DNS server, {}", only.address))
                .help("name a second one in `dnsServers`");
        }
    }
}
