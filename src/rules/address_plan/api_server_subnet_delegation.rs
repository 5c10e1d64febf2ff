use super::uses::{Kind, uses};
use crate::azure_facts::ranges::API_SERVER_DELEGATION;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The subnet of the API server is not delegated to AKS.
    ///
    /// With API Server VNet Integration the API server has its addresses in a subnet that is
    /// delegated to `Microsoft.ContainerService/managedClusters`.
    ///
    /// # Why
    ///
    /// The service refuses the cluster: by delegation a subnet says that AKS may put its API
    /// servers there.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "api", "addressPrefix": "10.240.8.0/28" }] }],
    ///   "clusters": [{ "apiServerAccessProfile": { "enableVnetIntegration": true, "subnet": "api" } }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "api", "addressPrefix": "10.240.8.0/28",
    ///     "delegation": "Microsoft.ContainerService/managedClusters" }] }],
    ///   "clusters": [{ "apiServerAccessProfile": { "enableVnetIntegration": true, "subnet": "api" } }] }
    /// ```
    "api-server-subnet-delegation", Error, AddressPlan, VNET_INTEGRATION,
    aliases: ["SubnetNotDelegated", "ApiserverSubnetConfigError"]
}

fn check(cx: &Context, report: &mut Report) {
    let wanted = API_SERVER_DELEGATION.value;
    for (at, uses) in uses(cx) {
        let Some(subnet) = cx.net.subnet(at) else { continue };
        let Some(user) = uses.iter().find(|it| it.kind == Kind::ApiServer) else { continue };
        // One that nodes are in has to be another, and a rule says so.
        if uses.iter().any(|it| it.kind.is_nodes()) {
            continue;
        }
        let given = subnet.spec.delegation.as_deref().map(str::trim).unwrap_or_default();
        if given.eq_ignore_ascii_case(wanted) {
            continue;
        }
        let name = quoted(&subnet.spec.name);
        let what = if given.is_empty() {
            "is not delegated".to_string()
        } else {
            format!("is delegated to {}", quoted(given))
        };
        let path = format!("{}/delegation", subnet.path);
        let finding = report.at(&path, format!("subnet {name} of the API server {what}"));
        finding.help(format!("delegate it to `{wanted}`"));
        finding.related(user.path(), user.who());
        finding.fix_set(format!("delegate it to `{wanted}`"), path, wanted);
    }
}
