//! What exists, and what a request would do with it.

use super::super::client::Host;
use super::super::error::AzureError;
use super::super::request::{AzureMethod, Request};
use super::journal::Made;
use super::values::Fill;
use super::{AzureChange, AzureDoes, Desk, Run, argument, json};
use crate::write::requests::{Method, Request as Planned, Service, Unless, Wait, When};
use serde_json::Value;
use std::collections::BTreeSet;

/// What was seen, and what follows from it.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    pub does: Option<AzureDoes>,
    pub why: Option<String>,
    /// What exists.
    pub found: Option<Value>,
    /// The body, laid over what exists; secrets are not put in.
    pub laid: Option<Value>,
    pub changes: Vec<AzureChange>,
    /// What stands where it is waited for.
    pub before: Option<String>,
    /// It was sent before, and Azure works on it.
    pub arrived: bool,
    /// What makes it needless says so: nothing is waited for.
    pub needless: bool,
}

impl Look {
    fn of(does: AzureDoes) -> Self {
        Self { does: Some(does), ..Self::default() }
    }

    fn because(does: AzureDoes, why: impl Into<String>) -> Self {
        Self { why: Some(why.into()), ..Self::of(does) }
    }

    /// What it would do.
    pub fn does(&self) -> AzureDoes {
        self.does.unwrap_or(AzureDoes::Unknown)
    }

    fn with(self, found: Value) -> Self {
        Self { found: Some(found), ..self }
    }
}

/// What becomes of the requests that one needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// They are done, and one of them was sent, or none.
    Done { sent: bool },
    /// They are not done; some will be sent, or it is not known.
    Ahead { sent: bool },
}

impl<H: Host, K: Desk> Run<'_, H, K> {
    /// Looks at what exists, for one request.
    pub async fn look(&self, it: &Planned, needs: Needs) -> Result<Look, AzureError> {
        let ahead = matches!(needs, Needs::Ahead { sent: true });
        let Ok(path) = self.values.borrow().text(&it.path, Fill::Shown) else {
            return Ok(Look::because(
                AzureDoes::Unknown,
                "its path depends on what is made before",
            ));
        };
        let entry = self.pages.borrow().entry(&it.id).cloned();
        if entry.as_ref().is_some_and(|it| it.operation.is_some() && !it.done) {
            let why = "it was begun before, and is followed to its end";
            return Ok(Look::because(AzureDoes::Follow, why));
        }
        let mut before = None;
        // What this has begun to make and nobody heard the end of is looked at itself.
        let is_begun = it.when == When::Missing && entry.as_ref().is_some_and(|it| !it.done);
        if let Some(unless) = it.unless.as_ref().filter(|_| !is_begun) {
            let answer = self.get_at(&unless.path, &unless.api_version).await?;
            if self.is_so(unless, answer.as_ref()) {
                // What it holds now may be gone when its turn comes.
                if it.method == Method::Delete && ahead {
                    return Ok(self.deletes_later(it, &path));
                }
                let look = Look::because(AzureDoes::Skip, unless.why.clone());
                return Ok(Look { needless: true, ..look });
            }
            before = answer.as_ref().and_then(|it| json::pointed(it, &unless.at)).and_then(word);
        }
        let look = match (it.when, it.method) {
            (When::Changed, _) => {
                let was_done = entry.as_ref().is_some_and(|it| it.done);
                match needs {
                    Needs::Done { sent: true } | Needs::Ahead { sent: true } => {
                        Look::of(AzureDoes::Send)
                    }
                    _ if was_done => Look::because(AzureDoes::Skip, "it was done before"),
                    _ if self.needs_were_sent_before(it) => Look::of(AzureDoes::Send),
                    _ => Look::because(AzureDoes::Skip, "nothing that it needs has changed"),
                }
            }
            (When::Always, Method::Post) => Look::of(AzureDoes::Send),
            (_, Method::Get) => match self.get(it).await? {
                Some(found) => Look::because(AzureDoes::Skip, "it is there").with(found),
                None if ahead => Look::because(AzureDoes::Unknown, "what it needs is not done yet"),
                None => Look::because(
                    AzureDoes::Refused,
                    format!("{} is not there, and the plan uses it as it is", it.title),
                ),
            },
            (_, Method::Delete) => self.look_to_delete(it, &path).await?,
            (When::Differs, _) => match self.get(it).await? {
                Some(found) => self.look_to_change(it, &path, found),
                None if ahead => Look::because(AzureDoes::Unknown, "what it needs is not done yet"),
                None => Look::because(
                    AzureDoes::Refused,
                    format!("{} can't be changed: it is not there", it.title),
                ),
            },
            (When::Always, _) => match self.get(it).await? {
                Some(found) => self.look_to_change(it, &path, found),
                None => Look::of(AzureDoes::Send),
            },
            (When::Missing, _) => match self.get(it).await? {
                Some(found) => self.look_at_existing(it, &path, found),
                None => Look::of(AzureDoes::Send),
            },
        };
        // Sent before, and not without effect: Azure is at it.
        let was = entry.as_ref().filter(|it| !it.done).and_then(|it| it.before.clone());
        let arrived = look.does() == AzureDoes::Send
            && it.wait.is_some()
            && was.is_some_and(|was| before.as_ref().is_some_and(|now| *now != was));
        if arrived {
            let why = "it was sent before, and Azure works on it";
            return Ok(Look { arrived, ..Look::because(AzureDoes::Follow, why) });
        }
        Ok(Look { before, ..look })
    }

    /// Something that is there already.
    fn look_at_existing(&self, it: &Planned, path: &str, found: Value) -> Look {
        let made = self.pages.borrow().made(path);
        let unlike = it.expects.iter().find_map(|expected| {
            let values = self.values.borrow();
            let is = expected.is.iter().map(|it| values.text(it, Fill::Shown));
            // What is to be made first is not known yet.
            let is = is.collect::<Result<Vec<String>, _>>().ok()?;
            let has = json::holds(&found, &expected.at, &is).err()?;
            let words = |it: &[String]| match it {
                [] => "nothing".to_string(),
                all => format!("`{}`", all.join(" ")),
            };
            Some(format!("{} is {}, not {}", expected.what, words(&has), words(&is)))
        });
        if let Some(why) = unlike {
            return Look::because(AzureDoes::Refused, why).with(found);
        }
        if let Some(state) = it.wait.as_ref().and_then(|wait| failed_state(wait, &found)) {
            return match made {
                Some(_) => Look::because(
                    AzureDoes::Send,
                    format!("it ended as `{state}` when it was made, and is made again"),
                ),
                None => Look::because(
                    AzureDoes::Refused,
                    format!("{} is there already and `{state}`; mend it or remove it", it.title),
                ),
            }
            .with(found);
        }
        let why = match made {
            Some(Made { sure: true }) => "it was made before",
            Some(Made { sure: false }) => "it is there; whether this made it is not certain",
            None => "it is there already",
        };
        Look::because(AzureDoes::Skip, why).with(found)
    }

    /// Something that exists and may have to change.
    fn look_to_change(&self, it: &Planned, path: &str, found: Value) -> Look {
        let wanted = it.body.as_ref().map(|it| self.values.borrow().body(it, Fill::Shown));
        let Some((wanted, missing)) = wanted else {
            return Look::because(AzureDoes::Skip, "it says nothing").with(found);
        };
        if !missing.is_empty() {
            return Look::because(AzureDoes::Unknown, "it depends on what is made before")
                .with(found);
        }
        let differences = json::differences(&found, &wanted);
        if differences.is_empty() {
            return Look::because(AzureDoes::Skip, "it is as planned already").with(found);
        }
        let laid = Some(json::laid_over(&found, &wanted));
        let changes = json::changes(&it.id, &it.title, path, differences);
        Look { laid, changes, ..Look::of(AzureDoes::Change) }.with(found)
    }

    /// Something that may be taken away: what is known to be made here, and else only what somebody
    /// says may go.
    async fn look_to_delete(&self, it: &Planned, path: &str) -> Result<Look, AzureError> {
        let Some(found) = self.get(it).await? else {
            return Ok(Look::because(AzureDoes::Skip, "it is not there"));
        };
        let look = self.deletes(it, path);
        let is_begun = self.pages.borrow().entry(&it.id).is_some_and(|it| !it.done);
        let is_ours = is_begun || look.does() == AzureDoes::Send;
        if is_ours && it.wait.is_some() && state_of(&found) == Some("Deleting") {
            let look = Look::because(AzureDoes::Follow, "it is being taken away already");
            return Ok(Look { arrived: true, ..look });
        }
        Ok(look.with(found))
    }

    fn deletes(&self, it: &Planned, path: &str) -> Look {
        let pages = self.pages.borrow();
        let gone = AzureChange {
            id: it.id.clone(),
            title: it.title.clone(),
            resource: path.to_string(),
            path: String::new(),
            from: Some(Value::from(it.title.clone())),
            to: None,
        };
        let (does, why, changes) = match pages.made(path) {
            Some(Made { sure: true }) => (AzureDoes::Send, "it was made here", Vec::new()),
            Some(Made { sure: false }) => (
                AzureDoes::Change,
                "it was not there before, but whether this made it is not certain",
                vec![gone],
            ),
            None if pages.knows_deployment() => {
                (AzureDoes::Skip, "it stays: it was not made here, says the journal", Vec::new())
            }
            None => (
                AzureDoes::Change,
                "the plan says that it was made, and no journal tells whether it was",
                vec![gone],
            ),
        };
        Look { changes, ..Look::because(does, why) }
    }

    /// Something that may be taken away when the rest is gone.
    fn deletes_later(&self, it: &Planned, path: &str) -> Look {
        let look = self.deletes(it, path);
        match look.does() {
            AzureDoes::Skip => look,
            _ => Look { why: Some("it goes when nothing else is left in it".to_string()), ..look },
        }
    }

    fn needs_were_sent_before(&self, it: &Planned) -> bool {
        let pages = self.pages.borrow();
        it.needs.iter().any(|it| pages.entry(it).is_some_and(|it| it.sent))
    }

    /// A request as it is sent.
    pub fn request(&self, it: &Planned, method: AzureMethod) -> Result<Request, AzureError> {
        let path = self.filled(&it.path)?;
        Ok(match (it.service, &it.api_version) {
            (_, Some(version)) => Request::new(method, &path, version),
            (_, None) => Request::unversioned(method, path),
        })
    }

    /// A text with all values in it.
    pub fn filled(&self, text: &str) -> Result<String, AzureError> {
        self.values.borrow().text(text, Fill::Sent).map_err(|it| unknown(&it))
    }

    /// What is at the path of a request; where nothing is, nothing.
    pub async fn get(&self, it: &Planned) -> Result<Option<Value>, AzureError> {
        let request = self.request(it, AzureMethod::Get)?;
        let client = match it.service {
            Service::ResourceManager => self.arm,
            Service::Graph => self.graph,
        };
        found(client.read(&request).await)
    }

    /// Whether an answer makes a request needless. Ids and states are the same in whichever case.
    fn is_so(&self, unless: &Unless, answer: Option<&Value>) -> bool {
        let Some(answer) = answer else { return false };
        let stands = json::standing(answer, &unless.at);
        let Some(is) = &unless.is else { return !stands.is_empty() };
        let Ok(is) = self.values.borrow().text(is, Fill::Shown) else { return false };
        stands.iter().filter_map(|it| it.as_str()).any(|it| it.eq_ignore_ascii_case(&is))
    }

    /// What is at another path of Azure Resource Manager's.
    pub async fn get_at(&self, path: &str, version: &str) -> Result<Option<Value>, AzureError> {
        let path = self.filled(path)?;
        found(self.arm.read(&Request::new(AzureMethod::Get, &path, version)).await)
    }
}

/// What Azure does with a resource, or has done.
pub(super) fn state_of(found: &Value) -> Option<&str> {
    json::pointed(found, "/properties/provisioningState")?.as_str()
}

pub(super) fn found(answer: Result<Value, AzureError>) -> Result<Option<Value>, AzureError> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.status == Some(404) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The state that says that it has failed.
pub(super) fn failed_state(wait: &Wait, found: &Value) -> Option<String> {
    let until = wait.until.as_ref()?;
    let state = json::pointed(found, &until.at)?.as_str()?;
    until.failed.iter().any(|it| it == state).then(|| state.to_string())
}

fn word(value: &Value) -> Option<String> {
    value.as_str().map(str::to_string)
}

pub(super) fn unknown(names: &BTreeSet<String>) -> AzureError {
    let names: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
    argument(
        format!("{} is not known: nothing brought it", names.join(", ")),
        "give the requests as they were written, all of them",
    )
}
