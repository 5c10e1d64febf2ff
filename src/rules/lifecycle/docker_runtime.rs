use crate::azure_facts::lifecycle::{ContainerRuntime, container_runtime};
use crate::rules::{Context, Report, rule};

rule! {
    /// Nodes of this Kubernetes version run Docker.
    ///
    /// Linux nodes run containerd from Kubernetes 1.19 on, Windows nodes from 1.23 on.
    ///
    /// # Why
    ///
    /// What talks to the Docker socket of a node, such as builds in a pod, has to change with the
    /// upgrade.
    ///
    /// ```json,fails
    /// { "clusters": [{ "kubernetesVersion": "1.18.6" }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "kubernetesVersion": "1.36" }] }
    /// ```
    "docker-runtime", Info, Lifecycle, CHANGELOG,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        for os in crate::model::OsType::ALL {
            let Some(pool) = cluster.pools.iter().find(|it| it.os == *os) else { continue };
            let Some(version) = pool.version.or(cluster.version) else { continue };
            if container_runtime(version, *os) == ContainerRuntime::Docker {
                let path = match pool.version {
                    Some(_) => pool.at("orchestratorVersion"),
                    None => cluster.at("kubernetesVersion"),
                };
                let message = format!("{os} nodes of Kubernetes {version} run Docker");
                report.at(path, message).help(
                    "later versions run containerd: what uses a node's Docker socket has to change",
                );
            }
        }
    }
}
