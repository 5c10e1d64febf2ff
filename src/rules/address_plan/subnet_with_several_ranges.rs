use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A subnet has two IPv4 ranges.
    ///
    /// Several ranges of one family in a subnet are a preview of Azure's. The plan counts room in
    /// the first one.
    ///
    /// # Why
    ///
    /// The service refuses a cluster in such a subnet unless the preview is on. Addresses past the
    /// first range are not counted on here.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{ "addressPrefixes": ["10.240.8.0/22"] }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{ "addressPrefix": null, "addressPrefixes": ["10.240.8.0/22"] }] }] }
    /// ```
    "subnet-with-several-ranges", Warning, AddressPlan, VNET_FAQ,
    aliases: ["MultipleAddressPrefixesSubnetNotSupported"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, subnet) in cx.net.subnets() {
        let mut ipv4 = subnet.prefixes.iter().filter(|it| it.net.network().is_ipv4());
        if let (Some(first), Some(second)) = (ipv4.next(), ipv4.next()) {
            let name = quoted(&subnet.spec.name);
            let message =
                format!("subnet {name} has two IPv4 ranges, `{}` and `{}`", first.net, second.net);
            report
                .at(&second.path, message)
                .help("give it one, in `addressPrefix`")
                .related(&first.path, "the first");
        }
    }
}
