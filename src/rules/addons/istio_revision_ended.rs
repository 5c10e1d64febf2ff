use super::istio_revision;
use crate::azure_facts::lifecycle::ISTIO_REVISIONS;
use crate::rules::{Context, Report, rule};
use crate::text::days_until;

rule! {
    /// A revision of the Istio add-on is at its end.
    ///
    /// Revisions are supported for about a year: the days in this table are about right, and
    /// Azure's list for the region decides. A mesh moves on with `az aks mesh upgrade`, by way of
    /// both revisions.
    ///
    /// # Why
    ///
    /// A mesh without support gets no fixes for its proxies, which stand at the front of every
    /// service.
    ///
    /// ```json,fails
    /// { "clusters": [{ "serviceMeshProfile": { "mode": "Istio", "revisions": ["asm-1-28"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "serviceMeshProfile": { "mode": "Istio", "revisions": ["asm-1-31"] } }] }
    /// ```
    "istio-revision-ended", Warning, Addons, ISTIO,
    aliases: []
}

/// Days before its end that a revision is warned of.
const SOON: i32 = 60;

fn check(cx: &Context, report: &mut Report) {
    let known = ISTIO_REVISIONS.value;
    for cluster in &cx.net.clusters {
        let mesh = cluster.spec.service_mesh_profile.as_ref();
        let revisions = mesh.map(|it| it.revisions.as_slice()).unwrap_or_default();
        for (at, text) in revisions.iter().enumerate() {
            let Some((1, minor)) = istio_revision(text) else { continue };
            let end = known.iter().find(|(it, _)| *it == minor).map(|(_, end)| *end);
            let oldest = known.first().filter(|(it, _)| minor < *it);
            let message = match (end, oldest) {
                (Some(end), _) if end <= cx.as_of => format!("revision `{text}` ended about {end}"),
                (Some(end), _) if days_until(cx.as_of, end) <= SOON => {
                    format!("revision `{text}` ends about {end}")
                }
                (None, Some((_, end))) if *end <= cx.as_of => {
                    format!("revision `{text}` ended before {end}")
                }
                _ => continue,
            };
            report
                .at(cluster.at(&format!("serviceMeshProfile/revisions/{at}")), message)
                .help("take a later one of `az aks mesh get-revisions`, or none for the default");
        }
    }
}
