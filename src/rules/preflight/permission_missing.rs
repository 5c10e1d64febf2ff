use crate::rules::{Context, Report, rule};
use crate::text::{listed, quoted};
use std::collections::BTreeMap;

rule! {
    /// Whoever is signed in may not do what the plan asks for.
    ///
    /// Azure lists what an account may do at a place; what the plan makes there is held against it.
    /// Denials and policies are not in that list.
    ///
    /// # Why
    ///
    /// The deployment stops in the middle, at the first thing that is refused.
    ///
    /// ```live,fails
    /// {
    ///   "live": { "permissions": [{
    ///     "path": "/clusters/0", "scope": "/subscriptions/1/resourceGroups/rg",
    ///     "action": "Microsoft.ContainerService/managedClusters/write", "isAllowed": false
    ///   }] }
    /// }
    /// ```
    /// ```live,passes
    /// {
    ///   "live": { "permissions": [{
    ///     "path": "/clusters/0", "scope": "/subscriptions/1/resourceGroups/rg",
    ///     "action": "Microsoft.ContainerService/managedClusters/write", "isAllowed": true
    ///   }] }
    /// }
    /// ```
    "permission-missing", Error, Preflight, IDENTITY_CONCEPTS,
    aliases: ["AuthorizationFailed", "LinkedAuthorizationFailed"]
}

fn check(cx: &Context, report: &mut Report) {
    let mut missing: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for it in cx.live.iter().flat_map(|it| &it.permissions).filter(|it| !it.is_allowed) {
        let actions = missing.entry((&it.path, &it.scope)).or_default();
        let action = quoted(&it.action);
        if !actions.contains(&action) {
            actions.push(action);
        }
    }
    for ((path, scope), actions) in missing {
        let text =
            format!("the signed-in account may not do {} in {}", listed(&actions), quoted(scope));
        report.at(path, text).help("ask for a role there that allows it, such as `Contributor`");
    }
}
