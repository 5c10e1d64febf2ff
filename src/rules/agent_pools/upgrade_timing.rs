use crate::rules::{Context, Report, rule};

rule! {
    /// A wait in an upgrade is out of range.
    ///
    /// Draining a node waits 5 minutes to a day, and what follows a replaced node at most 30
    /// minutes.
    ///
    /// # Why
    ///
    /// The service refuses other values. Too short a wait ends pods that were still working, too
    /// long a one stretches an upgrade over days.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "upgradeSettings": { "drainTimeoutInMinutes": 2, "nodeSoakDurationInMinutes": 60 } }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "upgradeSettings": { "drainTimeoutInMinutes": 30, "nodeSoakDurationInMinutes": 5 } }] }] }
    /// ```
    "upgrade-timing", Error, AgentPools, REST_SPEC,
    aliases: ["--drain-timeout", "--node-soak-duration"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let Some(settings) = &pool.spec.upgrade_settings else { continue };
        for (property, value, range) in [
            ("drainTimeoutInMinutes", settings.drain_timeout_in_minutes, 5..=1440),
            ("nodeSoakDurationInMinutes", settings.node_soak_duration_in_minutes, 0..=30),
        ] {
            let Some(value) = value.filter(|it| !range.contains(it)) else { continue };
            let (least, most) = (*range.start(), *range.end());
            let path = pool.at(&format!("upgradeSettings/{property}"));
            let near = value.clamp(least, most);
            report
                .at(&path, format!("`{property}` is {value}, not {least} to {most}"))
                .help(format!("use {least} to {most} minutes"))
                .fix_set(format!("use {near}"), path, near);
        }
    }
}
