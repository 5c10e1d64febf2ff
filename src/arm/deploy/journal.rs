//! What is written down of a deployment, before and after each request that changes something, so that
//! whoever comes after looks at what was begun before beginning anything. No secret and no token is
//! in it.

use super::super::error::{AzureError, AzureErrorKind};
use super::super::operation::Trace;
use super::AzureDeploymentState;
use crate::write::requests::{Method, Requests, Service};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The version of the format.
const VERSION: u32 = 1;

/// The namespace of fingerprints.
const NAMESPACE: Uuid = uuid::uuid!("5ab12f8e-4d7c-4b66-9a55-2f3c0f6e8d11");

/// What was done in one subscription for one plan, and what came of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Journal {
    version: u32,
    /// Who wrote it last.
    run: String,
    /// How often it was written.
    serial: u64,
    /// Where it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscription_id: Option<String>,
    /// What was made and is not taken away yet, by its path in lower case.
    #[serde(default)]
    made: BTreeMap<String, Made>,
    /// What makes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deployment: Option<Part>,
    /// What takes away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    teardown: Option<Part>,
}

/// Something that was not there before a request was sent to make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Made {
    /// Azure has said that it makes it. Else the answer never came.
    pub sure: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part {
    /// Tells plans apart.
    fingerprint: String,
    /// It came to its end, well or badly: nothing waits to be gone on with.
    ended: bool,
    requests: BTreeMap<String, Entry>,
}

/// A request that was about to be sent, or was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    /// It was sent and has an answer.
    pub sent: bool,
    /// And all is done that follows.
    pub done: bool,
    /// What stood where it is waited for, before it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The operation that it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<Trace>,
    /// Where it was sent, while nobody has heard its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// Where a request goes, for those who have other requests: what takes away what this one makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Place {
    pub service: Service,
    pub method: Method,
    /// The path with all values in it.
    pub path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api_version: Option<String>,
}

/// A request of the other part that nobody has heard the end of.
#[derive(Clone, Debug)]
pub(super) struct Begun {
    pub id: String,
    pub place: Place,
    pub operation: Option<Trace>,
}

impl Entry {
    /// It is over, and went well.
    pub fn ends(&mut self) {
        *self = Self { sent: true, done: true, ..Self::default() };
    }
}

/// What was written down, seen by one run.
#[derive(Clone, Debug)]
pub(super) struct Pages {
    journal: Journal,
    is_teardown: bool,
    /// The text as it was read or written last.
    pub last: Option<String>,
}

impl Pages {
    /// Opens a journal for requests, on behalf of a run.
    pub fn open(
        text: Option<String>,
        requests: &Requests,
        run: String,
    ) -> Result<Self, AzureError> {
        let is_teardown = is_teardown(requests);
        let fingerprint = fingerprint(requests);
        let mut journal = match &text {
            None => Journal {
                version: VERSION,
                run: run.clone(),
                serial: 0,
                subscription_id: None,
                made: BTreeMap::new(),
                deployment: None,
                teardown: None,
            },
            Some(text) => read(text)?,
        };
        journal.run = run;
        let part = if is_teardown { &mut journal.teardown } else { &mut journal.deployment };
        if let Some(part) = part.as_ref().filter(|it| it.fingerprint != fingerprint && !it.ended) {
            let (what, begun) = if is_teardown {
                ("the teardown of another plan", "taken")
            } else {
                ("the deployment of another plan", "made")
            };
            let done = part.requests.values().filter(|it| it.done).count();
            return Err(of_journal(
                format!(
                    "this journal is of {what}, or of another version of it, which stopped after \
                     {done} of its requests and may have more {begun} halfway"
                ),
                "go on with the plan that it was begun with until it is done or fails, or begin with \
                 a new journal",
            ));
        }
        if part.as_ref().is_none_or(|it| it.fingerprint != fingerprint) {
            *part = Some(Part { fingerprint, ended: false, requests: BTreeMap::new() });
        }
        Ok(Self { journal, is_teardown, last: text })
    }

    fn part(&self) -> Option<&Part> {
        let Journal { deployment, teardown, .. } = &self.journal;
        if self.is_teardown { teardown.as_ref() } else { deployment.as_ref() }
    }

    fn part_mut(&mut self) -> Option<&mut Part> {
        let Journal { deployment, teardown, .. } = &mut self.journal;
        if self.is_teardown { teardown.as_mut() } else { deployment.as_mut() }
    }

    fn other_part_mut(&mut self) -> Option<&mut Part> {
        let Journal { deployment, teardown, .. } = &mut self.journal;
        if self.is_teardown { deployment.as_mut() } else { teardown.as_mut() }
    }

    /// What a teardown finds under way of the deployment, or a deployment of the teardown: what was
    /// begun to be made or taken away, and nobody has heard the end of.
    pub fn begun_by_other(&self) -> Vec<Begun> {
        let Journal { deployment, teardown, .. } = &self.journal;
        let other = if self.is_teardown { deployment } else { teardown };
        let all = other.iter().flat_map(|it| &it.requests).filter(|(_, it)| !it.done);
        let begun = all.filter_map(|(id, it)| {
            let (id, place, operation) = (id.clone(), it.place.clone()?, it.operation.clone());
            Some(Begun { id, place, operation })
        });
        begun.filter(|it| matches!(it.place.method, Method::Put | Method::Delete)).collect()
    }

    /// What the other part has begun is over.
    pub fn over_for_other(&mut self, begun: &Begun, well: bool) {
        let is_gone = well && begun.place.method == Method::Delete;
        if let Some(entry) = self.other_part_mut().and_then(|it| it.requests.get_mut(&begun.id)) {
            (entry.operation, entry.place) = (None, None);
            if is_gone {
                entry.ends();
            }
        }
        if is_gone {
            self.gone(&begun.place.path);
        }
    }

    /// What is known of a request.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.part()?.requests.get(id)
    }

    /// Writes of a request what is said of it.
    pub fn note(&mut self, id: &str, change: impl FnOnce(&mut Entry)) {
        if let Some(part) = self.part_mut() {
            part.ended = false;
            change(part.requests.entry(id.to_string()).or_default());
        }
    }

    /// Forgets a request that came to nothing.
    pub fn forget(&mut self, id: &str) {
        if let Some(part) = self.part_mut() {
            part.requests.remove(id);
        }
    }

    /// How it ended. What is done leaves nothing of the other part to go on with.
    pub fn ended(&mut self, state: AzureDeploymentState) {
        if let Some(part) = self.part_mut() {
            part.ended = state != AzureDeploymentState::Stopped;
        }
        if state == AzureDeploymentState::Done
            && let Some(other) = self.other_part_mut()
        {
            other.ended = true;
            other.requests.retain(|_, it| it.done);
        }
    }

    /// The subscription that it was done in.
    pub fn subscription(&self) -> Option<&str> {
        self.journal.subscription_id.as_deref()
    }

    /// Done in this subscription, and in no other.
    pub fn in_subscription(&mut self, id: &str) -> Result<(), AzureError> {
        match &self.journal.subscription_id {
            Some(there) if !there.eq_ignore_ascii_case(id) => Err(of_journal(
                format!("this journal is of the subscription `{there}`, not of `{id}`"),
                "give the subscription that it was begun in, or begin with a new journal",
            )),
            _ => {
                self.journal.subscription_id = Some(id.to_string());
                Ok(())
            }
        }
    }

    /// Whether the journal knows of a deployment at all.
    pub const fn knows_deployment(&self) -> bool {
        self.journal.deployment.is_some()
    }

    /// Whether a resource was made by what the journal is of.
    pub fn made(&self, path: &str) -> Option<Made> {
        self.journal.made.get(&path.to_lowercase()).copied()
    }

    /// A resource that was not there is about to be made, or was.
    pub fn makes(&mut self, path: &str, sure: bool) {
        let made = self.journal.made.entry(path.to_lowercase()).or_insert(Made { sure });
        made.sure |= sure;
    }

    /// A resource is gone, with all that is in it.
    pub fn gone(&mut self, path: &str) {
        let path = path.to_lowercase();
        let within = format!("{path}/");
        self.journal.made.retain(|it, _| *it != path && !it.starts_with(&within));
    }

    /// The text to write.
    pub fn text(&mut self) -> String {
        self.journal.serial += 1;
        let json = serde_json::to_string_pretty(&self.journal).unwrap_or_default();
        format!("{json}\n")
    }
}

/// Whether requests only take away.
pub(super) fn is_teardown(requests: &Requests) -> bool {
    requests.requests.iter().all(|it| it.method == Method::Delete)
}

/// The same for the same requests.
fn fingerprint(requests: &Requests) -> String {
    let json = serde_json::to_string(&requests.requests).unwrap_or_default();
    Uuid::new_v5(&NAMESPACE, json.as_bytes()).to_string()
}

fn read(text: &str) -> Result<Journal, AzureError> {
    let help = "give the journal as it was saved, or begin with a new one; resources that are there \
                are not made again";
    let journal: Journal = serde_json::from_str(text)
        .map_err(|it| of_journal(format!("the journal can't be read: {it}"), help))?;
    if journal.version != VERSION {
        let version = journal.version;
        return Err(of_journal(
            format!("the journal is of version {version}, and this is made for version {VERSION}"),
            "go on with the version of aksplan that it was begun with",
        ));
    }
    Ok(journal)
}

/// What is wrong with a journal.
pub(super) fn of_journal(message: impl Into<String>, help: impl Into<String>) -> AzureError {
    AzureError::new(AzureErrorKind::Journal, message, help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn requests(method: &str, path: &str) -> Requests {
        let request: Value = json!({
            "id": "a", "title": "a", "needs": [], "service": "resourceManager", "method": method,
            "path": path, "when": "always",
        });
        let requests = json!({
            "version": 1, "values": [], "requests": [request], "leftOut": [], "problems": [],
        });
        serde_json::from_value(requests).unwrap()
    }

    fn open(text: Option<&str>, requests: &Requests) -> Result<Pages, AzureError> {
        Pages::open(text.map(str::to_string), requests, "run".to_string())
    }

    #[test]
    fn what_was_made_is_remembered_until_it_is_gone() {
        let makes = requests("PUT", "/A");
        let mut pages = open(None, &makes).unwrap();
        assert!(pages.knows_deployment());
        pages.note("a", |it| it.sent = true);
        pages.makes("/A", false);
        pages.makes("/A/b", true);
        let mut pages = open(Some(&pages.text()), &makes).unwrap();
        assert_eq!(pages.made("/a"), Some(Made { sure: false }));
        pages.makes("/a", true);
        pages.makes("/a", false);
        assert_eq!(pages.made("/A"), Some(Made { sure: true }));
        assert!(pages.entry("a").unwrap().sent);
        // The teardown has pages of its own.
        let mut pages = open(Some(&pages.text()), &requests("DELETE", "/A")).unwrap();
        assert_eq!(pages.entry("a"), None);
        pages.gone("/A");
        assert_eq!((pages.made("/a"), pages.made("/a/b")), (None, None));
    }

    #[test]
    fn another_plan_waits_until_the_first_has_ended() {
        let (first, second) = (requests("PUT", "/a"), requests("PUT", "/b"));
        let mut pages = open(None, &first).unwrap();
        let error = open(Some(&pages.text()), &second).unwrap_err();
        assert_eq!(error.kind, AzureErrorKind::Journal);
        assert!(error.message.contains("another plan"), "{error}");
        pages.makes("/a", true);
        pages.ended(AzureDeploymentState::Failed);
        let pages = open(Some(&pages.text()), &second).unwrap();
        assert!(pages.made("/a").is_some());
    }

    #[test]
    fn what_is_no_journal_is_refused() {
        let requests = requests("PUT", "/a");
        for (text, says) in [
            ("{", "can't be read"),
            ("{}", "can't be read"),
            (r#"{"version":2,"run":"x","serial":1}"#, "of version 2"),
        ] {
            let error = open(Some(text), &requests).unwrap_err();
            assert!(error.message.contains(says), "{error}");
        }
        let mut pages = open(None, &requests).unwrap();
        pages.in_subscription("s1").unwrap();
        assert!(pages.in_subscription("S1").is_ok());
        assert!(pages.in_subscription("s2").is_err());
    }
}
