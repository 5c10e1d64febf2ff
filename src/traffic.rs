//! Who gets which address, and how a packet travels: on the plan's own numbers.
//!
//! [`traffic`] tells it of each cluster as its network model has it. Addresses of nodes and pods are
//! samples: Azure gives them out, but from these ranges and in this manner.

mod api_server;
mod holders;
mod inbound;
mod inside;
mod outbound;
mod sample;

use crate::azure_facts::Source;
use crate::layout::Layout;
use crate::lower::{Cluster, Lowered, PodAddressing};
use crate::model::choice;
use macro_rules_attribute::apply;
use sample::Sample;
use serde::Serialize;
use std::net::IpAddr;

/// How addresses and packets go in a cluster.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct ClusterTraffic {
    /// The cluster's name.
    pub cluster: String,
    /// Its place in the plan, as a JSON Pointer.
    pub path: String,
    /// Its network model, as Azure calls it.
    pub model: &'static str,
    /// Who gets which address.
    pub holders: Vec<Holder>,
    /// How packets travel.
    pub journeys: Vec<Journey>,
}

/// Someone who gets addresses.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Holder {
    /// Who.
    pub who: String,
    /// From which range; absent where the plan does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<String>,
    /// Such as this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// In which manner.
    pub how: String,
    /// The document that says so.
    pub url: &'static str,
}

/// The way of a packet.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Journey {
    /// Which way.
    pub way: Way,
    /// What it is called.
    pub title: &'static str,
    /// Whether it arrives.
    pub verdict: Verdict,
    /// The whole of it in a sentence or two.
    pub answer: String,
    /// From place to place.
    pub hops: Vec<Hop>,
    /// The document that says so.
    pub url: &'static str,
}

/// A place that a packet comes by.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Hop {
    /// The place.
    pub place: String,
    /// The source address that the packet leaves it with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The destination address that the packet leaves it with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<String>,
    /// What happens there.
    pub what: String,
}

/// Which way a packet goes.
#[apply(choice!)]
pub enum Way {
    /// From a pod to a pod on another node.
    PodToPod = "podToPod",
    /// From a pod to a service of the cluster.
    PodToService = "podToService",
    /// From a pod to the internet.
    PodToInternet = "podToInternet",
    /// From a pod to connected networks.
    PodToConnected = "podToConnected",
    /// From the internet to a pod.
    InternetToPod = "internetToPod",
    /// From connected networks to a pod.
    ConnectedToPod = "connectedToPod",
    /// To the API server.
    ApiServer = "apiServer",
}

/// Whether a packet arrives.
#[apply(choice!)]
pub enum Verdict {
    /// It arrives.
    Arrives = "arrives",
    /// It arrives by a detour alone, or from some places.
    Limited = "limited",
    /// It does not arrive.
    Blocked = "blocked",
    /// That is decided outside the plan.
    Depends = "depends",
}

/// How addresses and packets go in each cluster of a plan.
///
/// ```
/// let plan = aksplan::example::base();
/// let (plan, _) = aksplan::read::plan(&plan).unwrap();
/// let net = aksplan::lower::lower(&plan);
/// let traffic = aksplan::traffic::traffic(&net, &aksplan::layout::layout(&net));
/// assert_eq!(traffic[0].holders[1].range.as_deref(), Some("10.244.0.0/16"));
/// ```
#[must_use]
pub fn traffic(plan: &Lowered, layout: &Layout) -> Vec<ClusterTraffic> {
    plan.clusters.iter().map(|cluster| of_cluster(&Scene::new(plan, layout, cluster))).collect()
}

fn of_cluster(scene: &Scene) -> ClusterTraffic {
    ClusterTraffic {
        cluster: scene.cluster.spec.name.clone(),
        path: scene.cluster.path.clone(),
        model: scene.addressing.name(),
        holders: holders::holders(scene),
        journeys: vec![
            inside::pod_to_pod(scene),
            inside::pod_to_service(scene),
            outbound::pod_to_internet(scene),
            outbound::pod_to_connected(scene),
            inbound::internet_to_pod(scene),
            inbound::connected_to_pod(scene),
            api_server::api_server(scene),
        ],
    }
}

/// What a journey is told of.
struct Scene<'a> {
    plan: &'a Lowered<'a>,
    layout: &'a Layout,
    cluster: &'a Cluster<'a>,
    addressing: PodAddressing,
    sample: Sample,
}

impl<'a> Scene<'a> {
    fn new(plan: &'a Lowered<'a>, layout: &'a Layout, cluster: &'a Cluster<'a>) -> Self {
        let first = cluster.pools.first();
        let addressing = first.map_or_else(|| usual_addressing(cluster), |it| it.addressing);
        let sample = Sample::new(plan, cluster, addressing);
        Self { plan, layout, cluster, addressing, sample }
    }

    /// Pods have addresses of the virtual network.
    const fn is_flat(&self) -> bool {
        matches!(
            self.addressing,
            PodAddressing::NodeSubnet | PodAddressing::PodSubnet | PodAddressing::StaticBlock
        )
    }

    /// The address that a pod's packet has outside the cluster.
    fn seen_address(&self) -> Option<IpAddr> {
        if self.is_flat() { self.sample.pod } else { self.sample.node }
    }
}

/// How pods get addresses where there is no pool that says.
fn usual_addressing(cluster: &Cluster) -> PodAddressing {
    use crate::model::NetworkPlugin;
    match cluster.plugin {
        NetworkPlugin::Kubenet => PodAddressing::Kubenet,
        NetworkPlugin::None => PodAddressing::OwnCni,
        NetworkPlugin::Azure if cluster.overlay => PodAddressing::Overlay,
        NetworkPlugin::Azure => PodAddressing::NodeSubnet,
    }
}

/// A hop; addresses that are not known are left out.
fn hop(
    place: impl Into<String>,
    source: Option<IpAddr>,
    destination: Option<IpAddr>,
    what: impl Into<String>,
) -> Hop {
    Hop {
        place: place.into(),
        source: source.map(|it| it.to_string()),
        destination: destination.map(|it| it.to_string()),
        what: what.into(),
    }
}

fn journey(
    (way, title): (Way, &'static str),
    verdict: Verdict,
    answer: impl Into<String>,
    hops: Vec<Hop>,
    source: &'static Source,
) -> Journey {
    Journey { way, title, verdict, answer: answer.into(), hops, url: source.url }
}

/// An address in backticks, or what it is.
fn named(address: Option<IpAddr>, what: &str) -> String {
    address.map_or_else(|| what.to_string(), |it| format!("`{it}`"))
}
