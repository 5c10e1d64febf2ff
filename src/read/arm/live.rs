//! Resources as Azure answers them: with their ids, and with properties at the top where az prints
//! them.

use super::node::Node;
use super::template::Found;

/// The resources in an answer: one, a list, or a page of one. Nothing where it is no answer.
pub(super) fn resources(root: &Node) -> Option<Vec<Found>> {
    if root.is_list() {
        let all = root.items();
        let found: Vec<Found> = all.iter().filter_map(found).collect();
        return (all.is_empty() || !found.is_empty()).then_some(found);
    }
    for page in ["value", "data"] {
        if let Some(list) = root.get(page).filter(|it| it.is_list()) {
            return resources(list);
        }
    }
    found(root).map(|it| vec![it])
}

/// Whether this is one resource, and no template.
pub(super) fn is_one(root: &Node) -> bool {
    root.text_at("id").is_some_and(|it| it.starts_with("/subscriptions/"))
}

fn found(node: &Node) -> Option<Found> {
    if !node.is_object() {
        return None;
    }
    let id = node.text_at("id").filter(|it| it.starts_with('/'));
    let parsed = id.and_then(Id::parse);
    let typed = node.text_at("type").filter(|it| it.contains('/')).map(str::to_string);
    let kind = parsed
        .as_ref()
        .map(|it| it.kind.clone())
        .or(typed)
        .or_else(|| by_members(node).map(str::to_string))?;
    let own = node.text_at("name").map(|it| it.split('/').map(str::to_string).collect());
    let names = parsed.as_ref().map(|it| it.names.clone()).filter(|it| !it.is_empty()).or(own)?;
    let subscription = parsed.as_ref().map(|it| it.subscription.clone());
    let group = parsed.and_then(|it| it.group);
    let group = group.or_else(|| node.text_at("resourceGroup").map(str::to_string));
    Some(Found {
        kind,
        names,
        subscription: subscription.unwrap_or_default(),
        group,
        body: node.clone(),
        // Resources that were exported for a template have an API version.
        live: node.get("apiVersion").is_none(),
    })
}

/// The type of a resource that does not say it.
fn by_members(node: &Node) -> Option<&'static str> {
    const TYPES: &[(&str, &str)] = &[
        ("agentPoolProfiles", "Microsoft.ContainerService/managedClusters"),
        ("addressSpace", "Microsoft.Network/virtualNetworks"),
        ("securityRules", "Microsoft.Network/networkSecurityGroups"),
        ("routes", "Microsoft.Network/routeTables"),
        ("publicIpAddresses", "Microsoft.Network/natGateways"),
        ("addressPrefix", "Microsoft.Network/virtualNetworks/subnets"),
        ("addressPrefixes", "Microsoft.Network/virtualNetworks/subnets"),
        ("vmSize", "Microsoft.ContainerService/managedClusters/agentPools"),
    ];
    let has = |name: &str| node.get(name).or_else(|| node.at("properties")?.get(name)).is_some();
    TYPES.iter().find(|(member, _)| has(member)).map(|(_, kind)| *kind)
}

/// A resource id.
pub(super) struct Id {
    pub subscription: String,
    pub group: Option<String>,
    /// Its type, as `Microsoft.Network/virtualNetworks/subnets`.
    pub kind: String,
    pub names: Vec<String>,
}

impl Id {
    /// Reads `/subscriptions/…/resourceGroups/…/providers/…`.
    pub fn parse(id: &str) -> Option<Self> {
        let mut parts = id.strip_prefix("/subscriptions/")?.split('/');
        let subscription = parts.next()?.to_string();
        let mut group = None;
        let mut part = parts.next()?;
        if part.eq_ignore_ascii_case("resourceGroups") {
            group = Some(parts.next()?.to_string());
            let kind = "Microsoft.Resources/resourceGroups".to_string();
            match parts.next() {
                Some(next) => part = next,
                None => {
                    return Some(Self { subscription, names: vec![group.clone()?], group, kind });
                }
            }
        }
        part.eq_ignore_ascii_case("providers").then_some(())?;
        let mut kind = parts.next()?.to_string();
        let mut names = Vec::new();
        while let Some(part) = parts.next() {
            kind.push('/');
            kind.push_str(part);
            names.push(parts.next()?.to_string());
        }
        Some(Self { subscription, group, kind, names })
    }
}
