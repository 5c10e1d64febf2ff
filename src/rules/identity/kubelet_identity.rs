use crate::rules::{Context, Report, rule};

rule! {
    /// The nodes have an identity of their own, and the control plane has none.
    ///
    /// # Why
    ///
    /// The control plane hands the nodes their identity, and must have the role for it before they
    /// start. So az and the service want a user-assigned identity for the control plane too.
    ///
    /// ```json,fails
    /// { "clusters": [{ "identity": null, "kubeletIdentity": "identity" }] }
    /// ```
    /// ```json,passes
    /// { "identities": [{}, { "name": "nodes" }], "clusters": [{ "kubeletIdentity": "nodes" }] }
    /// ```
    "kubelet-identity-needs-own-identity", Error, Identity, MANAGED_IDENTITY,
    aliases: [
        "--assign-kubelet-identity can only be specified when --assign-identity is specified",
        "CustomKubeletIdentityOnlySupportedOnUserAssignedMSICluster",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let identity = cluster.spec.identity.as_ref();
        let has_own = identity.is_some_and(|it| it.user_assigned_identity.is_some());
        let Some(kubelet) = cluster.spec.kubelet_identity.as_ref().filter(|_| !has_own) else {
            continue;
        };
        report
            .at(
                cluster.at("kubeletIdentity"),
                format!(
                    "kubelet identity `{kubelet}` needs a user-assigned identity of the cluster"
                ),
            )
            .help("give `identity` with a user-assigned identity, or leave `kubeletIdentity` out");
    }
}
