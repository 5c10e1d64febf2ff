use crate::rules::{Context, Report, rule};

rule! {
    /// Local accounts are off, and there is no other way to sign in.
    ///
    /// Without Microsoft Entra integration nobody can sign in to such a cluster.
    ///
    /// # Why
    ///
    /// Nothing is left but to make the cluster anew or to turn the accounts on again. The service
    /// refuses it for new clusters.
    ///
    /// ```json,fails
    /// { "clusters": [{ "disableLocalAccounts": true }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "aadProfile": { "adminGroupObjectIDs": ["11111111-1111-1111-1111-111111111111"] },
    ///   "disableLocalAccounts": true
    /// }] }
    /// ```
    "local-accounts-off-without-entra", Error, ApiServer, LOCAL_ACCOUNTS,
    aliases: ["disableLocalAccounts can only be set on"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let spec = cluster.spec;
        if spec.disable_local_accounts && spec.aad_profile.is_none() && !cluster.is_automatic() {
            let path = cluster.at("disableLocalAccounts");
            let name = &spec.name;
            report
                .at(
                    &path,
                    format!("nobody could sign in to cluster `{name}`: it has no `aadProfile`"),
                )
                .help("add `aadProfile` with a group of administrators, or keep local accounts")
                .fix_set("keep local accounts", path, false);
        }
    }
}
