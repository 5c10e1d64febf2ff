use crate::read::RemarkKind;
use crate::rules::carried::JUDGED;
use crate::rules::{Context, Report, rule};

rule! {
    /// An argument is kept as it is.
    ///
    /// The plan has no property for it, so it is not judged; it stays with its resource and is
    /// written back as it was. A few are judged all the same, and not told.
    ///
    /// # Why
    ///
    /// Everything else is judged here. Of this nobody should believe that it was.
    ///
    /// ```az,fails
    /// az aks create --resource-group rg --name cluster --location westeurope --node-public-ip-tags RoutingPreference=Internet
    /// ```
    /// ```az,passes
    /// az aks create --resource-group rg --name cluster --location westeurope --node-count 3
    /// ```
    /// ```az,passes
    /// az aks create --resource-group rg --name cluster --location westeurope --admin-username azureuser
    /// ```
    "carried-argument", Info, Reading, AZ_AKS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for remark in cx.remarks {
        let RemarkKind::Carried { name, of } = &remark.kind else { continue };
        if JUDGED.contains(&name.as_str()) {
            continue;
        }
        let message = format!("`{name}` of `{of}` is kept as it is, and not judged");
        let help = "nothing to do: it is written back with its resource";
        report.at(&*remark.path, message).help(help).source(remark.position);
    }
}
