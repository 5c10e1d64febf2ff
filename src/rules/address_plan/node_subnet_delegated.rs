use super::uses::uses;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A node subnet is delegated to a service.
    ///
    /// A delegated subnet takes machines of that service only. That of the API server is delegated
    /// to AKS and is therefore none for nodes.
    ///
    /// # Why
    ///
    /// The service refuses the cluster or the pool, and a delegation can't be taken away while
    /// something of that service is in the subnet.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{ "delegation": "Microsoft.Web/serverFarms" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "web", "addressPrefix": "10.240.8.0/26",
    ///     "delegation": "Microsoft.Web/serverFarms" }] }] }
    /// ```
    "node-subnet-delegated", Error, AddressPlan, LEGACY_CNI,
    aliases: ["SubnetIsDelegated", "ResourceNotPermittedOnDelegatedSubnet"]
}

fn check(cx: &Context, report: &mut Report) {
    for (at, uses) in uses(cx) {
        let Some(subnet) = cx.net.subnet(at) else { continue };
        let Some(user) = uses.iter().find(|it| it.kind.is_nodes()) else { continue };
        let Some(service) = subnet.spec.delegation.as_ref().filter(|it| !it.trim().is_empty())
        else {
            continue;
        };
        let name = quoted(&subnet.spec.name);
        let path = format!("{}/delegation", subnet.path);
        let message =
            format!("subnet {name} is delegated to {} and takes no nodes", quoted(service));
        let finding = report.at(&path, message);
        finding.help("give the nodes a subnet without delegation");
        finding.related(user.path(), user.who());
        if !subnet.spec.existing {
            finding.fix_remove("take the delegation away", path);
        }
    }
}
