use crate::rules::{Context, Report, rule};

rule! {
    /// Nodes are in a subnet of yours, and the cluster's identity is made with it.
    ///
    /// The identity needs a role on the subnet.
    ///
    /// # Why
    ///
    /// A system-assigned one gets it after the cluster is made, by az alone; templates can't, and
    /// load balancers fail until then. A user-assigned identity has the role beforehand.
    ///
    /// ```json,fails
    /// { "clusters": [{ "identity": null }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "identity": { "type": "UserAssigned", "userAssignedIdentity": "identity" } }] }
    /// ```
    "system-assigned-identity-in-own-subnet", Info, Identity, MANAGED_IDENTITY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    // AKS Automatic refuses it, by a rule of its own.
    for cluster in cx.new_clusters().filter(|it| !it.is_automatic()) {
        let identity = cluster.spec.identity.as_ref();
        let has_own = identity.is_some_and(|it| it.user_assigned_identity.is_some())
            || super::service_principal::of(cluster).is_some();
        let pool = cluster.pools.iter().find(|it| it.spec.vnet_subnet.is_some());
        let Some(pool) = pool.filter(|_| !has_own) else { continue };
        let (name, subnet) =
            (&cluster.spec.name, pool.spec.vnet_subnet.as_deref().unwrap_or_default());
        report
            .at(
                cluster.at("identity"),
                format!("the identity of cluster `{name}` gets its role on subnet `{subnet}` only after the cluster"),
            )
            .help("use a user-assigned identity with role Network Contributor on the subnet")
            .related(pool.at("vnetSubnet"), "the subnet");
    }
}
