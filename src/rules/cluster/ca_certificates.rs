use crate::azure_facts::limits::CA_CERTIFICATES;
use crate::rules::carried::property_at;
use crate::rules::{Context, Report, rule};

rule! {
    /// Nodes are to trust more than ten authorities of your own.
    ///
    /// AKS puts at most ten own certificates into the trust store of the nodes.
    ///
    /// # Why
    ///
    /// The service refuses an eleventh. Where more authorities are needed, sign them by one, or
    /// hand certificates to the pods that need them.
    ///
    /// ```json,fails
    /// { "clusters": [{ "armProperties": { "securityProfile": { "customCATrustCertificates":
    ///   ["MQ==", "Mg==", "Mw==", "NA==", "NQ==", "Ng==", "Nw==", "OA==", "OQ==", "MTA=", "MTE="] } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "armProperties": { "securityProfile": { "customCATrustCertificates": ["MQ=="] } } }] }
    /// ```
    "too-many-ca-certificates", Error, Cluster, REST_SPEC,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let most = CA_CERTIFICATES.value;
    for cluster in &cx.net.clusters {
        let given = property_at(cluster, "securityProfile/customCATrustCertificates");
        let Some((path, all)) = given.and_then(|(path, it)| Some((path, it.as_array()?))) else {
            continue;
        };
        if all.len() > most {
            report
                .at(
                    path,
                    format!("nodes take {most} certificates of own authorities, not {}", all.len()),
                )
                .help("sign with fewer authorities");
        }
    }
}
