use crate::finding::Severity;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A preview feature of the plan is not registered in the subscription yet.
    ///
    /// The script, the requests and the page register it and wait. One whose state is `Pending`
    /// waits for somebody at Microsoft.
    ///
    /// # Why
    ///
    /// Registering takes from minutes to an hour, and a right on the whole subscription. What waits
    /// for approval may never come.
    ///
    /// ```live,fails
    /// {
    ///   "plan": { "features": ["AzureOverlayPreview"] },
    ///   "live": { "features": { "Microsoft.ContainerService/AzureOverlayPreview": "NotRegistered" } }
    /// }
    /// ```
    /// ```live,fails
    /// {
    ///   "plan": { "features": ["AzureOverlayPreview"] },
    ///   "live": { "features": { "Microsoft.ContainerService/AzureOverlayPreview": "Pending" } }
    /// }
    /// ```
    /// ```live,passes
    /// {
    ///   "plan": { "features": ["AzureOverlayPreview"] },
    ///   "live": { "features": { "Microsoft.ContainerService/AzureOverlayPreview": "Registered" } }
    /// }
    /// ```
    "feature-not-registered", Info, Preflight, REGISTER_PROVIDER,
    aliases: ["FeatureNotRegistered"]
}

fn check(cx: &Context, report: &mut Report) {
    let Some(live) = cx.live else { return };
    for (at, text) in cx.plan.features.iter().enumerate() {
        let (namespace, name) =
            text.rsplit_once('/').unwrap_or(("Microsoft.ContainerService", text));
        let full = format!("{namespace}/{name}");
        let mut known = live.features.iter().filter(|(it, _)| it.eq_ignore_ascii_case(&full));
        let Some((_, state)) = known.next() else { continue };
        let is = |it: &str| state.eq_ignore_ascii_case(it);
        if is("Registered") {
            continue;
        }
        let finding = report.at(
            format!("/features/{at}"),
            format!("preview feature {} is {}", quoted(text), quoted(state)),
        );
        if is("Pending") || is("Unregistering") {
            finding.severity(Severity::Warning);
            finding.help("wait until it is registered, or plan without it");
        } else {
            finding.help(format!(
                "`az feature register --namespace {namespace} --name {name}`, by somebody with a \
                 role on the subscription"
            ));
        }
    }
}
