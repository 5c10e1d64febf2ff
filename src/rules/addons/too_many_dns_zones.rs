use crate::azure_facts::limits;
use crate::rules::{Context, Report, rule};

rule! {
    /// Application routing has too many DNS zones.
    ///
    /// It keeps records in five zones at most.
    ///
    /// # Why
    ///
    /// The service refuses a sixth. Fewer, larger zones do, or an ExternalDNS of your own.
    ///
    /// ```json,fails
    /// { "clusters": [{ "ingressProfile": { "webAppRouting": { "enabled": true, "dnsZoneResourceIds": [
    /// "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dns/providers/Microsoft.Network/dnsZones/a.example",
    /// "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dns/providers/Microsoft.Network/dnsZones/b.example",
    /// "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dns/providers/Microsoft.Network/dnsZones/c.example",
    /// "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dns/providers/Microsoft.Network/dnsZones/d.example",
    /// "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dns/providers/Microsoft.Network/dnsZones/e.example",
    /// "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dns/providers/Microsoft.Network/dnsZones/f.example"
    /// ] } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "ingressProfile": { "webAppRouting": { "enabled": true, "dnsZoneResourceIds": [
    /// "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dns/providers/Microsoft.Network/dnsZones/a.example"
    /// ] } } }] }
    /// ```
    "too-many-dns-zones", Error, Addons, APP_ROUTING_GATEWAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let most = limits::APP_ROUTING_ZONES.value;
    for cluster in &cx.net.clusters {
        let ingress = cluster.spec.ingress_profile.as_ref();
        let zones = ingress.and_then(|it| it.web_app_routing.as_ref());
        let zones = zones.map_or(0, |it| it.dns_zone_resource_ids.len());
        if zones > most {
            report
                .at(
                    cluster.at("ingressProfile/webAppRouting/dnsZoneResourceIds"),
                    format!("application routing has {zones} DNS zones, {most} are allowed"),
                )
                .help("keep records of further zones with ExternalDNS");
        }
    }
}
