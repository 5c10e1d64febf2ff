//! The reverse: what the steps made is taken away, last first. What existed before stays.

use super::access;
use super::command::Az;
use super::helpers::Helper;
use super::network::{on, show};
use super::script::{Script, Section};
use crate::steps::{Operation, Remove, ResourceId, ResourceKind, RoleAssignment, Steps};
use crate::write::bash::{Word, comment};

/// The script that takes away what the steps made.
pub(in crate::write) fn teardown(steps: &Steps) -> String {
    let mut script = Script::new(steps);
    for step in &steps.steps {
        if let Operation::Select(it) = &step.operation {
            access::select(&mut script, it);
        }
    }
    script.section(&Section::Teardown);
    for removal in steps.removals() {
        match removal.what {
            Remove::Resource(id) => remove(&mut script, id),
            Remove::Role(it, of) => revoke(&mut script, it, of),
            Remove::Cluster(id) => {
                script.gap();
                script.remark(&format!(
                    "Cluster {} existed before: it stays, with its add-ons, and with its pools but \
                     those in subnets that go.",
                    comment(id.name())
                ));
            }
            Remove::Feature(name) => {
                script.gap();
                script.remark(&format!(
                    "Feature {} stays registered: others in the subscription may rely on it.",
                    comment(name)
                ));
            }
        }
    }
    script.gap();
    script.line("say 'done'");
    script.finish("teardown")
}

fn remove(script: &mut Script, id: &ResourceId) {
    match id.kind {
        ResourceKind::ResourceGroup => resource_group(script, id),
        ResourceKind::VirtualNetwork => virtual_network(script, id),
        kind => {
            let verb = match kind {
                ResourceKind::NetworkSecurityGroup => "network nsg delete",
                ResourceKind::RouteTable => "network route-table delete",
                ResourceKind::PublicIpAddress => "network public-ip delete",
                ResourceKind::NatGateway => "network nat gateway delete",
                ResourceKind::Subnet => "network vnet subnet delete",
                ResourceKind::Peering => "network vnet peering delete",
                ResourceKind::Identity => "identity delete",
                ResourceKind::AgentPool => "aks nodepool delete",
                _ => "aks delete",
            };
            let delete = on(script, verb, id).switch("--yes", kind == ResourceKind::ManagedCluster);
            delete_found(script, id, &delete);
        }
    }
}

fn delete_found(script: &mut Script, id: &ResourceId, delete: &Az) {
    script.gap();
    script.use_helper(Helper::Found);
    let show = show(script, id);
    let what = script.titled("deleting ", id);
    script.within("if found ", &show, "; then");
    script.line(&format!("  say {}", what.code()));
    script.run("  ", &delete.clone().text("--output", "none"));
    script.line("fi");
}

/// A network goes only when nobody else has subnets in it.
fn virtual_network(script: &mut Script, id: &ResourceId) {
    let (group, name) = (script.group(id), script.name(id));
    let others = Az::new("network vnet subnet list")
        .with("--resource-group", group)
        .with("--vnet-name", name)
        .text("--query", "length(@)");
    let delete = on(script, "network vnet delete", id);
    delete_empty(script, id, &others, &delete, "stays: it has subnets that the plan did not make");
}

/// A group goes only when nobody else has anything in it.
fn resource_group(script: &mut Script, id: &ResourceId) {
    let group = script.group(id);
    let others =
        Az::new("resource list").with("--resource-group", group).text("--query", "length(@)");
    let delete = on(script, "group delete", id).switch("--yes", true);
    delete_empty(script, id, &others, &delete, "stays: it holds what the plan did not make");
}

fn delete_empty(script: &mut Script, id: &ResourceId, others: &Az, delete: &Az, stays: &str) {
    script.gap();
    script.use_helper(Helper::Found);
    script.use_helper(Helper::Is);
    let show = show(script, id);
    let what = script.titled("deleting ", id);
    let kept = Word::text(&format!("{} {} {stays}", id.kind.name(), id.name()));
    script.within("if found ", &show, "; then");
    script.within("  if is 0 ", others, "; then");
    script.line(&format!("    say {}", what.code()));
    script.run("    ", &delete.clone().text("--output", "none"));
    script.line("  else");
    script.line(&format!("    say {}", kept.code()));
    script.line("  fi");
    script.line("fi");
}

/// Takes a role from the identity of a resource that goes.
fn revoke(script: &mut Script, it: &RoleAssignment, id: &ResourceId) {
    script.gap();
    script.use_helper(Helper::Found);
    let (show, scope, role) = (show(script, id), script.value(&it.scope), it.role.name());
    let query = match id.kind {
        ResourceKind::Identity => "principalId",
        _ => "identity.principalId",
    };
    let query = show.clone().text("--query", query).text("--output", "tsv");
    let what = Word::text(&format!("taking role {role} from {}", it.principal));
    script.within("if found ", &show, "; then");
    script.line(&format!("  say {}", what.code()));
    script.within("  principal=\"$(", &query, ")\"");
    let delete = Az::new("role assignment delete")
        .with("--assignee-object-id", Word::local("principal"))
        .text("--role", role)
        .with("--scope", scope)
        .text("--output", "none");
    script.run("  ", &delete);
    script.line("fi");
}
