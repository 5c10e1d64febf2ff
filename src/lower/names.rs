//! What names and resource ids refer to.

use super::network::{Network, SubnetAt};
use super::reader::{ProblemKind, Reader};
use std::collections::HashMap;
use std::sync::Arc;

/// Things of a plan by their names, which Azure compares without regard to case.
pub(super) struct Names {
    what: &'static str,
    known: Arc<[String]>,
    places: HashMap<String, usize>,
}

impl Names {
    pub fn of<'n>(what: &'static str, names: impl Iterator<Item = &'n str>) -> Self {
        let known: Arc<[String]> = names.map(str::to_string).collect();
        // Of several with one name the first counts.
        let places = known.iter().enumerate().rev().map(|(at, name)| (key(name), at)).collect();
        Self { what, known, places }
    }

    /// The position that a name or resource id refers to. A resource id of something outside the
    /// plan refers to nothing, and is fine; a name that the plan does not have is a problem.
    pub fn find(&self, text: &str, path: &str, reader: &mut Reader) -> Option<usize> {
        let is_id = text.starts_with('/');
        let name = if is_id { text.rsplit('/').next().unwrap_or(text) } else { text };
        let found = self.places.get(&key(name)).copied();
        if found.is_none() && !is_id {
            let known = Arc::clone(&self.known);
            reader.problem(path, text, ProblemKind::Unknown { what: self.what, known });
        }
        found
    }
}

/// Subnets of a plan by their names.
pub(super) struct SubnetNames {
    /// Names of the networks as they are compared, and as they were typed.
    networks: Vec<(String, String)>,
    known: Arc<[String]>,
    places: HashMap<String, Vec<SubnetAt>>,
}

/// Names that a text may have meant are listed up to so many.
const CHOICES: usize = 10;

impl SubnetNames {
    pub fn of(networks: &[Network]) -> Self {
        let mut places: HashMap<String, Vec<SubnetAt>> = HashMap::new();
        for (network, it) in networks.iter().enumerate() {
            for (subnet, it) in it.subnets.iter().enumerate() {
                places.entry(key(&it.spec.name)).or_default().push(SubnetAt { network, subnet });
            }
        }
        let subnets = networks.iter().flat_map(|it| it.subnets.iter());
        Self {
            networks: networks
                .iter()
                .map(|it| (key(&it.spec.name), it.spec.name.clone()))
                .collect(),
            known: subnets.map(|it| it.spec.name.clone()).collect(),
            places,
        }
    }

    /// The subnet that a text refers to: `subnet`, `network/subnet` or a resource id. A resource id
    /// of something outside the plan refers to nothing, and is fine.
    pub fn find(&self, text: &str, path: &str, reader: &mut Reader) -> Option<SubnetAt> {
        let text = text.trim();
        let is_id = text.starts_with('/');
        let (network, subnet) = if is_id {
            (part_of_id(text, "virtualNetworks"), part_of_id(text, "subnets").unwrap_or_default())
        } else {
            match text.split_once('/') {
                Some((network, subnet)) => (Some(network), subnet),
                None => (None, text),
            }
        };
        let network = network.map(key);
        let fits = |at: &&SubnetAt| {
            let own = self.networks.get(at.network).map(|(key, _)| key);
            network.is_none() || own == network.as_ref()
        };
        let named = self.places.get(&key(subnet)).map(Vec::as_slice).unwrap_or_default();
        let mut found = named.iter().filter(fits);
        match (found.next(), found.next()) {
            (None, _) if is_id => None,
            (None, _) => {
                let known = Arc::clone(&self.known);
                reader.problem(path, text, ProblemKind::Unknown { what: "subnet", known });
                None
            }
            (Some(_), Some(_)) if network.is_none() => {
                let choices = named.iter().filter_map(|at| self.networks.get(at.network));
                let choices = choices.take(CHOICES).map(|(_, name)| format!("{name}/{subnet}"));
                let choices = choices.collect();
                reader.problem(path, text, ProblemKind::Ambiguous { what: "subnet", choices });
                None
            }
            (Some(first), _) => Some(*first),
        }
    }
}

/// The part of a resource id that follows a word.
fn part_of_id<'t>(id: &'t str, word: &str) -> Option<&'t str> {
    let mut parts = id.split('/');
    parts.find(|it| it.eq_ignore_ascii_case(word))?;
    parts.next()
}

fn key(name: &str) -> String {
    name.trim().to_ascii_lowercase()
}
