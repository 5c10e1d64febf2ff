//! What Azure says before anything is made. Where Azure was not asked, these rules say nothing.

mod existing_missing;
mod feature_not_registered;
mod name_taken;
mod network_quota;
mod not_ready;
mod peering_not_connected;
mod permission_missing;
mod provider_not_registered;
pub(crate) mod quota;
mod quota_exceeded;
mod quota_for_growth;
mod role_not_assignable;
mod subnet_taken;
mod subscription_disabled;
mod vm_size_in_zones;
mod vm_size_lacks;
mod vm_size_not_offered;

use super::{Context, Rule};
use crate::live::{self, Live, Region, VmSize};
use crate::lower::{Cluster, Lowered, Pool};

pub(super) static RULES: &[&Rule] = &[
    &subscription_disabled::RULE,
    &permission_missing::RULE,
    &provider_not_registered::RULE,
    &feature_not_registered::RULE,
    &vm_size_not_offered::RULE,
    &vm_size_in_zones::RULE,
    &vm_size_lacks::RULE,
    &quota_exceeded::RULE,
    &quota_for_growth::RULE,
    &network_quota::RULE,
    &existing_missing::RULE,
    &not_ready::RULE,
    &name_taken::RULE,
    &subnet_taken::RULE,
    &peering_not_connected::RULE,
    &role_not_assignable::RULE,
];

/// A pool of the plan with what Azure says of it.
struct Asked<'c> {
    cluster: &'c Cluster<'c>,
    pool: &'c Pool<'c>,
    /// What its region offers.
    region: &'c Region,
    /// The name of its size; nothing where Azure chooses.
    size: Option<&'c str>,
    /// The pool as it is, where it is there.
    there: Option<&'c live::Pool>,
}

impl Asked<'_> {
    /// What the region says of the size.
    fn offered(&self) -> Option<&VmSize> {
        self.region.vm_sizes.as_ref()?.get(&self.size?.to_ascii_lowercase())
    }

    /// Whether it is there with the size that it is to have.
    fn is_there(&self) -> bool {
        let size = self.size.unwrap_or_default();
        self.there.is_some_and(|it| it.vm_size.eq_ignore_ascii_case(size))
    }
}

/// The pools of the plan in regions that Azure told of.
fn pools<'c>(cx: &'c Context<'_>) -> Vec<Asked<'c>> {
    cx.live.map(|it| pools_of(it, cx.net)).unwrap_or_default()
}

fn pools_of<'c>(live: &'c Live, net: &'c Lowered<'c>) -> Vec<Asked<'c>> {
    let ids = live.ids(net.plan);
    let all = net.pools().filter_map(|(cluster, pool)| {
        let id = ids.and_then(|it| it.cluster(cluster.spec));
        let there = id.and_then(|it| live.cluster(&it)).and_then(|it| {
            it.pools.iter().find(|it| it.name.eq_ignore_ascii_case(&pool.spec.name))
        });
        let size = pool.spec.vm_size.as_deref().map(str::trim);
        let size = size.filter(|it| !it.is_empty() && !it.contains("${"));
        Some(Asked { cluster, pool, region: live.region(&cluster.location)?, size, there })
    });
    all.collect()
}
