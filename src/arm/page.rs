//! Lists that come in pages.

use super::address::Address;
use super::error::{AzureError, AzureErrorKind};
use super::request::Request;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;

/// So many pages without anything on them may follow each other: Azure filters after it pages.
const MOST_EMPTY: usize = 200;

/// The way through the pages of a list. Each is asked for once: a link back ends it.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    next: Option<Request>,
    seen: BTreeSet<String>,
    /// What pages began with.
    firsts: BTreeSet<String>,
    count: usize,
    items: usize,
    empty: usize,
    /// Items that came before the query that is read.
    before: usize,
    /// How much the query has, as its last page tells.
    total: Option<u64>,
    /// Another query follows, and nobody knows how much it has.
    pub(super) is_part: bool,
    /// How long to wait before the next page.
    pub(super) rest: Duration,
}

/// A page of a list.
#[derive(Deserialize)]
pub(super) struct ListPage<T> {
    /// What is on it. Kubernetes versions are `values`.
    #[serde(alias = "values")]
    pub value: Vec<T>,
    #[serde(rename = "nextLink", alias = "@odata.nextLink", default)]
    pub next_link: Option<String>,
}

/// What Azure Resource Graph says around its records.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct GraphPage {
    pub total_records: Option<u64>,
    pub count: usize,
    #[serde(default)]
    result_truncated: Truncated,
    #[serde(rename = "$skipToken", default)]
    skip_token: Option<String>,
    #[serde(rename = "data")]
    _data: IgnoredAny,
}

/// It is the word `true` and no JSON boolean, today.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Truncated {
    Bool(bool),
    Word(String),
    #[default]
    Absent,
}

impl Pages {
    /// Begins with a request.
    #[must_use]
    pub fn from(first: Request) -> Self {
        let mut pages = Self::default();
        pages.then(first);
        pages
    }

    /// Goes on with another request, and counts on.
    pub fn then(&mut self, first: Request) {
        self.seen.insert(identity(&first));
        self.next = Some(first);
        self.before = self.items;
        self.total = None;
        self.empty = 0;
    }

    /// The next page to ask for; nothing after the last.
    #[must_use]
    pub const fn next(&self) -> Option<&Request> {
        self.next.as_ref()
    }

    /// How many pages came.
    #[must_use]
    pub const fn pages(&self) -> usize {
        self.count
    }

    /// How much came on them.
    #[must_use]
    pub const fn items(&self) -> usize {
        self.items
    }

    /// How much there is in all, where that is known.
    pub(super) fn total(&self) -> Option<u64> {
        let before = u64::try_from(self.before).unwrap_or(u64::MAX);
        self.total.filter(|_| !self.is_part).map(|it| it.saturating_add(before))
    }

    /// How many of the items that were promised did not come, after the last page.
    #[must_use]
    pub fn missing(&self) -> u64 {
        let came = u64::try_from(self.items - self.before).unwrap_or(u64::MAX);
        self.total.unwrap_or_default().saturating_sub(came)
    }

    /// Asks for half as much on each page of Resource Graph, and of one record for no less.
    pub(super) fn halve(&mut self) -> bool {
        let body = self.next.as_mut().and_then(|it| it.body.as_mut());
        let Some(top) = body.and_then(|it| it.pointer_mut("/options/$top")) else { return false };
        match top.as_u64() {
            Some(size @ 2..) => {
                *top = json!(size / 2);
                true
            }
            _ => false,
        }
    }

    /// Goes on by the link of a page with so many items.
    pub(super) fn follow(
        &mut self,
        address: &Address,
        link: Option<&str>,
        items: usize,
        first: Option<&str>,
    ) -> Result<(), AzureError> {
        let next = match link.filter(|it| !it.is_empty()) {
            None => None,
            Some(link) => match address.follow(link) {
                Some(target) => Some(Request::follow(target)),
                None => return Err(self.error(foreign(link))),
            },
        };
        // Every item of a list has an id of its own.
        let is_new = first.is_none_or(|it| self.firsts.insert(it.to_string()));
        self.turn(next, items, !is_new)
    }

    /// Goes on from a page of Resource Graph.
    pub(super) fn skip(&mut self, page: &GraphPage) -> Result<(), AzureError> {
        let truncated = match &page.result_truncated {
            Truncated::Bool(truncated) => *truncated,
            Truncated::Word(word) => word.eq_ignore_ascii_case("true"),
            Truncated::Absent => false,
        };
        let next = match (&page.skip_token, &self.next) {
            (Some(token), Some(now)) if !token.is_empty() => {
                let mut body = now.body.clone().unwrap_or_default();
                if let Some(options) = body.get_mut("options").filter(|it| it.is_object()) {
                    options["$skipToken"] = json!(token);
                } else if let Some(body) = body.as_object_mut() {
                    body.insert("options".to_string(), json!({ "$skipToken": token }));
                }
                Some(now.clone().sending(body))
            }
            _ if truncated => {
                return Err(self.error(AzureError::new(
                    AzureErrorKind::Incomplete,
                    format!("Azure gives {} records and no way to the rest", page.count),
                    "let the query give `id` and order by it, without `limit` and `take`: only then \
                     Resource Graph answers in pages",
                )));
            }
            _ => None,
        };
        self.total = page.total_records;
        self.turn(next, page.count, false)
    }

    fn turn(&mut self, next: Option<Request>, items: usize, again: bool) -> Result<(), AzureError> {
        self.count += 1;
        self.items += items;
        self.empty = if items == 0 { self.empty + 1 } else { 0 };
        if let Some(next) = &next
            && (again || !self.seen.insert(identity(next)) || self.empty > MOST_EMPTY)
        {
            let what = if self.empty > MOST_EMPTY {
                format!("{} pages without anything on them follow each other", self.empty)
            } else if again {
                format!("page {} is one that was read, under another link", self.count)
            } else {
                format!("page {} leads back to one that was read", self.count)
            };
            let help = "ask again later; Azure or the gateway gives wrong links";
            return Err(self.error(AzureError::new(AzureErrorKind::PagingLoop, what, help)));
        }
        self.next = next;
        Ok(())
    }

    fn error(&mut self, error: AzureError) -> AzureError {
        match self.next.take() {
            Some(request) => error.about(&request),
            None => error,
        }
    }
}

/// What to say of a link that leads elsewhere. Its path and query are not said: they may be a secret.
pub(super) fn foreign(link: &str) -> AzureError {
    let host = link.split_once("://").map_or(link, |(_, rest)| rest);
    let host: String =
        host.split(['/', '?', '#']).next().unwrap_or_default().chars().take(100).collect();
    AzureError::new(
        AzureErrorKind::ForeignLink,
        format!("the answer leads to `{host}`, which is not Azure Resource Manager"),
        "check the cloud and the base address; the token goes nowhere else",
    )
}

fn identity(request: &Request) -> String {
    match &request.body {
        None => request.target().to_string(),
        Some(body) => format!("{} {body}", request.target()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arm::AzureMethod;
    use crate::model::Cloud;

    fn list() -> (Pages, Address) {
        let first = Request::new(AzureMethod::Get, "/subscriptions", "1");
        (Pages::from(first), Address::from(Cloud::AzureCloud))
    }

    #[test]
    fn links_are_followed_to_the_end() {
        let (mut pages, address) = list();
        for (link, items) in [("/subscriptions?a", 3), ("/subscriptions?b", 0), ("", 2)] {
            pages.follow(&address, Some(link), items, None).unwrap();
        }
        assert_eq!((pages.next(), pages.pages(), pages.items()), (None, 3, 5));
    }

    #[test]
    fn a_loop_ends() {
        let (mut pages, address) = list();
        pages.follow(&address, Some("/subscriptions?a"), 1, None).unwrap();
        pages.follow(&address, Some("/subscriptions?b"), 1, None).unwrap();
        let error = pages.follow(&address, Some("/subscriptions?a"), 1, None).unwrap_err();
        assert_eq!(error.kind, AzureErrorKind::PagingLoop);
        assert_eq!(error.message, "GET /subscriptions: page 3 leads back to one that was read");
        assert_eq!(pages.next(), None);

        // The links differ, and the pages do not.
        let (mut pages, address) = list();
        pages.follow(&address, Some("/subscriptions?a"), 1, Some("{}")).unwrap();
        let error = pages.follow(&address, Some("/subscriptions?b"), 1, Some("{}")).unwrap_err();
        assert_eq!(error.kind, AzureErrorKind::PagingLoop);

        let (mut pages, address) = list();
        let error = (0..).find_map(|it| {
            pages.follow(&address, Some(&format!("/subscriptions?{it}")), 0, None).err()
        });
        assert_eq!(error.unwrap().kind, AzureErrorKind::PagingLoop);
    }

    #[test]
    fn a_link_to_elsewhere_is_not_followed_and_its_secrets_not_told() {
        let (mut pages, address) = list();
        let link = "https://example.com/steal?sig=secret";
        let error = pages.follow(&address, Some(link), 1, None).unwrap_err();
        assert_eq!(error.kind, AzureErrorKind::ForeignLink);
        assert!(error.message.contains("`example.com`"), "{error}");
        assert!(!format!("{error:?}").contains("secret"));
        assert_eq!(pages.next(), None);
    }

    #[test]
    fn resource_graph_is_read_on_by_its_token() {
        let page = |text: &str| serde_json::from_str::<GraphPage>(text).unwrap();
        let first = Request::new(AzureMethod::Post, "/graph", "1")
            .sending(json!({ "query": "resources", "options": { "$top": 2 } }));
        let mut pages = Pages::from(first.clone());
        let more = page(
            r#"{ "totalRecords": 3, "count": 2, "resultTruncated": "true", "$skipToken": "t",
                "data": [{}, {}] }"#,
        );
        pages.skip(&more).unwrap();
        let next = pages.next().unwrap().clone();
        assert_eq!(
            next.body,
            Some(json!({ "query": "resources", "options": { "$top": 2, "$skipToken": "t" } }))
        );
        assert_eq!(next.target(), first.target());
        assert_eq!(pages.skip(&more).unwrap_err().kind, AzureErrorKind::PagingLoop);

        let mut pages = Pages::from(first.clone());
        pages.skip(&more).unwrap();
        pages.skip(&page(r#"{ "count": 1, "resultTruncated": "false", "data": [{}] }"#)).unwrap();
        assert_eq!((pages.next(), pages.items()), (None, 3));

        let mut pages = Pages::from(first);
        let cut = page(r#"{ "count": 1, "resultTruncated": "true", "data": [{}] }"#);
        assert_eq!(pages.skip(&cut).unwrap_err().kind, AzureErrorKind::Incomplete);
    }
}
