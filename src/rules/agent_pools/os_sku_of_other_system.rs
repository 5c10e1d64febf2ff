use crate::azure_facts::os_skus;
use crate::model::{OsSku, OsType};
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool's edition belongs to another operating system.
    ///
    /// Each edition belongs to Linux or to Windows, as `osType` has it.
    ///
    /// # Why
    ///
    /// Azure refuses the pool, and neither can be changed once it is made. Most often `osType` was
    /// left out, which means Linux.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "osSKU": "Windows2022" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "osSKU": "AzureLinux" }] }] }
    /// ```
    "os-sku-of-other-system", Error, AgentPools, OS_VERSIONS,
    aliases: ["--os-sku", "InvalidOSSKU"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let Some(sku) = pool.spec.os_sku else { continue };
        let system = os_skus::system(sku);
        if system == pool.os {
            continue;
        }
        let name = super::quoted_name(pool);
        let path = pool.at("osSKU");
        let finding = report
            .at(&path, format!("pool {name} runs {}, `{sku}` is an edition of {system}", pool.os));
        finding.related(pool.at("osType"), format!("operating system {}", pool.os));
        match pool.os {
            OsType::Linux => {
                finding.help("use `Ubuntu` or `AzureLinux`, or make it a Windows pool")
            }
            OsType::Windows => finding.help(format!("use `{}`", OsSku::Windows2025)),
        };
    }
}
