use super::uses::{Kind, uses};
use crate::rules::{Context, Report, rule};
use crate::text::{count, quoted};

rule! {
    /// The subnet of the API server is used by something else.
    ///
    /// It is for API servers alone, those of several clusters of one network if need be. Nodes,
    /// pods, load balancers and private endpoints need another.
    ///
    /// # Why
    ///
    /// AKS replaces API servers at any time and needs free addresses for it. The service refuses a
    /// subnet that others use.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": { "enableVnetIntegration": true, "subnet": "nodes" } }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "api", "addressPrefix": "10.240.8.0/27", "privateEndpoints": 2,
    ///     "delegation": "Microsoft.ContainerService/managedClusters" }] }],
    ///   "clusters": [{ "apiServerAccessProfile": { "enableVnetIntegration": true, "subnet": "api" } }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "api", "addressPrefix": "10.240.8.0/27",
    ///     "delegation": "Microsoft.ContainerService/managedClusters" }] }],
    ///   "clusters": [{ "apiServerAccessProfile": { "enableVnetIntegration": true, "subnet": "api" } }] }
    /// ```
    "api-server-subnet-shared", Error, AddressPlan, VNET_INTEGRATION,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (at, uses) in uses(cx) {
        let Some(subnet) = cx.net.subnet(at) else { continue };
        let Some(user) = uses.iter().find(|it| it.kind == Kind::ApiServer) else { continue };
        let spec = subnet.spec;
        let other = uses.iter().find(|it| it.kind != Kind::ApiServer);
        let (who, path) = if let Some(other) = other {
            (other.who(), other.path())
        } else if spec.private_endpoints > 0 {
            let who = count(spec.private_endpoints, "private endpoint");
            (who, format!("{}/privateEndpoints", subnet.path))
        } else if spec.other_addresses > 0 {
            let who = count(spec.other_addresses, "other address");
            (who, format!("{}/otherAddresses", subnet.path))
        } else {
            continue;
        };
        let name = quoted(&spec.name);
        report
            .at(
                user.path(),
                format!("subnet {name} is for {} alone, and has {who} too", user.who()),
            )
            .help("give the API server a subnet of its own, a /28 or larger")
            .related(path, who);
    }
}
