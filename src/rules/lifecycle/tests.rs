//! What a day changes.

use crate::finding::{Finding, Severity};
use serde_json::{Value, json};

fn found(example: &Value, as_of: &str, rule: &str) -> Option<Finding> {
    let plan = crate::example::over_base(example);
    let findings = crate::check_value(&plan, as_of.parse::<jiff::civil::Date>().unwrap()).findings;
    findings.into_iter().find(|it| it.rule == rule)
}

fn says(example: &Value, as_of: &str, rule: &str) -> (Severity, String) {
    let finding = found(example, as_of, rule).unwrap();
    (finding.severity, finding.message)
}

#[test]
fn a_warning_becomes_an_error_on_the_day() {
    let kubenet = json!({ "clusters": [{ "networkProfile": {
        "networkPlugin": "kubenet", "networkPluginMode": null } }] });
    let on = |day| says(&kubenet, day, "kubenet-ending");
    let warning = "kubenet will be retired on 2028-03-31, in 494 days".to_string();
    assert_eq!(on("2026-11-23"), (Severity::Warning, warning));
    let last = "kubenet will be retired on 2028-03-31, in 1 day".to_string();
    assert_eq!(on("2028-03-30"), (Severity::Warning, last));
    assert_eq!(
        on("2028-03-31"),
        (Severity::Error, "kubenet was retired on 2028-03-31".to_string())
    );
}

#[test]
fn what_exists_outlives_what_is_blocked() {
    let basic = |existing| {
        json!({ "clusters": [{
        "existing": existing, "networkProfile": { "loadBalancerSku": "basic" } }] })
    };
    let on = |existing, day| says(&basic(existing), day, "basic-load-balancer").0;
    assert_eq!(on(false, "2025-03-30"), Severity::Warning);
    assert_eq!(on(false, "2025-03-31"), Severity::Error);
    assert_eq!(on(true, "2025-03-31"), Severity::Warning);
    assert_eq!(on(true, "2025-09-30"), Severity::Error);
}

#[test]
fn without_support_it_goes_on() {
    let nginx =
        json!({ "clusters": [{ "ingressProfile": { "webAppRouting": { "enabled": true } } }] });
    let on = |day| says(&nginx, day, "nginx-routing-ending");
    assert_eq!(
        on("2026-11-23"),
        (
            Severity::Warning,
            "support for application routing with NGINX ends on 2026-11-30, in 7 days".to_string()
        )
    );
    assert_eq!(on("2027-01-01").0, Severity::Warning);
}

/// Of two ways on, the fix takes the one that is supported on the day.
#[test]
fn http_application_routing_is_followed_by_what_is_supported() {
    let routing = json!({ "clusters": [{
        "addonProfiles": { "httpApplicationRouting": { "enabled": true } } }] });
    let title = |day| {
        let finding = found(&routing, day, "http-application-routing-ended").unwrap();
        finding.fix.unwrap().title
    };
    assert_eq!(title("2025-06-01"), "take the application routing add-on");
    assert_eq!(title("2026-11-23"), "take application routing with the Gateway API");
    assert_eq!(title("2027-06-01"), "take application routing with the Gateway API");
}

#[test]
fn a_preview_feature_is_needed_until_it_is_general() {
    let feature = json!({ "features": ["AutoUpgradePreview"] });
    let rule = "preview-feature-not-needed";
    assert!(found(&feature, "2021-11-10", rule).is_none());
    let message = says(&feature, "2021-11-11", rule).1;
    assert_eq!(
        message,
        "`AutoUpgradePreview` is not needed: automatic cluster upgrade is generally available \
         since 2021-11-11"
    );
}
