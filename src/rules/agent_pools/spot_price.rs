use crate::rules::{Context, Report, rule};

rule! {
    /// A spot pool's price is none.
    ///
    /// A price is above zero, in US dollars an hour with at most five decimals, or -1 to pay up to
    /// the regular price.
    ///
    /// # Why
    ///
    /// az and the service refuse it. At too low a price no machine is had, at -1 none is taken away
    /// for its price.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "scaleSetPriority": "Spot", "spotMaxPrice": 0 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "scaleSetPriority": "Spot", "spotMaxPrice": 0.01234 }] }] }
    /// ```
    "spot-price", Error, AgentPools, SPOT,
    aliases: ["--spot-max-price"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let Some(price) = pool.spec.spot_max_price else { continue };
        let shown = price.to_string();
        let decimals = shown.split_once('.').map_or(0, |(_, it)| it.len());
        let path = pool.at("spotMaxPrice");
        if shown != "-1" && price <= 0.0 {
            report
                .at(&path, format!("`spotMaxPrice` is {shown}, neither above 0 nor -1"))
                .help("use -1 to pay up to the regular price")
                .fix_set("pay up to the regular price", path, -1);
        } else if decimals > 5 {
            report
                .at(&path, format!("`spotMaxPrice` {shown} has {decimals} decimals, the most is 5"))
                .help("round it to five decimals");
        }
    }
}
