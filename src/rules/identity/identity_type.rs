use crate::model::IdentityType;
use crate::rules::{Context, Report, rule};

rule! {
    /// An identity is named, and the kind of identity is another.
    ///
    /// A system-assigned identity is made with the cluster and can't be named. The kind is
    /// system-assigned where the plan does not say it.
    ///
    /// # Why
    ///
    /// Roles were given to the identity that is named, while the cluster would act as another one
    /// without any.
    ///
    /// ```json,fails
    /// { "clusters": [{ "identity": { "type": "SystemAssigned" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "identity": { "type": "UserAssigned", "userAssignedIdentity": "identity" } }] }
    /// ```
    "identity-type-mismatch", Error, Identity, MANAGED_IDENTITY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(identity) = &cluster.spec.identity else { continue };
        let Some(own) = &identity.user_assigned_identity else { continue };
        if identity.kind != Some(IdentityType::UserAssigned) {
            let path = cluster.at("identity/type");
            report
                .at(&path, format!("identity `{own}` is named, and the kind is `SystemAssigned`"))
                .help("set `type` to `UserAssigned`, or leave the name out")
                .fix_set("use the identity that is named", path, "UserAssigned");
        }
    }
}
