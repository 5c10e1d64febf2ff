use crate::rules::{Context, Report, rule};

rule! {
    /// Microsoft Entra decides who may do what, and Kubernetes RBAC is off.
    ///
    /// Roles of Azure and groups of Entra are applied by Kubernetes RBAC.
    ///
    /// # Why
    ///
    /// Without it everyone who signs in may do everything, and az refuses Azure RBAC.
    ///
    /// ```json,fails
    /// { "clusters": [{ "aadProfile": { "enableAzureRBAC": true }, "enableRBAC": false }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "aadProfile": { "enableAzureRBAC": true } }] }
    /// ```
    "entra-needs-kubernetes-rbac", Error, Identity, AZURE_RBAC,
    aliases: [
        "--enable-azure-rbac cannot be used together with --disable-rbac", "RBACNotEnabledForAAD",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(entra) = &cluster.spec.aad_profile else { continue };
        if cluster.spec.enable_rbac == Some(false) {
            let path = cluster.at("enableRBAC");
            let what = if entra.enable_azure_rbac { "Azure RBAC" } else { "Entra integration" };
            report
                .at(&path, format!("{what} needs Kubernetes RBAC, which is off"))
                .help("leave `enableRBAC` out: it is on")
                .related(cluster.at("aadProfile"), what)
                .fix_set("switch Kubernetes RBAC on", path, true);
        }
    }
}
