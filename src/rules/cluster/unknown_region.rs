use crate::azure_facts::regions;
use crate::rules::{Context, Report, rule};
use crate::text::{closest, quoted};

rule! {
    /// A region is not one of Azure's known ones.
    ///
    /// Zones can't be planned for a region that is not known. It may be newer than the list, or a
    /// slip.
    ///
    /// # Why
    ///
    /// A slip is refused by Azure with the first resource. The plan is judged all the same, as for
    /// a region with zones unknown.
    ///
    /// ```json,fails
    /// { "location": "west-europe" }
    /// ```
    /// ```json,passes
    /// { "location": "West Europe" }
    /// ```
    "unknown-region", Warning, Cluster, REGIONS,
    aliases: [
        "LocationNotAvailableForResourceType", "NoRegisteredProviderFound", "RegionNotSupported",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    let plan = cx.plan;
    let mut places = vec![("/location".to_string(), plan.location.as_deref())];
    for (nth, it) in plan.resource_groups.iter().enumerate() {
        places.push((format!("/resourceGroups/{nth}/location"), it.location.as_deref()));
    }
    for (nth, it) in plan.virtual_networks.iter().enumerate() {
        places.push((format!("/virtualNetworks/{nth}/location"), it.location.as_deref()));
    }
    for (nth, it) in plan.clusters.iter().enumerate() {
        places.push((format!("/clusters/{nth}/location"), it.location.as_deref()));
    }
    let known = [regions::WITH_ZONES.value, regions::WITHOUT_ZONES.value].concat();
    for (path, location) in places {
        let Some(location) = location.filter(|it| !it.trim().is_empty()) else { continue };
        if regions::zones(location).is_some() {
            continue;
        }
        let text = format!("{} is not a known Azure region", quoted(location));
        let known: &[&str] = if report.is_full() { &[] } else { &known };
        let finding = report.at(&path, text);
        match closest(&regions::normalize(location), known) {
            Some(name) => {
                finding.help(format!("did you mean `{name}`?")).fix_set(
                    format!("use `{name}`"),
                    path,
                    name,
                );
            }
            None => {
                finding.help("see `az account list-locations` for the regions there are");
            }
        }
    }
}
