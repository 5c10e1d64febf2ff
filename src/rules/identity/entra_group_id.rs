use crate::rules::{Context, Report, rule};
use crate::text::{is_guid, quoted};

rule! {
    /// A group of administrators or a tenant is no object id.
    ///
    /// Both are named by their ids, such as `11111111-2222-3333-4444-555555555555`, and not by the
    /// names that the portal shows.
    ///
    /// # Why
    ///
    /// az passes on whatever it is given. With a name in the list, or a slip, nobody is an
    /// administrator of the cluster, and local accounts may be off.
    ///
    /// ```json,fails
    /// { "clusters": [{ "aadProfile": { "adminGroupObjectIDs": ["admins"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "aadProfile": { "adminGroupObjectIDs": ["11111111-2222-3333-4444-555555555555"] } }] }
    /// ```
    "entra-id-format", Error, Identity, AZ_AKS,
    aliases: ["InvalidAdminGroupObjectID"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(profile) = &cluster.spec.aad_profile else { continue };
        let groups = profile.admin_group_object_ids.iter().enumerate();
        let groups = groups.map(|(at, it)| (format!("adminGroupObjectIDs/{at}"), it));
        let tenant = profile.tenant_id.iter().map(|it| ("tenantID".to_string(), it));
        for (place, text) in groups.chain(tenant).filter(|(_, it)| !is_guid(it.trim())) {
            report
                .at(
                    cluster.at(&format!("aadProfile/{place}")),
                    format!("{} is no object id", quoted(text)),
                )
                .help("find it with `az ad group show --group NAME --query id`, or `az account show --query tenantId`");
        }
    }
}
