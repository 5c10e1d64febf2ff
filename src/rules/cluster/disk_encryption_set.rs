use crate::rules::carried::setting;
use crate::rules::{Context, Report, rule};

rule! {
    /// Disks are encrypted with keys of Azure's.
    ///
    /// They are encrypted in any case.
    ///
    /// # Why
    ///
    /// Whoever has to hold the keys names a disk encryption set; it can't be changed once the
    /// cluster is made.
    ///
    /// ```json,fails
    /// {}
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "azArguments": ["--node-osdisk-diskencryptionset-id",
    ///   "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Compute/diskEncryptionSets/set"] }] }
    /// ```
    "disk-encryption-set-missing", Info, Cluster, AZ_AKS,
    profile: Strict,
    aliases: ["CKV_AZURE_117", "AZU-0067", "AVD-AZU-0067"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        if setting(cluster, "--node-osdisk-diskencryptionset-id", "diskEncryptionSetID").is_none() {
            let name = &cluster.spec.name;
            report
                .at(cluster.at("armProperties"), format!("disks of cluster `{name}` have keys of Azure's"))
                .help("name a set in `armProperties.diskEncryptionSetID`, or give az `--node-osdisk-diskencryptionset-id`");
        }
    }
}
