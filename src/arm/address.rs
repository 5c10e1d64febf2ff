//! Where requests go, and which links of an answer may be followed.

use crate::azure_facts::clouds::{authority, graph, resource_manager};
use crate::model::Cloud;

/// Where Azure Resource Manager is reached: in a cloud, or through a gateway in front of it. Also
/// where Microsoft Graph is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Without a slash at its end.
    base: String,
    cloud: Cloud,
    /// The service's own address in the cloud.
    home: &'static str,
}

impl From<Cloud> for Address {
    fn from(cloud: Cloud) -> Self {
        let home = resource_manager(cloud);
        Self { base: home.to_string(), cloud, home }
    }
}

impl Address {
    /// Microsoft Graph of a cloud.
    #[must_use]
    pub fn graph(cloud: Cloud) -> Self {
        let home = graph(cloud);
        Self { base: home.to_string(), cloud, home }
    }

    /// Microsoft Graph of a cloud, at another address.
    ///
    /// # Errors
    /// Why no token may be sent there.
    pub fn graph_through(base: &str, cloud: Cloud) -> Result<Self, String> {
        Ok(Self { home: graph(cloud), ..Self::through(base, cloud)? })
    }

    /// The cloud.
    #[must_use]
    pub const fn cloud(&self) -> Cloud {
        self.cloud
    }

    /// Whether it is another address than the service's own.
    #[must_use]
    pub fn is_other(&self) -> bool {
        self.base != self.home
    }

    /// The address of a gateway, such as `https://gateway.example.com/arm`, in front of a cloud.
    ///
    /// # Errors
    /// Why no token may be sent there: only https may carry one, but for this machine itself.
    pub fn through(base: &str, cloud: Cloud) -> Result<Self, String> {
        let base = base.trim().trim_end_matches('/');
        // A query or a name may be a secret.
        let shown = base.split(['?', '#']).next().unwrap_or_default();
        let shown = shown.rsplit('@').next().unwrap_or_default();
        let refused = |why: &str| Err(format!("`{shown}` can't be the base address: {why}"));
        let Some((scheme, rest)) = base.split_once("://") else {
            return refused("it does not begin with `https://`");
        };
        let host = rest.split('/').next().unwrap_or_default();
        if host.is_empty() || host.contains(|it: char| it.is_whitespace() || it == '\\') {
            return refused("it names no host");
        }
        if host.contains('@') {
            return refused("a name or password has no place in it");
        }
        if rest.contains(['?', '#']) {
            return refused("it has a query or fragment; a key belongs into `subscriptionKey`");
        }
        match scheme.to_ascii_lowercase().as_str() {
            "https" => {}
            "http" if is_this_machine(host) => {}
            "http" => return refused("a token would be sent without encryption"),
            _ => return refused("it does not begin with `https://`"),
        }
        Ok(Self { base: base.to_string(), cloud, home: resource_manager(cloud) })
    }

    /// The address that path and query are sent to.
    #[must_use]
    pub fn url(&self, path_and_query: &str) -> String {
        format!("{}{path_and_query}", self.base)
    }

    /// What a token must be made for.
    #[must_use]
    pub fn scope(&self) -> String {
        format!("{}/.default", self.home)
    }

    /// Who gives it.
    #[must_use]
    pub fn authority(&self) -> &'static str {
        authority(self.cloud)
    }

    /// Path and query of a link in an answer, where it leads to Azure Resource Manager. Behind a
    /// gateway its links name Azure's own host, and are followed through the gateway. A link to
    /// anywhere else is none: whoever answers there would get the token.
    #[must_use]
    pub fn follow(&self, link: &str) -> Option<String> {
        let link = link.trim();
        if link.contains(|it: char| it.is_control() || it.is_whitespace() || it == '\\') {
            return None;
        }
        if link.starts_with('/') {
            return (!link.starts_with("//")).then(|| link.to_string());
        }
        let within = |base: &str| {
            let rest = strip_prefix(link, base)?;
            let rest =
                rest.strip_prefix(":443").filter(|_| base.starts_with("https:")).unwrap_or(rest);
            rest.starts_with('/').then(|| rest.to_string())
        };
        within(&self.base).or_else(|| within(self.home))
    }
}

/// Whether a host, maybe with a port, is this machine.
fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => host.split(':').next(),
    };
    name.is_some_and(|it| it.eq_ignore_ascii_case("localhost") || it == "127.0.0.1" || it == "::1")
}

fn strip_prefix<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let start = text.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| text.get(prefix.len()..)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_go_over_https_or_stay_on_this_machine() {
        for base in [
            "https://gateway.example.com/arm",
            "https://gateway.example.com:8443",
            "http://127.0.0.1:8080",
            "http://localhost",
            "http://[::1]:8080/arm",
        ] {
            let address = Address::through(&format!("{base}/"), Cloud::AzureCloud).unwrap();
            assert_eq!(address.url("/subscriptions?a=b"), format!("{base}/subscriptions?a=b"));
        }
        for base in [
            "",
            "gateway.example.com",
            "http://gateway.example.com",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "ftp://gateway.example.com",
            "https://",
            "https://me:secret@gateway.example.com",
            "https://gateway.example.com?key=secret",
            "https://gateway.example.com#x",
            "https://gateway example.com",
        ] {
            let error = Address::through(base, Cloud::AzureCloud).unwrap_err();
            assert!(!error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn only_links_to_azure_resource_manager_are_followed() {
        let public = Address::from(Cloud::AzureCloud);
        let gateway = Address::through("https://g.example.com/arm", Cloud::AzureCloud).unwrap();
        let china = Address::from(Cloud::AzureChinaCloud);
        let ok = Some("/subscriptions?$skiptoken=a%20b".to_string());
        for (address, link, followed) in [
            (&public, "https://management.azure.com/subscriptions?$skiptoken=a%20b", &ok),
            (&public, "https://management.azure.com:443/subscriptions?$skiptoken=a%20b", &ok),
            (&public, "HTTPS://Management.Azure.com/subscriptions?$skiptoken=a%20b", &ok),
            (&public, "/subscriptions?$skiptoken=a%20b", &ok),
            (&gateway, "https://g.example.com/arm/subscriptions?$skiptoken=a%20b", &ok),
            (&gateway, "https://management.azure.com/subscriptions?$skiptoken=a%20b", &ok),
            (&public, "http://management.azure.com/subscriptions", &None),
            (&public, "https://management.azure.com.example.com/subscriptions", &None),
            (&public, "https://management.azure.com@example.com/subscriptions", &None),
            (&public, "https://management.azure.com:444/subscriptions", &None),
            (&public, "https://management.azure.com\\@example.com/", &None),
            (&public, "https://example.com/subscriptions", &None),
            (&public, "//example.com/subscriptions", &None),
            (&public, "subscriptions", &None),
            (&public, "", &None),
            (&public, "https://management.chinacloudapi.cn/subscriptions", &None),
            (&gateway, "https://g.example.com/other/subscriptions", &None),
            (&gateway, "https://g.example.com/armed", &None),
            (&china, "https://management.azure.com/subscriptions", &None),
        ] {
            assert_eq!(&address.follow(link), followed, "{link}");
        }
    }
}
