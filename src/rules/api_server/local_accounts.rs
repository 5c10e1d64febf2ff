use crate::rules::{Context, Report, rule};

rule! {
    /// Anyone with the cluster's certificate is its administrator.
    ///
    /// With Entra integration local accounts can be switched off.
    ///
    /// # Why
    ///
    /// They bypass Microsoft Entra: their certificate names no person, can't be revoked alone and
    /// is handed out by `az aks get-credentials --admin`.
    ///
    /// ```json,fails
    /// {}
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "aadProfile": { "adminGroupObjectIDs": ["11111111-1111-1111-1111-111111111111"] },
    ///   "disableLocalAccounts": true
    /// }] }
    /// ```
    "local-accounts-enabled", Warning, ApiServer, LOCAL_ACCOUNTS,
    profile: Recommended,
    aliases: [
        "Azure.AKS.LocalAccounts", "AZR-000031", "CKV_AZURE_141",
        "ca324d71-54b0-4a3e-b9e4-10e767daa9fc",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        // AKS Automatic has none.
        if cluster.spec.disable_local_accounts || cluster.is_automatic() {
            continue;
        }
        let path = cluster.at("disableLocalAccounts");
        let name = &cluster.spec.name;
        let message = format!("cluster `{name}` lets in local accounts, past Microsoft Entra");
        let finding = report.at(&path, message);
        if cluster.spec.aad_profile.is_some() {
            finding.help("set `disableLocalAccounts`");
            finding.fix_set("switch local accounts off", path, true);
        } else {
            finding.help(
                "add `aadProfile` with a group of administrators, then set `disableLocalAccounts`",
            );
        }
    }
}
