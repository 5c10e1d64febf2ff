//! `az aks nodepool …`.

use super::Script;
use super::call::Call;
use super::mapping::POOL;
use super::things::{Id, Kind};

impl Script {
    /// A pool that is added or changed.
    pub(super) fn pool(&mut self, call: &mut Call) -> Id {
        let is_new = call.command.name == "aks nodepool add";
        let parent = Some("--cluster-name");
        let id = if is_new {
            self.make(call, Kind::Pool, parent)
        } else {
            self.change(call, Kind::Pool, parent)
        };
        if let Some(given) = call.take_given("--node-image-only") {
            let what = format!("`--node-image-only` of `{}`", call.title());
            self.not_kept(given.range, what, "a plan names no versions of node images");
        }
        self.apply(call, &id, &[(&id, POOL)]);
        if is_new {
            self.as_az_makes_it(&id, &call.range.clone());
        } else {
            self.without_outgrown_count(call, &id);
        }
        self.without_unused_range(call, &id);
        id
    }
}
