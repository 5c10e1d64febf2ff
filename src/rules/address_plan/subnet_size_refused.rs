use super::remedy::resize_subnet;
use crate::azure_facts::limits;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;
use ipnet::IpNet;

rule! {
    /// A subnet is smaller or larger than Azure allows.
    ///
    /// Azure keeps five addresses of every subnet, the first four and the last, so that a /29 with
    /// three usable addresses is the smallest. The largest is a /2.
    ///
    /// # Why
    ///
    /// Azure refuses the subnet, which in a script means that half of the network is made.
    ///
    /// # Decided
    ///
    /// AKS-Construction refuses /27 to /29, which Azure takes; subnet-splitter leaves out four
    /// addresses of a subnet where Azure keeps five. Azure's own count holds here, so that /29 is
    /// the smallest.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "more", "addressPrefix": "10.240.8.0/30" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "more", "addressPrefix": "10.240.8.0/29" }] }] }
    /// ```
    "subnet-size-refused", Error, AddressPlan, VNET_FAQ,
    aliases: ["NetcfgInvalidSubnet"]
}

fn check(cx: &Context, report: &mut Report) {
    let (shortest, longest) = (limits::SUBNET_MIN_PREFIX.value, limits::SUBNET_MAX_PREFIX.value);
    for (at, subnet) in cx.net.subnets() {
        for range in &subnet.prefixes {
            let IpNet::V4(net) = range.net else { continue };
            let name = quoted(&subnet.spec.name);
            if net.prefix_len() > longest {
                let is_full = report.is_full();
                let message = format!(
                    "subnet {name} (`{net}`) has {} of which Azure keeps 5: the smallest is a /29",
                    crate::text::count(1i64 << (32 - net.prefix_len()), "address")
                );
                let finding = report.at(&range.path, message);
                finding.help("make it a /29 or larger");
                // Of several ranges only the first can be moved.
                if !is_full && subnet.ipv4() == Some(net) {
                    resize_subnet(cx, at, longest, finding);
                }
            } else if net.prefix_len() < shortest {
                report
                    .at(&range.path, format!("subnet {name} (`{net}`) is larger than a /2"))
                    .help("make it a /2 or smaller");
            }
        }
    }
}
