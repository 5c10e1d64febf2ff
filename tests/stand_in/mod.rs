//! Runs scripts with the stand-in for az in front of the path.

use aksplan::model::Plan;
use std::path::Path;
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
}

impl Default for Azure {
    fn default() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("store")).unwrap();
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
            let words: Vec<_> = arguments.iter().map(|it| format!("'{it}'")).collect();
            let run = azure.run(&format!("az {}", words.join(" ")));
            assert!(run.ok, "{run:?}");
        };
        for it in plan.resource_groups.iter().filter(|it| it.existing) {
            make(&["group", "create", "--name", &it.name]);
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
        let folder = self.folder.path();
        let (file, log) = (folder.join("script.sh"), folder.join("log"));
        std::fs::write(&file, script).unwrap();
        std::fs::write(&log, "").unwrap();
        let stand_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stand-in");
        let path = format!("{}:{}", stand_in.display(), std::env::var("PATH").unwrap());
        let output = Command::new("bash")
            .arg(&file)
            .current_dir(folder)
            .env("PATH", path)
            .env("AZ_LOG", &log)
            .env("AZ_STORE", folder.join("store"))
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run {
            ok: output.status.success(),
            said: text(output.stdout),
            complained: text(output.stderr),
            calls: calls(&std::fs::read_to_string(&log).unwrap()),
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
