use crate::read::RemarkKind;
use crate::rules::{Context, Report, rule};

rule! {
    /// Something in the text could not be read.
    ///
    /// # Why
    ///
    /// It may be harmless, and it may be what decides: the plan goes without it, so what is said of
    /// the plan may be wrong about what the text really does.
    ///
    /// ```az,fails
    /// az aks create --resource-group rg --name cluster --location westeurope --zones
    /// ```
    /// ```az,passes
    /// az aks create --resource-group rg --name cluster --location westeurope --zones 1
    /// ```
    "not-understood", Warning, Reading, AZ_AKS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for remark in cx.remarks {
        let RemarkKind::NotUnderstood { what, help } = &remark.kind else { continue };
        let message = format!("{what} could not be read: the plan goes without it");
        report.at(&*remark.path, message).help(&**help).source(remark.position);
    }
}
