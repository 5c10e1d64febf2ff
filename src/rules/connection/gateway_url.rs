//! The address of a gateway, taken apart without a library for it: https, host, path, query.

/// The parts of a gateway's address that rules look at.
pub(super) struct GatewayUrl<'p> {
    /// The word before `://`.
    pub scheme: &'p str,
    /// Name and password before the host.
    pub user: Option<&'p str>,
    /// Host, with its port.
    pub host: &'p str,
    /// Path after the host.
    pub path: &'p str,
    /// What stands after `?` or `#`.
    pub query: Option<&'p str>,
}

impl<'p> GatewayUrl<'p> {
    pub fn parse(text: &'p str) -> Self {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
        let (rest, query) = match rest.split_once(['?', '#']) {
            Some((rest, query)) => (rest, Some(query)),
            None => (rest, None),
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (user, host) = match authority.rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, authority),
        };
        Self { scheme, user, host, path, query: query.filter(|it| !it.is_empty()) }
    }

    /// The address with nothing in it that could be secret.
    pub fn clean(&self) -> String {
        format!("https://{}{}", self.host, self.path.trim_end_matches('/'))
    }

    /// Whether a key or password is part of it.
    pub fn has_key(&self) -> bool {
        let is_key = |part: &str| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let name = name.to_ascii_lowercase();
            ["key", "token", "secret", "password", "code", "sig"].iter().any(|it| name.contains(it))
                || looks_like_key(value)
        };
        self.user.is_some() || self.query.is_some_and(|it| it.split(['&', ';']).any(is_key))
    }
}

/// Whether a text looks like a subscription key: 32 hexadecimal digits.
pub(super) fn looks_like_key(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|it| it.is_ascii_hexdigit())
}
