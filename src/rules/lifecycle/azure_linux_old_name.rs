use crate::model::OsSku;
use crate::rules::{Context, Report, rule};

rule! {
    /// Azure Linux is named by an old name.
    ///
    /// It was called CBL-Mariner once. az still takes `Mariner` and `CBLMariner`, and calls them
    /// deprecated.
    ///
    /// # Why
    ///
    /// A deprecated name stops working with some later version of az, and what it stands for
    /// changes with the Kubernetes version.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, { "osSKU": "CBLMariner" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{}, { "osSKU": "AzureLinux" }] }] }
    /// ```
    "azure-linux-old-name", Warning, Lifecycle, AZ_NODEPOOL,
    aliases: ["f46b0d1d-56ef-4795-b98a-f6ee00cb341a"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let Some(sku @ (OsSku::Mariner | OsSku::CblMariner)) = pool.spec.os_sku else { continue };
        let path = pool.at("osSKU");
        report
            .at(&path, format!("`{sku}` is the old name of Azure Linux, and deprecated"))
            .help("take `AzureLinux`")
            .fix_set("take `AzureLinux`", path, OsSku::AzureLinux.as_str());
    }
}
