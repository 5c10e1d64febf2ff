use super::quota::taken;
use crate::rules::{Context, Report, rule};
use crate::text::grouped;

rule! {
    /// A quota of vCPUs holds the first nodes, and not all that the autoscaler and upgrades add.
    ///
    /// Counted are the greatest number of nodes of each pool and the extra nodes of its upgrade.
    ///
    /// # Why
    ///
    /// The cluster is made. Later, when load comes, pods stay pending; and an upgrade that gets no
    /// extra node stops.
    ///
    /// # Arithmetic
    ///
    /// The base plan has 3 nodes in each of two pools of 4 vCPUs, and each pool gets 1 node more in
    /// an upgrade: (3 + 1) x 4 + (3 + 1) x 4 = **32**. Of a quota of 100 with 70 in use **30** are
    /// left.
    ///
    /// ```live,fails
    /// {
    ///   "live": { "regions": { "westeurope": {
    ///     "vmSizes": { "standard_d4s_v5": { "vCpus": 4, "zones": ["1", "2", "3"] } },
    ///     "computeQuotas": { "cores": { "used": 70, "limit": 100 } }
    ///   } } }
    /// }
    /// ```
    /// ```live,passes
    /// {
    ///   "live": { "regions": { "westeurope": {
    ///     "vmSizes": { "standard_d4s_v5": { "vCpus": 4, "zones": ["1", "2", "3"] } },
    ///     "computeQuotas": { "cores": { "used": 68, "limit": 100 } }
    ///   } } }
    /// }
    /// ```
    "quota-too-small-for-growth", Warning, Preflight, UPGRADE_POOLS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let Some(live) = cx.live else { return };
    let all = taken(live, cx.net);
    for it in all.iter().filter(|it| it.start <= it.left() && it.most > it.left()) {
        let text = format!("{}, the plan grows to {}: {}", it.text(), grouped(it.most), it.sum());
        let mut places = it.terms.iter().map(|(_, path)| path);
        let finding = report.at(places.next().cloned().unwrap_or_default(), text);
        finding.help(format!(
            "ask for a limit of {} or more under Usage + quotas before it is needed",
            grouped(it.quota.used + it.most)
        ));
        for path in places.take(9) {
            finding.related(path, "takes of it too");
        }
    }
}
