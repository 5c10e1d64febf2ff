//! How the plan's properties stand in bodies of Azure Resource Manager: one table for writing and
//! reading. Most have the same name in both, since the plan uses ARM's own.

use serde_json::{Map, Value, json};

/// How a value of the plan stands in ARM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// As it is.
    Same,
    /// A list of ids as a list of objects with an `id`.
    Ids,
    /// On and off as words.
    Words(&'static str, &'static str),
    /// On and off as text.
    BoolText,
    /// An ingress gateway of Istio of this mode, in a list with the others.
    Gateway(&'static str),
    /// Ports such as `80/tcp` as objects with start, end and protocol.
    Ports,
}

/// A property by its path in the plan's object and in ARM's body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name {
    pub plan: &'static str,
    pub arm: &'static str,
    pub shape: Shape,
}

const fn name(plan: &'static str, arm: &'static str) -> Name {
    Name { plan, arm, shape: Shape::Same }
}

const fn shaped(plan: &'static str, arm: &'static str, shape: Shape) -> Name {
    Name { plan, arm, shape }
}

/// The properties of a kind of resource.
pub(crate) struct Names {
    /// Those that have one path in both, the plan's inside `properties` of the body.
    pub same: &'static [&'static str],
    /// The others.
    pub others: &'static [Name],
}

/// A cluster, without its pools and windows and without what refers to other resources.
pub(crate) const CLUSTER: Names = Names {
    same: &[
        "nodeResourceGroup",
        "dnsPrefix",
        "fqdnSubdomain",
        "kubernetesVersion",
        "supportPlan",
        "servicePrincipalProfile/clientId",
        "networkProfile/networkPlugin",
        "networkProfile/networkPluginMode",
        "networkProfile/networkDataplane",
        "networkProfile/networkPolicy",
        "networkProfile/podCidr",
        "networkProfile/podCidrs",
        "networkProfile/serviceCidr",
        "networkProfile/serviceCidrs",
        "networkProfile/dnsServiceIP",
        "networkProfile/ipFamilies",
        "networkProfile/outboundType",
        "networkProfile/loadBalancerSku",
        "networkProfile/loadBalancerProfile/managedOutboundIPs/count",
        "networkProfile/loadBalancerProfile/managedOutboundIPs/countIPv6",
        "networkProfile/loadBalancerProfile/allocatedOutboundPorts",
        "networkProfile/loadBalancerProfile/idleTimeoutInMinutes",
        "networkProfile/loadBalancerProfile/backendPoolType",
        "networkProfile/natGatewayProfile/sku",
        "networkProfile/natGatewayProfile/managedOutboundIPProfile/count",
        "networkProfile/natGatewayProfile/managedOutboundIPProfile/countIPv6",
        "networkProfile/natGatewayProfile/idleTimeoutInMinutes",
        "networkProfile/advancedNetworking/enabled",
        "networkProfile/advancedNetworking/observability/enabled",
        "networkProfile/advancedNetworking/security/enabled",
        "networkProfile/advancedNetworking/security/advancedNetworkPolicies",
        "networkProfile/advancedNetworking/security/transitEncryption/type",
        "networkProfile/advancedNetworking/performance/accelerationMode",
        "apiServerAccessProfile/enablePrivateCluster",
        "apiServerAccessProfile/privateDNSZone",
        "apiServerAccessProfile/enablePrivateClusterPublicFQDN",
        "apiServerAccessProfile/authorizedIPRanges",
        "apiServerAccessProfile/enableVnetIntegration",
        "apiServerAccessProfile/disableRunCommand",
        "aadProfile/enableAzureRBAC",
        "aadProfile/adminGroupObjectIDs",
        "aadProfile/tenantID",
        "enableRBAC",
        "disableLocalAccounts",
        "addonProfiles/httpApplicationRouting/enabled",
        "addonProfiles/omsagent/enabled",
        "addonProfiles/aciConnectorLinux/enabled",
        "addonProfiles/kubeDashboard/enabled",
        "addonProfiles/azurepolicy/enabled",
        "addonProfiles/ingressApplicationGateway/enabled",
        "addonProfiles/ACCSGXDevicePlugin/enabled",
        "addonProfiles/openServiceMesh/enabled",
        "addonProfiles/azureKeyvaultSecretsProvider/enabled",
        "ingressProfile/webAppRouting/enabled",
        "ingressProfile/webAppRouting/dnsZoneResourceIds",
        "serviceMeshProfile/mode",
        "oidcIssuerProfile/enabled",
        "securityProfile/workloadIdentity/enabled",
        "securityProfile/defender/logAnalyticsWorkspaceResourceId",
        "securityProfile/imageCleaner/enabled",
        "securityProfile/imageCleaner/intervalHours",
        "workloadAutoScalerProfile/keda/enabled",
        "workloadAutoScalerProfile/verticalPodAutoscaler/enabled",
        "azureMonitorProfile/metrics/enabled",
        "azureMonitorProfile/containerInsights/enabled",
        "metricsProfile/costAnalysis/enabled",
        "autoUpgradeProfile/upgradeChannel",
        "autoUpgradeProfile/nodeOSUpgradeChannel",
        "nodeProvisioningProfile/mode",
        "bootstrapProfile/artifactSource",
        "bootstrapProfile/containerRegistryId",
        "httpProxyConfig/httpProxy",
        "httpProxyConfig/httpsProxy",
        "httpProxyConfig/noProxy",
    ],
    others: &[
        name("tags", "tags"),
        name("sku/name", "sku/name"),
        name("sku/tier", "sku/tier"),
        shaped(
            "networkProfile/loadBalancerProfile/outboundIPs",
            "properties/networkProfile/loadBalancerProfile/outboundIPs/publicIPs",
            Shape::Ids,
        ),
        shaped(
            "networkProfile/loadBalancerProfile/outboundIPPrefixes",
            "properties/networkProfile/loadBalancerProfile/outboundIPPrefixes/publicIPPrefixes",
            Shape::Ids,
        ),
        name(
            "networkProfile/natGatewayProfile/outboundIPs",
            "properties/networkProfile/natGatewayProfile/outboundIPs/publicIPs",
        ),
        name(
            "networkProfile/natGatewayProfile/outboundIPPrefixes",
            "properties/networkProfile/natGatewayProfile/outboundIPPrefixes/publicIPPrefixes",
        ),
        name(
            "networkProfile/staticEgressGatewayEnabled",
            "properties/networkProfile/staticEgressGatewayProfile/enabled",
        ),
        name("apiServerAccessProfile/subnet", "properties/apiServerAccessProfile/subnetId"),
        name("kubeletIdentity", "properties/identityProfile/kubeletidentity/resourceId"),
        name(
            "addonProfiles/omsagent/logAnalyticsWorkspaceResourceID",
            "properties/addonProfiles/omsagent/config/logAnalyticsWorkspaceResourceID",
        ),
        name(
            "addonProfiles/aciConnectorLinux/subnet",
            "properties/addonProfiles/aciConnectorLinux/config/SubnetName",
        ),
        name(
            "addonProfiles/ingressApplicationGateway/applicationGatewayId",
            "properties/addonProfiles/ingressApplicationGateway/config/applicationGatewayId",
        ),
        name(
            "addonProfiles/ingressApplicationGateway/applicationGatewayName",
            "properties/addonProfiles/ingressApplicationGateway/config/applicationGatewayName",
        ),
        name(
            "addonProfiles/ingressApplicationGateway/subnet",
            "properties/addonProfiles/ingressApplicationGateway/config/subnetId",
        ),
        name(
            "addonProfiles/ingressApplicationGateway/subnetCIDR",
            "properties/addonProfiles/ingressApplicationGateway/config/subnetCIDR",
        ),
        shaped(
            "addonProfiles/azureKeyvaultSecretsProvider/enableSecretRotation",
            "properties/addonProfiles/azureKeyvaultSecretsProvider/config/enableSecretRotation",
            Shape::BoolText,
        ),
        name(
            "addonProfiles/azureKeyvaultSecretsProvider/rotationPollInterval",
            "properties/addonProfiles/azureKeyvaultSecretsProvider/config/rotationPollInterval",
        ),
        shaped(
            "ingressProfile/applicationRoutingIstio/enabled",
            "properties/ingressProfile/webAppRouting/gatewayAPIImplementations/appRoutingIstio/mode",
            Shape::Words("Enabled", "Disabled"),
        ),
        shaped(
            "ingressProfile/gatewayAPI/enabled",
            "properties/ingressProfile/gatewayAPI/installation",
            Shape::Words("Standard", "Disabled"),
        ),
        name("serviceMeshProfile/revisions", "properties/serviceMeshProfile/istio/revisions"),
        shaped(
            "serviceMeshProfile/externalIngressGateway",
            "properties/serviceMeshProfile/istio/components/ingressGateways",
            Shape::Gateway("External"),
        ),
        shaped(
            "serviceMeshProfile/internalIngressGateway",
            "properties/serviceMeshProfile/istio/components/ingressGateways",
            Shape::Gateway("Internal"),
        ),
        name(
            "securityProfile/defender/enabled",
            "properties/securityProfile/defender/securityMonitoring/enabled",
        ),
        name(
            "azureMonitorProfile/containerInsights/logAnalyticsWorkspaceResourceID",
            "properties/azureMonitorProfile/containerInsights/logAnalyticsWorkspaceResourceId",
        ),
    ],
};

/// An agent pool, whose properties stand in `properties` where it is a resource of its own.
pub(crate) const AGENT_POOL: Names = Names {
    same: &[
        "mode",
        "vmSize",
        "count",
        "enableAutoScaling",
        "minCount",
        "maxCount",
        "maxPods",
        "upgradeSettings/maxSurge",
        "upgradeSettings/maxUnavailable",
        "upgradeSettings/drainTimeoutInMinutes",
        "upgradeSettings/nodeSoakDurationInMinutes",
        "upgradeSettings/undrainableNodeBehavior",
        "availabilityZones",
        "osType",
        "osSKU",
        "osDiskSizeGB",
        "osDiskType",
        "type",
        "scaleSetPriority",
        "scaleSetEvictionPolicy",
        "spotMaxPrice",
        "nodeTaints",
        "nodeLabels",
        "enableNodePublicIP",
        "podIPAllocationMode",
        "orchestratorVersion",
        "enableEncryptionAtHost",
        "enableUltraSSD",
        "enableFIPS",
        "gatewayProfile/publicIPPrefixSize",
        "networkProfile/applicationSecurityGroups",
        "windowsProfile/disableOutboundNat",
        "kubeletConfig/cpuCfsQuotaPeriod",
        "kubeletConfig/imageGcHighThreshold",
        "kubeletConfig/imageGcLowThreshold",
        "kubeletConfig/allowedUnsafeSysctls",
        "kubeletConfig/failSwapOn",
        "linuxOSConfig/swapFileSizeMB",
        "linuxOSConfig/sysctls/netIpv4IpLocalPortRange",
        "linuxOSConfig/sysctls/netCoreSomaxconn",
        "linuxOSConfig/sysctls/netNetfilterNfConntrackMax",
        "linuxOSConfig/sysctls/vmMaxMapCount",
        "tags",
    ],
    others: &[
        name("vnetSubnet", "properties/vnetSubnetID"),
        name("podSubnet", "properties/podSubnetID"),
        name("nodePublicIPPrefix", "properties/nodePublicIPPrefixID"),
        shaped(
            "networkProfile/allowedHostPorts",
            "properties/networkProfile/allowedHostPorts",
            Shape::Ports,
        ),
    ],
};

impl Names {
    /// The body of what the plan says, with `properties`.
    pub fn to_arm(&self, plan: &Value) -> Value {
        let mut body = json!({});
        self.leaves(plan, &mut String::new(), &mut body);
        body
    }

    fn has(&self, path: &str) -> bool {
        self.same.contains(&path) || self.others.iter().any(|it| it.plan == path)
    }

    fn leaves(&self, plan: &Value, path: &mut String, body: &mut Value) {
        if let Some(other) = self.others.iter().find(|it| it.plan == *path) {
            other.shape.put(plan, body, other.arm);
        } else if self.same.contains(&path.as_str()) {
            put(body, &format!("properties/{path}"), plan.clone());
        } else if let Value::Object(members) = plan {
            let holds = format!("{path}/");
            if members.is_empty() && self.same.iter().any(|it| it.starts_with(&holds)) {
                put(body, &format!("properties/{path}"), json!({}));
            }
            let enabled = format!("{path}/enabled");
            if !members.contains_key("enabled") && self.has(&enabled) {
                // Off is what the plan's JSON leaves out, and ARM asks for.
                self.leaves(&json!(false), &mut enabled.clone(), body);
            }
            for (member, value) in members {
                let length = path.len();
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(member);
                self.leaves(value, path, body);
                path.truncate(length);
            }
        }
    }
}

impl Shape {
    /// Puts a value of the plan where it stands in ARM.
    fn put(self, value: &Value, body: &mut Value, path: &str) {
        let texts = value.as_array().into_iter().flatten();
        let arm = match self {
            Self::Same => value.clone(),
            Self::Ids => texts.map(|it| json!({ "id": it })).collect(),
            Self::Words(on, off) => json!(if value == &json!(true) { on } else { off }),
            Self::BoolText => json!(value.to_string()),
            Self::Ports => texts.map(ports).collect(),
            Self::Gateway(mode) => {
                let gateway = json!({ "enabled": value, "mode": mode });
                let mut gateways = get(body, path).and_then(Value::as_array).cloned();
                gateways.get_or_insert_default().push(gateway);
                gateways.into()
            }
        };
        put(body, path, arm);
    }
}

/// `80/tcp` and `4000-5000/udp` as ARM takes them; what is neither stays as it was typed.
fn ports(typed: &Value) -> Value {
    let text = typed.as_str().unwrap_or_default();
    let parsed = text.split_once('/').and_then(|(range, protocol)| {
        let (start, end) = range.split_once('-').unwrap_or((range, range));
        let (start, end): (u16, u16) = (start.parse().ok()?, end.parse().ok()?);
        Some(json!({ "portStart": start, "portEnd": end, "protocol": protocol.to_ascii_uppercase() }))
    });
    parsed.unwrap_or_else(|| typed.clone())
}

/// The value at a path such as `properties/networkProfile`.
pub(crate) fn get<'v>(body: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('/').try_fold(body, |value, part| value.get(part))
}

/// Sets the value at a path; objects on the way are made.
pub(crate) fn put(body: &mut Value, path: &str, value: Value) {
    let mut place = body;
    for part in path.split('/') {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let Value::Object(members) = place else { return };
        place = members.entry(part).or_insert(Value::Null);
    }
    *place = value;
}

/// The start of an API server's name for a cluster that is given none, up to the subscription's
/// first six characters: what az makes of the names.
pub(crate) fn dns_prefix(cluster: &str, group: &str) -> String {
    let plain = |text: &str, most: usize| -> String {
        text.chars().filter(|it| it.is_ascii_alphanumeric() || *it == '-').take(most).collect()
    };
    let mut cluster = plain(cluster, 10);
    if !cluster.starts_with(|it: char| it.is_ascii_alphabetic()) {
        cluster = format!("a{cluster}").chars().take(10).collect();
    }
    format!("{cluster}-{}-", plain(group, 16))
}
