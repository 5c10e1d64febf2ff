//! What resources may be called.

use super::{Source, sources};
use crate::text::{count, quoted};

/// What a kind of resource may be called.
#[derive(Clone, Copy)]
pub struct NameRule {
    /// The kind, as in "the cluster has no name".
    pub what: &'static str,
    /// Least and greatest number of characters.
    pub length: (usize, usize),
    allowed: fn(char) -> bool,
    first: fn(char) -> bool,
    last: fn(char) -> bool,
    /// The same in words.
    pub words: &'static str,
    /// Where it is from.
    pub source: &'static Source,
}

fn letter_or_digit(it: char) -> bool {
    it.is_ascii_alphanumeric()
}

fn letter_digit_or_underscore(it: char) -> bool {
    it.is_ascii_alphanumeric() || it == '_'
}

fn lower_or_digit(it: char) -> bool {
    it.is_ascii_lowercase() || it.is_ascii_digit()
}

fn network_character(it: char) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '-')
}

/// Resource groups.
pub const RESOURCE_GROUP: NameRule = NameRule {
    what: "resource group",
    length: (1, 90),
    allowed: |it| it.is_alphanumeric() || matches!(it, '_' | '(' | ')' | '-' | '.'),
    first: |_| true,
    last: |it| it != '.',
    words: "1 to 90 letters, digits, `_`, `(`, `)`, `-` and `.`, without `.` at the end",
    source: &sources::NAME_RULES,
};

/// A cluster's own resource group for nodes.
pub const NODE_RESOURCE_GROUP: NameRule = NameRule {
    what: "node resource group",
    length: (1, 80),
    words: "1 to 80 letters, digits, `_`, `(`, `)`, `-` and `.`, without `.` at the end",
    source: &sources::AKS_NAMES,
    ..RESOURCE_GROUP
};

/// Clusters.
pub const CLUSTER: NameRule = NameRule {
    what: "cluster",
    length: (1, 63),
    allowed: |it| it.is_ascii_alphanumeric() || matches!(it, '_' | '-'),
    first: letter_or_digit,
    last: letter_or_digit,
    words: "1 to 63 letters, digits, `_` and `-`, with a letter or digit at both ends",
    source: &sources::REST_SPEC,
};

/// Start of an API server's name.
pub const DNS_PREFIX: NameRule = NameRule {
    what: "DNS prefix",
    length: (1, 54),
    allowed: |it| it.is_ascii_alphanumeric() || it == '-',
    first: letter_or_digit,
    last: letter_or_digit,
    words: "1 to 54 letters, digits and `-`, with a letter or digit at both ends",
    source: &sources::REST_SPEC,
};

/// Agent pools of Linux nodes.
pub const LINUX_POOL: NameRule = NameRule {
    what: "agent pool",
    length: (1, 12),
    allowed: lower_or_digit,
    first: |it| it.is_ascii_lowercase(),
    last: lower_or_digit,
    words: "a lower-case letter, then at most 11 lower-case letters and digits",
    source: &sources::REST_SPEC,
};

/// Agent pools of Windows nodes: the name is part of the machines' names, which are short.
pub const WINDOWS_POOL: NameRule = NameRule {
    what: "Windows agent pool",
    length: (1, 6),
    words: "a lower-case letter, then at most 5 lower-case letters and digits",
    source: &sources::SYSTEM_POOLS,
    ..LINUX_POOL
};

/// Container registries.
pub const REGISTRY: NameRule = NameRule {
    what: "container registry",
    length: (5, 50),
    allowed: letter_or_digit,
    first: letter_or_digit,
    last: letter_or_digit,
    words: "5 to 50 letters and digits",
    source: &sources::NAME_RULES,
};

/// Virtual networks.
pub const VIRTUAL_NETWORK: NameRule = NameRule {
    what: "virtual network",
    length: (2, 64),
    allowed: network_character,
    first: letter_or_digit,
    last: letter_digit_or_underscore,
    words: "2 to 64 letters, digits, `.`, `_` and `-`, starting with a letter or digit, ending with \
            a letter, digit or `_`",
    source: &sources::NAME_RULES,
};

/// What hangs on a virtual network: subnets, route tables, NAT gateways, security groups.
pub const NETWORK_RESOURCE: NameRule = NameRule {
    what: "network resource",
    length: (1, 80),
    words: "1 to 80 letters, digits, `.`, `_` and `-`, starting with a letter or digit, ending with \
            a letter, digit or `_`",
    ..VIRTUAL_NETWORK
};

/// User-assigned managed identities.
pub const IDENTITY: NameRule = NameRule {
    what: "managed identity",
    length: (3, 128),
    allowed: |it| it.is_ascii_alphanumeric() || matches!(it, '_' | '-'),
    first: letter_or_digit,
    last: |_| true,
    words: "3 to 128 letters, digits, `_` and `-`, starting with a letter or digit",
    source: &sources::NAME_RULES,
};

/// Words that no part of a name with an address on the internet may be.
pub const RESERVED_ANYWHERE: &[&str] = &["microsoft", "windows"];

/// Words that such a name may not start with.
pub const RESERVED_AT_START: &[&str] = &["login"];

/// Words that such a name may not be.
pub const RESERVED_WHOLE: &[&str] = &[
    "access",
    "azure",
    "bing",
    "bizspark",
    "biztalk",
    "cortana",
    "directx",
    "dotnet",
    "dynamics",
    "excel",
    "exchange",
    "forefront",
    "groove",
    "hololens",
    "hyperv",
    "kinect",
    "lync",
    "msdn",
    "o365",
    "office",
    "office365",
    "onedrive",
    "onenote",
    "outlook",
    "powerpoint",
    "sharepoint",
    "skype",
    "visio",
    "visualstudio",
    "xbox",
];

impl NameRule {
    /// The same rule for a certain kind of resource.
    #[must_use]
    pub const fn for_a(self, what: &'static str) -> Self {
        Self { what, ..self }
    }

    /// What is wrong with a name.
    ///
    /// ```
    /// use aksplan::azure_facts::names::CLUSTER;
    /// assert_eq!(CLUSTER.problem("my-cluster"), None);
    /// assert!(CLUSTER.problem("my cluster").unwrap().contains("a space"));
    /// ```
    #[must_use]
    pub fn problem(&self, name: &str) -> Option<String> {
        let what = self.what;
        let length = name.chars().count();
        let (fewest, most) = self.length;
        let (Some(first), Some(last)) = (name.chars().next(), name.chars().last()) else {
            return Some(format!("the {what} has no name"));
        };
        let wrong = name.chars().find(|it| !(self.allowed)(*it));
        let name = format!("the name {} of the {what}", quoted(name));
        if let Some(wrong) = wrong {
            return Some(format!("{name} holds {}", character(wrong)));
        }
        let shown = count(i64::try_from(length).unwrap_or(i64::MAX), "character");
        if length < fewest {
            return Some(format!("{name} has {shown}, the least is {fewest}"));
        }
        if length > most {
            return Some(format!("{name} has {shown}, the most is {most}"));
        }
        if !(self.first)(first) {
            return Some(format!("{name} starts with {}", character(first)));
        }
        (!(self.last)(last)).then(|| format!("{name} ends with {}", character(last)))
    }

    /// A name near this one that is right, where there is one.
    ///
    /// ```
    /// use aksplan::azure_facts::names::LINUX_POOL;
    /// assert_eq!(LINUX_POOL.mended("System-Pool").as_deref(), Some("systempool"));
    /// assert_eq!(LINUX_POOL.mended("123"), None);
    /// ```
    #[must_use]
    pub fn mended(&self, name: &str) -> Option<String> {
        let lower = !(self.allowed)('A');
        let name: String = name
            .chars()
            .map(|it| if lower { it.to_ascii_lowercase() } else { it })
            .map(|it| if (self.allowed)(it) { it } else { '-' })
            .filter(|it| (self.allowed)(*it))
            .skip_while(|it| !(self.first)(*it))
            .take(self.length.1)
            .collect();
        let name = name.trim_end_matches(|it| !(self.last)(it));
        self.problem(name).is_none().then(|| name.to_string())
    }
}

fn character(it: char) -> String {
    match it {
        ' ' => "a space".to_string(),
        it if it.is_ascii_uppercase() => format!("the upper-case `{it}`"),
        it if it.is_ascii_digit() => format!("the digit `{it}`"),
        it if it.is_control() => "a control character".to_string(),
        it => format!("`{it}`"),
    }
}
