use crate::rules::{Context, Report, rule};

rule! {
    /// Microsoft Defender for Containers is off.
    ///
    /// It watches nodes and the API server for attacks, for a price by vCPU. Azure's security
    /// baseline asks for it.
    ///
    /// # Why
    ///
    /// Without it, or a tool that does the same, a stolen credential or a cryptominer shows on the
    /// bill first.
    ///
    /// ```json,fails
    /// {}
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "securityProfile": { "defender": { "enabled": true } } }] }
    /// ```
    "defender-off", Info, Addons, AZ_AKS,
    profile: Strict,
    aliases: ["Azure.AKS.DefenderProfile", "AZR-000370"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let security = cluster.spec.security_profile.as_ref();
        if !security.and_then(|it| it.defender.as_ref()).is_some_and(|it| it.enabled) {
            let name = &cluster.spec.name;
            report
                .at(
                    cluster.at("securityProfile/defender"),
                    format!("Microsoft Defender does not watch cluster `{name}`"),
                )
                .help("switch on `securityProfile.defender`");
        }
    }
}
