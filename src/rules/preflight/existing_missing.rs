use crate::live::things;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// What the plan says is there already is not there.
    ///
    /// Things marked `existing`, and everything that the plan refers to by a resource id. Azure
    /// answered that there is no such thing; what it did not let be seen is told apart.
    ///
    /// # Why
    ///
    /// The script, the requests and the page look first and stop. A slip in a name, a wrong resource
    /// group or a wrong subscription looks like this.
    ///
    /// ```live,fails
    /// {
    ///   "plan": { "identities": [{ "existing": true }] },
    ///   "live": {
    ///     "subscription": { "id": "00000000-0000-0000-0000-000000000001" },
    ///     "resources": [{
    ///       "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/identity",
    ///       "isThere": false
    ///     }]
    ///   }
    /// }
    /// ```
    /// ```live,passes
    /// {
    ///   "plan": { "identities": [{ "existing": true }] },
    ///   "live": {
    ///     "subscription": { "id": "00000000-0000-0000-0000-000000000001" },
    ///     "resources": [{
    ///       "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/identity",
    ///       "isThere": true
    ///     }]
    ///   }
    /// }
    /// ```
    "existing-resource-missing", Error, Preflight, REST_SPEC,
    aliases: ["ResourceNotFound", "ResourceGroupNotFound"]
}

fn check(cx: &Context, report: &mut Report) {
    let Some(live) = cx.live else { return };
    let Some(ids) = live.ids(cx.typed) else { return };
    for thing in things(cx.typed, ids).iter().filter(|it| it.existing) {
        if live.found(&thing.id).is_some_and(|it| !it.is_there) {
            let what = match thing.name.as_str() {
                "" => format!("there is no {}", quoted(&thing.id)),
                name => {
                    format!("there is no {} {}, at {}", thing.kind, quoted(name), quoted(&thing.id))
                }
            };
            report.at(&thing.path, what).help(
                "correct name, resource group and subscription, or let the plan make it: take \
                 `existing` away",
            );
        }
    }
}
