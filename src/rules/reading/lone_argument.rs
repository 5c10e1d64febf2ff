use crate::read::RemarkKind;
use crate::rules::{Context, Report, rule};

rule! {
    /// An argument needs another one, which the command does not have.
    ///
    /// az refuses the command before it asks Azure anything.
    ///
    /// # Why
    ///
    /// The script stops there, with what it made before left behind; a setting that works with another
    /// alone was not what its writer meant either way.
    ///
    /// ```az,fails
    /// az aks create --resource-group rg --name cluster --location westeurope --enable-azure-rbac
    /// ```
    /// ```az,fails
    /// az aks create --resource-group rg --name cluster --location westeurope \
    ///   --service-principal 11111111-2222-4333-8444-555566667777
    /// ```
    /// ```az,passes
    /// az aks create --resource-group rg --name cluster --location westeurope --enable-aad --enable-azure-rbac
    /// ```
    "argument-needs-another", Error, Reading, AZ_AKS,
    aliases: [
        "--enable-azure-rbac can only be used together with --enable-aad",
        "Please provide both --service-principal and --client-secret",
        "--workspace-resource-id requires --enable-addons monitoring",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for remark in cx.remarks {
        let RemarkKind::LoneArgument { name, of, needs } = &remark.kind else { continue };
        let needs = needs.join("` or `");
        report
            .at(&*remark.path, format!("`{name}` of `{of}` needs `{needs}`"))
            .help(format!("add `{needs}`, or leave `{name}` out"))
            .source(remark.position);
    }
}
