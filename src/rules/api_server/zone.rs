//! The private DNS zone of a cluster.

use crate::lower::Cluster;

/// What stands for a private DNS zone.
pub(super) enum Zone<'p> {
    /// AKS makes one.
    System,
    /// There is none.
    None,
    /// One of your own, by its name.
    Own(&'p str),
    /// Neither of these.
    Unreadable,
}

/// The private DNS zone that a cluster names, and the text.
pub(super) fn zone<'p>(cluster: &Cluster<'p>) -> Option<(&'p str, Zone<'p>)> {
    let profile = cluster.spec.api_server_access_profile.as_ref()?;
    let text = profile.private_dns_zone.as_deref()?.trim();
    let zone = match text.to_ascii_lowercase().as_str() {
        "system" => Zone::System,
        "none" => Zone::None,
        _ => own(text).map_or(Zone::Unreadable, Zone::Own),
    };
    Some((text, zone))
}

/// Where the zone stands.
pub(super) fn path(cluster: &Cluster) -> String {
    cluster.at("apiServerAccessProfile/privateDNSZone")
}

/// The name at the end of a zone's resource id.
fn own(id: &str) -> Option<&str> {
    let (head, name) = id.rsplit_once('/')?;
    let (head, kind) = head.rsplit_once('/')?;
    let is_zone =
        kind.eq_ignore_ascii_case("privateDnsZones") && head.starts_with("/subscriptions/");
    (is_zone && !name.is_empty()).then_some(name)
}
