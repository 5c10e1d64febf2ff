//! All requests looked at, before anything is sent.

use super::super::client::Host;
use super::super::error::AzureError;
use super::super::request::AzureMethod;
use super::look::{Look, Needs};
use super::values::Fill;
use super::{AzureDoes, AzureDryRequest, AzureDryRun, Desk, Run, VERSION, json};
use crate::write::requests::{Method, Request as Planned};
use futures_util::future::join_all;
use std::collections::BTreeMap;

impl<H: Host, K: Desk> Run<'_, H, K> {
    /// Looks at everything that exists. Those that need each other follow each other, since what one
    /// finds may stand in the path of another.
    pub async fn survey(&self) -> Result<Vec<Look>, AzureError> {
        let all = &self.requests.requests;
        let mut looks: BTreeMap<&str, Look> = BTreeMap::new();
        while looks.len() < all.len() {
            let is_next = |it: &&Planned| {
                !looks.contains_key(it.id.as_str())
                    && it.needs.iter().all(|it| looks.contains_key(it.as_str()))
            };
            let next: Vec<&Planned> = all.iter().filter(is_next).collect();
            let came = join_all(next.iter().map(|it| self.look(it, ahead(it, &looks)))).await;
            for (it, look) in next.into_iter().zip(came) {
                let look = look?;
                if let Some(found) = &look.found {
                    self.take(it, found);
                }
                looks.insert(&it.id, look);
            }
        }
        Ok(all.iter().filter_map(|it| looks.remove(it.id.as_str())).collect())
    }

    /// What later requests take from an answer.
    pub fn take(&self, it: &Planned, answer: &serde_json::Value) {
        for (name, places) in &it.takes {
            if let Some(value) = json::text_at(answer, places) {
                self.values.borrow_mut().took(&it.id, name, value);
            }
        }
    }

    /// What was found out, as it is shown.
    pub fn dry(&self, looks: Vec<Look>) -> AzureDryRun {
        let values = self.values.borrow();
        let shown = |(it, look): (&Planned, Look)| {
            let does = look.does();
            let body = it.body.as_ref().map(|it| values.body(it, Fill::Shown).0);
            let path = values.body(&it.path.clone().into(), Fill::Shown).0;
            AzureDryRequest {
                id: it.id.clone(),
                title: it.title.clone(),
                does,
                why: look.why,
                needs: it.needs.clone(),
                service: it.service,
                method: method(it.method),
                path: path.as_str().unwrap_or_default().to_string(),
                api_version: it.api_version.clone(),
                body: look.laid.or(body),
                changes: look.changes,
            }
        };
        AzureDryRun {
            version: VERSION,
            subscription_id: self.subscription.clone(),
            requests: self.requests.requests.iter().zip(looks).map(shown).collect(),
            left_out: self.requests.left_out.clone(),
        }
    }
}

/// What becomes of the requests that one needs, before anything is sent.
fn ahead(it: &Planned, looks: &BTreeMap<&str, Look>) -> Needs {
    let all = it.needs.iter().filter_map(|it| looks.get(it.as_str()));
    let is_sent = |it: &Look| {
        matches!(
            it.does(),
            AzureDoes::Send | AzureDoes::Change | AzureDoes::Follow | AzureDoes::Unknown
        )
    };
    Needs::Ahead { sent: all.into_iter().any(is_sent) }
}

pub(super) const fn method(method: Method) -> AzureMethod {
    match method {
        Method::Get => AzureMethod::Get,
        Method::Put => AzureMethod::Put,
        Method::Post => AzureMethod::Post,
        Method::Delete => AzureMethod::Delete,
    }
}
