use crate::finding::Severity;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// Some pools have a subnet and some have none.
    ///
    /// A cluster whose first pool has no subnet lives in a network that AKS makes, and no other
    /// subnet is taken then. Where the first pool has one, the others get the same unless they name
    /// theirs; the plan counts them there.
    ///
    /// # Why
    ///
    /// The service refuses the second pool, in words that name neither of the two.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "vnetSubnet": null }, {}] }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, { "vnetSubnet": null }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }] }] }
    /// ```
    "node-subnet-on-some-pools", Error, AddressPlan, NODE_SUBNETS,
    aliases: ["AgentPoolsWithEmptySubnetError", "is using a managed subnet"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some((first, others)) = cluster.pools.split_first() else { continue };
        let first_name = quoted(&first.spec.name);
        if let Some(subnet) = &first.spec.vnet_subnet {
            for pool in others.iter().filter(|it| it.spec.vnet_subnet.is_none()) {
                let name = quoted(&pool.spec.name);
                let path = pool.at("vnetSubnet");
                report
                    .at(&path, format!("pool {name} names no subnet: it gets that of {first_name}"))
                    .help("say which subnet it is in")
                    .severity(Severity::Warning)
                    .fix_set(format!("say {}", quoted(subnet)), &path, subnet.clone());
            }
        } else if let Some(with) = others.iter().find(|it| it.spec.vnet_subnet.is_some()) {
            let path = first.at("vnetSubnet");
            let other = quoted(&with.spec.name);
            let finding =
                report.at(&path, format!("pool {first_name} has no subnet, and {other} has one"));
            finding.help("give all pools a subnet, or none");
            finding.related(with.at("vnetSubnet"), "a pool with a subnet");
            if let Some(subnet) = &with.spec.vnet_subnet {
                finding.fix_set(format!("use {} too", quoted(subnet)), &path, subnet.clone());
            }
        }
    }
}
