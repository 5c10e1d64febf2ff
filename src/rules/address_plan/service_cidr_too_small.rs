use super::remedy::set_services;
use crate::azure_facts::limits;
use crate::finding::Severity;
use crate::net::{prefix_for, size};
use crate::rules::{Context, Report, rule};
use crate::text::{count, grouped, quoted};

rule! {
    /// The service CIDR has little or no room for services.
    ///
    /// Every Kubernetes service takes an address of it, and so do the cluster's own: `kubernetes`,
    /// the DNS service, the metrics server. Say how many services are planned in `plannedServices`.
    ///
    /// # Why
    ///
    /// When it is full, new services are refused, and with them deployments that have one. Before
    /// Kubernetes 1.33 the range can't be changed, from then on it can be extended by a
    /// `ServiceCIDR` object.
    ///
    /// # Arithmetic
    ///
    /// Planned services + 3 = **303**; a /24 has 256 - 2 = **254**.
    ///
    /// ```json,fails
    /// { "clusters": [{ "plannedServices": 300, "networkProfile": { "serviceCidr": "10.1.0.0/24", "dnsServiceIP": "10.1.0.10" } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "10.1.0.0/26", "dnsServiceIP": "10.1.0.10" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "plannedServices": 200, "networkProfile": { "serviceCidr": "10.1.0.0/24", "dnsServiceIP": "10.1.0.10" } }] }
    /// ```
    "service-cidr-too-small", Warning, AddressPlan, IP_PLANNING,
    aliases: []
}

/// Services that every cluster has: `kubernetes`, `kube-dns`, `metrics-server`.
const OWN_SERVICES: u64 = 3;

/// Where nothing is said of services, a range longer than this is remarked upon.
const USUAL_PREFIX: u8 = 24;

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(range) = cluster.service_cidrs.first().filter(|it| it.net.network().is_ipv4())
        else {
            continue;
        };
        let net = range.net;
        // Kubernetes gives out neither the first nor the last address.
        let room = size(&net).saturating_sub(2);
        let name = quoted(&cluster.spec.name);
        let is_full = report.is_full();
        if let Some(planned) = cluster.spec.planned_services {
            let needed = u64::from(planned) + OWN_SERVICES;
            if needed > room {
                let message = format!(
                    "cluster {name} needs {} service addresses: {} planned + {OWN_SERVICES} of its \
                     own; {} usable in `{net}`",
                    grouped(i64::try_from(needed).unwrap_or(i64::MAX)),
                    grouped(i64::from(planned)),
                    grouped(i64::try_from(room).unwrap_or(i64::MAX))
                );
                let largest = limits::SERVICE_CIDR_PREFIX.value + 1;
                let prefix = prefix_for(needed.saturating_add(2)).filter(|it| *it >= largest);
                let finding = report.at(&range.path, message);
                let Some(prefix) = prefix else {
                    finding.help(format!("plan fewer: the largest service CIDR is a /{largest}"));
                    continue;
                };
                finding.help(format!("make the service CIDR a /{prefix} or larger now"));
                if !is_full {
                    set_services(cx, cluster, &net, prefix, finding);
                }
            }
        } else if net.prefix_len() > USUAL_PREFIX {
            let room = count(i64::try_from(room).unwrap_or(i64::MAX), "service");
            report
                .at(&range.path, format!("service CIDR `{net}` of cluster {name} holds {room}"))
                .help("say how many are planned in `plannedServices`, or make it larger now")
                .severity(Severity::Info);
        }
    }
}
