use super::ending;
use crate::azure_facts::lifecycle::{Status, preview_feature};
use crate::finding::Severity;
use crate::rules::{Context, Report, rule};

rule! {
    /// A preview feature is registered for something that is over.
    ///
    /// Some previews never became general: pod security policies, pod-managed identity, WASI pools,
    /// custom CA trust. Registering for them brings nothing.
    ///
    /// # Why
    ///
    /// Registering takes minutes and rights, and who reads the script believes that the feature is
    /// there.
    ///
    /// ```json,fails
    /// { "features": ["EnablePodIdentityPreview"] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "oidcIssuerProfile": { "enabled": true },
    ///   "securityProfile": { "workloadIdentity": { "enabled": true } } }] }
    /// ```
    "preview-feature-ended", Warning, Lifecycle, CHANGELOG,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (at, name) in cx.plan.features.iter().enumerate() {
        let Some(feature) = preview_feature(name) else { continue };
        let became_general =
            feature.events.iter().any(|it| it.status == Status::GenerallyAvailable);
        if became_general {
            continue;
        }
        let path = format!("/features/{at}");
        if let Some(finding) = ending(cx, report, feature, &path, false) {
            finding
                .severity(Severity::Warning)
                .help(format!("take `{name}` out; {} follows", feature.replacement))
                .fix_remove(format!("take out `{name}`"), path);
        }
    }
}
