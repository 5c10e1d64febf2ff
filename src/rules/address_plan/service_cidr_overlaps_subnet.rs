use super::remedy::{move_services, report_conflicts};
use crate::layout::Relation;
use crate::rules::{Context, Report, rule};

rule! {
    /// The service CIDR overlaps a subnet of the cluster's virtual network.
    ///
    /// Service addresses exist inside the cluster only.
    ///
    /// # Why
    ///
    /// Where a subnet has the same addresses, pods reach the service and never the machine, and
    /// Azure refuses the cluster. The default `10.0.0.0/16` counts too: a network `10.0.0.0/8`
    /// needs another service CIDR.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "10.240.0.0/16", "dnsServiceIP": "10.240.0.10" } }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "addressPrefixes": ["10.0.0.0/16"], "subnets": [{ "addressPrefix": "10.0.4.0/22" }] }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "addressPrefixes": ["10.0.0.0/16"], "subnets": [
    ///     { "addressPrefix": "10.0.4.0/22" },
    ///     { "name": "api", "addressPrefix": "10.0.8.0/28" },
    ///     { "name": "endpoints", "addressPrefix": "10.0.9.0/27" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "172.16.0.0/16", "dnsServiceIP": "172.16.0.10" } }] }
    /// ```
    "service-cidr-overlaps-subnet", Error, AddressPlan, IP_PLANNING,
    aliases: [
        "ServiceCidrOverlapExistingSubnetsCidr", "SubnetCidrOverlapServiceCidr",
        "ServiceCidrOverlapping",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    let help = "choose a service CIDR outside the virtual network and everything it reaches";
    report_conflicts(cx, report, Relation::ServiceAndSubnet, help, move_services);
}
