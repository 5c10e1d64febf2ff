use crate::rules::{Context, Report, rule};

rule! {
    /// Azure roles do not decide who may do what in Kubernetes.
    ///
    /// With them, rights in all clusters are given and looked at in one place. Roles and bindings
    /// inside each cluster are the other way, and no worse where they are kept well.
    ///
    /// # Why
    ///
    /// Bindings that are left in a cluster when somebody changes teams are what is found years
    /// later.
    ///
    /// ```json,fails
    /// { "clusters": [{ "aadProfile": { "adminGroupObjectIDs": ["11111111-1111-1111-1111-111111111111"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "aadProfile": { "enableAzureRBAC": true } }] }
    /// ```
    "azure-rbac-off", Info, Identity, AZURE_RBAC,
    profile: Strict,
    aliases: ["Azure.AKS.AzureRBAC", "AZR-000032"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters().filter(|it| !it.is_automatic()) {
        if cluster.spec.aad_profile.as_ref().is_some_and(|it| !it.enable_azure_rbac) {
            let path = cluster.at("aadProfile/enableAzureRBAC");
            let name = &cluster.spec.name;
            report
                .at(&path, format!("in cluster `{name}` Azure roles give no rights"))
                .help("set `enableAzureRBAC`")
                .fix_set("let Azure roles decide", path, true);
        }
    }
}
