//! The reverse of steps: what they made is taken away, last first. What existed before stays.

use super::{
    AgentPool, Operation, Output, Resource, ResourceId, ResourceKind, RoleAssignment, Step, StepId,
    Steps, Value,
};
use std::collections::BTreeSet;

/// One part of taking away what steps made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Removal<'s> {
    /// The step that made it, or found it.
    pub step: &'s Step,
    /// What happens to it.
    pub what: Remove<'s>,
}

/// What happens to something that a step made or found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Remove<'s> {
    /// The resource goes; a network or a group only when nobody else has anything in it.
    Resource(&'s ResourceId),
    /// A role on what stays goes, of a principal that goes: the identity of this resource.
    Role(&'s RoleAssignment, &'s ResourceId),
    /// A cluster that existed before stays with all it was given but pools in subnets that go.
    Cluster(&'s ResourceId),
    /// A feature stays registered.
    Feature(&'s str),
}

impl Steps {
    /// What is done to take away what the steps made, in order. Identities go after what they have
    /// roles on: else a role would be left of a principal that is gone, under the name that the role
    /// of the next one gets.
    #[must_use]
    pub fn removals(&self) -> Vec<Removal<'_>> {
        let made: BTreeSet<&ResourceId> = self.steps.iter().filter_map(made).collect();
        let turn = |it: &Removal<'_>| match it.what {
            Remove::Resource(id) if id.kind == ResourceKind::ResourceGroup => 2,
            Remove::Resource(id) if id.kind == ResourceKind::Identity => 1,
            _ => 0,
        };
        let all = self.steps.iter().rev().filter_map(|step| {
            let what = match &step.operation {
                Operation::Make(Resource::RoleAssignment(it)) => {
                    Remove::Role(it, self.revoked_from(&made, it)?)
                }
                Operation::Make(Resource::AgentPool(it)) => {
                    Remove::Resource(leaves_its_cluster(&made, it)?)
                }
                // They go with their cluster.
                Operation::Make(Resource::Maintenance(_)) => return None,
                Operation::Make(it) => Remove::Resource(it.id()?),
                Operation::Amend(it) => Remove::Cluster(&it.id),
                Operation::Feature { name, .. } => Remove::Feature(name),
                _ => return None,
            };
            Some(Removal { step, what })
        });
        let mut all: Vec<Removal<'_>> = all.collect();
        all.sort_by_key(turn);
        all
    }

    /// Whose role is taken away: one on what stays, of a principal that goes. Others go with what
    /// they are on, or belong to principals that others use too.
    fn revoked_from(
        &self,
        made_by_steps: &BTreeSet<&ResourceId>,
        it: &RoleAssignment,
    ) -> Option<&ResourceId> {
        let Value::Output(step, _) = &it.principal_id else { return None };
        let scope_goes = matches!(&it.scope, Value::Id(id) if made_by_steps.contains(id));
        self.steps.get(step.0).and_then(made).filter(|_| !scope_goes)
    }

    /// The steps whose principals others need.
    #[must_use]
    pub fn principals(&self) -> BTreeSet<StepId> {
        let assignments = self.steps.iter().filter_map(|it| match &it.operation {
            Operation::Make(Resource::RoleAssignment(it)) => Some(&it.principal_id),
            _ => None,
        });
        let outputs = assignments.filter_map(|it| match it {
            Value::Output(step, Output::PrincipalId) => Some(*step),
            _ => None,
        });
        outputs.collect()
    }
}

/// A pool that goes although its cluster stays: its subnet goes, so it was not there before. Of others
/// nobody knows who made them, and those of a cluster that goes, go with it.
fn leaves_its_cluster<'s>(
    made_by_steps: &BTreeSet<&ResourceId>,
    it: &'s AgentPool,
) -> Option<&'s ResourceId> {
    let of_pool = |id: &&&ResourceId| {
        id.kind == ResourceKind::ManagedCluster
            && id.resource_group == it.id.resource_group
            && id.parent() == it.id.parent()
    };
    let cluster_stays = !made_by_steps.iter().any(|id| of_pool(&id));
    let mut subnets = [&it.vnet_subnet, &it.pod_subnet].into_iter().flatten();
    let subnet_goes = subnets.any(|it| matches!(it, Value::Id(id) if made_by_steps.contains(id)));
    (cluster_stays && subnet_goes).then_some(&it.id)
}

/// The resource that a step makes.
fn made(step: &Step) -> Option<&ResourceId> {
    match &step.operation {
        Operation::Make(resource) => resource.id(),
        _ => None,
    }
}

impl ResourceId {
    /// Whether it goes only when nobody else has anything in it.
    #[must_use]
    pub const fn goes_when_empty(&self) -> bool {
        matches!(self.kind, ResourceKind::ResourceGroup | ResourceKind::VirtualNetwork)
    }
}
