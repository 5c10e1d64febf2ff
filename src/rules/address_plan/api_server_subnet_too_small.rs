use super::remedy::resize_subnet;
use super::uses::{Kind, uses};
use crate::azure_facts::limits;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The subnet of the API server is too small.
    ///
    /// It is a /28 at least, and each cluster takes nine addresses of it. A /28 has eleven, which
    /// is enough for one cluster.
    ///
    /// # Why
    ///
    /// The service refuses the next cluster, or can't replace API servers in an upgrade. The subnet
    /// can't be enlarged while they are in it.
    ///
    /// # Arithmetic
    ///
    /// 9 addresses for each cluster, of 2^(32 - p) - 5: a /28 has **11**, enough for one cluster, a
    /// /27 has 27, enough for three. In the second example 2 × 9 = **18** are needed.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "api", "addressPrefix": "10.240.8.0/29",
    ///     "delegation": "Microsoft.ContainerService/managedClusters" }] }],
    ///   "clusters": [{ "apiServerAccessProfile": { "enableVnetIntegration": true, "subnet": "api" } }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "api", "addressPrefix": "10.240.8.0/28",
    ///     "delegation": "Microsoft.ContainerService/managedClusters" }] }],
    ///   "clusters": [
    ///     { "apiServerAccessProfile": { "enableVnetIntegration": true, "subnet": "api" } },
    ///     { "name": "second", "apiServerAccessProfile": { "enableVnetIntegration": true, "subnet": "api" },
    ///       "agentPools": [{ "name": "system", "mode": "System", "count": 3, "vnetSubnet": "nodes" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "api", "addressPrefix": "10.240.8.0/28",
    ///     "delegation": "Microsoft.ContainerService/managedClusters" }] }],
    ///   "clusters": [{ "apiServerAccessProfile": { "enableVnetIntegration": true, "subnet": "api" } }] }
    /// ```
    "api-server-subnet-too-small", Error, AddressPlan, VNET_INTEGRATION,
    aliases: ["InsufficientSubnetSize"]
}

fn check(cx: &Context, report: &mut Report) {
    let longest = limits::API_SERVER_SUBNET_PREFIX.value;
    let uses = uses(cx);
    for subnet in &cx.layout.subnets {
        let inside = uses.get(&subnet.at).map(Vec::as_slice).unwrap_or_default();
        let Some(first) = inside.iter().find(|it| it.kind == Kind::ApiServer) else { continue };
        // Where nodes are in it too, that is what is wrong.
        if inside.iter().any(|it| it.kind.is_nodes() || it.kind.is_pods()) {
            continue;
        }
        let Some(range) = subnet.address_prefix else { continue };
        let name = quoted(&subnet.name);
        let message = if range.prefix_len() > longest {
            format!("subnet {name} (`{range}`) of the API server is smaller than a /{longest}")
        } else if subnet.required > subnet.usable {
            format!("subnet {name} of the API server needs {}", subnet.sum())
        } else {
            continue;
        };
        let prefix = subnet.smallest_prefix.unwrap_or(longest).min(longest);
        let is_full = report.is_full();
        let finding = report.at(first.path(), message);
        finding.help(format!("make it a /{prefix} or larger"));
        finding.related(&subnet.path, format!("subnet {name}"));
        if !is_full {
            resize_subnet(cx, subnet.at, prefix, finding);
        }
    }
}
