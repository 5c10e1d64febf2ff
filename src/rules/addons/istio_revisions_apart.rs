use super::istio_revision;
use crate::finding::Severity;
use crate::rules::{Context, Report, rule};

rule! {
    /// Revisions of the Istio add-on do not follow each other.
    ///
    /// A mesh runs one revision, and two that follow each other while it is upgraded. More than two
    /// are refused, and so are two that are apart, unless the older is out of support.
    ///
    /// # Why
    ///
    /// A proxy of the one revision and a control plane of the other were never tested together.
    ///
    /// ```json,fails
    /// { "clusters": [{ "serviceMeshProfile": { "mode": "Istio", "revisions": ["asm-1-32", "asm-1-34"] } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "serviceMeshProfile": { "mode": "Istio",
    ///   "revisions": ["asm-1-31", "asm-1-32", "asm-1-33"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "serviceMeshProfile": { "mode": "Istio", "revisions": ["asm-1-31", "asm-1-32"] } }] }
    /// ```
    "istio-revisions-apart", Error, Addons, REST_SPEC,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let mesh = cluster.spec.service_mesh_profile.as_ref();
        let revisions = mesh.map(|it| it.revisions.as_slice()).unwrap_or_default();
        let read: Vec<_> = revisions.iter().filter_map(|it| istio_revision(it)).collect();
        let severity = match *read.as_slice() {
            _ if revisions.len() > 2 => Severity::Error,
            [(first, a), (second, b)] if first != second || a.abs_diff(b) != 1 => Severity::Warning,
            _ => continue,
        };
        let message = format!(
            "`{}` are not one revision, nor two that follow each other",
            revisions.join("`, `")
        );
        report
            .at(cluster.at("serviceMeshProfile/revisions"), message)
            .severity(severity)
            .help("keep one, or for an upgrade the old one and the next");
    }
}
