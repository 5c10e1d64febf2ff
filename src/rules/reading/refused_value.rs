use crate::read::RemarkKind;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// az refuses the value of an argument.
    ///
    /// Subnets and identities are given to `az aks` by their ids, and network policies in lower case. A
    /// plan takes names, and any case.
    ///
    /// # Why
    ///
    /// az says so before it asks Azure anything, and the script stops there, with what it made before
    /// left behind.
    ///
    /// ```az,fails
    /// az aks create --resource-group rg --name cluster --location westeurope --vnet-subnet-id nodes
    /// ```
    /// ```az,fails
    /// az aks create --resource-group rg --name cluster --location westeurope --network-plugin azure --network-policy Calico
    /// ```
    /// ```az,passes
    /// az aks create --resource-group rg --name cluster --location westeurope --network-plugin azure --network-policy calico
    /// ```
    "argument-value-refused", Error, Reading, AZ_AKS,
    aliases: [
        "--assign-identity is not a valid Azure resource ID",
        "--network-policy should be provided in lowercase",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for remark in cx.remarks {
        let RemarkKind::RefusedValue { name, of, value, wanted } = &remark.kind else { continue };
        report
            .at(&*remark.path, format!("{} for `{name}` of `{of}` is not {wanted}", quoted(value)))
            .help(match *wanted {
                "a resource id" => {
                    "give the id, such as `az network vnet subnet show --query id` prints"
                }
                _ => "write it in lower case",
            })
            .source(remark.position);
    }
}
