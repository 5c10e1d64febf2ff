use crate::live::name_of;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// An identity lacks a role, and whoever is signed in may not assign it.
    ///
    /// The plan assigns the roles that its identities need: on subnets, route tables, private DNS
    /// zones, addresses and kubelet identities. Looked at is what is assigned there and above, by
    /// the role itself or by one that holds more, and whether the signed-in account may assign.
    ///
    /// # Why
    ///
    /// The assignment is refused, and without it the cluster can't join its subnet.
    ///
    /// ```live,fails
    /// {
    ///   "live": { "roles": [{
    ///     "path": "/clusters/0/identity", "principal": "identity identity", "role": "Network Contributor",
    ///     "scope": "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes",
    ///     "reason": "nodes join the subnet", "isAssigned": false, "mayAssign": false
    ///   }] }
    /// }
    /// ```
    /// ```live,passes
    /// {
    ///   "live": { "roles": [{
    ///     "path": "/clusters/0/identity", "principal": "identity identity", "role": "Network Contributor",
    ///     "scope": "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes",
    ///     "reason": "nodes join the subnet", "isAssigned": true, "mayAssign": false
    ///   }] }
    /// }
    /// ```
    "role-not-assignable", Error, Preflight, MANAGED_IDENTITY,
    aliases: ["CustomRouteTableMissingPermission"]
}

fn check(cx: &Context, report: &mut Report) {
    for it in cx.live.iter().flat_map(|it| &it.roles) {
        if it.is_assigned != Some(false) || it.may_assign != Some(false) {
            continue;
        }
        let text = format!(
            "{} lacks role {} on {} ({}), and the signed-in account may not assign it",
            it.principal,
            quoted(&it.role),
            quoted(name_of(&it.scope)),
            it.reason
        );
        report.at(&it.path, text).help(format!(
            "have it assigned by somebody with `Role Based Access Control Administrator` or \
             `Owner` there: `az role assignment create --role \"{}\" --scope {}`",
            it.role, it.scope
        ));
    }
}
