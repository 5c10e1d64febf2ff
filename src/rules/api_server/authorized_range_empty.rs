use crate::rules::{Context, Report, rule};

rule! {
    /// An authorized range is empty, beside others.
    ///
    /// An empty entry alone means no restriction. Beside ranges it says on and off at once, and az
    /// refuses the list.
    ///
    /// # Why
    ///
    /// Often an empty variable of a script stands there. It would open the API server to everyone.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["20.1.2.0/24", ""] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["20.1.2.0/24"] } }] }
    /// ```
    "authorized-range-empty", Error, ApiServer, AZ_AKS,
    aliases: ["--api-server-authorized-ip-ranges cannot be disabled and simultaneously enabled"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(profile) = &cluster.spec.api_server_access_profile else { continue };
        let ranges = &profile.authorized_ip_ranges;
        let empty = ranges.iter().position(|it| it.trim().is_empty());
        let Some(nth) = empty.filter(|_| ranges.len() > 1) else { continue };
        let path = cluster.at(&format!("apiServerAccessProfile/authorizedIPRanges/{nth}"));
        report
            .at(&path, "an empty entry stands among the authorized ranges")
            .help("leave it out")
            .fix_remove("leave the empty entry out", path);
    }
}
