//! Bash scripts for the Azure command line.
//!
//! Every step asks first whether its work is done: a script may be run again, makes what is missing
//! and leaves what is there. Texts of the plan become settings at the top or quoted words.

mod access;
mod amend;
mod check;
mod cluster;
mod command;
mod files;
mod helpers;
mod names;
mod network;
mod pool;
mod script;
mod teardown;
mod unsaid;

use crate::steps::{Operation, Resource, Steps};
use script::{Script, Section};

pub(super) use teardown::teardown;

/// The az version that every argument was checked against.
pub(super) const AZ_VERSION: &str = "2.91.0";

/// The script that makes what the steps want.
pub(super) fn script(steps: &Steps) -> String {
    let mut script = Script::new(steps);
    for step in &steps.steps {
        let id = step.id;
        match &step.operation {
            Operation::Select(it) => access::select(&mut script, it),
            Operation::Feature { namespace, name } => access::feature(&mut script, namespace, name),
            Operation::Find(resource) => network::find(&mut script, id, resource),
            Operation::FindServicePrincipal { client_id } => {
                access::service_principal(&mut script, id, client_id);
            }
            Operation::FindIdentity { resource_id } => {
                access::outside_identity(&mut script, id, resource_id);
            }
            Operation::Amend(it) => amend::cluster(&mut script, it),
            Operation::Make(resource) => match resource {
                Resource::ResourceGroup(it) => network::resource_group(&mut script, it),
                Resource::NetworkSecurityGroup(it) => network::security_group(&mut script, it),
                Resource::RouteTable(it) => network::route_table(&mut script, it),
                Resource::PublicIpAddress(it) => network::public_ip_address(&mut script, it),
                Resource::NatGateway(it) => network::nat_gateway(&mut script, it),
                Resource::VirtualNetwork(it) => network::virtual_network(&mut script, it),
                Resource::Subnet(it) => network::subnet(&mut script, it),
                Resource::Peering(it) => network::peering(&mut script, it),
                Resource::Identity(it) => access::identity(&mut script, id, it),
                Resource::RoleAssignment(it) => access::role_assignment(&mut script, it),
                Resource::ManagedCluster(it) => cluster::cluster(&mut script, id, it),
                Resource::AgentPool(it) => pool::agent_pool(&mut script, it),
                Resource::Maintenance(it) => cluster::maintenance(&mut script, it),
            },
        }
    }
    script.section(&Section::Check);
    check::check(&mut script, steps);
    script.finish("deploy")
}
