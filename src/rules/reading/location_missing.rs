use crate::rules::{Context, Report, rule};

rule! {
    /// Nothing says in which region something is to be made.
    ///
    /// The plan's `location` counts for everything that has none of its own.
    ///
    /// # Why
    ///
    /// Every resource of Azure is made in a region, and some rules (zones, DNS zones, offers)
    /// depend on which it is.
    ///
    /// ```json,fails
    /// { "location": null }
    /// ```
    /// ```json,passes
    /// { "location": null,
    ///   "resourceGroups": [{ "location": "westeurope" }],
    ///   "virtualNetworks": [{ "location": "westeurope" }],
    ///   "clusters": [{ "location": "westeurope" }] }
    /// ```
    "location-missing", Error, Reading, REST_SPEC,
    aliases: ["LocationRequired"]
}

fn check(cx: &Context, report: &mut Report) {
    let is_given = |it: &Option<String>| it.as_deref().is_some_and(|it| !it.trim().is_empty());
    if is_given(&cx.plan.location) {
        return;
    }
    let groups = cx.plan.resource_groups.iter().enumerate();
    let groups = groups.map(|(at, it)| {
        (format!("/resourceGroups/{at}"), "resource group", &it.name, &it.location, it.existing)
    });
    let networks = cx.net.networks.iter().map(|it| {
        (it.path.clone(), "virtual network", &it.spec.name, &it.spec.location, it.spec.existing)
    });
    let clusters =
        cx.net.clusters.iter().map(|it| {
            (it.path.clone(), "cluster", &it.spec.name, &it.spec.location, it.spec.existing)
        });
    let all = groups.chain(networks).chain(clusters);
    let mut missing = all.filter(|(.., location, existing)| !existing && !is_given(location));
    if let Some((first, what, name, ..)) = missing.next() {
        let finding = report.at("/location", format!("no region is given for {what} `{name}`"));
        finding.help("give the plan a `location` such as `westeurope`");
        finding.related(format!("{first}/location"), format!("{what} `{name}` has none"));
        for (path, what, name, ..) in missing.take(9) {
            finding.related(format!("{path}/location"), format!("{what} `{name}` has none"));
        }
    }
}
