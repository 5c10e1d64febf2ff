use crate::azure_facts::vm_sizes::VmSize;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A virtual machine size is written as in a price list.
    ///
    /// Azure's names start with `Standard_` and have underscores. Portals and price lists write
    /// `D4s v5`, the API does not take that.
    ///
    /// # Why
    ///
    /// The service does not know the size and refuses the pool; its error lists hundreds of others.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "vmSize": "D4s_v5" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "vmSize": "Standard_D4s_v5" }] }] }
    /// ```
    "vm-size-name", Error, AgentPools, VM_NAMES,
    aliases: ["VMSizeNotSupported"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let Some(size) = &pool.spec.vm_size else { continue };
        // The portal writes spaces where the name has underscores.
        let words = size.trim().replace(' ', "_");
        let is_full = VmSize::parse(&words).is_some();
        let full = if is_full { words } else { format!("Standard_{words}") };
        if VmSize::parse(size).is_none() && VmSize::parse(&full).is_some() {
            let path = pool.at("vmSize");
            report
                .at(&path, format!("{} is no virtual machine size", quoted(size)))
                .help(format!("did you mean `{full}`?"))
                .fix_set(format!("use `{full}`"), path, full);
        }
    }
}
