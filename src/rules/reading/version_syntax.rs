use crate::lower::ProblemKind;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A text is no Kubernetes version.
    ///
    /// A version is `1.36`, for the newest patch of that minor version, or `1.36.2`.
    ///
    /// # Why
    ///
    /// az refuses any other text, such as `v1.36` or `latest`, before it sends anything.
    ///
    /// ```json,fails
    /// { "clusters": [{ "kubernetesVersion": "latest" }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "kubernetesVersion": "1.36.x" }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "kubernetesVersion": "1.36" }] }
    /// ```
    /// ```az,passes
    /// az group create --name rg --location westeurope
    /// az aks create --resource-group rg --name cluster \
    ///   --kubernetes-version "$(az aks get-versions -l westeurope --query "values[?isDefault].version | [0]" -o tsv)" \
    ///   --node-count "$(($(nproc) * 2))"
    /// ```
    "version-syntax", Error, Reading, VERSIONS,
    aliases: ["InvalidClusterVersion"]
}

fn check(cx: &Context, report: &mut Report) {
    for problem in cx.net.problems.iter().filter(|it| it.kind == ProblemKind::Version) {
        report
            .at(&problem.path, format!("{} is no Kubernetes version", quoted(&problem.text)))
            .help("give a version such as `1.36` or `1.36.2`, or none for the region's default");
    }
}
