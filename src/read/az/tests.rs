use super::arguments::{self, Named, Values};
use super::remarks::is_quiet;
use crate::read::{RemarkKind, Text};
use serde_json::{Value, json};

fn read(script: &str) -> Text<'_> {
    super::read(script)
}

fn plan(script: &str) -> Value {
    read(script).plan
}

/// What there is to say of a script, a line each.
fn remarks(script: &str) -> Vec<String> {
    let remarks = read(script).remarks.into_iter().map(|it| {
        let line = it.position.line;
        match it.kind {
            RemarkKind::UnknownArgument { name, of, meant } => {
                format!("{line}: {of} has no {name}, {meant:?}")
            }
            RemarkKind::RemovedArgument { name, instead, .. } => {
                format!("{line}: {name} is gone, {instead:?}")
            }
            RemarkKind::RenamedArgument { name, instead, .. } => {
                format!("{line}: {name} is {instead}")
            }
            RemarkKind::RefusedValue { name, of, value, wanted } => {
                format!("{line}: {value} for {name} of {of} is not {wanted}")
            }
            RemarkKind::LoneArgument { name, of, needs } => {
                format!("{line}: {name} of {of} needs {needs:?}")
            }
            RemarkKind::Carried { name, of } => format!("{line}: {name} of {of} is carried"),
            RemarkKind::NotKept { what, .. } => format!("{line}: {what} is not kept"),
            RemarkKind::NotUnderstood { what, .. } => format!("{line}: {what} is not understood"),
        }
    });
    remarks.collect()
}

/// The only cluster of a script that makes one with these arguments.
fn cluster(arguments: &str) -> Value {
    plan(&format!("az aks create -g rg -n aks {arguments}"))["clusters"][0].clone()
}

fn pool(arguments: &str) -> Value {
    cluster(arguments)["agentPools"][0].clone()
}

const NETWORK: &str = "\
az group create -n rg -l westeurope
az network vnet create -g rg -n vnet --address-prefixes 10.0.0.0/16
az network vnet subnet create -g rg --vnet-name vnet -n nodes --address-prefixes 10.0.0.0/22
NODES=$(az network vnet subnet show -g rg --vnet-name vnet -n nodes --query id -o tsv)
";

#[test]
fn a_cluster_in_a_network_becomes_a_plan() {
    let script = format!(
        "{NETWORK}az aks create -g rg -n aks -k 1.35 --tier standard --vnet-subnet-id $NODES"
    );
    let pool = json!({
        "name": "nodepool1", "mode": "System", "vnetSubnet": "nodes", "availabilityZones": [],
    });
    let cluster = json!({
        "name": "aks", "kubernetesVersion": "1.35", "sku": { "tier": "Standard" },
        "agentPools": [pool],
    });
    let expected = json!({
        "location": "westeurope",
        "resourceGroups": [{ "name": "rg" }],
        "virtualNetworks": [{
            "name": "vnet",
            "addressPrefixes": ["10.0.0.0/16"],
            "subnets": [{ "name": "nodes", "addressPrefix": "10.0.0.0/22" }],
        }],
        "clusters": [cluster],
    });
    assert_eq!(plan(&script), expected);
    assert_eq!(remarks(&script), Vec::<String>::new());
}

#[test]
fn values_stand_where_the_script_says_them() {
    let script = "PODS='10.244.0.0/16'\naz aks create -g rg -n aks \\\n  --pod-cidr $PODS \\\n  \
                  --dns-service-ip 10.0.0.10 --enable-keda --ip-families ipv4,ipv6";
    let text = read(script);
    for (path, line, column) in [
        ("/clusters/0/networkProfile/podCidr", 1, 7),
        ("/clusters/0/networkProfile/dnsServiceIP", 4, 20),
        ("/clusters/0/workloadAutoScalerProfile/keda/enabled", 4, 30),
        ("/clusters/0/networkProfile/ipFamilies/1", 4, 63),
        ("/clusters/0/name", 2, 24),
        ("/clusters/0", 2, 1),
    ] {
        let found = text.positions.find(path).unwrap();
        assert_eq!((found.line, found.column), (line, column), "{path}");
    }
}

#[test]
fn words_numbers_switches_and_lists_have_the_plans_types() {
    let it = cluster(
        "--network-plugin Azure --network-plugin-mode overlay --outbound-type loadbalancer \
         --load-balancer-outbound-ports 4000 --enable-acns --acns-advanced-networkpolicies l7 \
         --api-server-authorized-ip-ranges 20.0.0.0/24,20.1.0.0/24 --disable-rbac --revision asm-1-30 \
         --enable-aad --enable-managed-identity --tags a=b 'c d=e'",
    );
    let networking = json!({
        "enabled": true,
        "observability": { "enabled": true },
        "security": { "enabled": true, "advancedNetworkPolicies": "L7" },
    });
    assert_eq!(
        it["networkProfile"],
        json!({
            "networkPlugin": "azure", "networkPluginMode": "overlay",
            "outboundType": "loadBalancer",
            "loadBalancerProfile": { "allocatedOutboundPorts": 4000 },
            "advancedNetworking": networking,
        })
    );
    assert_eq!(
        it["apiServerAccessProfile"]["authorizedIPRanges"],
        json!(["20.0.0.0/24", "20.1.0.0/24"])
    );
    assert_eq!(it["enableRBAC"], json!(false));
    assert_eq!(it["aadProfile"], json!({}));
    assert_eq!(it["serviceMeshProfile"]["revisions"], json!(["asm-1-30"]));
    assert_eq!(it["identity"], json!({ "type": "SystemAssigned" }));
    assert_eq!(it["tags"], json!({ "a": "b", "c d": "e" }));
    // What does not fit stays for the plan's own reader to refuse.
    assert_eq!(pool("--node-count ten")["count"], json!("ten"));
    assert_eq!(cluster("--tier gold")["sku"]["tier"], json!("gold"));
    assert_eq!(remarks("az aks create -g rg -n aks --tier gold"), Vec::<String>::new());
}

#[test]
fn what_az_fills_in_is_in_the_plan() {
    assert_eq!(pool("--zones 1 2")["availabilityZones"], json!(["1", "2"]));
    assert_eq!(pool("")["availabilityZones"], json!([]));
    assert_eq!(pool("")["count"], Value::Null);
    let scaling = pool("--enable-cluster-autoscaler --min-count 1 --max-count 5");
    assert_eq!((&scaling["count"], &scaling["minCount"]), (&json!(3), &json!(1)));
    let network = |arguments: &str| {
        plan(&format!("az network vnet create -g rg -n v {arguments}"))["virtualNetworks"][0]
            .clone()
    };
    assert_eq!(network("")["addressPrefixes"], json!(["10.0.0.0/16"]));
    for (arguments, range) in [
        ("--subnet-name s", "10.0.0.0/24"),
        ("--address-prefixes 10.1.0.0/26 --subnet-name s", "10.1.0.0/26"),
        ("--subnet-name s --subnet-prefixes 10.0.8.0/22", "10.0.8.0/22"),
    ] {
        assert_eq!(network(arguments)["subnets"][0]["addressPrefix"], range, "{arguments}");
    }
    let rule = "az network nsg rule create -g rg --nsg-name n -n r --priority 100";
    let rule = &plan(rule)["networkSecurityGroups"][0]["securityRules"][0];
    assert_eq!(rule["destinationPortRange"], "80");
}

#[test]
fn identities_and_principals_are_told_apart() {
    let own = "az identity create -g rg -n id\n\
               ID=$(az identity show -g rg -n id --query id -o tsv)\n\
               az aks create -g rg -n aks --enable-managed-identity --assign-identity $ID \
               --assign-kubelet-identity $ID";
    let plan = plan(own);
    let identity = json!({ "type": "UserAssigned", "userAssignedIdentity": "id" });
    assert_eq!(plan["clusters"][0]["identity"], identity);
    assert_eq!(plan["clusters"][0]["kubeletIdentity"], "id");
    let it = cluster("--service-principal 11111111-2222 --client-secret hunter2");
    assert_eq!(it["servicePrincipalProfile"], json!({ "clientId": "11111111-2222" }));
    assert!(!it.to_string().contains("hunter2"));
}

#[test]
fn add_ons_go_where_the_plan_has_them() {
    let it = cluster(
        "--enable-addons monitoring,azure-policy,virtual-node,azure-keyvault-secrets-provider \
         --workspace-resource-id /w --aci-subnet-name pods --enable-secret-rotation \
         --vnet-subnet-id /subscriptions/s/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/v/subnets/n",
    );
    let subnet = "/subscriptions/s/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/v/subnets/pods";
    assert_eq!(
        it["addonProfiles"],
        json!({
            "omsagent": { "enabled": true, "logAnalyticsWorkspaceResourceID": "/w" },
            "azurepolicy": { "enabled": true },
            "aciConnectorLinux": { "enabled": true, "subnet": subnet },
            "azureKeyvaultSecretsProvider": { "enabled": true, "enableSecretRotation": true },
        })
    );
    let logs = cluster("--enable-azure-monitor-logs --workspace-resource-id /w");
    let insights = json!({ "enabled": true, "logAnalyticsWorkspaceResourceID": "/w" });
    assert_eq!(logs["azureMonitorProfile"]["containerInsights"], insights);
    assert_eq!(
        remarks("az aks enable-addons -g rg -n aks -a monitorring"),
        ["1: add-on `monitorring` is not understood"]
    );
}

#[test]
fn later_commands_change_what_was_made() {
    let script = "\
az aks create -g rg -n aks --enable-addons monitoring
az aks nodepool add -g rg --cluster-name aks -n spot --mode user --priority Spot --max-surge 33%
az aks nodepool add -g rg --cluster-name aks -n gone
az aks nodepool delete -g rg --cluster-name aks -n gone
az aks nodepool update -g rg --cluster-name aks -n spot --labels a=b
az aks nodepool scale -g rg --cluster-name aks -n spot -c 7
az aks update -g rg -n aks --enable-keda --enable-cluster-autoscaler --min-count 1 --max-count 9
az aks upgrade -g rg -n aks -k 1.36.1 --yes
az aks disable-addons -g rg -n aks -a monitoring
az aks scale -g rg -n aks -c 5
az aks mesh enable -g rg -n aks --revision asm-1-30
az aks mesh enable-ingress-gateway -g rg -n aks --ingress-gateway-type internal
az aks approuting enable -g rg -n aks
az aks approuting zone add -g rg -n aks --ids /a,/b --attach-zones
";
    let it = plan(script)["clusters"][0].clone();
    assert_eq!(remarks(script), Vec::<String>::new());
    assert_eq!(it["kubernetesVersion"], "1.36.1");
    assert_eq!(it["addonProfiles"]["omsagent"]["enabled"], false);
    assert_eq!(it["workloadAutoScalerProfile"]["keda"]["enabled"], true);
    assert_eq!(
        it["serviceMeshProfile"],
        json!({ "mode": "Istio", "revisions": ["asm-1-30"], "internalIngressGateway": true })
    );
    let routing = json!({ "enabled": true, "dnsZoneResourceIds": ["/a", "/b"] });
    assert_eq!(it["ingressProfile"]["webAppRouting"], routing);
    let pools = it["agentPools"].as_array().unwrap();
    assert_eq!(pools.len(), 2);
    assert_eq!((&pools[0]["count"], &pools[0]["maxCount"]), (&json!(5), &json!(9)));
    assert_eq!(pools[1]["nodeLabels"], json!({ "a": "b" }));
    assert_eq!((&pools[1]["count"], &pools[1]["mode"]), (&json!(7), &json!("User")));
    assert_eq!(pools[1]["scaleSetPriority"], "Spot");
    let off = format!("{script}az aks update -g rg -n aks --disable-cluster-autoscaler");
    let first = plan(&off)["clusters"][0]["agentPools"][0].clone();
    assert_eq!((&first["enableAutoScaling"], &first["maxCount"]), (&json!(false), &Value::Null));
}

/// az takes the settings of the former outbound type away, and a pool that runs grows into a range.
#[test]
fn what_an_update_leaves_behind_is_left_out() {
    let script = "\
az aks create -g rg -n aks -c 1 --load-balancer-managed-outbound-ip-count 2 \\
  --enable-cluster-autoscaler --min-count 1 --max-count 3
az aks nodepool add -g rg --cluster-name aks -n user -c 9
az aks update -g rg -n aks --outbound-type managedNATGateway --nat-gateway-idle-timeout 30
az aks update -g rg -n aks --update-cluster-autoscaler --min-count 2 --max-count 5
az aks nodepool update -g rg --cluster-name aks -n user -e --min-count 2 --max-count 5
";
    let it = plan(script)["clusters"][0].clone();
    assert_eq!(it["networkProfile"]["loadBalancerProfile"], Value::Null);
    assert_eq!(it["networkProfile"]["natGatewayProfile"]["idleTimeoutInMinutes"], 30);
    for pool in it["agentPools"].as_array().unwrap() {
        assert_eq!((&pool["count"], &pool["minCount"]), (&Value::Null, &json!(2)), "{pool}");
    }
    let back = format!("{script}az aks update -g rg -n aks --outbound-type loadBalancer");
    let it = plan(&back)["clusters"][0].clone();
    assert_eq!(it["networkProfile"]["natGatewayProfile"], Value::Null);
    let kept =
        "az aks create -g rg -n aks -c 9 --enable-cluster-autoscaler --min-count 1 --max-count 3";
    assert_eq!(plan(kept)["clusters"][0]["agentPools"][0]["count"], 9);
}

#[test]
fn what_the_script_does_not_make_exists_already() {
    let script = "\
az network vnet subnet create -g hub --vnet-name vnet -n nodes --address-prefixes 10.0.0.0/22
az aks nodepool add -g rg --cluster-name aks -n more -c 2
az network nsg rule create -g hub --nsg-name nsg -n r --priority 100 --destination-port-ranges 443
";
    let plan = plan(script);
    assert_eq!(
        plan["resourceGroups"],
        json!([{ "name": "hub", "existing": true }, { "name": "rg", "existing": true }])
    );
    let network = &plan["virtualNetworks"][0];
    assert_eq!((&network["existing"], &network["resourceGroup"]), (&json!(true), &json!("hub")));
    assert_eq!(network["subnets"][0].get("existing"), None);
    assert_eq!(plan["clusters"][0]["existing"], true);
    assert_eq!(plan["networkSecurityGroups"][0]["existing"], true);
}

#[test]
fn what_lies_outside_keeps_its_id() {
    let script = "\
az account set -s 00000000-0000-0000-0000-000000000001
az group create -n rg -l westeurope
ID=$(az network vnet subnet show -g hub --vnet-name v -n s --query id -o tsv)
az aks create -g rg -n aks --vnet-subnet-id $ID
";
    let plan = plan(script);
    assert_eq!(
        plan["clusters"][0]["agentPools"][0]["vnetSubnet"],
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/hub/providers/\
         Microsoft.Network/virtualNetworks/v/subnets/s"
    );
    assert_eq!(plan["virtualNetworks"], Value::Null);
    assert_eq!(plan["resourceGroups"], json!([{ "name": "rg" }]));
}

#[test]
fn subnets_hang_on_what_they_name() {
    let script = "\
az group create -n rg -l westeurope
az network nsg create -g rg -n nsg
az network nsg rule create -g rg --nsg-name nsg -n web --priority 100 --access deny --destination-port-ranges 443 80
az network route-table create -g rg -n rt --disable-bgp-route-propagation true
az network route-table route create -g rg --route-table-name rt -n out --address-prefix 0.0.0.0/0 --next-hop-type virtualappliance --next-hop-ip-address 10.1.0.4
az network public-ip create -g rg -n nat-ip-1 --sku Standard
az network nat gateway create -g rg -n nat --public-ip-addresses nat-ip-1 --idle-timeout 10 -z 1
az network vnet create -g rg -n vnet --address-prefixes 10.0.0.0/16
az network vnet subnet create -g rg --vnet-name vnet -n s --address-prefixes 10.0.0.0/24 --nsg nsg --route-table rt --nat-gateway nat --delegations Microsoft.ContainerService/managedClusters --service-endpoints Microsoft.Storage
";
    let plan = plan(script);
    assert_eq!(
        plan["virtualNetworks"][0]["subnets"][0],
        json!({
            "name": "s",
            "addressPrefix": "10.0.0.0/24",
            "delegation": "Microsoft.ContainerService/managedClusters",
            "networkSecurityGroup": "nsg",
            "routeTable": "rt",
            "natGateway": "nat",
            "azArguments": ["--service-endpoints", "Microsoft.Storage"],
        })
    );
    let gateway = json!({
        "name": "nat", "publicIPCount": 1, "idleTimeoutInMinutes": 10, "zones": ["1"],
    });
    assert_eq!(plan["natGateways"], json!([gateway]));
    assert_eq!(plan["routeTables"][0]["routes"][0]["nextHopType"], "VirtualAppliance");
    assert_eq!(
        remarks(script),
        [
            "9: --service-endpoints of az network vnet subnet create is carried",
            "3: `80` of `--destination-port-ranges` is not kept",
        ]
    );
}

#[test]
fn files_that_the_script_writes_are_read() {
    let script = "\
cat > kubelet.json <<'JSON'
{ \"failSwapOn\": false, \"cpuManagerPolicy\": \"static\" }
JSON
az aks create -g rg -n aks --kubelet-config ./kubelet.json --linux-os-config linux.json
";
    let pool = plan(script)["clusters"][0]["agentPools"][0].clone();
    assert_eq!(pool["kubeletConfig"], json!({ "failSwapOn": false }));
    assert_eq!(pool["armProperties"]["kubeletConfig"], json!({ "cpuManagerPolicy": "static" }));
    assert_eq!(pool["azArguments"], json!(["--linux-os-config", "linux.json"]));
    assert_eq!(
        remarks(script),
        [
            "4: cpuManagerPolicy of --kubelet-config is carried",
            "4: the file `linux.json` of `--linux-os-config` is not understood",
        ]
    );
}

#[test]
fn maintenance_windows_are_read_from_arguments_and_files() {
    let add = "az aks maintenanceconfiguration add -g rg --cluster-name aks -n";
    let window = |arguments: &str| {
        plan(&format!("{add} {arguments}"))["clusters"][0]["maintenanceConfigurations"][0].clone()
    };
    assert_eq!(
        window(
            "w --schedule-type relativemonthly --interval-months 2 --week-index first --day-of-week friday --duration 4 --start-time 01:00"
        ),
        json!({
            "name": "w",
            "schedule": {
                "relativeMonthly": { "intervalMonths": 2, "dayOfWeek": "Friday", "weekIndex": "First" },
            },
            "durationHours": 4,
            "startTime": "01:00",
        })
    );
    assert_eq!(
        window("default --weekday Monday --start-hour 1"),
        json!({
            "name": "default",
            "schedule": { "weekly": { "dayOfWeek": "Monday", "intervalWeeks": 1 } },
            "startTime": "01:00",
            "durationHours": 4,
        })
    );
    let script = format!(
        "cat > w.json <<EOF\n{{\"maintenanceWindow\":{{\"durationHours\":8}}}}\nEOF\n{add} w --config-file w.json"
    );
    let windows = plan(&script)["clusters"][0]["maintenanceConfigurations"].clone();
    assert_eq!(windows, json!([{ "name": "w", "durationHours": 8 }]));
}

#[test]
fn regions_groups_and_tags_are_the_plans_where_they_are_usual() {
    let script = "\
az group create -n a -l westeurope --tags team=shop
az group create -n b -l northeurope --tags team=shop
az network vnet create -g a -n va --tags team=shop env=prod
az network vnet create -g b -n vb --tags team=shop
az network nsg create -g b -n nsg --tags team=shop
az identity create -g a -n id --tags team=shop env=dev
";
    let plan = plan(script);
    assert_eq!(
        (&plan["location"], &plan["tags"]),
        (&json!("westeurope"), &json!({ "team": "shop" }))
    );
    assert_eq!(
        plan["resourceGroups"],
        json!([{ "name": "a" }, { "name": "b", "location": "northeurope" }])
    );
    let [first, second] = [&plan["virtualNetworks"][0], &plan["virtualNetworks"][1]];
    assert_eq!((&first["resourceGroup"], &first["tags"]), (&json!("a"), &json!({ "env": "prod" })));
    assert_eq!((&second["location"], &second["tags"]), (&json!("northeurope"), &Value::Null));
    assert_eq!(plan["identities"][0]["azArguments"], json!(["--tags", "team=shop", "env=dev"]));
    assert_eq!(
        remarks(script),
        [
            "5: region `northeurope` of network security group `nsg` is not kept",
            "6: --tags of az identity create is carried",
        ]
    );
}

#[test]
fn defaults_of_az_count() {
    let script = "\
az configure --defaults group=rg location=westeurope
az group create -n rg
az network vnet create -n vnet --address-prefixes 10.0.0.0/16
az aks create -n aks
";
    let plan = plan(script);
    assert_eq!(plan["location"], "westeurope");
    assert_eq!(plan["resourceGroups"], json!([{ "name": "rg" }]));
    assert_eq!(remarks(script), Vec::<String>::new());
}

#[test]
fn roles_that_the_plan_assigns_itself_go_without_saying() {
    let script = format!(
        "az account set -s 00000000-0000-0000-0000-000000000001
{NETWORK}az identity create -g rg -n id
P=$(az identity show -g rg -n id --query principalId -o tsv)
ID=$(az identity show -g rg -n id --query id -o tsv)
az role assignment create --assignee $P --role 'Network Contributor' --scope $NODES
az role assignment create --assignee $P --role 4d97b98b-1d4f-4787-a291-c67834d212e7 --scope $NODES
az role assignment create --assignee $P --role Reader --scope $NODES
az role assignment create --assignee $P --role 'Network Contributor' --scope ${{NODES%/subnets/*}}
az aks create -g rg -n aks --vnet-subnet-id $NODES --assign-identity $ID"
    );
    assert_eq!(
        remarks(&script),
        [
            "11: role `Reader` on `nodes` is not kept",
            "12: role `Network Contributor` on `vnet` is not kept",
        ]
    );
}

#[test]
fn features_clouds_and_gateways_are_kept() {
    let script = "\
az cloud register -n Gateway --endpoint-resource-manager https://gateway.example.com/arm
az cloud set -n azureusgovernment
az account set --subscription 00000000-0000-0000-0000-000000000001
az extension add --name aks-preview
az feature register --namespace Microsoft.ContainerService -n AKS-Preview
az feature register --namespace Microsoft.Compute -n EncryptionAtHost
az provider register -n Microsoft.ContainerService
az provider register -n Microsoft.Storage
";
    let plan = plan(script);
    assert_eq!(
        plan["connection"],
        json!({ "cloud": "AzureUSGovernment", "gatewayUrl": "https://gateway.example.com/arm" })
    );
    assert_eq!(plan["features"], json!(["AKS-Preview", "Microsoft.Compute/EncryptionAtHost"]));
    assert_eq!(
        remarks(script),
        [
            "4: extension `aks-preview` is not kept",
            "8: registration of provider `Microsoft.Storage` is not kept",
        ]
    );
}

#[test]
fn slips_in_arguments_are_told() {
    for (arguments, expected) in [
        ("--node-cuont 3", "1: az aks create has no --node-cuont, Some(\"--node-count\")"),
        ("--enable-keda true", "1: az aks create has no true, None"),
        ("--uptime-sla", "1: --uptime-sla is gone, \"--tier standard\""),
        ("--node-zones 1 2", "1: --node-zones is --zones"),
        (
            "--enable-pod-identity",
            "1: --enable-pod-identity is gone, \"--enable-workload-identity\"",
        ),
        ("--kube-proxy-config k.json", "1: `--kube-proxy-config` of `az aks create` is not kept"),
        ("--max-pods", "1: `--max-pods` of `az aks create` without a value is not understood"),
        ("--enable-az", "1: `--enable-az` of `az aks create` is not understood"),
        (
            "--gpu-instance-profile MIG9g",
            "1: `MIG9g` as value of `--gpu-instance-profile` is not understood",
        ),
        ("$MORE", "1: `${MORE}` among the arguments of `az aks create` is not understood"),
        ("--client-secret x", "1: `--client-secret` of `az aks create` is not kept"),
    ] {
        let found = remarks(&format!("az aks create -g rg -n aks {arguments}"));
        assert!(found.iter().any(|it| it == expected), "{arguments}: {found:?}");
    }
    assert_eq!(cluster("--uptime-sla")["sku"]["tier"], "Standard");
    assert_eq!(pool("--node-zones 1 2")["availabilityZones"], json!(["1", "2"]));
    assert_eq!(
        remarks("az aks create -n aks"),
        ["1: the missing `--resource-group` of `az aks create` is not understood"]
    );
}

#[test]
fn commands_about_other_things_are_left_alone() {
    let silent = "\
az login
az acr build -r registry -t app .
az aks get-credentials -g rg -n aks
az aks show -g rg -n aks -o table
kubectl apply -f app.yaml
helm install a b
sudo az vm list
echo az aks create
";
    assert_eq!(remarks(silent), Vec::<String>::new());
    assert_eq!(plan(silent), json!({}));
    assert_eq!(
        remarks("az network firewall create -g rg -n fw\naz aks creat -n a\naz group delete -n rg"),
        [
            "1: `az network firewall create` is not kept",
            "2: `az aks creat` is not understood",
            "3: `az group delete` is not kept",
        ]
    );
}

/// The commands that a plan is read from.
const COMMANDS: &[&str] = &[
    "group create -n rg -l westeurope",
    "network vnet create -g rg -n v",
    "network vnet update -g rg -n v",
    "network vnet subnet create -g rg --vnet-name v -n s",
    "network vnet subnet update -g rg --vnet-name v -n s",
    "network vnet peering create -g rg --vnet-name v -n p --remote-vnet w",
    "network nat gateway create -g rg -n nat",
    "network nat gateway update -g rg -n nat",
    "network route-table create -g rg -n rt",
    "network route-table update -g rg -n rt",
    "network route-table route create -g rg --route-table-name rt -n r",
    "network nsg create -g rg -n nsg",
    "network nsg rule create -g rg --nsg-name nsg -n r --priority 100",
    "identity create -g rg -n id",
    "aks create -g rg -n aks",
    "aks update -g rg -n aks",
    "aks upgrade -g rg -n aks",
    "aks enable-addons -g rg -n aks -a monitoring",
    "aks disable-addons -g rg -n aks -a monitoring",
    "aks approuting enable -g rg -n aks",
    "aks approuting update -g rg -n aks",
    "aks mesh enable -g rg -n aks",
    "aks maintenanceconfiguration add -g rg --cluster-name aks -n w",
    "aks maintenanceconfiguration update -g rg --cluster-name aks -n w",
    "aks nodepool add -g rg --cluster-name aks -n more",
    "aks nodepool update -g rg --cluster-name aks -n nodepool1",
    "aks nodepool upgrade -g rg --cluster-name aks -n nodepool1",
];

/// Arguments that say how something is named or done, not what is made, beside those that say so of
/// every command.
const NOT_SAID: &[&str] = &[
    // The plan is the same with them: they name what is named already, or are what is usual.
    "--name",
    "--resource-group",
    "--cluster-name",
    "--vnet-name",
    "--nsg-name",
    "--route-table-name",
    "--remote-vnet",
    "--priority",
    "--subscription",
    "--nodepool-name",
    "--allow-vnet-access",
    "--allocation-method",
    "--version",
    "--sku",
    "--zone",
    "--location",
    "--addons",
    "--nsg",
    "--subnet-prefixes",
    "--source-port-ranges",
    "--control-plane-only",
    "--enable-http-proxy",
    "--disable-http-proxy",
    "--disable-cluster-autoscaler",
    "--address-prefixes",
    "--access",
];

/// Every argument that az has for these commands changes the plan, or there is something to say of
/// it.
#[test]
fn no_argument_is_unaccounted_for() {
    let before = "az aks create -g rg -n aks\n";
    let mut unaccounted = Vec::new();
    for line in COMMANDS {
        let words: Vec<&str> = line.split(' ').collect();
        let Named::Command(command, _) = arguments::command(&words) else { panic!("{line}") };
        let start = if line.starts_with("aks create") { "" } else { before };
        let without = format!("{start}az {line}");
        let plain = (plan(&without), remarks(&without));
        for argument in command.arguments() {
            let name = argument.name();
            if is_quiet(name)
                || NOT_SAID.iter().any(|it| argument.spellings().any(|own| own == *it))
            {
                continue;
            }
            let choice = argument.choices().and_then(|it| it.split(',').next_back());
            let value = match argument.values() {
                Values::None => "",
                _ => choice.unwrap_or("7"),
            };
            let with = format!("{without} {name} '{value}'");
            let with = if value.is_empty() { format!("{without} {name}") } else { with };
            if (plan(&with), remarks(&with)) == plain {
                unaccounted.push(with);
            }
        }
    }
    assert_eq!(unaccounted, Vec::<String>::new());
}

#[test]
fn mappings_say_values_both_ways() {
    use super::mapping::{self, Kind};
    for it in mapping::all() {
        let value = match it.kind {
            Kind::Text => json!("text"),
            Kind::Word(_) => continue,
            Kind::Number => json!(7),
            Kind::Switch(on) => json!(on),
            Kind::Says(word) => json!(word),
            Kind::Object => json!({}),
            Kind::Flag => json!(false),
            Kind::Single => json!(["one"]),
            Kind::Commas | Kind::Words => json!(["one", "two"]),
            Kind::CommaWords(_) => json!(["IPv4", "IPv6"]),
            Kind::Map => json!({ "a": "b=c", "d": "" }),
            Kind::File => {
                assert_eq!(it.kind.words(&json!({})), None);
                continue;
            }
        };
        let words = it.kind.words(&value).unwrap();
        let words: Vec<_> =
            words.into_iter().map(|it| super::call::Word::assumed(it, 0..0)).collect();
        assert_eq!(it.kind.value(&words).unwrap().value, value, "{}", it.argument);
    }
}
