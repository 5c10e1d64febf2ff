use crate::rules::{Context, Report, rule};

rule! {
    /// A pool's OS disk is smaller than 30 GiB or larger than 2,048.
    ///
    /// 0 or nothing stands for the size that goes with the virtual machine.
    ///
    /// # Why
    ///
    /// The service refuses the pool, and the size can't be changed once it is made. Images, logs
    /// and empty directories of pods all lie on it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "osDiskSizeGB": 20 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "osDiskSizeGB": 128 }] }] }
    /// ```
    "os-disk-size", Error, AgentPools, AZ_NODEPOOL,
    aliases: ["--node-osdisk-size"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let Some(size) = pool.spec.os_disk_size_gb else { continue };
        if size != 0 && !(30..=2048).contains(&size) {
            let path = pool.at("osDiskSizeGB");
            let near = size.clamp(30, 2048);
            report
                .at(&path, format!("`osDiskSizeGB` is {size}, not 30 to 2048"))
                .help("use 30 to 2048, or leave it out")
                .fix_set(format!("use {near}"), path, near);
        }
    }
}
