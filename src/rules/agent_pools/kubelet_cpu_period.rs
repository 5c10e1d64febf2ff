use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// kubelet's period of CPU quotas is none.
    ///
    /// The period is a number of milliseconds with its unit, such as `100ms`.
    ///
    /// # Why
    ///
    /// kubelet does not start with a period that it can't read, so the service refuses the pool.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "kubeletConfig": { "cpuCfsQuotaPeriod": "200" } }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "kubeletConfig": { "cpuCfsQuotaPeriod": "200ms" } }] }] }
    /// ```
    "kubelet-cpu-period", Error, AgentPools, NODE_CONFIG,
    aliases: ["InvalidCustomKubeletConfig"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let period =
            pool.spec.kubelet_config.as_ref().and_then(|it| it.cpu_cfs_quota_period.as_ref());
        let Some(period) = period else { continue };
        let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        if period.strip_suffix("ms").is_some_and(is_number) {
            continue;
        }
        let path = pool.at("kubeletConfig/cpuCfsQuotaPeriod");
        let finding = report.at(&path, format!("{} is no number of milliseconds", quoted(period)));
        finding.help("write milliseconds with their unit, as `100ms`");
        if is_number(period) {
            finding.fix_set(format!("use `{period}ms`"), path, format!("{period}ms"));
        }
    }
}
