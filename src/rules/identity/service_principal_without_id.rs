use crate::rules::{Context, Report, rule};

rule! {
    /// The service principal has no application id.
    ///
    /// az wants the id and the secret together. The secret never stands in a plan: scripts read it
    /// from the environment.
    ///
    /// # Why
    ///
    /// One without the other signs in as nobody. az refuses it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "identity": null, "servicePrincipalProfile": { "clientId": "" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "identity": null, "servicePrincipalProfile": { "clientId": "11111111-1111-1111-1111-111111111111" } }] }
    /// ```
    "service-principal-without-id", Error, Identity, AZ_AKS,
    aliases: ["Please provide both --service-principal and --client-secret"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let profile = super::service_principal::of(cluster);
        if profile.is_some_and(|it| it.client_id.trim().is_empty()) {
            report
                .at(
                    cluster.at("servicePrincipalProfile/clientId"),
                    "the service principal has no application id",
                )
                .help("give the application's id, or use a managed identity");
        }
    }
}
