use crate::model::NatGatewaySku;
use crate::rules::{Context, Report, rule};
use crate::text::listed;

rule! {
    /// A `Standard` NAT gateway should be in several zones.
    ///
    /// It lives in one zone, or in none in particular. Azure refuses a list of more than one.
    ///
    /// # Why
    ///
    /// Who names several wants a gateway that outlives one of them. That is SKU `StandardV2`.
    ///
    /// ```json,fails
    /// { "natGateways": [{ "name": "nat", "zones": ["1", "2", "3"] }] }
    /// ```
    /// ```json,passes
    /// { "natGateways": [{ "name": "nat", "zones": ["1"] }] }
    /// ```
    "nat-gateway-in-several-zones", Error, NetworkProfile, NAT_GATEWAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (at, gateway) in cx.plan.nat_gateways.iter().enumerate() {
        let is_v2 = gateway.sku == Some(NatGatewaySku::StandardV2);
        if is_v2 || gateway.existing || gateway.zones.len() < 2 {
            continue;
        }
        let (name, zones) = (&gateway.name, listed(&gateway.zones));
        report
            .at(
                format!("/natGateways/{at}/zones"),
                format!("`Standard` NAT gateway `{name}` can't be in zones {zones}: it takes one"),
            )
            .help("use SKU `StandardV2`, which spans zones, or name one zone")
            .fix(
                "use `StandardV2`",
                vec![
                    crate::finding::remove(format!("/natGateways/{at}/zones")),
                    crate::finding::set(format!("/natGateways/{at}/sku"), "StandardV2"),
                ],
            );
    }
}
