//! What is made of answers as Azure gives them.

use super::*;
use crate::arm::client::{AzureProgress, Limits, Pass, Renewal};
use crate::arm::import;
use crate::arm::{Address, Answer, Fault, Wire};
use crate::model::Cloud;
use serde_json::json;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::ready;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// Answers by path and query; everything else is not found.
#[derive(Default)]
struct Store {
    answers: BTreeMap<String, (u16, Value)>,
    asked: RefCell<Vec<String>>,
}

impl Host for Store {
    fn send(
        &self,
        wire: &Wire,
        _: Pass,
        _: Duration,
    ) -> impl Future<Output = Result<Answer, Fault>> {
        let path = wire.url.strip_prefix("https://management.azure.com").unwrap();
        self.asked.borrow_mut().push(path.to_string());
        let missing = (404, json!({ "error": { "code": "NotFound", "message": "not there" } }));
        let (status, body) = self.answers.get(path).cloned().unwrap_or(missing);
        ready(Ok(Answer { status, headers: Vec::new(), body: body.to_string().into_bytes() }))
    }

    fn wait(&self, _: Duration) -> impl Future<Output = Result<(), Fault>> {
        ready(Ok(()))
    }

    fn token(&self, _: Option<Renewal>) -> impl Future<Output = Result<Pass, AzureError>> {
        ready(Ok(Pass::default()))
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn random(&self) -> f64 {
        0.0
    }

    fn progress(&self, _: &AzureProgress<'_>) {}
}

fn client(answers: &[(&str, Value)]) -> Client<Store> {
    let answers = answers.iter().map(|(path, body)| ((*path).to_string(), (200, body.clone())));
    let host = Store { answers: answers.collect(), ..Store::default() };
    Client { host, address: Address::from(Cloud::AzureCloud), limits: Limits::default() }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits for something"),
    }
}

fn json_of(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[test]
fn who_may_see_what() {
    let client = client(&[
        (
            "/subscriptions?api-version=2022-12-01",
            json!({ "value": [
            { "subscriptionId": "s1", "displayName": "Shop", "state": "Enabled", "tenantId": "t1" },
            { "subscriptionId": "s2" },
        ] }),
        ),
        (
            "/tenants?api-version=2022-12-01",
            json!({ "value": [
            { "tenantId": "t1", "displayName": "Contoso", "defaultDomain": "contoso.onmicrosoft.com" },
        ] }),
        ),
        (
            "/subscriptions/s1/resourcegroups?api-version=2024-11-01",
            json!({ "value": [
            { "id": "/subscriptions/s1/resourceGroups/MC_a", "name": "MC_a", "location": "westeurope",
                "managedBy": "/subscriptions/s1/x" },
        ] }),
        ),
        (
            "/subscriptions/s1/providers/Microsoft.Features/providers/Microsoft.ContainerService/features\
          ?api-version=2021-07-01",
            json!({ "value": [
            { "name": "Microsoft.ContainerService/SomePreview", "properties": { "state": "NotRegistered" } },
        ] }),
        ),
        (
            "/subscriptions/s1/providers?api-version=2024-11-01",
            json!({ "value": [
            { "namespace": "Microsoft.Network", "registrationState": "Registered", "resourceTypes": [] },
        ] }),
        ),
    ]);
    assert_eq!(
        json_of(&run(subscriptions(&client)).unwrap()),
        json!([
            { "subscriptionId": "s1", "name": "Shop", "state": "Enabled", "tenantId": "t1" },
            { "subscriptionId": "s2", "name": "", "state": "", "tenantId": "" },
        ])
    );
    assert_eq!(
        json_of(&run(tenants(&client)).unwrap()),
        json!([{ "tenantId": "t1", "name": "Contoso", "defaultDomain": "contoso.onmicrosoft.com" }])
    );
    assert_eq!(
        json_of(&run(resource_groups(&client, "s1")).unwrap()),
        json!([{ "id": "/subscriptions/s1/resourceGroups/MC_a", "name": "MC_a",
            "location": "westeurope", "managedBy": "/subscriptions/s1/x" }])
    );
    assert_eq!(
        json_of(&run(features(&client, "s1", "Microsoft.ContainerService")).unwrap()),
        json!([{ "name": "SomePreview", "state": "NotRegistered" }])
    );
    assert_eq!(
        json_of(&run(providers(&client, "s1")).unwrap()),
        json!([{ "namespace": "Microsoft.Network", "state": "Registered" }])
    );
    assert_eq!(
        run(resource_groups(&client, "s2")).unwrap_err().message,
        "GET /subscriptions/s2/resourcegroups: Azure answers 404, NotFound: not there"
    );
}

#[test]
fn what_a_region_offers() {
    let client = client(&[
        (
            "/subscriptions/s1/providers/Microsoft.Compute/skus?api-version=2021-07-01\
          &$filter=location%20eq%20%27westeurope%27",
            json!({ "value": [
            { "resourceType": "disks", "name": "Premium_LRS" },
            { "resourceType": "virtualMachines", "name": "Standard_D4s_v5", "family": "standardDSv5Family",
                "locations": ["westeurope"],
                "locationInfo": [{ "location": "westeurope", "zones": ["3", "1", "2"] }],
                "capabilities": [
                    { "name": "vCPUs", "value": "4" }, { "name": "MemoryGB", "value": "16" },
                    { "name": "CpuArchitectureType", "value": "x64" },
                    { "name": "EphemeralOSDiskSupported", "value": "False" },
                    { "name": "AcceleratedNetworkingEnabled", "value": "True" },
                ],
                "restrictions": [
                    { "type": "Zone", "reasonCode": "NotAvailableForSubscription",
                        "restrictionInfo": { "locations": ["westeurope"], "zones": ["2"] } },
                ] },
            { "resourceType": "virtualMachines", "name": "Standard_A0", "restrictions": [
                { "type": "Location", "values": ["westeurope"], "reasonCode": "QuotaId",
                    "restrictionInfo": { "locations": ["westeurope"] } },
            ] },
        ] }),
        ),
        (
            "/subscriptions/s1/providers/Microsoft.ContainerService/locations/westeurope/kubernetesVersions\
          ?api-version=2026-06-01",
            json!({ "values": [
            { "version": "1.35", "isDefault": true, "capabilities": { "supportPlan": ["KubernetesOfficial"] },
                "patchVersions": { "1.35.1": { "upgrades": ["1.35.2"] }, "1.35.2": { "upgrades": [] } } },
            { "version": "1.37", "isPreview": true, "patchVersions": {} },
        ] }),
        ),
        (
            "/subscriptions/s1/providers/Microsoft.Compute/locations/westeurope/usages?api-version=2024-11-01",
            json!({ "value": [
                { "name": { "value": "cores", "localizedValue": "Total Regional vCPUs" },
                    "currentValue": 12, "limit": 100, "unit": "Count" },
            ] }),
        ),
        (
            "/subscriptions/s1/providers/Microsoft.Network/locations/westeurope/usages?api-version=2023-09-01",
            json!({ "value": [
                { "name": { "value": "PublicIPAddresses" }, "currentValue": 1, "limit": -1 },
            ] }),
        ),
    ]);
    assert_eq!(
        json_of(&run(vm_sizes(&client, "s1", "westeurope")).unwrap()),
        json!([
            { "name": "Standard_D4s_v5", "family": "standardDSv5Family", "vCpus": 4, "memoryGiB": 16.0,
                "architecture": "x64", "ephemeralOsDisk": false, "acceleratedNetworking": true,
                "zones": ["1", "2", "3"],
                "restrictions": [{ "reason": "NotAvailableForSubscription", "zones": ["2"] }] },
            { "name": "Standard_A0", "family": "", "ephemeralOsDisk": false,
                "acceleratedNetworking": false, "zones": [],
                "restrictions": [{ "reason": "QuotaId", "zones": [] }] },
        ])
    );
    assert_eq!(
        json_of(&run(kubernetes_versions(&client, "s1", "westeurope")).unwrap()),
        json!([
            { "version": "1.35", "supportPlans": ["KubernetesOfficial"], "isDefault": true,
                "isPreview": false, "patchVersions": [
                    { "version": "1.35.1", "upgrades": ["1.35.2"] },
                    { "version": "1.35.2", "upgrades": [] },
                ] },
            { "version": "1.37", "supportPlans": [], "isDefault": false, "isPreview": true,
                "patchVersions": [] },
        ])
    );
    assert_eq!(
        json_of(&run(usages(&client, "s1", "westeurope")).unwrap()),
        json!([
            { "name": "cores", "title": "Total Regional vCPUs", "current": 12, "limit": 100,
                "provider": "Microsoft.Compute" },
            { "name": "PublicIPAddresses", "title": "", "current": 1, "limit": -1,
                "provider": "Microsoft.Network" },
        ])
    );
}

const GROUP: &str = "/subscriptions/s1/resourceGroups/rg";

fn id(rest: &str) -> String {
    format!("{GROUP}/providers/{rest}")
}

fn network() -> Value {
    let network = id("Microsoft.Network/virtualNetworks/hub net");
    json!({
        "id": network, "name": "hub net", "type": "Microsoft.Network/virtualNetworks",
        "location": "westeurope",
        "properties": {
            "provisioningState": "Succeeded",
            "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
            "subnets": [
                { "id": format!("{network}/subnets/nodes"), "name": "nodes", "properties": {
                    "addressPrefix": "10.0.0.0/22", "ipConfigurations": [{ "id": "a" }, { "id": "b" }],
                    "routeTable": { "id": id("Microsoft.Network/routeTables/routes") } } },
                { "id": format!("{network}/subnets/other"), "name": "other", "properties": {
                    "addressPrefixes": ["10.0.4.0/24", "fd00::/64"],
                    "delegations": [{ "properties": { "serviceName": "Microsoft.Web/serverFarms" } }],
                    "networkSecurityGroup": { "id": id("Microsoft.Network/networkSecurityGroups/other") },
                    "natGateway": { "id": id("Microsoft.Network/natGateways/other") } } },
            ],
            "virtualNetworkPeerings": [
                { "name": "to-spoke", "properties": {
                    "remoteVirtualNetwork": { "id": id("Microsoft.Network/virtualNetworks/spoke") },
                    "remoteAddressSpace": { "addressPrefixes": ["10.1.0.0/16"] },
                    "remoteVirtualNetworkAddressSpace": { "addressPrefixes": ["10.1.0.0/16", "10.2.0.0/16"] },
                    "peeringState": "Connected" } },
            ],
        },
    })
}

fn cluster() -> Value {
    let network = id("Microsoft.Network/virtualNetworks/hub net");
    let own = id("Microsoft.ManagedIdentity/userAssignedIdentities/own");
    json!({
        "id": id("Microsoft.ContainerService/managedClusters/aks"), "name": "aks",
        "type": "Microsoft.ContainerService/managedClusters", "location": "westeurope",
        "sku": { "name": "Base", "tier": "Standard" },
        "identity": { "type": "UserAssigned",
            "userAssignedIdentities": { own: { "principalId": "p", "clientId": "c" } } },
        "properties": {
            "provisioningState": "Succeeded", "powerState": { "code": "Running" },
            "kubernetesVersion": "1.35", "currentKubernetesVersion": "1.35.2",
            "nodeResourceGroup": "MC_rg_aks",
            "networkProfile": { "networkPlugin": "azure", "networkPluginMode": "overlay",
                "podCidr": "10.244.0.0/16", "podCidrs": ["10.244.0.0/16"], "serviceCidr": "10.100.0.0/16",
                "loadBalancerProfile": { "effectiveOutboundIPs": [{ "id":
                    "/subscriptions/s1/resourceGroups/mc_rg_aks/providers/Microsoft.Network/publicIPAddresses/x"
                }] } },
            "identityProfile": { "kubeletidentity": { "resourceId":
                "/subscriptions/s1/resourcegroups/MC_rg_aks/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aks-agentpool"
            } },
            "agentPoolProfiles": [{ "name": "system", "mode": "System", "vmSize": "Standard_D4s_v5", "count": 3,
                "maxPods": 250, "type": "VirtualMachineScaleSets", "osType": "Linux",
                "vnetSubnetID": format!("{network}/subnets/nodes") }],
        },
    })
}

#[test]
fn what_decides_about_addresses() {
    let client = client(&[
        (
            "/subscriptions/s1/resourceGroups/r%20g/providers/Microsoft.Network/virtualNetworks\
          ?api-version=2025-07-01",
            json!({ "value": [network()] }),
        ),
        (
            "/subscriptions/s1/providers/Microsoft.Network/routeTables?api-version=2025-07-01",
            json!({ "value": [{ "id": id("Microsoft.Network/routeTables/routes"), "name": "routes",
                "location": "westeurope", "properties": {
                    "routes": [{ "name": "all", "properties": { "addressPrefix": "0.0.0.0/0",
                        "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.9.4" } }],
                    "subnets": [{ "id": "nodes" }] } }] }),
        ),
        (
            "/subscriptions/s1/providers/Microsoft.ContainerService/managedClusters?api-version=2026-06-01",
            json!({ "value": [cluster()] }),
        ),
    ]);
    assert_eq!(
        json_of(&run(virtual_networks(&client, "s1", Some("r g"))).unwrap()),
        json!([{
            "id": id("Microsoft.Network/virtualNetworks/hub net"), "name": "hub net",
            "resourceGroup": "rg", "location": "westeurope", "addressPrefixes": ["10.0.0.0/16"],
            "subnets": [
                { "id": id("Microsoft.Network/virtualNetworks/hub net/subnets/nodes"), "name": "nodes",
                    "addressPrefixes": ["10.0.0.0/22"], "ipConfigurations": 2, "delegations": [],
                    "routeTableId": id("Microsoft.Network/routeTables/routes") },
                { "id": id("Microsoft.Network/virtualNetworks/hub net/subnets/other"), "name": "other",
                    "addressPrefixes": ["10.0.4.0/24", "fd00::/64"], "ipConfigurations": 0,
                    "delegations": ["Microsoft.Web/serverFarms"],
                    "natGatewayId": id("Microsoft.Network/natGateways/other"),
                    "networkSecurityGroupId": id("Microsoft.Network/networkSecurityGroups/other") },
            ],
            "peerings": [{ "name": "to-spoke", "state": "Connected",
                "remoteVirtualNetworkId": id("Microsoft.Network/virtualNetworks/spoke"),
                "remoteAddressPrefixes": ["10.1.0.0/16", "10.2.0.0/16"] }],
        }])
    );
    assert_eq!(
        json_of(&run(route_tables(&client, "s1", None)).unwrap()),
        json!([{ "id": id("Microsoft.Network/routeTables/routes"), "name": "routes",
            "resourceGroup": "rg", "location": "westeurope",
            "routes": [{ "name": "all", "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance",
                "nextHopIpAddress": "10.0.9.4" }],
            "subnetIds": ["nodes"] }])
    );
    assert_eq!(
        json_of(&run(clusters(&client, "s1", None)).unwrap()),
        json!([{ "id": id("Microsoft.ContainerService/managedClusters/aks"), "name": "aks",
            "resourceGroup": "rg", "location": "westeurope", "kubernetesVersion": "1.35.2",
            "provisioningState": "Succeeded", "powerState": "Running", "nodeResourceGroup": "MC_rg_aks",
            "networkPlugin": "azure", "networkPluginMode": "overlay", "podCidrs": ["10.244.0.0/16"],
            "serviceCidrs": ["10.100.0.0/16"],
            "pools": [{ "name": "system", "mode": "System", "vmSize": "Standard_D4s_v5", "count": 3,
                "maxPods": 250,
                "vnetSubnetId": id("Microsoft.Network/virtualNetworks/hub net/subnets/nodes") }] }])
    );
}

fn path(id: &str, version: &str) -> String {
    format!("{}?api-version={version}", super::super::request::resource_path(id).unwrap())
}

#[test]
fn clusters_are_read_with_what_they_refer_to() {
    let aks = id("Microsoft.ContainerService/managedClusters/aks");
    let own = id("Microsoft.ManagedIdentity/userAssignedIdentities/own");
    let window =
        json!({ "id": format!("{aks}/maintenanceConfigurations/default"), "name": "default" });
    let answers = [
        (path(&aks, "2026-06-01"), cluster()),
        (
            path(&format!("{aks}/maintenanceConfigurations"), "2026-06-01"),
            json!({ "value": [window] }),
        ),
        (path(&id("Microsoft.Network/virtualNetworks/hub net"), "2025-07-01"), network()),
        (
            path(&id("Microsoft.Network/routeTables/routes"), "2025-07-01"),
            json!({ "id": "routes" }),
        ),
    ];
    let answers: Vec<(&str, Value)> =
        answers.iter().map(|(k, v)| (k.as_str(), v.clone())).collect();
    let client = client(&answers);
    let imported = run(import::read(&client, std::slice::from_ref(&aks))).unwrap();
    assert_eq!(imported.resources, [cluster(), window, network(), json!({ "id": "routes" })]);
    // Neither what Azure made for the cluster, nor what belongs to other subnets, nor the peer.
    assert_eq!(client.host.asked.borrow().len(), 5);
    let [unread] = &imported.unread[..] else { panic!("{:?}", imported.unread) };
    assert_eq!(unread.id, own);
    assert!(
        unread.message.ends_with("Azure answers 404, NotFound: not there"),
        "{}",
        unread.message
    );

    let missing = id("Microsoft.ContainerService/managedClusters/other");
    let error = run(import::read(&client, &[aks, missing])).unwrap_err();
    assert_eq!(error.status, Some(404));
    for id in ["", "aks", &own, "/subscriptions/s1", "/subscriptions/../x/managedClusters/a"] {
        let error = run(import::read(&client, &[id.to_string()])).unwrap_err();
        assert!(error.message.contains("is not the id of a cluster"), "{error}");
    }
}
