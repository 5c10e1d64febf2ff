use crate::read::RemarkKind;
use crate::rules::{Context, Report, rule};

rule! {
    /// An argument has another name now.
    ///
    /// It is read under its old name; today's tool may refuse it.
    ///
    /// # Why
    ///
    /// A script that works with one version of az stops with the next, in the middle of what it
    /// makes.
    ///
    /// ```az,fails
    /// az aks create --resource-group rg --name cluster --location westeurope --node-zones 1 2 3
    /// ```
    /// ```az,passes
    /// az aks create --resource-group rg --name cluster --location westeurope --zones 1 2 3
    /// ```
    "renamed-argument", Warning, Reading, AZ_AKS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for remark in cx.remarks {
        let RemarkKind::RenamedArgument { name, of, instead, since } = &remark.kind else {
            continue;
        };
        let message = format!("`{name}` of `{of}` is called `{instead}` since {since}");
        report
            .at(&*remark.path, message)
            .help(format!("write `{instead}`"))
            .source(remark.position);
    }
}
