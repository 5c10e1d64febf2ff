use crate::layout::Relation;
use crate::rules::{Context, Report, rule};

rule! {
    /// The service CIDR overlaps a subnet of the cluster's virtual network.
    ///
    /// Service addresses exist inside the cluster only. Where a subnet has the same addresses, pods
    /// reach the service and never the machine, and Azure refuses the cluster. The default
    /// `10.0.0.0/16` counts too: a network `10.0.0.0/8` needs another service CIDR.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "10.240.0.0/16" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "172.16.0.0/16" } }] }
    /// ```
    "service-cidr-overlaps-subnet", Error, AddressPlan, IP_PLANNING,
    aliases: ["ServiceCidrOverlapExistingSubnetsCidr"]
}

fn check(cx: &Context, report: &mut Report) {
    for conflict in cx.layout.conflicts_of(Relation::ServiceAndSubnet) {
        let (service, subnet) = (&conflict.a, &conflict.b);
        report
            .at(&service.path, format!("{service} overlaps {subnet}"))
            .help("choose a service CIDR outside the virtual network and everything it reaches")
            .related(&subnet.path, subnet.to_string());
    }
}
