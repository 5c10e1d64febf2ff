//! The rules: what Azure refuses, what will hurt, what is good practice.
//!
//! A rule is one file: its documentation, its examples (which run as tests) and its check. [`ALL`]
//! is the only list of rules; command line, page, documentation and tests follow from it.

mod addons;
mod address_plan;
mod agent_pools;
mod api_server;
mod carried;
mod cluster;
mod connection;
pub(crate) mod examples;
mod identity;
mod lifecycle;
mod network_profile;
pub(crate) mod preflight;
mod reading;
mod suppression;

use crate::azure_facts::Source;
use crate::finding::{Finding, Severity};
use crate::layout::{Elsewhere, Layout};
use crate::live::{KubernetesVersion, Live};
use crate::lower::{Cluster, Lowered, Pool, Subnet};
use crate::model::{Plan, Route, choice};
use crate::read::{NotAPlan, ReadProblem, ReadProblemKind, Remark};
use crate::text::grouped;
use jiff::civil::Date;
use macro_rules_attribute::apply;
use std::collections::{BTreeMap, HashSet};

/// A rule.
pub struct Rule {
    /// Its name: readable, unique, never used again for another rule.
    pub id: &'static str,
    /// How bad its findings are, where a finding does not say otherwise.
    pub severity: Severity,
    /// What it is about.
    pub topic: Topic,
    /// What it says: a summary line, an explanation, examples in fences marked `json,fails` and
    /// `json,passes`. An example is laid over the base plan (see [`examples`]). Empty without the
    /// feature `answers`.
    pub docs: &'static str,
    /// Names that others give it: rules of other tools, error codes of the service.
    pub aliases: &'static [&'static str],
    /// The document it is from.
    pub source: &'static Source,
    /// The profile it belongs to, where its severity does not say.
    pub(crate) profile: Option<Profile>,
    /// Looks at a plan and reports what it finds.
    pub(crate) check: fn(&Context, &mut Report),
}

impl Rule {
    /// The profile it belongs to: by its severity, where it does not say otherwise. How a plan reads
    /// is never a matter of taste.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.profile.unwrap_or(match self.severity {
            Severity::Info if self.topic != Topic::Reading => Profile::Recommended,
            _ => Profile::Service,
        })
    }
}

/// How much is asked of a plan; each profile has the rules of those before it. What Azure refuses is
/// told in every one.
#[apply(choice!)]
pub enum Profile {
    /// What Azure refuses, and what will hurt.
    Service = "service",
    /// Good practice too, as Azure's documents have it.
    Recommended = "recommended",
    /// What security scanners and strict companies ask for too.
    Strict = "strict",
}

/// By what a plan is judged.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'e> {
    /// The day.
    pub as_of: Date,
    /// How much is asked of it.
    pub profile: Profile,
    /// What exists already.
    pub elsewhere: Option<&'e dyn Elsewhere>,
    /// What Azure says right now.
    pub live: Option<&'e Live>,
}

/// A day alone: by what is recommended.
impl From<Date> for Terms<'_> {
    fn from(as_of: Date) -> Self {
        Self { as_of, profile: Profile::Recommended, elsewhere: None, live: None }
    }
}

/// What a rule is about.
#[apply(choice!)]
pub enum Topic {
    /// Whether the plan could be read.
    Reading = "reading",
    /// Ranges and room.
    AddressPlan = "address-plan",
    /// Plugins, policies, outbound traffic.
    NetworkProfile = "network-profile",
    /// Who reaches the API server.
    ApiServer = "api-server",
    /// How Azure Resource Manager is reached.
    Connection = "connection",
    /// Who the cluster is, and what it may do.
    Identity = "identity",
    /// Names, versions, tiers, upgrades.
    Cluster = "cluster",
    /// Agent pools.
    AgentPools = "agent-pools",
    /// Identities and add-ons.
    Addons = "addons",
    /// What Azure ended, or will end.
    Lifecycle = "lifecycle",
    /// What Azure says before anything is made.
    Preflight = "preflight",
}

/// What a rule looks at.
pub struct Context<'p> {
    /// The plan; with what exists as Azure says, where Azure was asked.
    pub plan: &'p Plan,
    /// The plan as it was typed.
    pub typed: &'p Plan,
    /// What was left out in reading it.
    pub reading: &'p [ReadProblem],
    /// What the reader of a text had to say.
    pub remarks: &'p [Remark],
    /// The plan as typed values.
    pub net: &'p Lowered<'p>,
    /// The plan's addresses.
    pub layout: &'p Layout,
    /// The day the plan is judged on.
    pub as_of: Date,
    /// How much is asked of it.
    pub profile: Profile,
    /// What exists already.
    pub elsewhere: Option<&'p dyn Elsewhere>,
    /// What Azure says right now.
    pub live: Option<&'p Live>,
}

impl<'p> Context<'p> {
    /// The versions of Kubernetes that Azure offers in a cluster's region.
    pub(crate) fn offered(
        &self,
        cluster: &Cluster,
    ) -> Option<&'p BTreeMap<String, KubernetesVersion>> {
        // Where Azure is never asked, nothing of this is carried about.
        if !cfg!(feature = "azure") {
            return None;
        }
        self.live?.region(&cluster.location)?.kubernetes_versions.as_ref()
    }

    /// Whether Azure said what a subnet of the plan has.
    pub(crate) fn is_known(&self, subnet: &Subnet) -> bool {
        cfg!(feature = "azure")
            && self.live.is_some_and(|live| {
                let network = self
                    .net
                    .networks
                    .iter()
                    .find(|it| it.subnets.iter().any(|it| it.path == subnet.path));
                let id = live.ids(self.plan).and_then(|ids| ids.network(network?.spec));
                let there = id.and_then(|id| live.network(&id));
                there.is_some_and(|it| it.subnet(&subnet.spec.name).is_some())
            })
    }

    /// The clusters that the plan makes.
    pub(crate) fn new_clusters(&self) -> impl Iterator<Item = &'p Cluster<'p>> {
        self.net.clusters.iter().filter(|it| !it.spec.existing)
    }

    /// The clusters whose network is known: new ones, and existing ones that name their plugin. Of
    /// others the plan says what to add, and leaves out what there is.
    pub(crate) fn clusters_with_network(&self) -> impl Iterator<Item = &'p Cluster<'p>> {
        let named = |it: &Cluster| it.spec.network_profile.network_plugin.is_some();
        self.net.clusters.iter().filter(move |it| !it.spec.existing || named(it))
    }

    /// The route to `0.0.0.0/0` that a pool's nodes follow, where the plan has it, with its place.
    pub(crate) fn default_route(&self, pool: &Pool) -> Option<(String, &'p Route)> {
        let table = self.net.subnet(pool.node_subnet?)?.route_table?;
        let at = self.plan.route_tables.iter().position(|it| it.name == table.name)?;
        let mut routes = table.routes.iter().enumerate();
        let (nth, route) = routes.find(|(_, it)| it.address_prefix.trim() == "0.0.0.0/0")?;
        Some((format!("/routeTables/{at}/routes/{nth}"), route))
    }
}

/// Findings of one rule at most; past that, only how many more there are.
const FINDINGS_PER_RULE: usize = 200;

/// Where a rule puts its findings.
pub struct Report {
    rule: &'static Rule,
    findings: Vec<Finding>,
    /// Findings past the most there may be: their number is kept, and the last of them.
    more: usize,
}

impl Report {
    fn new(rule: &'static Rule) -> Self {
        Self { rule, findings: Vec::new(), more: 0 }
    }

    /// Whether what comes next is counted only; what is costly to say need not be said.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.findings.len() >= FINDINGS_PER_RULE
    }

    /// Adds a finding at a place. More can be said of it with [`Finding`]'s methods.
    pub fn at(&mut self, path: impl Into<String>, message: impl Into<String>) -> &mut Finding {
        if self.findings.len() > FINDINGS_PER_RULE {
            self.findings.pop();
        }
        if self.is_full() {
            self.more += 1;
        }
        let finding = Finding {
            rule: self.rule.id.to_string(),
            severity: self.rule.severity,
            message: message.into(),
            help: None,
            path: path.into(),
            related: Vec::new(),
            url: self.rule.source.url.to_string(),
            aliases: self.rule.aliases.iter().map(ToString::to_string).collect(),
            fix: None,
            source: None,
        };
        self.findings.push(finding);
        let last = self.findings.len() - 1;
        // The finding just pushed.
        #[expect(clippy::indexing_slicing, reason = "a finding was pushed above")]
        &mut self.findings[last]
    }

    fn into_findings(mut self) -> Vec<Finding> {
        if self.more > 0 {
            let more = grouped(i64::try_from(self.more).unwrap_or(i64::MAX));
            self.at("", format!("and {more} more of the same kind")).help("mend these first");
        }
        self.findings
    }
}

/// Declares a rule: its documentation, name and severity, what it is from.
macro_rules! rule {
    (
        $(#[doc = $doc:literal])+
        $id:literal, $Severity:ident, $Topic:ident, $SOURCE:ident,
        $(profile: $Profile:ident,)?
        aliases: [$($alias:literal),* $(,)?]
    ) => {
        $(#[doc = $doc])+
        pub(crate) static RULE: $crate::rules::Rule = $crate::rules::Rule {
            id: $id,
            severity: $crate::finding::Severity::$Severity,
            topic: $crate::rules::Topic::$Topic,
            docs: if cfg!(feature = "answers") { concat!($($doc, "\n"),+) } else { "" },
            aliases: &[$($alias),*],
            source: &$crate::azure_facts::sources::$SOURCE,
            profile: $crate::rules::rule!(@profile $($Profile)?),
            // What has no facts to look at is not carried about.
            check: if cfg!(feature = "azure")
                || !matches!($crate::rules::Topic::$Topic, $crate::rules::Topic::Preflight)
            {
                check
            } else {
                $crate::rules::nothing
            },
        };
    };
    (@profile) => { None };
    (@profile $Profile:ident) => { Some($crate::rules::Profile::$Profile) };
}
pub(crate) use rule;

/// The check of a rule that has nothing to look at.
pub(crate) fn nothing(_: &Context, _: &mut Report) {}

/// Every rule, by topic.
pub static ALL: &[&[&Rule]] = &[
    reading::RULES,
    address_plan::RULES,
    network_profile::RULES,
    cluster::RULES,
    agent_pools::RULES,
    addons::RULES,
    lifecycle::RULES,
    api_server::RULES,
    connection::RULES,
    identity::RULES,
    preflight::RULES,
];

/// Every rule, one after the other.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().flat_map(|topic| topic.iter().copied())
}

/// What the rule of that name is about.
pub(crate) fn topic_of(id: &str) -> Option<Topic> {
    all().find(|it| it.id == id).map(|it| it.topic)
}

/// The finding for something that is no plan at all.
pub(crate) fn not_a_plan(error: &NotAPlan) -> Finding {
    let mut report = Report::new(&reading::not_a_plan::RULE);
    report.at(&*error.path, error.to_string()).help(&*error.help).clone()
}

/// Runs every rule: findings by severity, then by rule and place in the order they were found.
#[must_use]
pub fn check(context: &Context) -> Vec<Finding> {
    // A value that could not be read is told once: that it is missing follows from that. Of an id
    // in an unknown subscription the rest is there.
    let is_there = |it: &&ReadProblem| {
        !matches!(it.kind, ReadProblemKind::Unresolved { is_subscription: true, .. })
    };
    let unread: Vec<&ReadProblem> = context.reading.iter().filter(is_there).collect();
    // Nothing can be said of a value that is not known.
    let is_unknown = |it: &&&ReadProblem| matches!(it.kind, ReadProblemKind::Unresolved { .. });
    let unknown: HashSet<&str> =
        unread.iter().filter(is_unknown).map(|it| it.path.as_str()).collect();
    let unread: HashSet<&str> = unread.iter().map(|it| it.path.as_str()).collect();
    let found: Vec<(&'static Rule, Vec<Finding>)> = all()
        .map(|rule| {
            let mut report = Report::new(rule);
            (rule.check)(context, &mut report);
            if rule.topic != Topic::Reading {
                report.findings.retain(|it| !unread.contains(it.path.as_str()));
            } else if rule.id != reading::unresolved_value::RULE.id {
                report.findings.retain(|it| !unknown.contains(it.path.as_str()));
            }
            (rule, report.into_findings())
        })
        .collect();
    let (found, told) = suppression::suppress(context, found);
    let mut findings: Vec<Finding> = found
        .into_iter()
        .flat_map(|(rule, findings)| {
            let asked = rule.profile() <= context.profile;
            findings.into_iter().filter(move |it| asked || it.severity == Severity::Error)
        })
        .chain(told)
        .collect();
    findings.sort_by_key(|finding| finding.severity);
    findings
}

#[cfg(test)]
mod tests;
