use crate::lower::ProblemKind;
use crate::net::CidrError;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A text is no range.
    ///
    /// A range is an address, a slash and a prefix length: `10.0.0.0/16`. A text that is none
    /// counts as not given.
    ///
    /// # Why
    ///
    /// A range that is read differently by two tools is planned by one and refused, or taken for
    /// another, by the next: the deployment fails late, or the cluster is not what was meant.
    ///
    /// # Decided
    ///
    /// Here a range is parsed, not compared with a pattern. AKS-Construction takes
    /// `999.999.999.999/20` and refuses a /27 that Azure takes; the pattern of Azure's Terraform
    /// module and of the API takes `999.0.0.0/8` and a range without length; az takes `not-a-cidr`.
    /// All of these fail at the service, so they are errors.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCidr": "300.244.0.0/16" } }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{ "addressPrefix": "10.240.0.0/33" }] }] }
    /// ```
    /// ```json,fails
    /// { "addressBook": [{ "name": "office", "cidr": "192.168.7.9" }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.244.0.0/16" } }] }
    /// ```
    "cidr-syntax", Error, Reading, REST_SPEC,
    aliases: [
        "InvalidCIDRNotation", "InvalidAddressPrefixFormat", "CidrStringParseError",
        "VnetCIDRInvalid",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for problem in &cx.net.problems {
        let ProblemKind::Cidr(error) = &problem.kind else { continue };
        let path = &problem.path;
        match error {
            CidrError::HostBits(_) => {}
            CidrError::NoPrefix(net) => {
                let message = format!("{} is no range: {error}", quoted(&problem.text));
                report
                    .at(path, message)
                    .help("say how large the range is, as in `10.0.0.0/16`")
                    .fix_set(format!("write `{net}`, this one address"), path, net.to_string());
            }
            CidrError::Empty => {
                report
                    .at(path, format!("`{}` is empty", super::property(path)))
                    .help("give a range such as `10.0.0.0/16`");
            }
            _ => {
                let message = format!("{} is no range: {error}", quoted(&problem.text));
                report.at(path, message).help("give a range such as `10.0.0.0/16`");
            }
        }
    }
}
