use crate::rules::{Context, Report, rule};

rule! {
    /// A pool is in application security groups, and lets in no port.
    ///
    /// The groups only say whom the allowed host ports are for.
    ///
    /// # Why
    ///
    /// Without ports the groups change nothing, and az refuses them alone.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "agentPools": [{ }, { "networkProfile": { "applicationSecurityGroups": ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/web"] } }]
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "clusters": [{
    ///     "agentPools": [{ }, { "networkProfile": {
    ///       "allowedHostPorts": ["443/tcp"],
    ///       "applicationSecurityGroups": ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/web"]
    ///     } }]
    ///   }]
    /// }
    /// ```
    "security-groups-without-ports", Error, AgentPools, AZ_NODEPOOL,
    aliases: ["--asg-ids", "--nodepool-asg-ids"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let Some(profile) = &pool.spec.network_profile else { continue };
        if !profile.application_security_groups.is_empty() && profile.allowed_host_ports.is_empty()
        {
            let name = super::quoted_name(pool);
            report
                .at(
                    pool.at("networkProfile/applicationSecurityGroups"),
                    format!("pool {name} has application security groups and no host ports"),
                )
                .help("name ports in `allowedHostPorts`, or leave the groups out");
        }
    }
}
