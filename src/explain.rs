//! From a rule's name, or the text of an Azure error, to the rules it is about.

mod pasted;

use crate::catalogue::RulePage;
use crate::rules::{Rule, Topic, all};
use crate::text::closest;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The rules that a question is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Explained {
    /// Their pages, the likeliest first; empty where nothing is near.
    pub rules: Vec<RulePage>,
    /// The name that was most likely meant, where the question is nearly a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<&'static str>,
    /// Nothing in the question names a rule: the rules are the nearest by their words.
    pub by_words: bool,
    /// The error code in the question, where no rule is about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown_code: Option<String>,
}

/// At most so many rules are named for an error.
const SHOWN: usize = 5;

/// What is pasted is read so far: errors say what they are about at their start.
const LONGEST_QUESTION: usize = 20_000;

/// No name is longer.
const LONGEST_NAME: usize = 80;

/// What a code counts that stands for many mistakes: less than a telling word.
const OF_GENERIC_CODE: f64 = 0.1;

/// A rule whose words match less than this share of the best is left out.
const WORTH_SHOWING: f64 = 0.5;

/// Finds the rules that a question is about: a rule's name or an alias, or else the text of an
/// Azure error as it was copied from a terminal.
///
/// ```
/// let found = aksplan::explain::explain("ServiceCidrOverlapExistingSubnetsCidr");
/// assert_eq!(found.rules[0].entry.rule, "service-cidr-overlaps-subnet");
/// ```
#[must_use]
pub fn explain(question: &str) -> Explained {
    let Found { rules, did_you_mean, named, unknown_code } = find(question);
    let by_words = named == 0 && !rules.is_empty();
    let rules = rules.into_iter().map(RulePage::from).collect();
    Explained { rules, did_you_mean, by_words, unknown_code }
}

/// What [`explain`] finds, before pages are made of it.
#[derive(Default)]
struct Found {
    rules: Vec<&'static Rule>,
    /// How many of them, the first ones, the question names.
    named: usize,
    did_you_mean: Option<&'static str>,
    unknown_code: Option<String>,
}

fn find(question: &str) -> Found {
    let question: String = question.trim().chars().take(LONGEST_QUESTION).collect();
    let named = INDEX.named(&question);
    if !named.is_empty() {
        return Found { named: named.len(), rules: named, ..Found::default() };
    }
    if let Some(name) = INDEX.nearly_a_name(&question) {
        let rules = INDEX.named(name);
        let named = rules.len();
        return Found { rules, named, did_you_mean: Some(name), ..Found::default() };
    }
    INDEX.best_matches(&pasted::unwrapped(&question))
}

/// The rules that an error of Azure's names, by its code or by a name in its message: no guess by other
/// words is among them.
///
/// ```
/// let found = aksplan::explain::named_in("InsufficientSubnetSize: Pre-allocated IPs 310 …");
/// assert_eq!(found.first(), Some(&"node-subnet-too-small"));
/// assert!(aksplan::explain::named_in("InternalServerError: a subnet").is_empty());
/// ```
#[must_use]
pub fn named_in(error: &str) -> Vec<&'static str> {
    let error: String = error.chars().take(LONGEST_QUESTION).collect();
    let Found { rules, named, .. } = INDEX.best_matches(&pasted::unwrapped(&error));
    rules.iter().take(named).map(|it| it.id).collect()
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::new);

/// The rules by their names and words.
struct Index {
    rules: Vec<Indexed>,
    /// How many rules have each name, in lower case.
    names: BTreeMap<String, usize>,
    /// How telling each word is: the fewer rules have it, the more.
    rarity: BTreeMap<String, f64>,
}

struct Indexed {
    rule: &'static Rule,
    /// The words of its summary.
    summary: BTreeSet<String>,
    /// All its words with what each counts.
    words: BTreeMap<String, f64>,
}

impl Index {
    fn new() -> Self {
        let index = |rule: &'static Rule| Indexed {
            rule,
            summary: words(summary_and_rest(rule).0).collect(),
            words: vocabulary(rule),
        };
        let rules: Vec<Indexed> = all().map(index).collect();
        let mut names = BTreeMap::new();
        let mut with_word: BTreeMap<String, f64> = BTreeMap::new();
        for Indexed { rule, words, .. } in &rules {
            for name in self::names(rule) {
                *names.entry(name.to_lowercase()).or_default() += 1;
            }
            for word in words.keys() {
                *with_word.entry(word.clone()).or_default() += 1.0;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "there are hundreds of rules, not 2^52")]
        let all = rules.len() as f64;
        let rarity = with_word.into_iter().map(|(word, with)| (word, (all / with).ln())).collect();
        Self { rules, names, rarity }
    }

    /// The rules with a name. What Azure refuses is more likely a matter of the plan
    /// than of how it is written.
    fn named(&self, name: &str) -> Vec<&'static Rule> {
        let is_named = |it: &&Indexed| names(it.rule).any(|it| it.eq_ignore_ascii_case(name));
        let mut named: Vec<&Indexed> = self.rules.iter().filter(is_named).collect();
        named.sort_by_key(|it| it.rule.topic == Topic::Reading);
        named.into_iter().map(|it| it.rule).collect()
    }

    /// The name that a single word is most likely a slip of.
    fn nearly_a_name(&self, question: &str) -> Option<&'static str> {
        if question.len() > LONGEST_NAME || question.contains(char::is_whitespace) {
            return None;
        }
        let names: Vec<&'static str> = self.rules.iter().flat_map(|it| names(it.rule)).collect();
        let near = closest(question, &names)?;
        names.iter().copied().find(|it| *it == near)
    }

    /// Rules by how well they match a text: first those with a name in it, the rarest name before
    /// others, a longer one before a shorter; then by the words they share with it, rare words
    /// counting more than common ones.
    fn best_matches(&self, text: &str) -> Found {
        let lower = text.to_ascii_lowercase();
        let squeezed = pasted::squeezed(&lower);
        let in_text: BTreeMap<&str, usize> = self
            .names
            .iter()
            .filter(|(name, _)| contains_name(&lower, name) || squeezed.has(name))
            .map(|(name, with)| (name.as_str(), *with))
            .collect();
        let is_generic =
            |name: &str| pasted::GENERIC.iter().any(|it| it.eq_ignore_ascii_case(name));
        // What tells rules with the same name apart is what else is said.
        let said = in_text.keys().copied().chain(pasted::WRAPPERS.iter().copied());
        let asked: BTreeSet<String> = words(&without(text, &lower, said)).collect();
        let no_name = (usize::MAX, Reverse(0));
        let mut scored: Vec<(_, f64, &'static Rule)> = self
            .rules
            .iter()
            .map(|it| {
                let found = |name: &str| in_text.get(&*name.to_lowercase()).copied();
                let specific = names(it.rule).filter(|name| !is_generic(name));
                let specific =
                    specific.filter_map(|name| Some((found(name)?, Reverse(name.len()))));
                let generic = names(it.rule).any(|name| is_generic(name) && found(name).is_some());
                let score = self.score(&asked, it) + if generic { OF_GENERIC_CODE } else { 0.0 };
                (specific.min().unwrap_or(no_name), score, it.rule)
            })
            .filter(|(name, score, _)| *name < no_name || *score > 0.0)
            .collect();
        let is_reading = |it: &Rule| it.topic == Topic::Reading;
        scored.sort_by(|a, b| {
            let by_words = || b.1.total_cmp(&a.1);
            a.0.cmp(&b.0).then_with(by_words).then_with(|| is_reading(a.2).cmp(&is_reading(b.2)))
        });
        let named = scored.iter().take(SHOWN).take_while(|(name, ..)| *name < no_name).count();
        let best = scored.iter().map(|(_, score, _)| *score).fold(0.0, f64::max);
        let worth = scored
            .into_iter()
            .filter(|(name, score, _)| *name < no_name || *score >= best * WORTH_SHOWING);
        let unknown_code = pasted::codes(text)
            .find(|code| !self.names.contains_key(&code.to_lowercase()))
            .filter(|_| named == 0)
            .map(ToString::to_string);
        Found {
            rules: worth.take(SHOWN).map(|(.., rule)| rule).collect(),
            named,
            did_you_mean: None,
            unknown_code,
        }
    }

    /// How much a rule has to do with some words: more where they are most of its summary.
    fn score(&self, asked: &BTreeSet<String>, rule: &Indexed) -> f64 {
        let shared =
            asked.iter().filter_map(|word| Some(rule.words.get(word)? * self.rarity.get(word)?));
        let (mut of_summary, mut in_question) = (1.0, 1.0);
        for word in &rule.summary {
            of_summary += 1.0;
            in_question += f64::from(u8::from(asked.contains(word)));
        }
        shared.sum::<f64>() * in_question / of_summary
    }
}

fn names(rule: &'static Rule) -> impl Iterator<Item = &'static str> {
    std::iter::once(rule.id).chain(rule.aliases.iter().copied())
}

/// Whether a text has a name in it, not as part of a longer word; both in lower case.
fn contains_name(text: &str, name: &str) -> bool {
    let is_part = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    text.match_indices(name).any(|(at, found)| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|it| it.chars().next());
        !is_part(before) && !is_part(after)
    })
}

/// A text with blanks in the place of names; `lower` is the text in ASCII lower case.
fn without<'n>(text: &str, lower: &str, names: impl Iterator<Item = &'n str>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for name in names {
        for (at, found) in lower.match_indices(name) {
            if let Some(place) = bytes.get_mut(at..at + found.len()) {
                place.fill(b' ');
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn summary_and_rest(rule: &Rule) -> (&'static str, &'static str) {
    rule.docs.split_once("\n\n").unwrap_or((rule.docs, ""))
}

/// A rule's words with what each counts: those of the name most, then the summary's.
fn vocabulary(rule: &Rule) -> BTreeMap<String, f64> {
    let (summary, rest) = summary_and_rest(rule);
    // Examples are made of property names that stand in every rule.
    let prose = rest.split("```").step_by(2).collect::<Vec<_>>().join(" ");
    let aliases = rule.aliases.join(" ");
    let mut found = BTreeMap::new();
    for (text, weight) in
        [(prose.as_str(), 1.0), (summary, 2.0), (aliases.as_str(), 2.0), (rule.id, 3.0)]
    {
        found.extend(words(text).map(|word| (word, weight)));
    }
    found
}

/// Words that say nothing of what a text is about.
const EMPTY_WORDS: &[&str] = &[
    "and",
    "are",
    "azure",
    "but",
    "can",
    "code",
    "error",
    "for",
    "from",
    "has",
    "have",
    "help",
    "its",
    "kubernete",
    "message",
    "more",
    "must",
    "not",
    "one",
    "the",
    "than",
    "that",
    "there",
    "this",
    "was",
    "what",
    "when",
    "where",
    "which",
    "with",
    "you",
    "your",
    "aks",
    "cluster",
];

/// The words of a text in one form: lower-case, without plural; `podCIDRs` is `pod` and `cidr`.
fn words(text: &str) -> impl Iterator<Item = String> {
    let mut split = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    for it in text.chars() {
        if before.is_lowercase() && it.is_uppercase() {
            split.push(' ');
        }
        split.push(it);
        before = it;
    }
    let words: Vec<String> = split
        .split(|it: char| !it.is_alphanumeric())
        .map(str::to_lowercase)
        .map(|word| match word.strip_suffix('s') {
            Some(single) if !single.ends_with(['s', 'u', 'i']) && single.len() > 2 => {
                single.to_string()
            }
            _ => word,
        })
        .filter(|word| word.len() > 2 && !word.chars().all(|it| it.is_ascii_digit()))
        .filter(|word| !EMPTY_WORDS.contains(&word.as_str()))
        .collect();
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::RuleEntry;

    fn ids(rules: &[&'static Rule]) -> Vec<&'static str> {
        rules.iter().map(|it| it.id).collect()
    }

    fn first(question: &str) -> &'static str {
        find(question).rules.first().map_or("nothing", |it| it.id)
    }

    #[test]
    fn a_name_or_alias_leads_to_its_rules_alone() {
        for rule in all() {
            assert_eq!(ids(&find(rule.id).rules), [rule.id]);
            for alias in rule.aliases {
                let found = find(&alias.to_uppercase());
                assert!(ids(&found.rules).contains(&rule.id), "{alias}");
                assert_eq!(found.did_you_mean, None, "{alias}");
            }
        }
    }

    #[test]
    fn every_rule_is_found_by_its_own_summary() {
        for rule in all() {
            let summary = RuleEntry::from(rule).summary;
            let found = ids(&find(&format!("error: {summary}")).rules);
            assert!(found.contains(&rule.id), "{summary}: {found:?}");
        }
    }

    #[test]
    fn a_slip_leads_to_the_name_meant() {
        let found = explain("service-cidr-overlap-subnet");
        assert_eq!(found.did_you_mean, Some("service-cidr-overlaps-subnet"));
        assert_eq!(found.rules[0].entry.rule, "service-cidr-overlaps-subnet");
    }

    #[test]
    fn a_code_inside_an_error_leads_to_its_rule() {
        let error = "(ServiceCidrOverlapExistingSubnetsCidr) The specified service CIDR \
            10.0.0.0/16 is conflicted with an existing subnet CIDR 10.0.0.0/22\n\
            Code: ServiceCidrOverlapExistingSubnetsCidr";
        assert_eq!(first(error), "service-cidr-overlaps-subnet");
    }

    /// Codes of the service that stand for one mistake, each with the rule that prevents it.
    const CODES: &[(&str, &str)] = &[
        ("ServiceCidrOverlapExistingSubnetsCidr", "service-cidr-overlaps-subnet"),
        ("SubnetCidrOverlapServiceCidr", "service-cidr-overlaps-subnet"),
        ("NetworkProfileCIDROverlapVNET", "pod-cidr-overlaps-network"),
        ("PodCidrOverlapExistingSubnetsCidr", "pod-cidr-overlaps-network"),
        ("PodCidrOverlapServiceCidr", "pod-cidr-overlaps-service-cidr"),
        ("InsufficientSubnetSize", "node-subnet-too-small"),
        ("InsufficientPodCidr", "pod-cidr-too-small"),
        ("SubnetIsFull", "node-subnet-too-small"),
        ("SubnetIsDelegated", "node-subnet-delegated"),
        ("InvalidParameter", "pod-subnet-on-some-pools"),
        ("InvalidNetworkAddress", "cidr-host-bits"),
        ("CidrStringParseError", "cidr-syntax"),
        ("DnsServiceIpParseError", "address-syntax"),
        ("DnsServiceIpOutOfServiceCidr", "dns-service-ip-outside-service-cidr"),
        ("DnsServiceIpConflicting", "dns-service-ip-first-address"),
        ("DnsBroadcastAddressConflicting", "dns-service-ip-last-address"),
        ("RouteTableInvalidNextHop", "default-route-next-hop"),
        ("RouteTableMissingDefaultRouteError", "default-route-missing"),
        ("ExistingRouteTableNotAssociatedWithSubnet", "default-route-missing"),
        ("SubnetNotAssociatedWithNATGateway", "nat-gateway-missing"),
        ("ManagedNATGatewayWithCustomVNetNotAllowed", "managed-nat-gateway-in-own-subnet"),
        ("UserAssignedNATGatewayWithManagedVNetNotAllowed", "outbound-type-needs-own-subnet"),
        ("InvalidUserDefinedRoutingWithLoadBalancerProfile", "load-balancer-profile-unused"),
        ("InvalidLoadBalancerProfileIdleTimeoutInMinutes", "load-balancer-idle-timeout"),
        ("InvalidLoadBalancerProfileAllocatedOutboundPorts", "snat-ports-exhausted"),
        ("InsufficientOutboundPorts", "snat-ports-exhausted"),
        ("AvailabilityZoneNotSupported", "zones-not-in-region"),
        ("MustDefineAtLeastOneSystemPool", "system-pool-missing"),
        ("SystemPoolMustBeLinux", "system-pool-windows"),
        ("SystemPoolMustBeRegular", "system-pool-spot"),
        ("SystemPoolSkuTooLow", "system-pool-size"),
        ("WindowsAgentPoolNameTooLong", "windows-pool-name"),
        ("MaxAgentPoolCountReached", "pool-limit"),
        ("MaxPodsLimitExceeded", "max-pods-range"),
        ("InsufficientAgentPoolMaxPodsPerAgentPool", "max-pods-of-pool"),
        ("NodePoolMcVersionIncompatible", "pool-version-skew"),
        ("NodeResourceGroupAlreadyExists", "node-resource-group-taken"),
        ("VMCacheSizeTooSmall", "ephemeral-os-disk"),
        ("NodeLabelKeyNotAllowed", "node-label-reserved"),
        ("NetworkPolicyAzureNotSupportedForKubenet", "network-policy-unfit-for-plugin"),
        ("AzureCNIOnlyForWindows", "kubenet-is-linux-only"),
        ("VnetSubnetMissingIPv6", "dual-stack-subnet-without-ipv6"),
        ("PrivateClusterNotSupportedWithBasicLoadBalancer", "basic-load-balancer"),
        ("CustomRouteTableWithUnsupportedMSIType", "kubenet-route-table-needs-own-identity"),
        ("CustomPrivateDNSZoneMissingPermissionError", "private-dns-zone-needs-own-identity"),
        ("K8sVersionNotSupported", "kubernetes-version-ended"),
    ];

    #[test]
    fn a_code_leads_to_its_rule_first() {
        for (code, rule) in CODES {
            assert_eq!(first(code), *rule, "{code}");
            assert_eq!(first(&format!("(BadRequest)\nCode: {code}")), *rule, "{code}");
        }
    }

    /// Errors as az, PowerShell, Terraform, Pulumi and the portal print them, each below a line with
    /// the rule that prevents it. Names and ids are others, the words are Azure's.
    const PASTED: &str = include_str!("explain/pasted.txt");

    fn pasted() -> impl Iterator<Item = (&'static str, &'static str)> {
        PASTED.split(">>> ").skip(1).filter_map(|it| it.split_once('\n'))
    }

    #[test]
    fn a_pasted_error_leads_to_its_rule_first() {
        let wrong: Vec<String> = pasted()
            .filter(|(rule, error)| first(error) != *rule)
            .map(|(rule, error)| format!("{rule}, not {:?}: {error}", ids(&find(error).rules)))
            .collect();
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
        assert!(pasted().count() >= 60);
    }

    /// Terminals break lines anywhere, and people copy less than all.
    #[test]
    fn a_broken_or_shortened_error_leads_to_its_rule() {
        for (rule, error) in pasted() {
            for width in [40, 79, 100] {
                let letters: Vec<char> = error.chars().collect();
                let lines = letters.chunks(width).map(|it| it.iter().collect::<String>());
                let broken = lines.collect::<Vec<_>>().join("\n");
                // Words that are broken are other words.
                if find(error).named > 0 {
                    assert_eq!(first(&broken), rule, "{broken}");
                }
                let shortened = error.char_indices().nth(letters.len() * 2 / 3);
                let shortened = shortened.and_then(|(end, _)| error.get(..end)).unwrap_or(error);
                let found = find(shortened);
                // What tells rules with one code apart may be what was left out.
                assert!(found.named == 0 || ids(&found.rules).contains(&rule), "{shortened}");
            }
        }
    }

    /// What no rule is about is said to be so, with what is nearest.
    #[test]
    fn an_error_that_no_rule_is_about_is_said_to_be_one() {
        let errors = [
            (
                "Error: Code=ZonalAllocationFailed; Message=Allocation failed. There is not sufficient \
                 capacity for the requested size in this zone",
                "ZonalAllocationFailed",
            ),
            (
                "{\"error\":{\"code\":\"DeploymentFailed\",\"details\":[{\"code\":\"\
                 RequestDisallowedByPolicy\",\"message\":\"Resource 'aks' was disallowed by policy.\"}]}}",
                "RequestDisallowedByPolicy",
            ),
        ];
        for (error, code) in errors {
            let found = find(error);
            assert_eq!(found.named, 0, "{error}");
            assert_eq!(found.unknown_code.as_deref(), Some(code), "{error}");
        }
        let quota = "Error: Code=QuotaExceeded; Message=Operation could not be completed as it results \
                     in exceeding approved Total Regional Cores quota. Additional Required: 56";
        assert_eq!(first(quota), "quota-exceeded");
        let linked = "(LinkedAuthorizationFailed) The client 'x' does not have permission to perform \
                      action(s) 'Microsoft.Network/virtualNetworks/subnets/join/action'";
        assert_eq!(first(linked), "permission-missing");
        let found = find("Code: InsufficientSubnetSize\nMessage: Pre-allocated IPs 310");
        assert!(found.named > 0 && found.unknown_code.is_none());
    }

    #[test]
    fn an_error_without_a_code_is_matched_by_its_words() {
        let error = "The service CIDR you gave overlaps with a subnet of the virtual network";
        assert_eq!(first(error), "service-cidr-overlaps-subnet");
    }

    #[test]
    fn part_of_a_longer_word_is_no_name() {
        assert!(contains_name("code=insufficientsubnetsize: too few", "insufficientsubnetsize"));
        assert!(!contains_name("insufficientsubnetsizes", "insufficientsubnetsize"));
    }

    #[test]
    fn nonsense_leads_nowhere_and_does_no_harm() {
        for question in ["", "   ", "zzzz qqqq", "10.0.0.0/16", "é\u{0}\u{1F600}", "`````"] {
            assert_eq!(first(question), "nothing", "{question}");
        }
        let noise = "x".repeat(1_000_000);
        assert_eq!(first(&noise), "nothing");
    }
}
