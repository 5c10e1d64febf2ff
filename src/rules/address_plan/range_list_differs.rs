use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A range stands in a property of its own and differently in the list.
    ///
    /// `podCidr` is the first of `podCidrs`, and `serviceCidr` the first of `serviceCidrs`. Where
    /// both are given they must agree.
    ///
    /// # Why
    ///
    /// Which of the two the service takes is not documented, so the cluster's range would be a
    /// matter of luck.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.244.0.0/16", "podCidrs": ["10.248.0.0/16"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.244.0.0/16", "podCidrs": ["10.244.0.0/16"] } }] }
    /// ```
    "range-list-differs", Error, AddressPlan, REST_SPEC,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let profile = &cluster.spec.network_profile;
        for (single, list, one, several) in [
            ("podCidr", "podCidrs", &profile.pod_cidr, &profile.pod_cidrs),
            ("serviceCidr", "serviceCidrs", &profile.service_cidr, &profile.service_cidrs),
        ] {
            let (Some(one), Some(first)) = (one, several.first()) else { continue };
            if one.trim() == first.trim() {
                continue;
            }
            let path = cluster.network_path(single);
            let message = format!(
                "`{single}` is {}, the first of `{list}` is {}",
                quoted(one),
                quoted(first)
            );
            report
                .at(&path, message)
                .help(format!("leave `{single}` out, or make it the first of `{list}`"))
                .fix_remove(format!("leave out `{single}`"), &path);
        }
    }
}
