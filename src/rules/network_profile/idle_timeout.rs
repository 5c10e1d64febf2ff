use crate::azure_facts::limits;
use crate::finding::Severity;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The load balancer's idle timeout is out of range.
    ///
    /// The service takes 4 to 120 minutes.
    ///
    /// # Why
    ///
    /// A connection that is idle for longer is closed without a word. Too long a timeout keeps SNAT
    /// ports from others.
    ///
    /// # Decided
    ///
    /// Azure's own tools disagree: az and Terraform stop at 100 minutes, the API and Cluster API at
    /// 120. So more than 100 is a warning that names both, since a template can set it, and more
    /// than 120 an error. Scripts from here say 100 at most.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "loadBalancerProfile": { "idleTimeoutInMinutes": 3 } } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "loadBalancerProfile": { "idleTimeoutInMinutes": 110 } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "loadBalancerProfile": { "idleTimeoutInMinutes": 100 } } }] }
    /// ```
    "load-balancer-idle-timeout", Error, NetworkProfile, REST_SPEC,
    aliases: [
        "--load-balancer-idle-timeout must be in the range",
        "InvalidLoadBalancerProfileIdleTimeoutInMinutes",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    let (least, most) = limits::LB_IDLE_TIMEOUT.value;
    let most_az = limits::LB_IDLE_TIMEOUT_AZ.value;
    for cluster in &cx.net.clusters {
        let profile = cluster.spec.network_profile.load_balancer_profile.as_ref();
        let Some(minutes) = profile.and_then(|it| it.idle_timeout_in_minutes) else { continue };
        if (least..=most_az).contains(&minutes) {
            continue;
        }
        let path = cluster.network_path("loadBalancerProfile/idleTimeoutInMinutes");
        let (severity, message) = if (least..=most).contains(&minutes) {
            let text = format!(
                "az and Terraform refuse {minutes} minutes: {} says up to {most_az}, {} up to {most}",
                quoted(limits::LB_IDLE_TIMEOUT_AZ.source.title),
                quoted(limits::LB_IDLE_TIMEOUT.source.title),
            );
            (Severity::Warning, text)
        } else {
            let text = format!("the idle timeout is {least} to {most} minutes, not {minutes}");
            (Severity::Error, text)
        };
        let near = minutes.clamp(least, most_az);
        report
            .at(&path, message)
            .severity(severity)
            .help(format!("use {least} to {most_az} minutes"))
            .fix_set(format!("use {near} minutes"), path, near);
    }
}
