//! Runs scripts with the stand-in for az in front of the path.

#![allow(dead_code, reason = "each test uses its part")]

use aksplan::model::Plan;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// What the stand-in knows, over several runs.
pub struct Azure {
    folder: TempDir,
}

/// What came of a run.
#[derive(Debug)]
pub struct Run {
    pub ok: bool,
    pub said: String,
    pub complained: String,
    /// The arguments of each call of az.
    pub calls: Vec<Vec<String>>,
    /// The files that az was given to read, each as its name and what is in it.
    pub files: Vec<Vec<String>>,
}

/// Where the stand-in is.
fn stand_in() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stand-in")
}

impl Default for Azure {
    fn default() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["store", "files"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self { folder }
    }
}

impl Azure {
    /// One that has what a plan says exists.
    pub fn with_existing(plan: &Plan) -> Self {
        let mut azure = Self::default();
        let group = |own: &Option<String>| {
            own.clone().or_else(|| plan.resource_groups.first().map(|it| it.name.clone())).unwrap()
        };
        let mut make = |arguments: &[&str]| {
            let mut az = Command::new(stand_in().join("az"));
            // Names and values in one, so that no value is taken for a name.
            let (command, options) =
                arguments.split_at(arguments.iter().position(|it| it.starts_with("--")).unwrap());
            let options = options.chunks(2).map(|it| it.join("="));
            let run = azure.finish(az.args(command).args(options));
            assert!(run.ok, "{run:?}");
        };
        let named = plan.resource_groups.iter().filter(|it| it.existing).map(|it| it.name.clone());
        let mut groups: BTreeSet<String> = named.collect();
        let tables = plan.route_tables.iter().map(|it| (it.existing, &it.resource_group));
        let gateways = plan.nat_gateways.iter().map(|it| (it.existing, &it.resource_group));
        let filters = &plan.network_security_groups;
        let filters = filters.iter().map(|it| (it.existing, &it.resource_group));
        let networks = plan.virtual_networks.iter().map(|it| (it.existing, &it.resource_group));
        let identities = plan.identities.iter().map(|it| (it.existing, &it.resource_group));
        let clusters = plan.clusters.iter().map(|it| (it.existing, &it.resource_group));
        let all = tables.chain(gateways).chain(filters).chain(networks);
        let all = all.chain(identities).chain(clusters).filter(|(existing, _)| *existing);
        groups.extend(all.filter_map(|(_, group)| group.clone()));
        for it in groups {
            make(&["group", "create", "--name", &it]);
        }
        for it in plan.route_tables.iter().filter(|it| it.existing) {
            let group = group(&it.resource_group);
            make(&[
                "network",
                "route-table",
                "create",
                "--resource-group",
                &group,
                "--name",
                &it.name,
            ]);
        }
        for it in plan.nat_gateways.iter().filter(|it| it.existing) {
            let group = group(&it.resource_group);
            let verb = ["network", "nat", "gateway", "create", "--resource-group", &group];
            make(&[verb.as_slice(), &["--name", &it.name]].concat());
        }
        for it in plan.network_security_groups.iter().filter(|it| it.existing) {
            let group = group(&it.resource_group);
            make(&["network", "nsg", "create", "--resource-group", &group, "--name", &it.name]);
        }
        for it in plan.identities.iter().filter(|it| it.existing) {
            let group = group(&it.resource_group);
            make(&["identity", "create", "--resource-group", &group, "--name", &it.name]);
        }
        for network in &plan.virtual_networks {
            let group = group(&network.resource_group);
            if network.existing {
                let name = &network.name;
                make(&["network", "vnet", "create", "--resource-group", &group, "--name", name]);
            }
            for subnet in network.subnets.iter().filter(|it| it.existing) {
                let verb = ["network", "vnet", "subnet", "create", "--resource-group", &group];
                make(
                    &[verb.as_slice(), &["--vnet-name", &network.name, "--name", &subnet.name]]
                        .concat(),
                );
            }
        }
        for cluster in plan.clusters.iter().filter(|it| it.existing) {
            let group = group(&cluster.resource_group);
            let pool = &cluster.agent_pools[0].name;
            let create = ["aks", "create", "--resource-group", &group, "--name", &cluster.name];
            make(&[create.as_slice(), &["--nodepool-name", pool]].concat());
        }
        azure
    }

    pub fn run(&mut self, script: &str) -> Run {
        self.run_with(script, &[("AKSPLAN_CLIENT_SECRET", "not a secret")])
    }

    /// Runs a script in a folder of its own, with variables in its environment.
    pub fn run_with(&mut self, script: &str, environment: &[(&str, &str)]) -> Run {
        let file = self.folder.path().join("script.sh");
        std::fs::write(&file, script).unwrap();
        let path = format!("{}:{}", stand_in().display(), std::env::var("PATH").unwrap());
        let mut bash = Command::new("bash");
        bash.arg(&file).env("PATH", path).envs(environment.iter().copied());
        self.finish(&mut bash)
    }

    fn finish(&mut self, command: &mut Command) -> Run {
        let folder = self.folder.path();
        let log = folder.join("log");
        std::fs::write(&log, "").unwrap();
        let command = command.current_dir(folder).env("AZ_LOG", &log);
        let output = command
            .env("AZ_STORE", folder.join("store"))
            .env("TMPDIR", folder.join("files"))
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (files, calls) = calls(&std::fs::read_to_string(&log).unwrap())
            .into_iter()
            .partition(|it| Path::new(&it[0]).starts_with(folder.join("files")));
        Run {
            ok: output.status.success(),
            said: text(output.stdout),
            complained: text(output.stderr),
            calls,
            files,
        }
    }

    /// Whether there is a file of this name where scripts run.
    pub fn has(&self, file: &str) -> bool {
        self.folder.path().join(file).exists()
    }
}

/// The calls of a log: each a count and so many arguments, a NUL after each.
fn calls(log: &str) -> Vec<Vec<String>> {
    let mut words = log.split_terminator('\0');
    let mut calls = Vec::new();
    while let Some(count) = words.next() {
        let count = count.parse().unwrap();
        calls.push(words.by_ref().take(count).map(ToString::to_string).collect());
    }
    calls
}

/// Bash and ShellCheck have nothing to say about scripts.
pub fn assert_clean(scripts: &[(String, String)]) {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (name, text) in scripts {
        let file = folder.path().join(format!("{name}.sh"));
        std::fs::write(&file, text).unwrap();
        let bash = Command::new("bash").arg("-n").arg(&file).output().unwrap();
        assert!(bash.status.success() && bash.stderr.is_empty(), "{name}: {bash:?}\n{text}");
        files.push(file);
    }
    let output = Command::new("shellcheck")
        .args(["--norc", "--format=gcc"])
        .args(&files)
        .output()
        .expect("ShellCheck is needed; `npm test` installs it");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let directive = |line: &str| line.trim_start().starts_with("# shellcheck");
    assert!(!scripts.iter().any(|(_, text)| text.lines().any(directive)));
}

/// Verbs that change something.
pub fn changes(run: &Run) -> Vec<String> {
    let verbs = ["create", "add", "register", "update", "enable", "enable-addons", "delete"];
    let verbs = [verbs.as_slice(), &["enable-ingress-gateway"]].concat();
    let changing = run.calls.iter().filter(|call| {
        let words: Vec<_> = call.iter().take_while(|it| !it.starts_with("--")).collect();
        words.last().is_some_and(|it| verbs.contains(&it.as_str()))
    });
    changing.map(|call| call.join(" ")).collect()
}
