//! Texts with what they come to.

use crate::read::{self, Format, NotAPlan, RemarkKind, Text};
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(text: &str) -> Text<'_> {
    read::text(text, Some(Format::Terraform)).unwrap_or_else(|it| panic!("{it}: {}", it.help))
}

fn fails(text: &str) -> NotAPlan {
    read::text(text, Some(Format::Terraform)).unwrap_err()
}

/// A value of the plan that a text comes to.
fn at(text: &str, path: &str) -> Value {
    let text = read(text);
    let found = text.plan.pointer(path).cloned();
    found.unwrap_or_else(|| panic!("nothing at {path} of {:#}\n{:?}", text.plan, text.remarks))
}

/// What an expression comes to, as the name of a cluster.
fn value(declarations: &str, expression: &str) -> Value {
    let text = format!(
        "{declarations}\nresource \"azurerm_kubernetes_cluster\" \"a\" {{\n  name = {expression}\n}}\n"
    );
    at(&text, "/clusters/0/name")
}

/// A cluster with arguments of its own.
fn cluster(arguments: &str) -> String {
    format!("resource \"azurerm_kubernetes_cluster\" \"a\" {{\n  name = \"aks\"\n{arguments}\n}}\n")
}

/// A cluster whose first pool has arguments of its own.
fn pool(arguments: &str) -> String {
    cluster(&format!("  default_node_pool {{\n    name = \"np\"\n{arguments}\n  }}"))
}

/// Remarks as kind and first words.
fn remarks(text: &str) -> Vec<String> {
    let told = read(text).remarks.into_iter().map(|it| match it.kind {
        RemarkKind::UnknownArgument { name, of, meant } => {
            format!("unknown {name} of {of}, meant {}", meant.unwrap_or_default())
        }
        RemarkKind::RemovedArgument { name, since, instead, .. } => {
            format!("removed {name} since {since}, now {instead}")
        }
        RemarkKind::RenamedArgument { name, since, instead, .. } => {
            format!("renamed {name} since {since}, now {instead}")
        }
        RemarkKind::LoneArgument { name, .. } => format!("lone {name}"),
        RemarkKind::RefusedValue { name, value, .. } => format!("refused {value} for {name}"),
        RemarkKind::Carried { name, .. } => format!("carried {name}"),
        RemarkKind::NotKept { what, .. } => format!("not kept {what}"),
        RemarkKind::NotUnderstood { what, .. } => format!("not understood {what}"),
    });
    told.collect()
}

const NETWORK: &str = r#"
resource "azurerm_resource_group" "rg" {
  name     = "rg"
  location = "West Europe"
}
resource "azurerm_virtual_network" "vnet" {
  name                = "vnet"
  location            = azurerm_resource_group.rg.location
  resource_group_name = azurerm_resource_group.rg.name
  address_space       = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = azurerm_resource_group.rg.name
  virtual_network_name = azurerm_virtual_network.vnet.name
  address_prefixes     = ["10.0.0.0/22"]
}
"#;

#[test]
fn expressions_come_to_values() {
    let declarations = r#"
variable "env" { default = "prod" }
variable "open" {}
variable "cidr" { default = "10.0.0.0/16" }
locals {
  names  = ["a", "b", "c"]
  map    = { b = 2, a = 1 }
  suffix = "-${var.env}"
}
"#;
    for (expression, expected) in [
        (r#""aks${local.suffix}""#, json!("aks-prod")),
        (r#""aks-${var.open}""#, json!("aks-${var.open}")),
        ("var.open", json!("${var.open}")),
        ("var.missing", json!("${var.missing}")),
        ("upper(\"aks-${var.open}-x\")", json!("AKS-${var.open}-X")),
        ("var.env == \"prod\" ? \"one\" : \"two\"", json!("one")),
        ("var.open ? \"one\" : \"two\"", json!("${var.open}")),
        ("var.open ? \"same\" : \"same\"", json!("same")),
        ("!(1 + 2 * 3 > 6) ? \"one\" : \"two\"", json!("two")),
        ("local.names[1]", json!("b")),
        ("local.names.2", json!("c")),
        ("join(\"-\", [for it in local.names : upper(it) if it != \"b\"])", json!("A-C")),
        ("join(\"\", keys(local.map))", json!("ab")),
        ("{ for k, v in local.map : k => v * 10 }[\"b\"]", json!("20")),
        ("join(\",\", values({ for s in [\"x\", \"y\"] : s => s... })[0])", json!("x")),
        ("local.map[\"a\"]", json!("1")),
        ("lookup(local.map, \"z\", \"none\")", json!("none")),
        ("try(local.map.z, \"else\")", json!("else")),
        ("can(local.map.z) ? \"yes\" : \"no\"", json!("no")),
        ("coalesce(\"\", null, \"third\")", json!("third")),
        ("element(local.names, 4)", json!("b")),
        ("format(\"aks-%s-%03d%%\", var.env, 7)", json!("aks-prod-007%")),
        ("replace(\"a-b-c\", \"-\", \"_\")", json!("a_b_c")),
        ("substr(\"production\", 0, 4)", json!("prod")),
        ("title(\"hello world\")", json!("Hello World")),
        ("tostring(length(concat(local.names, [\"d\"])))", json!("4")),
        ("length(flatten([[1, [2]], 3]))", json!("3")),
        ("tostring(max(1, 5, 3) - min(4, 2))", json!("3")),
        ("split(\"/\", var.cidr)[1]", json!("16")),
        ("contains(local.names, \"b\") ? \"in\" : \"out\"", json!("in")),
        ("merge(local.map, { c = 3 })[\"c\"]", json!("3")),
        ("<<-EOT\n  text\nEOT\n", json!("text\n")),
        ("\"%{ if var.env == \"prod\" }live%{ else }test%{ endif }\"", json!("live")),
        ("\"%{ for it in local.names }${it}.%{ endfor }\"", json!("a.b.c.")),
        ("file(\"name.txt\")", json!("${file \"name.txt\"}")),
    ] {
        assert_eq!(value(declarations, expression), expected, "{expression}");
    }
}

#[test]
fn addresses_are_worked_out() {
    for (expression, expected) in [
        ("cidrsubnet(\"10.0.0.0/16\", 8, 3)", "10.0.3.0/24"),
        ("cidrsubnet(\"10.1.2.3/16\", 4, 15)", "10.1.240.0/20"),
        ("cidrsubnet(\"fd00:1::/56\", 8, 10)", "fd00:1:0:a::/64"),
        ("cidrhost(\"10.0.0.0/16\", 10)", "10.0.0.10"),
        ("cidrhost(\"10.0.0.0/24\", -2)", "10.0.0.254"),
        ("cidrnetmask(\"10.0.0.0/22\")", "255.255.252.0"),
        (
            "join(\" \", cidrsubnets(\"10.0.0.0/16\", 8, 4, 8))",
            "10.0.0.0/24 10.0.16.0/20 10.0.32.0/24",
        ),
        (
            "[for it in cidrsubnets(\"10.0.0.0/8\", 8, 8) : cidrsubnets(it, 4, 4)][1][1]",
            "10.1.16.0/20",
        ),
        ("cidrsubnet(var.unknown, 8, 3)", "${var.unknown}"),
    ] {
        assert_eq!(value("", expression), json!(expected), "{expression}");
    }
}

#[test]
fn an_address_that_can_not_be_is_told() {
    let text = cluster("dns_prefix = cidrsubnet(\"10.0.0.0/16\", 8, 256)");
    assert_eq!(remarks(&text), ["not understood `cidrsubnet(\"10.0.0.0/16\", 8, 256)`"]);
}

#[test]
fn variables_have_defaults_types_and_given_values() {
    let declarations = r#"
variable "pool" {
  type = object({ size = string, pods = optional(number, 60), label = optional(string) })
  default = { size = "D4" }
}
variable "name" {
  type    = string
  default = "default"
}
name = "given"
"#;
    assert_eq!(
        value(declarations, "\"${var.name}-${var.pool.size}-${var.pool.pods}\""),
        "given-D4-60"
    );
    assert_eq!(value(declarations, "var.pool.label == null ? \"none\" : \"some\""), "none");
}

#[test]
fn circles_are_told() {
    let text =
        format!("locals {{\n  a = local.b\n  b = local.a\n}}\n{}", cluster("dns_prefix = local.a"));
    assert_eq!(remarks(&text), ["not understood `local.a`, which refers to itself"]);
    assert_eq!(at(&text, "/clusters/0/dnsPrefix"), "${local.a}");
}

#[test]
fn references_become_names_of_the_plan() {
    let pools = pool(
        "vnet_subnet_id = azurerm_subnet.nodes.id\npod_subnet_id = data.azurerm_subnet.pods.id",
    );
    let text = format!(
        r#"{NETWORK}{pools}
data "azurerm_subnet" "pods" {{
  name                 = "pods"
  virtual_network_name = "other"
  resource_group_name  = "rg-other"
}}
"#
    );
    assert_eq!(at(&text, "/clusters/0/agentPools/0/vnetSubnet"), "nodes");
    assert_eq!(
        at(&text, "/clusters/0/agentPools/0/podSubnet"),
        "/subscriptions/${provider.azurerm.subscription_id}/resourceGroups/rg-other/providers/Microsoft.Network/virtualNetworks/other/subnets/pods"
    );
}

#[test]
fn every_way_to_name_one_of_many_finds_it() {
    let subnets = |many: &str| {
        format!(
            "{NETWORK}resource \"azurerm_subnet\" \"s\" {{\n{many}\nresource_group_name = \"rg\"\nvirtual_network_name = \"vnet\"\n}}\n"
        )
    };
    let counted = subnets(
        "count = 2\nname = \"s${count.index}\"\naddress_prefixes = [cidrsubnet(\"10.0.16.0/20\", 4, count.index)]",
    );
    let each = subnets(
        "for_each = { a = 1, b = 2 }\nname = \"s${each.value - 1}\"\naddress_prefixes = [cidrsubnet(\"10.0.16.0/20\", 4, each.value - 1)]",
    );
    for (subnets, reference) in [
        (&counted, "azurerm_subnet.s[1].id"),
        (&counted, "azurerm_subnet.s.1.id"),
        (&counted, "azurerm_subnet.s.*.id[1]"),
        (&counted, "element(azurerm_subnet.s[*].id, 1)"),
        (&each, "azurerm_subnet.s[\"b\"].id"),
        (&each, "values(azurerm_subnet.s)[1].id"),
        (&each, "{ for k, s in azurerm_subnet.s : s.name => s.id }[\"s1\"]"),
        (&each, "one([for s in azurerm_subnet.s : s.id if s.name == \"s1\"])"),
    ] {
        let text = format!("{subnets}{}", pool(&format!("vnet_subnet_id = {reference}")));
        assert_eq!(at(&text, "/clusters/0/agentPools/0/vnetSubnet"), "s1", "{reference}");
        assert_eq!(at(&text, "/virtualNetworks/0/subnets/2/addressPrefix"), "10.0.17.0/24");
    }
}

#[test]
fn a_subnet_in_its_network_has_an_id() {
    let text = format!(
        r#"
resource "azurerm_virtual_network" "v" {{
  name                = "vnet"
  resource_group_name = "rg"
  address_space       = ["10.0.0.0/16"]
  subnet {{
    name             = "nodes"
    address_prefixes = ["10.0.0.0/22"]
    security_group   = azurerm_network_security_group.nsg.id
  }}
}}
resource "azurerm_network_security_group" "nsg" {{
  name                = "nsg"
  resource_group_name = "rg"
}}
{}"#,
        pool("vnet_subnet_id = azurerm_virtual_network.v.subnet.*.id[0]")
    );
    assert_eq!(at(&text, "/clusters/0/agentPools/0/vnetSubnet"), "nodes");
    assert_eq!(at(&text, "/virtualNetworks/0/subnets/0/networkSecurityGroup"), "nsg");
}

#[test]
fn what_is_not_made_exists_already() {
    let text = format!(
        "{}\ndata \"azurerm_resource_group\" \"rg\" {{\n  name = \"rg-hub\"\n}}\n",
        r#"
resource "azurerm_subnet" "s" {
  name                 = "nodes"
  resource_group_name  = data.azurerm_resource_group.rg.name
  virtual_network_name = "hub"
  address_prefixes     = ["10.0.0.0/22", "fd00::/64"]
}
resource "azurerm_kubernetes_cluster_node_pool" "p" {
  name                  = "extra"
  kubernetes_cluster_id = data.azurerm_kubernetes_cluster.c.id
  node_count            = 3
}
data "azurerm_kubernetes_cluster" "c" {
  name                = "aks"
  resource_group_name = "rg-aks"
}
"#
    );
    let plan = read(&text).plan;
    assert_eq!(
        plan["resourceGroups"],
        json!([
            { "name": "rg-hub", "existing": true }, { "name": "rg-aks", "existing": true }
        ])
    );
    let hub = &plan["virtualNetworks"][0];
    assert_eq!((&hub["name"], &hub["existing"]), (&json!("hub"), &json!(true)));
    assert_eq!(hub["subnets"][0]["addressPrefixes"], json!(["10.0.0.0/22", "fd00::/64"]));
    assert_eq!(plan["clusters"][0]["existing"], true);
    assert_eq!(plan["clusters"][0]["agentPools"][0]["mode"], "User");
}

#[test]
fn old_names_are_read_and_told() {
    let text = format!(
        "{}{}",
        pool(
            "enable_auto_scaling = true\nmin_count = 2\nmax_count = 4\navailability_zones = [1, 2]\nenable_host_encryption = true\nnode_taints = [\"a=b:NoSchedule\"]"
        ),
        ""
    );
    let pool = at(&text, "/clusters/0/agentPools/0");
    assert_eq!(pool["enableAutoScaling"], true);
    assert_eq!(pool["availabilityZones"], json!(["1", "2"]));
    assert_eq!(pool["enableEncryptionAtHost"], true);
    assert_eq!(pool["nodeTaints"], json!(["a=b:NoSchedule"]));
    assert_eq!(
        remarks(&text),
        [
            "renamed enable_auto_scaling since azurerm 4.0, now auto_scaling_enabled",
            "renamed availability_zones since azurerm 3.0, now zones",
            "renamed enable_host_encryption since azurerm 4.0, now host_encryption_enabled",
            "removed node_taints since azurerm 4.0, now `only_critical_addons_enabled`",
        ]
    );
}

#[test]
fn clusters_of_2_x_are_read() {
    let text = cluster(
        r#"
  api_server_authorized_ip_ranges = ["203.0.113.0/24"]
  private_link_enabled            = true
  addon_profile {
    oms_agent {
      enabled                    = true
      log_analytics_workspace_id = "/subscriptions/x"
    }
    kube_dashboard {
      enabled = true
    }
    azure_policy {
      enabled = false
    }
  }
  role_based_access_control {
    enabled = true
    azure_active_directory {
      managed                = true
      admin_group_object_ids = ["g"]
    }
  }
  network_profile {
    network_plugin     = "azure"
    docker_bridge_cidr = "172.17.0.1/16"
    load_balancer_sku  = "Standard"
  }
"#,
    );
    let cluster = at(&text, "/clusters/0");
    assert_eq!(cluster["apiServerAccessProfile"]["authorizedIPRanges"], json!(["203.0.113.0/24"]));
    assert_eq!(cluster["apiServerAccessProfile"]["enablePrivateCluster"], true);
    assert_eq!(cluster["addonProfiles"]["omsagent"]["enabled"], true);
    assert_eq!(cluster["addonProfiles"]["kubeDashboard"]["enabled"], true);
    assert_eq!(cluster["addonProfiles"]["azurepolicy"]["enabled"], false);
    assert_eq!(cluster["enableRBAC"], true);
    assert_eq!(cluster["aadProfile"]["adminGroupObjectIDs"], json!(["g"]));
    assert_eq!(cluster["networkProfile"]["dockerBridgeCidr"], "172.17.0.1/16");
    assert_eq!(cluster["networkProfile"]["loadBalancerSku"], "standard");
    let told = remarks(&text);
    assert_eq!(
        told,
        [
            "removed api_server_authorized_ip_ranges since azurerm 4.0, now `authorized_ip_ranges` of `api_server_access_profile`",
            "renamed private_link_enabled since azurerm 3.0, now private_cluster_enabled",
            "removed addon_profile since azurerm 3.0, now an argument or block for each add-on",
            "removed role_based_access_control since azurerm 3.0, now `role_based_access_control_enabled` and `azure_active_directory_role_based_access_control`",
            "removed managed since azurerm 4.0, now ",
            "removed docker_bridge_cidr since azurerm 4.0, now ",
            "renamed Standard since azurerm 3.0, now standard",
        ]
    );
}

#[test]
fn blocks_turn_things_on() {
    let text = cluster(
        r#"
  oms_agent {
    log_analytics_workspace_id = azurerm_log_analytics_workspace.law.id
  }
  monitor_metrics {}
  microsoft_defender {
    log_analytics_workspace_id = "/w"
  }
  key_vault_secrets_provider {
    secret_rotation_enabled  = true
    secret_rotation_interval = "5m"
  }
  web_app_routing {
    dns_zone_ids = []
  }
  aci_connector_linux {
    subnet_name = "aci"
  }
  azure_active_directory_role_based_access_control {
    azure_rbac_enabled = true
  }
  service_mesh_profile {
    mode                             = "Istio"
    revisions                        = ["asm-1-29"]
    external_ingress_gateway_enabled = true
  }
  workload_autoscaler_profile {
    keda_enabled = true
  }
  http_proxy_config {
    https_proxy = "http://10.0.0.4:3128"
    no_proxy    = ["10.0.0.0/8"]
  }
  azure_policy_enabled = true
  oidc_issuer_enabled  = true
  workload_identity_enabled = true
  image_cleaner_enabled = true
  image_cleaner_interval_hours = 48
  cost_analysis_enabled = true
  run_command_enabled   = false
  private_cluster_enabled = true
  private_dns_zone_id   = "System"
  service_principal {
    client_id     = "app"
    client_secret = "secret-of-mine"
  }
"#,
    );
    let it = at(&text, "/clusters/0");
    assert_eq!(it["addonProfiles"]["omsagent"]["enabled"], true);
    assert_eq!(it["azureMonitorProfile"]["metrics"]["enabled"], true);
    assert_eq!(it["securityProfile"]["defender"]["enabled"], true);
    assert_eq!(it["addonProfiles"]["azureKeyvaultSecretsProvider"]["rotationPollInterval"], "5m");
    assert_eq!(it["ingressProfile"]["webAppRouting"]["enabled"], true);
    assert_eq!(it["addonProfiles"]["aciConnectorLinux"]["subnet"], "aci");
    assert_eq!(it["aadProfile"]["enableAzureRBAC"], true);
    assert_eq!(it["serviceMeshProfile"]["externalIngressGateway"], true);
    assert_eq!(it["workloadAutoScalerProfile"]["keda"]["enabled"], true);
    assert_eq!(it["httpProxyConfig"]["noProxy"], json!(["10.0.0.0/8"]));
    assert_eq!(it["addonProfiles"]["azurepolicy"]["enabled"], true);
    assert_eq!(it["oidcIssuerProfile"]["enabled"], true);
    assert_eq!(it["securityProfile"]["workloadIdentity"]["enabled"], true);
    assert_eq!(
        it["securityProfile"]["imageCleaner"],
        json!({ "enabled": true, "intervalHours": 48 })
    );
    assert_eq!(it["metricsProfile"]["costAnalysis"]["enabled"], true);
    assert_eq!(
        it["apiServerAccessProfile"],
        json!({
            "disableRunCommand": true, "enablePrivateCluster": true, "privateDNSZone": "system",
            "enablePrivateClusterPublicFQDN": false
        })
    );
    assert_eq!(it["servicePrincipalProfile"], json!({ "clientId": "app" }));
    assert!(!format!("{:?}", read(&text)).replace(&text, "").contains("secret-of-mine\"}"));
    assert_eq!(remarks(&text), ["not kept `client_secret`"]);
    // Everything is a property that the plan has.
    let (_, problems) = read::plan(&read(&text).plan).unwrap();
    let unknown = |it: &read::ReadProblem| format!("{} {}", it.path, it.kind);
    assert_eq!(
        problems.iter().map(unknown).filter(|it| !it.contains("not known")).collect::<Vec<_>>(),
        Vec::<String>::new()
    );
}

#[test]
fn the_provider_fills_in_what_is_not_said() {
    let it = at(&pool("vm_size = \"Standard_D4s_v5\""), "/clusters/0");
    assert_eq!(it["networkProfile"]["networkPlugin"], "kubenet");
    let pool_of = |text: &str| at(text, "/clusters/0/agentPools/0");
    let plain = pool_of(&pool("vm_size = \"Standard_D4s_v5\""));
    assert_eq!(plain["availabilityZones"], json!([]));
    assert_eq!(plain["osDiskType"], "Managed");
    assert_eq!(plain["mode"], "System");
    assert_eq!(plain["count"], 0);
    let scaled = pool_of(&pool("auto_scaling_enabled = true\nmin_count = 2\nmax_count = 5"));
    assert_eq!(scaled["count"], 2);
    let unknown = pool_of(&pool("auto_scaling_enabled = var.scale"));
    assert_eq!(unknown.get("count"), None);
    let version = |it: &str| {
        let text = format!(
            "terraform {{\n  required_providers {{\n    azurerm = {{\n      version = \"{it}\"\n    }}\n  }}\n}}\n{}",
            cluster("")
        );
        read(&text).plan.pointer("/clusters/0/oidcIssuerProfile").cloned()
    };
    assert_eq!(version("~> 4.12"), Some(json!({ "enabled": false })));
    assert_eq!(version(">= 3.0, < 5.0"), Some(json!({ "enabled": false })));
    assert_eq!(version("~> 5.0"), None);
    assert_eq!(version(">= 4.0"), None);
}

#[test]
fn nodes_have_their_settings() {
    let text = pool(
        r#"
    vm_size = "Standard_D4s_v5"
    node_count = "3"
    only_critical_addons_enabled = true
    node_labels = { tier = "system", n = 1 }
    upgrade_settings {
      max_surge                     = "33%"
      drain_timeout_in_minutes      = 0
      node_soak_duration_in_minutes = 5
    }
    linux_os_config {
      swap_file_size_mb = 1024
      sysctl_config {
        net_core_somaxconn               = 8192
        net_ipv4_ip_local_port_range_min = 32768
        net_ipv4_ip_local_port_range_max = 60999
        vm_swappiness                    = 10
      }
    }
    node_network_profile {
      allowed_host_ports {
        port_start = 80
        port_end   = 80
        protocol   = "TCP"
      }
      allowed_host_ports {
        port_start = 4000
        port_end   = 5000
        protocol   = "UDP"
      }
    }
"#,
    );
    let it = at(&text, "/clusters/0/agentPools/0");
    assert_eq!(it["count"], 3);
    assert_eq!(it["nodeTaints"], json!(["CriticalAddonsOnly=true:NoSchedule"]));
    assert_eq!(it["nodeLabels"], json!({ "tier": "system", "n": "1" }));
    assert_eq!(it["upgradeSettings"], json!({ "maxSurge": "33%", "nodeSoakDurationInMinutes": 5 }));
    assert_eq!(
        it["linuxOSConfig"],
        json!({
            "swapFileSizeMB": 1024,
            "sysctls": { "netCoreSomaxconn": 8192, "netIpv4IpLocalPortRange": "32768 60999" }
        })
    );
    assert_eq!(it["networkProfile"]["allowedHostPorts"], json!(["80/tcp", "4000-5000/udp"]));
    assert_eq!(
        at(&text, "/clusters/0/agentPools/0/armProperties/linuxOSConfig/sysctls/vmSwappiness"),
        10
    );
    assert_eq!(remarks(&text), ["carried vm_swappiness"]);
    let (_, problems) = read::plan(&read(&text).plan).unwrap();
    assert_eq!(problems, []);
}

#[test]
fn virtual_nodes_lie_in_the_network_of_the_nodes() {
    let text = cluster(
        r#"
  aci_connector_linux {
    subnet_name = "aci"
  }
  default_node_pool {
    name           = "np"
    vnet_subnet_id = data.azurerm_subnet.n.id
    kubelet_config {
      pod_max_pid = 100
    }
  }
}
data "azurerm_subnet" "n" {
  name                 = "nodes"
  virtual_network_name = "hub"
  resource_group_name  = "rg"
"#,
    );
    let subnet = at(&text, "/clusters/0/addonProfiles/aciConnectorLinux/subnet");
    assert!(subnet.as_str().unwrap().ends_with("/virtualNetworks/hub/subnets/aci"), "{subnet}");
    let kubelet = at(&text, "/clusters/0/agentPools/0/kubeletConfig");
    assert_eq!(kubelet, json!({ "failSwapOn": false }));
}

#[test]
fn what_only_arm_knows_is_carried() {
    let text = cluster(
        r#"
  disk_encryption_set_id        = "/d"
  ai_toolchain_operator_enabled = false
  auto_scaler_profile {
    expander                         = "least-waste"
    scale_down_utilization_threshold = 0.4
  }
  key_management_service {
    key_vault_key_id = "https://kv.vault.azure.net/keys/k/1"
  }
  linux_profile {
    admin_username = "azureuser"
    ssh_key {
      key_data = "ssh-ed25519 AAAA"
    }
  }
  windows_profile {
    admin_username = "azureuser"
    admin_password = "hidden-word"
  }
  storage_profile {
    blob_driver_enabled = true
  }
  default_node_pool {
    name                = "np"
    scale_down_mode     = "Deallocate"
    kubelet_disk_type   = "OS"
    kubelet_config {
      cpu_manager_policy = "static"
      pod_max_pid        = 200
    }
  }
"#,
    );
    assert_eq!(
        at(&text, "/clusters/0/armProperties"),
        json!({
            "diskEncryptionSetID": "/d",
            "autoScalerProfile": { "expander": "least-waste", "scale-down-utilization-threshold": "0.4" },
            "securityProfile": {
                "azureKeyVaultKms": { "enabled": true, "keyId": "https://kv.vault.azure.net/keys/k/1" }
            },
            "linuxProfile": {
                "adminUsername": "azureuser",
                "ssh": { "publicKeys": [{ "keyData": "ssh-ed25519 AAAA" }] }
            },
            "windowsProfile": { "adminUsername": "azureuser" },
            "storageProfile": { "blobCSIDriver": { "enabled": true } }
        })
    );
    assert_eq!(
        at(&text, "/clusters/0/agentPools/0/armProperties"),
        json!({
            "scaleDownMode": "Deallocate",
            "kubeletConfig": { "cpuManagerPolicy": "static", "podMaxPids": 200 }
        })
    );
    assert!(!read(&text).plan.to_string().contains("hidden-word"));
    let told = remarks(&text);
    assert_eq!(told.iter().filter(|it| it.starts_with("carried")).count(), 11, "{told:?}");
    assert_eq!(told.len(), 12, "{told:?}");
    let (_, problems) = read::plan(&read(&text).plan).unwrap();
    assert_eq!(problems, []);
}

#[test]
fn maintenance_windows_are_read() {
    let text = cluster(
        r#"
  maintenance_window {
    allowed {
      day   = "Sunday"
      hours = [2, 3, 4, 5, 6]
    }
  }
  maintenance_window_auto_upgrade {
    frequency   = "RelativeMonthly"
    interval    = 1
    duration    = 6
    day_of_week = "Sunday"
    week_index  = "First"
    start_time  = "01:00"
    utc_offset  = "+01:00"
    start_date  = "2026-12-01T00:00:00Z"
  }
  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    duration    = 4
    day_of_week = "Saturday"
    start_time  = "02:00"
    not_allowed {
      start = "2026-12-20T00:00:00Z"
      end   = "2027-01-06T00:00:00Z"
    }
  }
"#,
    );
    let windows = at(&text, "/clusters/0/maintenanceConfigurations");
    assert_eq!(
        windows,
        json!([
            {
                "name": "default",
                "schedule": { "weekly": { "intervalWeeks": 1, "dayOfWeek": "Sunday" } },
                "startTime": "02:00",
                "durationHours": 5
            },
            {
                "name": "aksManagedAutoUpgradeSchedule",
                "schedule": {
                    "relativeMonthly": { "intervalMonths": 1, "dayOfWeek": "Sunday", "weekIndex": "First" }
                },
                "durationHours": 6,
                "startTime": "01:00",
                "utcOffset": "+01:00",
                "startDate": "2026-12-01"
            },
            {
                "name": "aksManagedNodeOSUpgradeSchedule",
                "schedule": { "weekly": { "intervalWeeks": 1, "dayOfWeek": "Saturday" } },
                "durationHours": 4,
                "startTime": "02:00",
                "notAllowedDates": [{ "start": "2026-12-20", "end": "2027-01-06" }]
            }
        ])
    );
    let (_, problems) = read::plan(&read(&text).plan).unwrap();
    assert_eq!(problems, []);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one of each")]
fn what_hangs_on_subnets_is_read() {
    let text = format!(
        r#"{NETWORK}
resource "azurerm_route_table" "rt" {{
  name                          = "rt"
  location                      = "westeurope"
  resource_group_name           = "rg"
  bgp_route_propagation_enabled = false
  route {{
    name                   = "default"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = "10.0.9.4"
  }}
}}
resource "azurerm_route" "more" {{
  name                = "more"
  resource_group_name = "rg"
  route_table_name    = azurerm_route_table.rt.name
  address_prefix      = "10.9.0.0/16"
  next_hop_type       = "VnetLocal"
}}
resource "azurerm_subnet_route_table_association" "a" {{
  subnet_id      = azurerm_subnet.nodes.id
  route_table_id = azurerm_route_table.rt.id
}}
resource "azurerm_nat_gateway" "nat" {{
  name                    = "nat"
  resource_group_name     = "rg"
  sku_name                = "Standard"
  idle_timeout_in_minutes = 10
  zones                   = ["1"]
}}
resource "azurerm_public_ip" "nat" {{
  count               = 2
  name                = "pip-${{count.index}}"
  resource_group_name = "rg"
  allocation_method   = "Static"
}}
resource "azurerm_public_ip" "other" {{
  name                = "pip-other"
  resource_group_name = "rg"
}}
resource "azurerm_nat_gateway_public_ip_association" "a" {{
  count                = 2
  nat_gateway_id       = azurerm_nat_gateway.nat.id
  public_ip_address_id = azurerm_public_ip.nat[count.index].id
}}
resource "azurerm_subnet_nat_gateway_association" "a" {{
  subnet_id      = azurerm_subnet.nodes.id
  nat_gateway_id = azurerm_nat_gateway.nat.id
}}
resource "azurerm_network_security_rule" "r" {{
  name                        = "https"
  resource_group_name         = "rg"
  network_security_group_name = azurerm_network_security_group.nsg.name
  priority                    = 200
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  source_address_prefixes     = ["10.0.0.0/8"]
  destination_address_prefix  = "*"
  destination_port_ranges     = ["443", "8443"]
}}
resource "azurerm_network_security_group" "nsg" {{
  name                = "nsg"
  resource_group_name = "rg"
}}
resource "azurerm_subnet_network_security_group_association" "a" {{
  subnet_id                 = azurerm_subnet.nodes.id
  network_security_group_id = azurerm_network_security_group.nsg.id
}}
resource "azurerm_private_endpoint" "e" {{
  count     = 3
  subnet_id = azurerm_subnet.nodes.id
}}
"#
    );
    let plan = read(&text).plan;
    assert_eq!(
        plan["virtualNetworks"][0]["subnets"][0],
        json!({
            "name": "nodes", "addressPrefix": "10.0.0.0/22", "routeTable": "rt", "natGateway": "nat",
            "networkSecurityGroup": "nsg", "privateEndpoints": 3
        })
    );
    assert_eq!(plan["routeTables"][0]["disableBgpRoutePropagation"], true);
    assert_eq!(plan["routeTables"][0]["routes"][1]["nextHopType"], "VnetLocal");
    assert_eq!(
        plan["natGateways"][0],
        json!({
            "name": "nat", "sku": "Standard", "idleTimeoutInMinutes": 10, "zones": ["1"],
            "resourceGroup": "rg", "publicIPCount": 2
        })
    );
    let rule = &plan["networkSecurityGroups"][0]["securityRules"][0];
    assert_eq!(rule["sourceAddressPrefix"], "10.0.0.0/8");
    assert_eq!(
        remarks(&text),
        ["not kept `destination_port_ranges`", "not kept `azurerm_public_ip.other`"]
    );
    let (_, problems) = read::plan(&plan).unwrap();
    assert_eq!(problems, []);
}

#[test]
fn peerings_are_read() {
    let text = format!(
        r#"{NETWORK}
resource "azurerm_virtual_network" "hub" {{
  name                = "hub"
  resource_group_name = "rg"
  address_space       = ["10.1.0.0/16"]
}}
resource "azurerm_virtual_network_peering" "a" {{
  name                      = "to-hub"
  resource_group_name       = "rg"
  virtual_network_name      = azurerm_virtual_network.vnet.name
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  allow_forwarded_traffic   = true
}}
"#
    );
    assert_eq!(at(&text, "/virtualNetworks/0/peerings"), json!(["hub"]));
    assert_eq!(remarks(&text), ["not kept `allow_forwarded_traffic`"]);
}

#[test]
fn roles_that_the_plan_gives_anyway_are_silent() {
    let text = |scope: &str, role: &str| {
        format!(
            r#"{NETWORK}
resource "azurerm_user_assigned_identity" "aks" {{
  name                = "id-aks"
  resource_group_name = "rg"
}}
resource "azurerm_role_assignment" "a" {{
  scope                = {scope}
  role_definition_name = "{role}"
  principal_id         = azurerm_user_assigned_identity.aks.principal_id
}}
resource "azurerm_kubernetes_cluster" "a" {{
  name                = "aks"
  resource_group_name = "rg"
  default_node_pool {{
    name           = "np"
    node_count     = 3
    vm_size        = "Standard_D4s_v5"
    vnet_subnet_id = azurerm_subnet.nodes.id
  }}
  identity {{
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.aks.id]
  }}
  network_profile {{
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
  }}
}}
"#
        )
    };
    let none: [&str; 0] = [];
    assert_eq!(remarks(&text("azurerm_subnet.nodes.id", "Network Contributor")), none);
    let own = text("azurerm_subnet.nodes.id", "Network Contributor")
        .replace(
            "azurerm_user_assigned_identity.aks.principal_id",
            "azurerm_kubernetes_cluster.a.identity[0].principal_id",
        )
        .replace(
            "\"UserAssigned\"\n    identity_ids = [azurerm_user_assigned_identity.aks.id]",
            "\"SystemAssigned\"",
        );
    assert_eq!(remarks(&own), none);
    for (scope, role) in [
        ("azurerm_virtual_network.vnet.id", "Network Contributor"),
        ("azurerm_subnet.nodes.id", "Reader"),
    ] {
        assert_eq!(
            remarks(&text(scope, role)),
            [format!("not kept the role `{role}` of `azurerm_role_assignment.a`")]
        );
    }
}

#[test]
fn what_is_not_read_is_told() {
    let text = r#"
module "aks" {
  source  = "Azure/aks/azurerm"
  version = "9.0.0"
}
resource "azapi_resource" "aks" {
  type = "Microsoft.ContainerService/managedClusters@2025-05-01"
  body = {}
}
resource "helm_release" "x" {
  name = "x"
}
resource "azurerm_key_vault" "kv" {
  name = "kv"
}
resource "azurerm_subnet" "s" {
  for_each = var.subnets
  name     = each.key
}
output "x" {
  value = 1
}
policy "x" {}
"#;
    assert_eq!(
        remarks(text),
        [
            "not understood `azurerm_subnet.s[var.subnets]`, which names no network",
            "not understood `azapi_resource.aks` of type `Microsoft.ContainerService/managedClusters@2025-05-01`",
            "not kept `helm_release.x`",
            "not kept `azurerm_key_vault.kv`",
            "not understood the module `aks` from `Azure/aks/azurerm`",
            "not understood a block `policy`",
            "not understood `for_each` of `azurerm_subnet.s`",
            "not understood any cluster or network in this text",
        ]
    );
}

#[test]
fn blocks_from_lists_that_are_not_known_are_not_known() {
    let text = cluster(
        r#"
  dynamic "network_profile" {
    for_each = var.network
    content {
      network_plugin = network_profile.value
    }
  }
  dynamic "oms_agent" {
    for_each = var.workspace == null ? [] : [1]
    content {
      log_analytics_workspace_id = var.workspace
    }
  }
  dynamic "identity" {
    for_each = ["SystemAssigned"]
    iterator = it
    content {
      type = it.value
    }
  }
"#,
    );
    let cluster = at(&text, "/clusters/0");
    assert_eq!(cluster["networkProfile"]["networkPlugin"], "${var.network}");
    assert_eq!(cluster["addonProfiles"]["omsagent"]["enabled"], "${var.workspace}");
    assert_eq!(cluster["identity"]["type"], "SystemAssigned");
    assert_eq!(
        remarks(&text),
        [
            "not understood `for_each` of the blocks `network_profile`",
            "not understood `for_each` of the blocks `oms_agent`",
        ]
    );
}

#[test]
fn a_loop_says_things_once() {
    let text = r#"
resource "azurerm_subnet" "s" {
  count                = 3
  name                 = "s${count.index}"
  virtual_network_name = "v"
  address_prefix       = cidrsubnet("10.0.0.0/16", 8, count.index)
}
"#;
    assert_eq!(remarks(text), ["removed address_prefix since azurerm 3.0, now `address_prefixes`"]);
}

#[test]
fn an_unknown_argument_has_a_suggestion() {
    assert_eq!(
        remarks(&cluster("kubernets_version = \"1.36\"\ncompletely_other = 1")),
        [
            "unknown kubernets_version of azurerm_kubernetes_cluster, meant kubernetes_version",
            "unknown completely_other of azurerm_kubernetes_cluster, meant ",
        ]
    );
}

#[test]
fn values_stand_where_the_argument_that_holds_them_stands() {
    let text = read(
        "locals {\n  v = \"1.36\"\n}\nresource \"azurerm_kubernetes_cluster\" \"a\" {\n  name = \"ä\"\n  kubernetes_version = local.v\n}\n",
    );
    let place = text.positions.find("/clusters/0/kubernetesVersion").unwrap();
    assert_eq!((place.line, place.column), (6, 24));
    let place = text.positions.find("/clusters/0").unwrap();
    assert_eq!((place.line, place.column), (4, 1));
}

#[test]
fn tags_of_all_are_those_of_the_plan() {
    let text = r#"
locals {
  tags = { env = "prod", cost = 7 }
}
resource "azurerm_resource_group" "rg" {
  name     = "rg"
  location = "westeurope"
  tags     = local.tags
}
resource "azurerm_kubernetes_cluster" "a" {
  name = "aks"
  tags = merge(local.tags, { app = "shop" })
}
"#;
    let plan = read(text).plan;
    assert_eq!(plan["tags"], json!({ "env": "prod", "cost": "7" }));
    assert_eq!(plan["clusters"][0]["tags"], json!({ "app": "shop" }));
}

#[test]
fn automatic_clusters_are_read() {
    let text = format!(
        r#"{NETWORK}
resource "azurerm_kubernetes_automatic_cluster" "a" {{
  name                = "aks"
  resource_group_name = "rg"
  hosted_system {{
    node_subnet_id        = azurerm_subnet.nodes.id
    system_node_subnet_id = azurerm_subnet.nodes.id
  }}
  api_server_access {{
    subnet_id = azurerm_subnet.nodes.id
  }}
  private_cluster {{
    private_dns_zone_id = "System"
  }}
  service_mesh {{
    revisions = ["asm-1-29"]
  }}
}}
"#
    );
    let cluster = at(&text, "/clusters/0");
    assert_eq!(cluster["sku"]["name"], "Automatic");
    assert_eq!(
        cluster["apiServerAccessProfile"],
        json!({
            "subnet": "nodes", "enableVnetIntegration": true, "enablePrivateCluster": true,
            "enablePrivateClusterPublicFQDN": false, "privateDNSZone": "system"
        })
    );
    assert_eq!(cluster["serviceMeshProfile"]["mode"], "Istio");
    assert_eq!(remarks(&text), ["carried node_subnet_id", "carried system_node_subnet_id"]);
    assert_eq!(cluster["armProperties"]["hostedSystemProfile"]["enabled"], true);
}

#[test]
fn a_firewall_is_reckoned_with() {
    let text = format!(
        r#"{NETWORK}
resource "azurerm_firewall" "fw" {{
  name                = "fw"
  resource_group_name = "rg"
  sku_name            = "AZFW_VNet"
  sku_tier            = "Premium"
  ip_configuration {{
    subnet_id = azurerm_subnet.nodes.id
  }}
}}
resource "azurerm_subnet_route_table_association" "a" {{
  subnet_id     = azurerm_subnet.nodes.id
  route_tabl_id = "x"
}}
"#
    );
    assert_eq!(at(&text, "/virtualNetworks/0/azureFirewall"), json!({ "tier": "Premium" }));
    assert_eq!(
        remarks(&text),
        [
            "not kept `azurerm_firewall.fw`",
            "unknown route_tabl_id of azurerm_subnet_route_table_association, meant route_table_id",
            "not understood `azurerm_subnet_route_table_association.a`, of which the subnet or the other end is not known",
        ]
    );
}

/// A plan of a cluster whose subnet is made by a module.
const SHOWN_PLAN: &str = r#"{
  "format_version": "1.2",
  "terraform_version": "1.9.5",
  "variables": { "subscription_id": { "value": "00000000-0000-0000-0000-000000000001" } },
  "planned_values": {
    "root_module": {
      "resources": [
        {
          "address": "azurerm_resource_group.rg", "mode": "managed", "type": "azurerm_resource_group",
          "name": "rg", "values": { "name": "rg", "location": "westeurope", "tags": null }
        },
        {
          "address": "azurerm_kubernetes_cluster.aks", "mode": "managed",
          "type": "azurerm_kubernetes_cluster", "name": "aks",
          "values": {
            "name": "aks", "location": "westeurope", "resource_group_name": "rg",
            "dns_prefix_private_cluster": "", "edge_zone": "",
            "identity": [{ "identity_ids": null, "type": "SystemAssigned" }],
            "default_node_pool": [{ "name": "np", "node_count": 3, "vm_size": "Standard_D4s_v5" }],
            "network_profile": [{ "network_plugin": "azure", "network_plugin_mode": "overlay" }]
          }
        }
      ],
      "child_modules": [{
        "address": "module.network",
        "resources": [
          {
            "address": "module.network.azurerm_virtual_network.v", "mode": "managed",
            "type": "azurerm_virtual_network", "name": "v",
            "values": {
              "name": "vnet", "resource_group_name": "rg", "location": "westeurope",
              "address_space": ["10.0.0.0/16"]
            }
          },
          {
            "address": "module.network.azurerm_subnet.s[\"nodes\"]", "mode": "managed",
            "type": "azurerm_subnet", "name": "s", "index": "nodes",
            "values": {
              "name": "nodes", "resource_group_name": "rg", "virtual_network_name": "vnet",
              "address_prefixes": ["10.0.0.0/22"]
            }
          }
        ]
      }]
    }
  },
  "configuration": {
    "provider_config": {
      "azurerm": {
        "name": "azurerm", "version_constraint": "~> 4.1",
        "expressions": { "subscription_id": { "references": ["var.subscription_id"] } }
      }
    },
    "root_module": {
      "resources": [{
        "address": "azurerm_kubernetes_cluster.aks",
        "expressions": {
          "name": { "constant_value": "aks" },
          "default_node_pool": [{
            "name": { "constant_value": "np" },
            "vnet_subnet_id": { "references": ["module.network.subnet_ids[\"nodes\"]", "module.network.subnet_ids", "module.network"] }
          }]
        }
      }],
      "module_calls": {
        "network": {
          "source": "./network",
          "module": {
            "outputs": {
              "subnet_ids": {
                "expression": { "references": ["azurerm_subnet.s[\"nodes\"].id", "azurerm_subnet.s[\"nodes\"]"] }
              }
            },
            "resources": []
          }
        }
      }
    }
  }
}"#;

#[test]
fn what_terraform_shows_of_a_plan_is_read() {
    let text = read(SHOWN_PLAN);
    assert_eq!(text.plan["subscription"], "00000000-0000-0000-0000-000000000001");
    let cluster = &text.plan["clusters"][0];
    assert_eq!(cluster["agentPools"][0]["vnetSubnet"], "nodes");
    assert_eq!(cluster["networkProfile"]["networkPluginMode"], "overlay");
    assert_eq!(cluster["oidcIssuerProfile"]["enabled"], false);
    assert_eq!(cluster.get("fqdnSubdomain"), None);
    assert_eq!(text.remarks, []);
    let place = text.positions.find("/clusters/0/agentPools/0/vmSize").unwrap();
    let line = SHOWN_PLAN.lines().nth(place.line as usize - 1).unwrap();
    assert!(line.get(place.column as usize - 1..).unwrap().starts_with("\"Standard_D4s_v5\""));
    let (_, problems) = read::plan(&text.plan).unwrap();
    assert_eq!(problems, []);
}

#[test]
fn what_terraform_shows_of_a_state_is_read() {
    let id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers";
    let values = json!({
        "id": format!("{id}/Microsoft.ContainerService/managedClusters/aks"),
        "name": "aks",
        "location": "westeurope",
        "resource_group_name": "rg",
        "node_resource_group": "MC_rg_aks_westeurope",
        "private_link_enabled": false,
        "api_server_authorized_ip_ranges": null,
        "public_network_access_enabled": true,
        "kube_config_raw": "secret",
        "auto_scaler_profile": [{ "expander": "random" }],
        "ai_toolchain_operator_enabled": false,
        "kubelet_identity": [{
            "client_id": "c",
            "user_assigned_identity_id": "/subscriptions/x/resourceGroups/MC_rg_aks_westeurope/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aks-agentpool"
        }],
        "default_node_pool": [{
            "name": "np", "node_count": 3, "min_count": 0, "max_count": 0, "enable_auto_scaling": false,
            "vnet_subnet_id": format!("{id}/Microsoft.Network/virtualNetworks/vnet/subnets/nodes"),
        }],
    });
    let subnet = json!({
        "name": "nodes", "resource_group_name": "rg", "virtual_network_name": "vnet",
        "address_prefixes": ["10.0.0.0/22"], "service_endpoints": [],
        "private_endpoint_network_policies_enabled": true,
    });
    let network = json!({
        "name": "vnet", "resource_group_name": "rg", "address_space": ["10.0.0.0/16"],
        "subnet": [{ "name": "nodes", "address_prefix": "10.0.0.0/22", "id": "x" }],
    });
    let resource = |kind: &str, values: &Value| json!({ "mode": "managed", "type": kind, "name": "x", "values": values });
    let shown = json!({
        "format_version": "1.0",
        "terraform_version": "1.9.5",
        "values": { "root_module": { "resources": [
            resource("azurerm_kubernetes_cluster", &values),
            resource("azurerm_subnet", &subnet),
            resource("azurerm_virtual_network", &network),
        ] } }
    });
    let instance = |kind: &str, values: &Value| json!({ "mode": "managed", "type": kind, "name": "x", "instances": [{ "attributes": values }] });
    let file = json!({
        "version": 4,
        "terraform_version": "1.9.5",
        "resources": [
            instance("azurerm_kubernetes_cluster", &values),
            instance("azurerm_subnet", &subnet),
            instance("azurerm_virtual_network", &network),
        ]
    });
    for shown in [shown, file] {
        let text = shown.to_string();
        let text = read(&text);
        assert_eq!(text.plan["subscription"], "00000000-0000-0000-0000-000000000001");
        let cluster = &text.plan["clusters"][0];
        assert_eq!(cluster["agentPools"][0]["vnetSubnet"], "nodes");
        assert_eq!(cluster["agentPools"][0].get("minCount"), None);
        assert_eq!(
            (cluster.get("kubeletIdentity"), cluster.get("nodeResourceGroup")),
            (None, None)
        );
        assert_eq!(text.plan["virtualNetworks"][0]["subnets"].as_array().unwrap().len(), 1);
        assert!(!text.plan.to_string().contains("secret"));
        assert_eq!(text.remarks, []);
        let (_, problems) = read::plan(&text.plan).unwrap();
        assert_eq!(problems, []);
    }
}

#[test]
fn what_is_no_terraform_is_told_with_place_and_remedy() {
    for (text, line, help) in [
        ("resource \"a\" \"b\" {\n  name = <name>\n}\n", 2, "angle brackets"),
        ("resource \"a\" \"b\" {\n  name = “x”\n}\n", 2, "straight"),
        ("resource \"a\" \"b\" {\n  name: \"x\"\n}\n", 2, "`=`"),
        ("resource \"a\" \"b\" {\n  name = \"x\"\n", 2, "too early"),
        ("resource \"a\" \"b\" {\n}\n}\n", 3, "bracket"),
        ("resource \"a\" \"b\" {\n  a = 1\n  a = 2\n}\n", 3, "say it once"),
        ("resource \"a\" \"b\" {\n  a = 1,\n}\n", 2, "comma"),
    ] {
        let error = fails(text);
        assert_eq!(error.line, line, "{text}: {error:?}");
        assert!(error.help.contains(help), "{text}: {error:?}");
    }
}

#[test]
fn loops_have_an_end() {
    let lines = |last: usize, line: &dyn Fn(usize) -> String| {
        (1..last).map(line).collect::<Vec<_>>().join("\n")
    };
    let doubled = lines(60, &|at| {
        let last = at - 1;
        format!(
            "  l{at} = [local.l{last}, local.l{last}]\n  s{at} = \"${{local.s{last}}}${{local.s{last}}}\""
        )
    });
    let text = format!(
        "locals {{\n  l0 = [1]\n  s0 = \"x\"\n{doubled}\n}}\n{}",
        cluster("dns_prefix = local.s59\ntags = { a = local.l59 }")
    );
    let _ = read::text(&text, Some(Format::Terraform));
    let nested = "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]]";
    let text = cluster(&format!("dns_prefix = {nested}"));
    assert!(fails(&text).message.contains("too long"));
    let chain = lines(5000, &|at| format!("  l{at} = local.l{}", at - 1));
    let text = format!("locals {{\n  l0 = 1\n{chain}\n}}\n{}", cluster("dns_prefix = local.l4999"));
    let _ = read::text(&text, Some(Format::Terraform));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_makes_it_fall(text in "\\PC{0,300}") {
        let _ = read::text(&text, Some(Format::Terraform));
    }

    /// Pieces of Terraform in any order.
    #[test]
    fn no_configuration_makes_it_fall(pieces in proptest::collection::vec(0..PIECES.len(), 1..40)) {
        let text: String = pieces.iter().map(|at| PIECES[*at]).collect();
        if let Ok(text) = read::text(&text, Some(Format::Terraform)) {
            let _ = read::plan(&text.plan);
        }
    }

    /// What Terraform shows with a cut in it.
    #[test]
    fn no_damaged_state_makes_it_fall(from in 0usize..3500, length in 0usize..80) {
        let mut text = SHOWN_PLAN.to_string();
        let from = from.min(text.len());
        text.replace_range(from..(from + length).min(text.len()), "");
        let _ = read::text(&text, Some(Format::Terraform));
    }

    /// A true configuration with a cut in it.
    #[test]
    fn no_damage_makes_it_fall(from in 0usize..700, length in 0usize..40) {
        let mut text = format!("{NETWORK}{}", pool("vnet_subnet_id = azurerm_subnet.nodes[0].id"));
        let from = from.min(text.len());
        let to = (from + length).min(text.len());
        text.replace_range(from..to, "");
        let _ = read::text(&text, Some(Format::Terraform));
    }
}

const PIECES: &[&str] = &[
    "resource \"azurerm_subnet\" \"a\" {\n",
    "resource \"azurerm_kubernetes_cluster\" \"a\" {\n",
    "resource \"azurerm_kubernetes_cluster_node_pool\" \"a\" {\n",
    "data \"azurerm_subnet\" \"a\" {\n",
    "variable \"a\" {\n",
    "locals {\n",
    "default_node_pool {\n",
    "dynamic \"subnet\" {\n",
    "content {\n",
    "}\n",
    "}\n",
    "}\n",
    "name = \"x\"\n",
    "name = azurerm_subnet.a.id\n",
    "virtual_network_name = azurerm_subnet.a.name\n",
    "resource_group_name = local.a\n",
    "kubernetes_cluster_id = azurerm_kubernetes_cluster.a.id\n",
    "a = local.a\n",
    "a = [for x in local.a : x.b.c[0]]\n",
    "b = azurerm_subnet.a[*].x[\"y\"]\n",
    "count = local.a\n",
    "for_each = { a = [1, -2.5e10], b = null }\n",
    "for_each = toset([each.key])\n",
    "default = { a = -1 / 0 }\n",
    "type = object({ a = optional(list(any), []) })\n",
    "node_count = 1e400\n",
    "c = cidrsubnet(\"10.0.0.0/8\", 99, -1)\n",
    "c = cidrhost(\"::/0\", 1e30)\n",
    "c = substr(\"äöü\", -2, 99)\n",
    "c = format(\"%99999d %s\", 1)\n",
    "zones = [1, null, {}]\n",
    "subnet = [{ name = 1 }]\n",
];
