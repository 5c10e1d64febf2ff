use crate::rules::{Context, Report, rule};

rule! {
    /// The cluster has a managed identity and a service principal.
    ///
    /// It acts as one of them. az and the service refuse both at once.
    ///
    /// # Why
    ///
    /// What can't be told apart is refused: roles would be given to the one while the cluster acts
    /// as the other.
    ///
    /// ```json,fails
    /// { "clusters": [{ "servicePrincipalProfile": { "clientId": "11111111-1111-1111-1111-111111111111" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "identity": null, "servicePrincipalProfile": { "clientId": "11111111-1111-1111-1111-111111111111" } }] }
    /// ```
    "service-principal-and-identity", Error, Identity, MANAGED_IDENTITY,
    aliases: ["Cannot specify --enable-managed-identity and --service-principal"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        if super::service_principal::of(cluster).is_none() || cluster.spec.identity.is_none() {
            continue;
        }
        let path = cluster.at("servicePrincipalProfile");
        let name = &cluster.spec.name;
        report
            .at(&path, format!("cluster `{name}` has a service principal and a managed identity"))
            .help("keep the managed identity; it has no secret that expires")
            .related(cluster.at("identity"), "the managed identity")
            .fix_remove("keep the managed identity", path);
    }
}
