use super::labels;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A node label has a prefix that AKS keeps for itself.
    ///
    /// Labels under `kubernetes.azure.com` are set by AKS, such as `kubernetes.azure.com/mode:
    /// system` on system pools. The label that marks spot nodes may be repeated.
    ///
    /// # Why
    ///
    /// The service refuses the pool. What AKS decides by these labels, such as where its own parts
    /// run, must not be changed by others.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "nodeLabels": { "kubernetes.azure.com/mode": "system" } }] }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "clusters": [{
    ///     "agentPools": [{ }, {
    ///       "scaleSetPriority": "Spot",
    ///       "nodeLabels": { "kubernetes.azure.com/scalesetpriority": "spot" }
    ///     }]
    ///   }]
    /// }
    /// ```
    "node-label-reserved", Error, AgentPools, SYSTEM_POOLS,
    aliases: ["NodeLabelKeyNotAllowed"]
}

fn check(cx: &Context, report: &mut Report) {
    for (path, key, _) in labels(cx) {
        let prefix = key.split_once('/').map_or("", |(prefix, _)| prefix);
        let is_own = prefix == "kubernetes.azure.com" || prefix.ends_with(".kubernetes.azure.com");
        if is_own && key != "kubernetes.azure.com/scalesetpriority" {
            report
                .at(&path, format!("AKS keeps labels such as {} for itself", quoted(key)))
                .help("leave it out, or use a prefix of your own")
                .fix_remove("leave the label out", path);
        }
    }
}
