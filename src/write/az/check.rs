//! The end of a script: is everything there, and ready?

use super::command::Az;
use super::network::{on, show};
use super::script::Script;
use crate::steps::{AgentPool, ManagedCluster, Operation, Resource, Steps};

pub(super) fn check(script: &mut Script, steps: &Steps) {
    for step in &steps.steps {
        match &step.operation {
            Operation::Make(Resource::ManagedCluster(it)) => cluster(script, it),
            Operation::Make(Resource::AgentPool(it)) => pool(script, it),
            Operation::Amend(it) => {
                let show = show(script, &it.id).text("--query", "provisioningState");
                let what = script.titled("", &it.id);
                script.wait_for("", &what, "Succeeded", 30, &show);
            }
            _ => {}
        }
    }
    for step in &steps.steps {
        if let Operation::Make(Resource::ManagedCluster(it)) | Operation::Amend(it) =
            &step.operation
        {
            pools(script, it);
        }
    }
    script.line("");
    script.line("say 'done'");
}

fn cluster(script: &mut Script, it: &ManagedCluster) {
    let show = show(script, &it.id).text("--query", "provisioningState");
    let what = script.titled("", &it.id);
    script.wait_for("", &what, "Succeeded", 30, &show);
    for it in &it.agent_pools {
        pool(script, it);
    }
}

fn pool(script: &mut Script, it: &AgentPool) {
    let show = show(script, &it.id).text("--query", "provisioningState");
    let what = script.titled("", &it.id);
    script.wait_for("", &what, "Succeeded", 30, &show);
}

/// The pools as a table, and how to go on.
fn pools(script: &mut Script, it: &ManagedCluster) {
    let (group, name) = (script.group(&it.id), script.name(&it.id));
    let query = "[].{pool: name, mode: mode, nodes: count, size: vmSize, state: provisioningState}";
    let list = Az::new("aks nodepool list")
        .with("--resource-group", group)
        .with("--cluster-name", name)
        .text("--query", query)
        .text("--output", "table");
    script.gap();
    script.run("", &list);
    let credentials = on(script, "aks get-credentials", &it.id);
    script.remark(&format!("To work with it: {}", credentials.line()));
}
