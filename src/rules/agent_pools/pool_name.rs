use crate::azure_facts::names;
use crate::model::OsType;
use crate::rules::cluster::judge_name;
use crate::rules::{Context, Report, rule};

rule! {
    /// An agent pool's name is one that AKS refuses.
    ///
    /// A name starts with a lower-case letter and has at most 12 lower-case letters and digits; it
    /// stands in the names of the nodes.
    ///
    /// # Why
    ///
    /// Pools can't be renamed: what is refused late is found when the rest of the cluster stands.
    ///
    /// # Decided
    ///
    /// The pattern of a Terraform module matches anywhere in the name and so takes everything; az
    /// takes upper-case letters. The API takes neither, so it is an error here.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "name": "GPU-Pool" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "name": "gpupool" }] }] }
    /// ```
    "pool-name", Error, AgentPools, REST_SPEC,
    aliases: ["agentPoolProfile.name is invalid"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| it.os == OsType::Linux) {
        let (path, name) = (pool.at("name"), &pool.spec.name);
        let Some(finding) = judge_name(report, &names::LINUX_POOL, path.clone(), name) else {
            continue;
        };
        if let Some(better) = names::LINUX_POOL.mended(name) {
            finding.fix_set(format!("call it `{better}`"), path, better);
        }
    }
}
