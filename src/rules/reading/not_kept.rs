use crate::read::RemarkKind;
use crate::rules::{Context, Report, rule};

rule! {
    /// The plan has no place for something in the text.
    ///
    /// It was understood, and says nothing about what a plan holds. Written from the plan, a script
    /// or template will not have it.
    ///
    /// # Why
    ///
    /// Nobody should believe that a script written from here does all that the old one did.
    ///
    /// ```az,fails
    /// az role assignment create --assignee 11111111-2222-4333-8444-555566667777 --role Reader --scope /subscriptions/00000000-0000-0000-0000-000000000000
    /// ```
    /// ```az,passes
    /// az aks get-credentials --resource-group rg --name cluster
    /// ```
    "not-kept", Info, Reading, AZ_AKS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for remark in cx.remarks {
        let RemarkKind::NotKept { what, why } = &remark.kind else { continue };
        let message = format!("{what} is not part of the plan");
        report.at(&*remark.path, message).help(&**why).source(remark.position);
    }
}
