use crate::rules::{Context, Report, rule};

rule! {
    /// kubelet's thresholds for removing images are out of order.
    ///
    /// Both are percentages of the disk. Removal starts above the high one and stops at the low
    /// one; the defaults are 85 and 80.
    ///
    /// # Why
    ///
    /// kubelet does not start with thresholds the wrong way round, so the service refuses the pool.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "kubeletConfig": { "imageGcHighThreshold": 70 } }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "kubeletConfig": { "imageGcHighThreshold": 70, "imageGcLowThreshold": 60 } }] }] }
    /// ```
    "kubelet-image-collection", Error, AgentPools, NODE_CONFIG,
    aliases: ["InvalidCustomKubeletConfig"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let Some(kubelet) = &pool.spec.kubelet_config else { continue };
        let (high, low) = (kubelet.image_gc_high_threshold, kubelet.image_gc_low_threshold);
        let mut percentages = true;
        for (property, value) in [("imageGcHighThreshold", high), ("imageGcLowThreshold", low)] {
            if let Some(value) = value.filter(|it| *it > 100) {
                percentages = false;
                report
                    .at(
                        pool.at(&format!("kubeletConfig/{property}")),
                        format!("`{property}` is {value}, a percentage is at most 100"),
                    )
                    .help("use 0 to 100");
            }
        }
        let property = if low.is_some() { "imageGcLowThreshold" } else { "imageGcHighThreshold" };
        let (high, low) = (high.unwrap_or(85), low.unwrap_or(80));
        if percentages && low > high {
            report
                .at(
                    pool.at(&format!("kubeletConfig/{property}")),
                    format!("images are removed above {high} % until {low} %, which is more"),
                )
                .help("set `imageGcLowThreshold` below `imageGcHighThreshold`");
        }
    }
}
