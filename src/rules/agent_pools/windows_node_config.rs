use crate::model::OsType;
use crate::rules::{Context, Report, rule};

rule! {
    /// A Windows pool has settings for Linux nodes.
    ///
    /// `linuxOSConfig` is for Linux. Of kubelet's settings Windows nodes take the thresholds for
    /// removing images.
    ///
    /// # Why
    ///
    /// The service refuses the pool, and these settings can't be changed afterwards.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "agentPools": [{ }, { }, {
    ///       "name": "win",
    ///       "osType": "Windows",
    ///       "linuxOSConfig": { "sysctls": { "netCoreSomaxconn": 20000 } }
    ///     }]
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "clusters": [{
    ///     "agentPools": [{ }, { }, {
    ///       "name": "win",
    ///       "osType": "Windows",
    ///       "kubeletConfig": { "imageGcHighThreshold": 90 }
    ///     }]
    ///   }]
    /// }
    /// ```
    "windows-node-config", Error, AgentPools, NODE_CONFIG,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| it.os == OsType::Windows) {
        let kubelet = pool.spec.kubelet_config.clone().unwrap_or_default();
        for (property, given) in [
            ("linuxOSConfig", pool.spec.linux_os_config.is_some()),
            ("kubeletConfig/cpuCfsQuotaPeriod", kubelet.cpu_cfs_quota_period.is_some()),
            ("kubeletConfig/allowedUnsafeSysctls", !kubelet.allowed_unsafe_sysctls.is_empty()),
            ("kubeletConfig/failSwapOn", kubelet.fail_swap_on.is_some()),
        ] {
            if !given {
                continue;
            }
            let name = property.rsplit('/').next().unwrap_or(property);
            let path = pool.at(property);
            report
                .at(&path, format!("Windows pool {} has `{name}`", super::quoted_name(pool)))
                .help("leave it out, it is for Linux nodes")
                .fix_remove("leave it out", path);
        }
    }
}
