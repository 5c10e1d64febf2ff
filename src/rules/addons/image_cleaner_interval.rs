use crate::azure_facts::limits;
use crate::rules::{Context, Report, rule};

rule! {
    /// The interval of the image cleaner is out of range.
    ///
    /// It runs once a day at most and every three months at least: 24 to 2160 hours.
    ///
    /// # Why
    ///
    /// az and the service refuse any other number.
    ///
    /// ```json,fails
    /// { "clusters": [{ "securityProfile": { "imageCleaner": { "enabled": true, "intervalHours": 12 } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "securityProfile": { "imageCleaner": { "enabled": true, "intervalHours": 24 } } }] }
    /// ```
    "image-cleaner-interval", Error, Addons, IMAGE_CLEANER,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let (least, most) = limits::IMAGE_CLEANER_HOURS.value;
    for cluster in &cx.net.clusters {
        let security = cluster.spec.security_profile.as_ref();
        let cleaner = security.and_then(|it| it.image_cleaner.as_ref()).filter(|it| it.enabled);
        let Some(hours) = cleaner.and_then(|it| it.interval_hours) else { continue };
        let nearest = hours.clamp(least, most);
        if hours != nearest {
            let path = cluster.at("securityProfile/imageCleaner/intervalHours");
            report
                .at(
                    &path,
                    format!(
                        "the image cleaner runs every {least} to {most} hours, not every {hours}"
                    ),
                )
                .help(format!("{nearest} is the nearest that is allowed"))
                .fix_set(format!("set it to {nearest}"), path, nearest);
        }
    }
}
