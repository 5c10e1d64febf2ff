//! What Azure ended, or will end.

mod availability_set_ended;
mod azure_linux_2_ended;
mod azure_linux_old_name;
mod azure_policy_linux_ending;
mod azure_policy_windows_ended;
mod basic_load_balancer;
mod container_insights_legacy;
mod docker_bridge_removed;
mod docker_runtime;
mod flatcar_ended;
mod gpu_skip_tag_ended;
mod http_application_routing_ended;
mod kube_dashboard_removed;
mod kubenet_ending;
mod nginx_routing_ending;
mod node_image_channel;
mod open_service_mesh_ending;
mod preview_feature_ended;
mod preview_feature_not_needed;
mod ubuntu_2204_ending;
mod windows_2019_ended;
mod windows_2022_ending;
mod windows_annual_ended;

use super::{Context, Report, Rule};
use crate::azure_facts::lifecycle::{Event, Feature, Status};
use crate::finding::{Finding, Severity};

pub(super) static RULES: &[&Rule] = &[
    &availability_set_ended::RULE,
    &azure_linux_2_ended::RULE,
    &azure_linux_old_name::RULE,
    &azure_policy_linux_ending::RULE,
    &azure_policy_windows_ended::RULE,
    &basic_load_balancer::RULE,
    &container_insights_legacy::RULE,
    &docker_bridge_removed::RULE,
    &docker_runtime::RULE,
    &flatcar_ended::RULE,
    &gpu_skip_tag_ended::RULE,
    &http_application_routing_ended::RULE,
    &kube_dashboard_removed::RULE,
    &kubenet_ending::RULE,
    &nginx_routing_ending::RULE,
    &node_image_channel::RULE,
    &open_service_mesh_ending::RULE,
    &preview_feature_ended::RULE,
    &preview_feature_not_needed::RULE,
    &ubuntu_2204_ending::RULE,
    &windows_2019_ended::RULE,
    &windows_2022_ending::RULE,
    &windows_annual_ended::RULE,
];

/// Reports that a feature ends or has ended: a warning before its end and while it goes on without
/// support, an error from then on. What was made before it was blocked (`existing`) goes on.
fn ending<'r>(
    cx: &Context,
    report: &'r mut Report,
    feature: &Feature,
    path: &str,
    existing: bool,
) -> Option<&'r mut Finding> {
    let counts = |it: &&Event| match it.status {
        Status::Unsupported | Status::Retired | Status::Removed => true,
        Status::CreationBlocked => !existing,
        Status::Preview | Status::GenerallyAvailable | Status::Deprecated => false,
    };
    let name = feature.name;
    let past = feature.events.iter().filter(counts).rfind(|it| it.on <= cx.as_of);
    let next = feature.events.iter().find(|it| counts(it) && it.on > cx.as_of);
    let (severity, message) = match (past.map(|it| (it.status, it.on)), next) {
        (Some((Status::Unsupported, on)), _) => {
            (Severity::Warning, format!("{name} has had no support since {on}"))
        }
        (Some((Status::CreationBlocked, on)), _) => {
            (Severity::Error, format!("{name} is refused for anything new since {on}"))
        }
        (Some((Status::Removed, on)), _) => {
            (Severity::Error, format!("{name} was removed on {on}"))
        }
        (Some((_, on)), _) => (Severity::Error, format!("{name} was retired on {on}")),
        (None, Some(event)) => {
            let days = crate::text::count(crate::text::days_until(cx.as_of, event.on), "day");
            let message = if event.status == Status::Unsupported {
                format!("support for {name} ends on {}, in {days}", event.on)
            } else {
                format!("{name} will be retired on {}, in {days}", event.on)
            };
            (Severity::Warning, message)
        }
        (None, None) => return None,
    };
    let finding = report.at(path, message);
    Some(finding.severity(severity).url(feature.source))
}

#[cfg(test)]
mod tests;
