use crate::azure_facts::regions::normalize;
use crate::live::{Live, Thing, name_of, part_of, things};
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A name is taken: what the plan is to make is there already, and is something else.
    ///
    /// It is there in another region, a subnet is there with another range, or a node resource group
    /// exists without its cluster. What is there as the plan wants it is not told: a plan may be
    /// deployed twice. DNS prefixes need not be free, AKS adds letters to them.
    ///
    /// # Why
    ///
    /// Azure refuses to make it, and what is there would not do.
    ///
    /// ```live,fails
    /// {
    ///   "live": {
    ///     "subscription": { "id": "00000000-0000-0000-0000-000000000001" },
    ///     "resources": [{
    ///       "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet",
    ///       "isThere": true, "location": "northeurope"
    ///     }]
    ///   }
    /// }
    /// ```
    /// ```live,passes
    /// {
    ///   "live": {
    ///     "subscription": { "id": "00000000-0000-0000-0000-000000000001" },
    ///     "resources": [{
    ///       "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet",
    ///       "isThere": true, "location": "westeurope"
    ///     }]
    ///   }
    /// }
    /// ```
    "name-taken", Error, Preflight, NAME_RULES,
    aliases: ["InvalidResourceLocation", "NodeResourceGroupAlreadyExists"]
}

fn check(cx: &Context, report: &mut Report) {
    let Some(live) = cx.live else { return };
    let Some(ids) = live.ids(cx.typed) else { return };
    for thing in things(cx.typed, ids).iter().filter(|it| !it.existing) {
        if let Some(what) = other_region(live, thing).or_else(|| other_range(live, thing)) {
            report
                .at(&thing.path, format!("{} {} exists {what}", thing.kind, quoted(&thing.name)))
                .help("choose another name, or correct what the plan says and mark it `existing`");
        }
    }
    for cluster in cx.new_clusters() {
        let Some(name) = cluster.spec.node_resource_group.as_deref() else { continue };
        let Some(id) = ids.cluster(cluster.spec) else { continue };
        let is_there = |id: &str| live.found(id).map(|it| it.is_there);
        if is_there(&id) == Some(false) && is_there(&ids.group(name)) == Some(true) {
            report
                .at(
                    cluster.at("nodeResourceGroup"),
                    format!("resource group {} exists, and AKS makes it itself", quoted(name)),
                )
                .help("choose a name that is free, or leave it to AKS");
        }
    }
}

/// Where a thing is, if it is in another region. Groups may be anywhere.
fn other_region(live: &Live, thing: &Thing) -> Option<String> {
    let there = live.found(&thing.id).filter(|it| it.is_there)?;
    let there = normalize(there.location.as_deref()?);
    let wanted = normalize(thing.location.as_deref()?);
    let is_group = part_of(&thing.id, "providers").is_none();
    let differs = !is_group && !there.is_empty() && !wanted.is_empty() && there != wanted;
    differs.then(|| format!("in region `{there}`, the plan wants it in `{wanted}`"))
}

/// The range of a subnet, if it has another than it is to have.
fn other_range(live: &Live, thing: &Thing) -> Option<String> {
    let network = live.network(crate::live::network_of(&thing.id)?)?;
    let there = network.subnet(name_of(&thing.id))?;
    let same = |a: &String| there.address_prefixes.iter().any(|b| b.trim() == a.trim());
    let differs = !thing.ranges.is_empty()
        && !there.address_prefixes.is_empty()
        && !thing.ranges.iter().all(same);
    let listed = |it: &[String]| it.join(", ");
    differs.then(|| {
        format!(
            "with range {}, the plan wants {}",
            quoted(&listed(&there.address_prefixes)),
            quoted(&listed(&thing.ranges))
        )
    })
}
