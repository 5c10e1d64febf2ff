use crate::rules::{Context, Report, rule};

rule! {
    /// Workload identity is on, and the OIDC issuer is not.
    ///
    /// Entra trusts a pod's token because it can ask the cluster's OIDC issuer. From Kubernetes
    /// 1.34 the service switches the issuer on by itself; az asks for it all the same.
    ///
    /// # Why
    ///
    /// Without it every pod's sign-in fails. az refuses the pair, so a script stops there.
    ///
    /// ```json,fails
    /// { "clusters": [{ "securityProfile": { "workloadIdentity": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "securityProfile": { "workloadIdentity": { "enabled": true } },
    ///   "oidcIssuerProfile": { "enabled": true }
    /// }] }
    /// ```
    "workload-identity-needs-oidc-issuer", Error, Identity, WORKLOAD_IDENTITY,
    aliases: ["Enabling workload identity requires enabling OIDC issuer"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let security = cluster.spec.security_profile.as_ref();
        let workload = security.and_then(|it| it.workload_identity.as_ref());
        let issuer = cluster.spec.oidc_issuer_profile.as_ref();
        // An existing cluster may have an issuer that the plan does not name.
        let known = issuer.is_some() || !cluster.spec.existing;
        // AKS Automatic has both.
        let has_issuer =
            issuer.is_some_and(|it| it.enabled) || (issuer.is_none() && cluster.is_automatic());
        if workload.is_some_and(|it| it.enabled) && known && !has_issuer {
            let path = cluster.at("oidcIssuerProfile/enabled");
            let is = if issuer.is_some() { "is off" } else { "the plan does not switch on" };
            report
                .at(&path, format!("workload identity needs the OIDC issuer, which {is}"))
                .help("set `oidcIssuerProfile` to enabled")
                .related(cluster.at("securityProfile/workloadIdentity"), "workload identity")
                .fix_set("switch the OIDC issuer on", path, true);
        }
    }
}
