//! Arguments that say something of an agent pool: the first one's in `az aks create`, others' in
//! `az aks nodepool`.

use super::{Kind, Mapping, map, words};
use crate::model;
use Kind::{Commas, File, Number, Switch, Text, Words};

/// What every command says of a pool by one name, and what some say by their own.
macro_rules! pool {
    ($($own:expr),* $(,)?) => {
        &[
            map("--node-vm-size", "vmSize", Text),
            map("--node-count", "count", Number),
            map("--enable-cluster-autoscaler", "enableAutoScaling", Switch(true)),
            map("--update-cluster-autoscaler", "enableAutoScaling", Switch(true)),
            map("--disable-cluster-autoscaler", "enableAutoScaling", Switch(false)),
            map("--min-count", "minCount", Number),
            map("--max-count", "maxCount", Number),
            map("--max-pods", "maxPods", Number),
            map("--zones", "availabilityZones", Words),
            map("--os-sku", "osSKU", Kind::Word(words!(model::OsSku))),
            map("--node-osdisk-size", "osDiskSizeGB", Number),
            map("--node-osdisk-type", "osDiskType", Kind::Word(words!(model::OsDiskType))),
            map("--vm-set-type", "type", Kind::Word(words!(model::PoolType))),
            map("--vnet-subnet-id", "vnetSubnet", Text),
            map("--pod-subnet-id", "podSubnet", Text),
            map(
                "--pod-ip-allocation-mode",
                "podIPAllocationMode",
                Kind::Word(words!(model::PodIpAllocationMode)),
            ),
            map("--enable-node-public-ip", "enableNodePublicIP", Switch(true)),
            map("--node-public-ip-prefix-id", "nodePublicIPPrefix", Text),
            map("--enable-encryption-at-host", "enableEncryptionAtHost", Switch(true)),
            map("--enable-ultra-ssd", "enableUltraSSD", Switch(true)),
            map("--enable-fips-image", "enableFIPS", Switch(true)),
            map("--kubelet-config", "kubeletConfig", File),
            map("--linux-os-config", "linuxOSConfig", File),
            $($own),*
        ]
    };
}

/// What arguments of `az aks create` and `az aks update` say of the first pool.
pub(in crate::read) const FIRST_POOL: &[Mapping] = pool![
    map("--nodepool-taints", "nodeTaints", Commas),
    map("--nodepool-labels", "nodeLabels", Kind::Map),
    map("--nodepool-tags", "tags", Kind::Map),
    map("--nodepool-allowed-host-ports", "networkProfile/allowedHostPorts", Words),
    map("--nodepool-asg-ids", "networkProfile/applicationSecurityGroups", Words),
];

/// What arguments of `az aks nodepool add`, `update`, `scale` and `upgrade` say of a pool.
pub(in crate::read) const POOL: &[Mapping] = pool![
    map("--mode", "mode", Kind::Word(words!(model::PoolMode))),
    map("--os-type", "osType", Kind::Word(words!(model::OsType))),
    map("--node-taints", "nodeTaints", Commas),
    map("--labels", "nodeLabels", Kind::Map),
    map("--tags", "tags", Kind::Map),
    map("--disable-fips-image", "enableFIPS", Switch(false)),
    map("--allowed-host-ports", "networkProfile/allowedHostPorts", Words),
    map("--asg-ids", "networkProfile/applicationSecurityGroups", Words),
    map("--kubernetes-version", "orchestratorVersion", Text),
    map("--priority", "scaleSetPriority", Kind::Word(words!(model::ScaleSetPriority))),
    map("--eviction-policy", "scaleSetEvictionPolicy", Kind::Word(words!(model::EvictionPolicy))),
    map("--spot-max-price", "spotMaxPrice", Number),
    map("--gateway-prefix-size", "gatewayProfile/publicIPPrefixSize", Number),
    map("--disable-windows-outbound-nat", "windowsProfile/disableOutboundNat", Switch(true)),
    map("--max-surge", "upgradeSettings/maxSurge", Text),
    map("--max-unavailable", "upgradeSettings/maxUnavailable", Text),
    map("--drain-timeout", "upgradeSettings/drainTimeoutInMinutes", Number),
    map("--node-soak-duration", "upgradeSettings/nodeSoakDurationInMinutes", Number),
    map(
        "--undrainable-node-behavior",
        "upgradeSettings/undrainableNodeBehavior",
        Kind::Word(words!(model::UndrainableNodeBehavior)),
    ),
];
