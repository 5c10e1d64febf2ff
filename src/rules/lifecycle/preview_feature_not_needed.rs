use crate::azure_facts::lifecycle::{Status, preview_feature};
use crate::rules::{Context, Report, rule};

rule! {
    /// A preview feature need not be registered any more.
    ///
    /// What was a preview is for everybody now, without registering.
    ///
    /// # Why
    ///
    /// Registering still takes minutes, and needs a right on the subscription that a deployment
    /// seldom has.
    ///
    /// ```json,fails
    /// { "features": ["AutoUpgradePreview"] }
    /// ```
    /// ```json,fails
    /// { "features": ["Microsoft.ContainerService/AKS-OpenServiceMesh"] }
    /// ```
    /// ```json,passes
    /// { "features": [] }
    /// ```
    "preview-feature-not-needed", Info, Lifecycle, AUTO_UPGRADE_GA,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (at, name) in cx.plan.features.iter().enumerate() {
        let Some(feature) = preview_feature(name) else { continue };
        let general = feature.events.iter().find(|it| it.status == Status::GenerallyAvailable);
        let Some(general) = general.filter(|it| it.on <= cx.as_of) else { continue };
        let message = format!(
            "`{name}` is not needed: {} is generally available since {}",
            feature.name, general.on
        );
        let path = format!("/features/{at}");
        report
            .at(&path, message)
            .url(feature.source)
            .help("take the preview feature out of the plan")
            .fix_remove(format!("take out `{name}`"), path);
    }
}
