use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A resource provider is not registered in the subscription yet.
    ///
    /// The script, the requests and the page register what the plan needs. That takes a minute or
    /// two, and a right on the whole subscription.
    ///
    /// # Why
    ///
    /// Who may make resources in a group only is refused there, and somebody else has to register it
    /// first.
    ///
    /// ```live,fails
    /// { "live": { "providers": { "Microsoft.ContainerService": "NotRegistered" } } }
    /// ```
    /// ```live,passes
    /// { "live": { "providers": { "Microsoft.ContainerService": "Registered" } } }
    /// ```
    "provider-not-registered", Info, Preflight, REGISTER_PROVIDER,
    aliases: ["MissingSubscriptionRegistration", "NoRegisteredProviderFound"]
}

fn check(cx: &Context, report: &mut Report) {
    for (namespace, state) in cx.live.iter().flat_map(|it| &it.providers) {
        if state.eq_ignore_ascii_case("Registered") {
            continue;
        }
        let text = format!("resource provider {} is {}", quoted(namespace), quoted(state));
        report.at("", text).help(format!(
            "`az provider register --namespace {namespace}`, by somebody with a role on the \
             subscription"
        ));
    }
}
