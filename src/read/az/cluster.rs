//! `az aks …`: clusters with their first pools, add-ons and maintenance windows.

use super::Script;
use super::call::{Call, Given, Word};
use super::mapping::{self, ADDONS, CLUSTER, FIRST_POOL, Kind as Say, MAINTENANCE};
use super::things::{Id, Kind, Thing};
use crate::model::OutboundType;
use crate::read::RemarkKind;
use serde_json::{Value, json};
use std::ops::Range;

/// What is said of all pools of a cluster at once is followed so many times.
const MOST_SPREAD: usize = 100_000;

impl Script {
    /// A command of `az aks`.
    pub(super) fn aks(&mut self, call: &mut Call, query: Option<&str>) -> Option<String> {
        let name = call.command.name.strip_prefix("aks ").unwrap_or_default();
        let id = match name {
            "create" => self.create(call),
            "update" => self.update(call),
            "upgrade" => self.upgrade(call),
            "scale" => self.scale(call),
            "enable-addons" => self.enable_addons(call),
            "disable-addons" => self.disable_addons(call),
            "approuting enable" | "approuting update" => {
                self.routing(call, "ingressProfile/webAppRouting/enabled", true)
            }
            "approuting disable" => {
                self.routing(call, "ingressProfile/webAppRouting/enabled", false)
            }
            "approuting zone add" => self.dns_zones(call),
            "approuting gateway istio enable" => {
                self.routing(call, "ingressProfile/applicationRoutingIstio/enabled", true)
            }
            "approuting gateway istio disable" => {
                self.routing(call, "ingressProfile/applicationRoutingIstio/enabled", false)
            }
            "mesh enable" | "mesh disable" => self.mesh(call, name == "mesh enable"),
            "mesh enable-ingress-gateway" | "mesh disable-ingress-gateway" => {
                self.mesh_gateway(call, name == "mesh enable-ingress-gateway")
            }
            "maintenanceconfiguration add" | "maintenanceconfiguration update" => {
                self.maintenance(call)
            }
            "nodepool add" | "nodepool update" | "nodepool scale" | "nodepool upgrade" => {
                self.pool(call)
            }
            "nodepool delete" => return self.delete(call, Kind::Pool, Some("--cluster-name")),
            "delete" => return self.delete(call, Kind::Cluster, None),
            _ => return self.other(call, query),
        };
        self.answer(&id, query)
    }

    /// A cluster with its first pool.
    fn create(&mut self, call: &mut Call) -> Id {
        let range = call.range.clone();
        let id = self.make(call, Kind::Cluster, None);
        let name = call.take_one("--nodepool-name");
        let name = name.unwrap_or_else(|| Word::assumed("nodepool1", range.clone()));
        let pool = Id::new(Kind::Pool, &id.group, &[id.name(), &name.text]);
        let thing = self.things.of(pool.clone(), &range);
        thing.made = true;
        thing.range = range.clone();
        thing.name_range = name.place();
        thing.set("mode", "System", range.clone());
        self.before(call, &id);
        self.apply(call, &id, &[(&pool, FIRST_POOL), (&id, CLUSTER)]);
        self.after(call, &id);
        self.as_az_makes_it(&pool, &range);
        id
    }

    /// What az fills in for a pool where nothing is said, and a plan takes otherwise.
    pub(super) fn as_az_makes_it(&mut self, pool: &Id, range: &Range<usize>) {
        let thing = self.things.of(pool.clone(), range);
        if thing.get("availabilityZones").is_none() {
            thing.set("availabilityZones", Vec::<Value>::new(), range.clone());
        }
        if thing.get("enableAutoScaling") == Some(&Value::Bool(true))
            && thing.get("count").is_none()
        {
            thing.set("count", 3, range.clone());
        }
    }

    fn update(&mut self, call: &mut Call) -> Id {
        let id = self.change(call, Kind::Cluster, None);
        self.before(call, &id);
        // What is said of pools is said of the first, or of all.
        for given in std::mem::take(&mut call.given) {
            let Some(mapping) = mapping::find(FIRST_POOL, given.argument) else {
                call.given.push(given);
                continue;
            };
            let all = ["--nodepool-labels", "--nodepool-taints"].contains(&mapping.argument);
            let pools = self.some_pools(&id, all);
            for pool in &pools {
                self.put(call, pool, &given, mapping);
                self.without_unused_range(call, pool);
                self.without_outgrown_count(call, pool);
            }
            if pools.is_empty() {
                let what = format!("`{}` of `{}`", given.argument.name(), call.title());
                let why = "the script names no agent pool of the cluster";
                self.not_kept(given.range, what, why);
            }
        }
        self.without_former_outbound(call, &id);
        self.apply(call, &id, &[(&id, CLUSTER)]);
        self.after(call, &id);
        id
    }

    /// An update to another outbound type takes the settings of the former one away, as az does.
    fn without_former_outbound(&mut self, call: &Call, id: &Id) {
        let given = call.given.iter().find(|it| it.name == "--outbound-type");
        let Some(outbound) = given.and_then(|it| it.values.first()) else { return };
        let thing = self.things.of(id.clone(), &call.range);
        for (used_by, profile) in [
            (OutboundType::LoadBalancer, "networkProfile/loadBalancerProfile"),
            (OutboundType::ManagedNatGateway, "networkProfile/natGatewayProfile"),
        ] {
            if !outbound.text.eq_ignore_ascii_case(used_by.as_str()) {
                thing.unset(profile);
            }
        }
    }

    /// The first pool of a cluster, or all.
    fn some_pools(&mut self, cluster: &Id, all: bool) -> Vec<Id> {
        let count = if all && self.spread < MOST_SPREAD { usize::MAX } else { 1 };
        let pools: Vec<Id> = self.pools_of(cluster).take(count).map(|it| it.id.clone()).collect();
        self.spread += pools.len();
        pools
    }

    /// Without the autoscaler a pool has no range.
    pub(super) fn without_unused_range(&mut self, call: &Call, pool: &Id) {
        let thing = self.things.of(pool.clone(), &call.range);
        if thing.get("enableAutoScaling") == Some(&Value::Bool(false)) {
            thing.unset("minCount");
            thing.unset("maxCount");
        }
    }

    /// The number a pool started with says nothing once its autoscaler got another range.
    pub(super) fn without_outgrown_count(&mut self, call: &Call, pool: &Id) {
        let thing = self.things.of(pool.clone(), &call.range);
        let number = |property| thing.get(property).and_then(Value::as_u64);
        let below = number("count") < number("minCount");
        let above = number("maxCount").is_some_and(|max| number("count") > Some(max));
        if number("count").is_some() && (below || above) {
            thing.unset("count");
        }
    }

    pub(super) fn pools_of(&self, cluster: &Id) -> impl Iterator<Item = &Thing> {
        self.things.within(cluster)
    }

    /// Whether a pool is the one that its cluster is made with.
    pub(super) fn is_first(&self, pool: &Id) -> bool {
        let cluster = pool.names.first().map(String::as_str).unwrap_or_default();
        let cluster = Id::new(Kind::Cluster, &pool.group, &[cluster]);
        let cluster = self.things.find(&cluster).filter(|it| it.made);
        let pool = self.things.find(pool);
        pool.is_some_and(|pool| cluster.is_some_and(|it| it.range == pool.range))
    }

    /// Arguments that are more than a value: add-ons, and what belongs to one of two.
    fn before(&mut self, call: &mut Call, id: &Id) {
        if let Some(given) = call.take_given("--enable-addons") {
            self.switch_addons(call, id, &given, true);
        }
        let insights = call.has("--enable-azure-monitor-logs");
        if insights && let Some(word) = call.take_one("--workspace-resource-id") {
            let thing = self.things.of(id.clone(), &call.range);
            let property = "azureMonitorProfile/containerInsights/logAnalyticsWorkspaceResourceID";
            thing.set(property, word.text.clone(), word.place());
        }
        if call.has("--assign-identity") {
            call.take_given("--enable-managed-identity");
        }
        if call.has("--disable-http-proxy") || call.has("--enable-http-proxy") {
            let off = call.take_given("--disable-http-proxy").is_some();
            call.take_given("--enable-http-proxy");
            let thing = self.things.of(id.clone(), &call.range);
            if off {
                thing.unset("httpProxyConfig");
            }
        }
    }

    /// What follows from the arguments.
    fn after(&mut self, call: &Call, id: &Id) {
        let subscription = self.subscription_text();
        let first = self.pools_of(id).next().and_then(|it| it.get("vnetSubnet")).cloned();
        let thing = self.things.of(id.clone(), &call.range);
        let range = call.range.clone();
        if let Some(Value::String(identity)) = thing.get("identity/userAssignedIdentity") {
            let text = match identity.as_str() {
                it if it.starts_with('/') || it.starts_with("${") => it.to_string(),
                it => Id::new(Kind::Identity, &id.group, &[it]).text(&subscription),
            };
            let place = thing.range_of("identity/userAssignedIdentity").unwrap_or(range.clone());
            thing.set("identity/userAssignedIdentity", text, place.clone());
            thing.set("identity/type", "UserAssigned", place);
        }
        let networking = "networkProfile/advancedNetworking";
        if thing.get(&format!("{networking}/enabled")) == Some(&Value::Bool(true)) {
            // Both parts come with the whole.
            for part in ["observability", "security"] {
                let property = format!("{networking}/{part}/enabled");
                if thing.get(&property).is_none() {
                    let place = thing.range_of(&format!("{networking}/enabled"));
                    thing.set(&property, true, place.unwrap_or(range.clone()));
                }
            }
        }
        // az takes the name of a subnet in the network of the nodes.
        let property = "addonProfiles/aciConnectorLinux/subnet";
        if let Some(Value::String(name)) = thing.get(property)
            && let Some(Value::String(nodes)) = first
            && let Some((network, _)) = nodes.rsplit_once("/subnets/")
            && !name.contains('/')
        {
            let text = format!("{network}/subnets/{name}");
            let place = thing.range_of(property).unwrap_or(range);
            thing.set(property, text, place);
        }
    }

    /// Switches add-ons on or off.
    fn switch_addons(&mut self, call: &Call, id: &Id, given: &Given, on: bool) {
        for word in given.values.iter().flat_map(|it| it.split(',')) {
            let addon = ADDONS.iter().find(|it| it.name.eq_ignore_ascii_case(&word.text));
            let thing = self.things.of(id.clone(), &call.range);
            if let Some(addon) = addon {
                thing.set(&format!("{}/enabled", addon.property), on, word.place());
            } else if !word.text.is_empty() {
                let names: Vec<&str> = ADDONS.iter().map(|it| it.name).collect();
                let near = crate::text::closest(&word.text, &names);
                let kind = RemarkKind::NotUnderstood {
                    what: format!("add-on `{}`", word.text),
                    help: match near {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("az has `{}`", names.join("`, `")),
                    },
                };
                thing.remark(word.place(), "addonProfiles", kind);
            }
        }
    }

    fn enable_addons(&mut self, call: &mut Call) -> Id {
        let id = self.change(call, Kind::Cluster, None);
        if let Some(given) = call.take_given("--addons") {
            self.switch_addons(call, &id, &given, true);
        }
        self.apply(call, &id, &[(&id, CLUSTER)]);
        self.after(call, &id);
        id
    }

    fn disable_addons(&mut self, call: &mut Call) -> Id {
        let id = self.change(call, Kind::Cluster, None);
        if let Some(given) = call.take_given("--addons") {
            self.switch_addons(call, &id, &given, false);
        }
        self.apply(call, &id, &[]);
        id
    }

    fn upgrade(&mut self, call: &mut Call) -> Id {
        let id = self.change(call, Kind::Cluster, None);
        let alone = call.take_given("--control-plane-only").is_some();
        let image = call.take_given("--node-image-only");
        let version = call.given.iter().find(|it| it.argument.name() == "--kubernetes-version");
        let version = version.and_then(|it| it.values.first()).cloned();
        if let Some(version) = version.filter(|_| !alone) {
            for pool in self.some_pools(&id, true) {
                let thing = self.things.of(pool, &call.range);
                if thing.get("orchestratorVersion").is_some() {
                    thing.set("orchestratorVersion", version.text.clone(), version.place());
                }
            }
        }
        if let Some(given) = image {
            let what = "`--node-image-only` of `az aks upgrade`";
            self.not_kept(given.range, what, "a plan names no versions of node images");
        }
        self.apply(call, &id, &[(&id, CLUSTER)]);
        id
    }

    fn scale(&mut self, call: &mut Call) -> Id {
        let id = self.change(call, Kind::Cluster, None);
        let named = call.take_one("--nodepool-name").filter(|it| !it.text.is_empty());
        let first = self.pools_of(&id).next().map(|it| it.id.clone());
        let pool = match named {
            Some(name) => Some(Id::new(Kind::Pool, &id.group, &[id.name(), &name.text])),
            None => first,
        };
        if let Some(pool) = pool {
            self.apply(call, &pool, &[(&pool, FIRST_POOL)]);
        } else {
            let why = "the script names no agent pool of the cluster";
            self.not_kept(call.range.clone(), format!("`{}`", call.title()), why);
        }
        id
    }

    /// Switches a property of a cluster; the other arguments are not kept.
    fn routing(&mut self, call: &mut Call, property: &str, on: bool) -> Id {
        let id = self.change(call, Kind::Cluster, None);
        let thing = self.things.of(id.clone(), &call.range);
        thing.set(property, on, call.range.clone());
        if let Some(given) = call.take_given("--nginx") {
            let argument = "--app-routing-default-nginx-controller";
            let words = std::iter::once(argument.to_string())
                .chain(given.values.iter().map(|it| it.text.clone()));
            thing.carry(words.collect(), "--nginx", call.title(), given.range);
        }
        if let Some(given) = call.take_given("--enable-kv") {
            let property = "addonProfiles/azureKeyvaultSecretsProvider/enabled";
            thing.set(property, true, given.range);
        }
        self.apply(call, &id, &[]);
        id
    }

    fn dns_zones(&mut self, call: &mut Call) -> Id {
        let id = self.change(call, Kind::Cluster, None);
        call.take_given("--attach-zones");
        let given = call.take_given("--ids");
        let thing = self.things.of(id.clone(), &call.range);
        for word in given.iter().flat_map(|it| &it.values).flat_map(|it| it.split(',')) {
            let property = "ingressProfile/webAppRouting/dnsZoneResourceIds";
            let value = Value::from(word.text.as_str());
            let items = thing.get(property).and_then(Value::as_array);
            if !items.is_some_and(|it| it.contains(&value)) {
                thing.add(property, value, word.place());
            }
        }
        self.apply(call, &id, &[]);
        id
    }

    fn mesh(&mut self, call: &mut Call, on: bool) -> Id {
        let id = self.change(call, Kind::Cluster, None);
        let thing = self.things.of(id.clone(), &call.range);
        thing.set(
            "serviceMeshProfile/mode",
            if on { "Istio" } else { "Disabled" },
            call.range.clone(),
        );
        self.apply(call, &id, &[(&id, CLUSTER)]);
        id
    }

    fn mesh_gateway(&mut self, call: &mut Call, on: bool) -> Id {
        let id = self.change(call, Kind::Cluster, None);
        if let Some(kind) = call.take_one("--ingress-gateway-type") {
            let thing = self.things.of(id.clone(), &call.range);
            let property = match kind.text.to_lowercase().as_str() {
                "external" => Some("externalIngressGateway"),
                "internal" => Some("internalIngressGateway"),
                _ => None,
            };
            if let Some(property) = property {
                thing.set(&format!("serviceMeshProfile/{property}"), on, kind.place());
            }
        }
        self.apply(call, &id, &[]);
        id
    }

    /// A maintenance window, by arguments or by a file.
    fn maintenance(&mut self, call: &mut Call) -> Id {
        let group = self.group(call);
        let cluster = call.take_one("--cluster-name").unwrap_or_default();
        let id = Id::new(Kind::Cluster, &group.text, &[&cluster.text]);
        let is_known = self.things.find(&id).is_some();
        let name = call.take_one("--name").unwrap_or_default();
        let file = call.take_given("--config-file");
        let json = file.as_ref().and_then(|it| self.json(&it.values.first()?.text));
        let thing = self.things.of(id.clone(), &call.range);
        if !is_known {
            thing.name_range = cluster.place();
            thing.group_range = group.place();
        }
        let window = thing.item("maintenanceConfigurations", &name.text, call.range.clone());
        thing.set(&format!("{window}/name"), name.text.clone(), name.place());
        match (file, json) {
            (Some(given), Some(json)) => window_of_file(thing, &window, &json, &given.place()),
            (Some(given), None) => {
                let kind = RemarkKind::NotUnderstood {
                    what: "the file of `--config-file`".to_string(),
                    help: "only a file that the script itself writes is read: put its JSON into \
                           a here-document"
                        .to_string(),
                };
                thing.remark(given.place(), &window, kind);
            }
            (None, _) => schedule(thing, &window, call),
        }
        self.apply_below(call, &id, &window, MAINTENANCE);
        id
    }
}

/// The window in a file as ARM has it: below `properties` and `maintenanceWindow`, or at once.
fn window_of_file(thing: &mut Thing, window: &str, json: &Value, range: &Range<usize>) {
    let inner = json.pointer("/properties").unwrap_or(json);
    let inner = inner.pointer("/maintenanceWindow").unwrap_or(inner);
    for (name, value) in inner.as_object().into_iter().flatten() {
        thing.set(&format!("{window}/{name}"), value.clone(), range.clone());
    }
}

/// The kind of schedule, and what several kinds have in common.
fn schedule(thing: &mut Thing, window: &str, call: &mut Call) {
    // The first version of windows: a day, and the hour in which it opens.
    if let Some(day) = call.take_one("--weekday") {
        thing.set(&format!("{window}/schedule/weekly/dayOfWeek"), day.text.clone(), day.place());
        thing.set(&format!("{window}/schedule/weekly/intervalWeeks"), 1, day.place());
    }
    if let Some(hour) = call.take_one("--start-hour") {
        let text = match hour.text.parse::<u8>() {
            Ok(number) => format!("{number:02}:00"),
            Err(_) => hour.text.clone(),
        };
        thing.set(&format!("{window}/startTime"), text, hour.place());
        // That version has no length; AKS wants four hours at least.
        thing.set(&format!("{window}/durationHours"), 4, hour.place());
    }
    let Some(kind) = call.take_one("--schedule-type") else { return };
    let property = match kind.text.to_lowercase().as_str() {
        "daily" => "daily",
        "weekly" => "weekly",
        "absolutemonthly" => "absoluteMonthly",
        "relativemonthly" => "relativeMonthly",
        _ => return,
    };
    let path = format!("{window}/schedule/{property}");
    thing.set(&format!("{window}/schedule"), json!({ property: {} }), kind.place());
    if matches!(property, "absoluteMonthly" | "relativeMonthly")
        && let Some(given) = call.take_given("--interval-months")
        && let Some(converted) = Say::Number.value(&given.values)
    {
        thing.set(&format!("{path}/intervalMonths"), converted.value, given.place());
    }
    if matches!(property, "weekly" | "relativeMonthly")
        && let Some(day) = call.take_one("--day-of-week")
    {
        let word = crate::model::WeekDay::ALL.iter().map(|it| it.as_str());
        let mut word = word.filter(|it| it.eq_ignore_ascii_case(&day.text));
        let text = word.next().map_or(day.text.clone(), str::to_string);
        thing.set(&format!("{path}/dayOfWeek"), text, day.place());
    }
}
