use super::quota::taken;
use crate::rules::{Context, Report, rule};
use crate::text::grouped;

rule! {
    /// A quota of vCPUs does not hold the nodes that the plan starts with.
    ///
    /// Every regular machine counts against the quota of its family and against that of its region,
    /// spot machines against the region's quota of spot machines alone. Nodes that a pool has
    /// already are in what Azure says is used.
    ///
    /// # Why
    ///
    /// Azure refuses the machines, and the cluster is left without its nodes. More quota is asked
    /// for by a request, which may take from minutes to days.
    ///
    /// # Arithmetic
    ///
    /// The base plan starts with 3 nodes in each of two pools of 4 vCPUs: 3 x 4 + 3 x 4 = **24**. Of
    /// a quota of 100 with 80 in use **20** are left.
    ///
    /// ```live,fails
    /// {
    ///   "live": { "regions": { "westeurope": {
    ///     "vmSizes": { "standard_d4s_v5": { "family": "standardDSv5Family", "vCpus": 4, "zones": ["1", "2", "3"] } },
    ///     "computeQuotas": { "standardDSv5Family": { "used": 80, "limit": 100 } }
    ///   } } }
    /// }
    /// ```
    /// ```live,passes
    /// {
    ///   "live": { "regions": { "westeurope": {
    ///     "vmSizes": { "standard_d4s_v5": { "family": "standardDSv5Family", "vCpus": 4, "zones": ["1", "2", "3"] } },
    ///     "computeQuotas": { "standardDSv5Family": { "used": 60, "limit": 100 }, "cores": { "used": 60, "limit": -1 } }
    ///   } } }
    /// }
    /// ```
    "quota-exceeded", Error, Preflight, RESOURCE_QUOTA,
    aliases: ["QuotaExceeded", "InsufficientVCPUQuota", "ErrCode_InsufficientVCPUQuota"]
}

fn check(cx: &Context, report: &mut Report) {
    let Some(live) = cx.live else { return };
    for it in taken(live, cx.net).iter().filter(|it| it.start > it.left()) {
        let text = format!("{}, the plan starts with {}", it.text(), grouped(it.start));
        let mut places = it.terms.iter().map(|(_, path)| path);
        let finding = report.at(places.next().cloned().unwrap_or_default(), text);
        finding.help(format!(
            "ask for a limit of {} or more under Usage + quotas, or plan fewer or smaller nodes",
            grouped(it.quota.used + it.most)
        ));
        for path in places.take(9) {
            finding.related(path, "takes of it too");
        }
    }
}
