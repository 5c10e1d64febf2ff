use crate::model::OsType;
use crate::rules::{Context, Report, rule};

rule! {
    /// The image cleaner leaves Windows nodes and virtual nodes alone.
    ///
    /// Unused images stay on them until kubelet needs the room.
    ///
    /// # Why
    ///
    /// Images with known holes stay on those nodes although the plan says that they are removed.
    ///
    /// ```json,fails
    /// { "clusters": [{ "securityProfile": { "imageCleaner": { "enabled": true } },
    ///   "agentPools": [{}, {}, { "name": "win", "osType": "Windows", "vnetSubnet": "nodes" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "securityProfile": { "imageCleaner": { "enabled": true } } }] }
    /// ```
    "image-cleaner-linux-only", Info, Addons, IMAGE_CLEANER,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let security = cluster.spec.security_profile.as_ref();
        let cleaner = security.and_then(|it| it.image_cleaner.as_ref());
        let windows = cluster.pools.iter().find(|it| it.os == OsType::Windows);
        if let (Some(pool), true) = (windows, cleaner.is_some_and(|it| it.enabled)) {
            let path = cluster.at("securityProfile/imageCleaner");
            report
                .at(
                    path,
                    format!("the image cleaner leaves Windows pool `{}` alone", pool.spec.name),
                )
                .related(&pool.path, "runs Windows")
                .help("plan the OS disk of Windows nodes for images that pile up");
        }
    }
}
