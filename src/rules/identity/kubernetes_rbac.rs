use crate::rules::{Context, Report, rule};

rule! {
    /// Kubernetes RBAC is off: whoever reaches the API server may do everything.
    ///
    /// # Why
    ///
    /// Pods too: a service account of any pod can read every secret. Azure still takes it, and it
    /// can't be changed once the cluster is made.
    ///
    /// ```json,fails
    /// { "clusters": [{ "enableRBAC": false }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "enableRBAC": true }] }
    /// ```
    "kubernetes-rbac-off", Warning, Identity, IDENTITY_CONCEPTS,
    profile: Recommended,
    aliases: ["Azure.AKS.UseRBAC", "AZR-000038", "CKV_AZURE_5", "AZU-0042", "AVD-AZU-0042"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        // With Entra it is an error, of another rule.
        if cluster.spec.enable_rbac == Some(false) && cluster.spec.aad_profile.is_none() {
            let path = cluster.at("enableRBAC");
            let name = &cluster.spec.name;
            report
                .at(&path, format!("in cluster `{name}` everyone may do everything"))
                .help("leave Kubernetes RBAC on")
                .fix_remove("leave Kubernetes RBAC on", path);
        }
    }
}
