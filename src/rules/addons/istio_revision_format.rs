use super::istio_revision;
use crate::rules::{Context, Report, rule};

rule! {
    /// A revision of the Istio add-on is not written as `asm-1-30`.
    ///
    /// Revisions are named by Istio's version with hyphens; az refuses anything else.
    ///
    /// # Why
    ///
    /// A revision stays with the mesh for months and is what an upgrade starts from, so it has to
    /// be one that there is.
    ///
    /// ```json,fails
    /// { "clusters": [{ "serviceMeshProfile": { "mode": "Istio", "revisions": ["1.30"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "serviceMeshProfile": { "mode": "Istio" } }] }
    /// ```
    "istio-revision-format", Error, Addons, AZ_AKS,
    aliases: ["is not supported by the service mesh add-on"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let mesh = cluster.spec.service_mesh_profile.as_ref();
        let revisions = mesh.map(|it| it.revisions.as_slice()).unwrap_or_default();
        for (at, text) in revisions.iter().enumerate() {
            if istio_revision(text).is_some() {
                continue;
            }
            let path = cluster.at(&format!("serviceMeshProfile/revisions/{at}"));
            let finding = report.at(&path, format!("`{text}` is no revision of the Istio add-on"));
            finding.help("write it as `asm-1-30`, or leave it out for the region's default");
            let meant = text.trim().trim_start_matches("asm-").trim_start_matches('v');
            let meant = format!("asm-{}", meant.replace('.', "-"));
            if istio_revision(&meant).is_some() {
                finding.fix_set(format!("write `{meant}`"), path, meant.as_str());
            }
        }
    }
}
