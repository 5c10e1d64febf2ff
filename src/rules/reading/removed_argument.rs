use crate::read::RemarkKind;
use crate::rules::{Context, Report, rule};

rule! {
    /// An argument was removed.
    ///
    /// Today's tool refuses it or does nothing for it: a script that still has it was written for
    /// an older version.
    ///
    /// # Why
    ///
    /// It stops before anything is made, or in the middle where a later command has it.
    ///
    /// ```az,fails
    /// az aks create --resource-group rg --name cluster --location westeurope --enable-pod-security-policy
    /// ```
    /// ```az,passes
    /// az aks create --resource-group rg --name cluster --location westeurope
    /// ```
    "removed-argument", Warning, Reading, AZ_AKS,
    aliases: [
        "unrecognized arguments: --uptime-sla",
        "unrecognized arguments: --enable-rbac",
        "unrecognized arguments: --node-zones",
        "unrecognized arguments: --enable-pod-security-policy",
        "unrecognized arguments: --enable-pod-identity",
        "unrecognized arguments: --aad-server-app-id",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for remark in cx.remarks {
        let RemarkKind::RemovedArgument { name, of, since, instead } = &remark.kind else {
            continue;
        };
        let message = format!("`{of}` has no `{name}` any more, since {since}");
        let help = match instead.as_str() {
            "" => "leave it out: nothing takes its place".to_string(),
            instead => format!("use {instead}"),
        };
        report.at(&*remark.path, message).help(help).source(remark.position);
    }
}
