use crate::azure_facts::sources::{CHANGELOG, OS_VERSIONS};
use crate::model::OsType;
use crate::rules::{Context, Report, rule};

rule! {
    /// A Windows pool does not say its edition, and what Azure takes is not certain.
    ///
    /// By the page on node OS versions the default is Windows Server 2025 from Kubernetes 1.36, by
    /// the release notes from 1.37.
    ///
    /// # Why
    ///
    /// Containers of one edition do not run on another: pods would fail on nodes that look all
    /// right.
    ///
    /// # Decided
    ///
    /// Two documents of Azure's name two versions, and nothing is refused, so it is a warning that
    /// names both.
    ///
    /// ```json,fails
    /// { "clusters": [{ "kubernetesVersion": "1.36", "agentPools": [{ }, { }, { "name": "win", "osType": "Windows" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "kubernetesVersion": "1.36", "agentPools": [{ }, { }, { "name": "win", "osType": "Windows", "osSKU": "Windows2025" }] }] }
    /// ```
    "windows-edition-unclear", Warning, AgentPools, OS_VERSIONS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools().filter(|(_, it)| it.os == OsType::Windows) {
        let version = pool.version.or(cluster.version);
        if pool.spec.os_sku.is_none() && version.is_some_and(|it| (it.major, it.minor) == (1, 36)) {
            let name = super::quoted_name(pool);
            let message = format!(
                "pool {name} names no edition; at 1.36 it is Windows Server 2025 by `{}` of {}, and 2022 by `{}` of {}",
                OS_VERSIONS.title, OS_VERSIONS.date, CHANGELOG.title, CHANGELOG.date
            );
            report
                .at(pool.at("osSKU"), message)
                .help("name the edition that your containers are for");
        }
    }
}
