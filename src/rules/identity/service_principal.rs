use crate::lower::Cluster;
use crate::model::ServicePrincipalProfile;
use crate::rules::{Context, Report, rule};

rule! {
    /// The cluster acts as a service principal.
    ///
    /// # Why
    ///
    /// Its secret expires, and with it the cluster's power over its own nodes, load balancers and
    /// disks. A managed identity has no secret. The way back is not open: a cluster with a managed
    /// identity can't get a service principal.
    ///
    /// ```json,fails
    /// { "clusters": [{ "identity": null, "servicePrincipalProfile": { "clientId": "11111111-1111-1111-1111-111111111111" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "identity": { "type": "SystemAssigned", "userAssignedIdentity": null } }] }
    /// ```
    "service-principal-expires", Warning, Identity, MANAGED_IDENTITY,
    profile: Recommended,
    aliases: ["Azure.AKS.ManagedIdentity", "AZR-000025"]
}

/// A cluster's service principal. Azure itself writes `msi` where a cluster has a managed identity.
pub(super) fn of<'p>(cluster: &Cluster<'p>) -> Option<&'p ServicePrincipalProfile> {
    let profile = cluster.spec.service_principal_profile.as_ref();
    profile.filter(|it| !it.client_id.trim().eq_ignore_ascii_case("msi"))
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        if of(cluster).is_some() && cluster.spec.identity.is_none() {
            let name = &cluster.spec.name;
            report
                .at(
                    cluster.at("servicePrincipalProfile"),
                    format!("cluster `{name}` acts as a service principal, whose secret expires"),
                )
                .help(
                    "use a user-assigned identity: `identity` instead of `servicePrincipalProfile`",
                );
        }
    }
}
