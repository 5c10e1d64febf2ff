use crate::azure_facts::sources::{AZ_AKS, OUTBOUND_TYPE};
use crate::finding::set;
use crate::model::OutboundType;
use crate::rules::{Context, Report, rule};

rule! {
    /// A NAT gateway of SKU `StandardV2` is asked for by the name of its preview.
    ///
    /// The service's API and az without preview extensions know `managedNATGateway` with SKU
    /// `StandardV2` alone, which scripts from here say.
    ///
    /// # Why
    ///
    /// az and the service refuse the name, although a page of Azure's uses it.
    ///
    /// # Decided
    ///
    /// The page on outbound types says `managedNATGatewayV2`, the API and the release notes
    /// `managedNATGateway` with SKU `StandardV2`.
    ///
    /// ```json,fails
    /// { "virtualNetworks": null, "clusters": [{
    ///   "networkProfile": { "outboundType": "managedNATGatewayV2" },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": null, "clusters": [{
    ///   "networkProfile": { "outboundType": "managedNATGateway", "natGatewayProfile": { "sku": "StandardV2" } },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }] }] }
    /// ```
    "outbound-type-preview-name", Warning, NetworkProfile, OUTBOUND_TYPE,
    aliases: ["managedNATGatewayV2"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let typed = cluster.spec.network_profile.outbound_type;
        if typed == Some(OutboundType::ManagedNatGatewayV2) {
            let path = cluster.network_path("outboundType");
            let message = format!(
                "`{}` of {} says `managedNATGatewayV2`, `{}` says `managedNATGateway` with SKU `StandardV2`",
                OUTBOUND_TYPE.title, OUTBOUND_TYPE.date, AZ_AKS.title
            );
            let sku = set(cluster.network_path("natGatewayProfile/sku"), "StandardV2");
            let change = vec![set(&path, "managedNATGateway"), sku];
            report
                .at(path, message)
                .help("say it with the SKU, which every tool understands")
                .fix("say it with the SKU", change);
        }
    }
}
