use crate::model::OsType;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A cluster of AKS Automatic has a Windows pool.
    ///
    /// Automatic runs nodes with Azure Linux or Ubuntu.
    ///
    /// # Why
    ///
    /// Node auto-provisioning, which Automatic brings, makes Linux nodes alone, so the service
    /// refuses the pool.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "sku": { "name": "Automatic" },
    ///     "agentPools": [{ }, { }, { "name": "win", "osType": "Windows" }]
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "sku": { "name": "Automatic" }, "agentPools": [] }] }
    /// ```
    "automatic-windows", Error, Cluster, AUTOMATIC,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(cluster, _)| cluster.is_automatic()) {
        if pool.os == OsType::Windows {
            let name = quoted(&pool.spec.name);
            report
                .at(
                    pool.at("osType"),
                    format!("pool {name} runs Windows, AKS Automatic runs Linux only"),
                )
                .help("use SKU `Base` for Windows");
        }
    }
}
