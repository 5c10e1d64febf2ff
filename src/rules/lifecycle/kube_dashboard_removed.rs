use crate::rules::{Context, Report, rule};

rule! {
    /// The Kubernetes dashboard add-on is gone since Kubernetes 1.19.
    ///
    /// The Azure portal shows the cluster's resources instead. az still takes `--enable-addons
    /// kube-dashboard`; Azure refuses it.
    ///
    /// # Why
    ///
    /// The dashboard often ran with rights on the whole cluster and was a known way in. A script
    /// that still asks for it stops there.
    ///
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "kubeDashboard": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "addonProfiles": { "kubeDashboard": { "enabled": false } } }] }
    /// ```
    "kube-dashboard-removed", Error, Lifecycle, AZ_AKS,
    aliases: ["CKV_AZURE_8"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let addon = cluster.spec.addon_profiles.kube_dashboard.as_ref();
        if !addon.is_some_and(|it| it.enabled) {
            continue;
        }
        let path = cluster.at("addonProfiles/kubeDashboard");
        let message = "the Kubernetes dashboard add-on was removed with Kubernetes 1.19";
        report
            .at(&path, message)
            .help("take it out; the Azure portal shows the cluster's resources")
            .fix_remove("take it out", path);
    }
}
