use crate::model::IdentityType;
use crate::rules::{Context, Report, rule};

rule! {
    /// The cluster's identity is user-assigned, and none is named.
    ///
    /// A user-assigned identity exists before the cluster; its name or resource id is needed.
    ///
    /// # Why
    ///
    /// az and the service refuse the cluster. Roles on subnets and zones must be given to it
    /// beforehand, so it can't be made on the way.
    ///
    /// ```json,fails
    /// { "clusters": [{ "identity": { "type": "UserAssigned", "userAssignedIdentity": null } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "identity": { "type": "UserAssigned", "userAssignedIdentity": "identity" } }] }
    /// ```
    "user-assigned-identity-missing", Error, Identity, MANAGED_IDENTITY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(identity) = &cluster.spec.identity else { continue };
        let is_own = identity.kind == Some(IdentityType::UserAssigned);
        if !is_own || identity.user_assigned_identity.is_some() {
            continue;
        }
        let path = cluster.at("identity/userAssignedIdentity");
        let name = &cluster.spec.name;
        let finding = report
            .at(&path, format!("cluster `{name}` has a user-assigned identity that is not named"))
            .help("name an identity of the plan, or give a resource id");
        if let [only] = cx.plan.identities.as_slice() {
            finding.fix_set(format!("use `{}`", only.name), path, only.name.as_str());
        }
    }
}
