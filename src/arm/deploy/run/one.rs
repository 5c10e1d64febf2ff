//! One request with all there is around it.

use super::super::super::answer::Answer;
use super::super::super::client::{Client, Heard, Host, fault};
use super::super::super::error::{ArmError, AzureError, AzureErrorKind};
use super::super::super::operation::{Operation, Step};
use super::super::super::request::{AzureMethod, Request};
use super::super::super::retry;
use super::super::journal::{Entry, Place};
use super::super::look::{Look, Needs, failed_state, state_of, unknown};
use super::super::survey::method;
use super::super::values::Fill;
use super::super::{AzureDoes, AzureRequestState as State, Desk, Run, json};
use crate::azure_facts::passing_errors::passes;
use crate::write::requests::{Accepted, Method, Request as Planned, Service, When};
use serde_json::Value;
use std::time::Duration;

/// So often what exists may change while it is asked about.
const MOST_LOOKS: u32 = 5;
/// So long an error that passes may last.
const MOST_PASSING: Duration = Duration::from_secs(600);

/// A request that went well.
#[derive(Clone, Debug)]
pub(super) struct Ended {
    /// It was sent, now or before. Else there was nothing to do.
    pub done: bool,
    pub why: Option<String>,
}

/// One request on its way.
struct Course<'r> {
    at: usize,
    it: &'r Planned,
    began: Duration,
}

impl<H: Host, K: Desk> Run<'_, H, K> {
    pub(super) async fn one(
        &self,
        at: usize,
        it: &Planned,
        needs: Needs,
    ) -> Result<Ended, AzureError> {
        let course = Course { at, it, began: self.arm.host.elapsed() };
        self.say(&course, State::Looking, None);
        let ended = self.done(&course, needs).await;
        match &ended {
            Ok(Ended { done: true, why }) => self.say(&course, State::Done, why.as_deref()),
            Ok(Ended { why, .. }) => self.say(&course, State::Skipped, why.as_deref()),
            Err(error) if error.kind == AzureErrorKind::Cancelled => {
                self.say(&course, State::Stopped, None);
            }
            Err(error) => self.say(&course, State::Failed, Some(&error.message)),
        }
        ended
    }

    fn say(&self, course: &Course<'_>, state: State, why: Option<&str>) {
        let spent = self.arm.host.elapsed().saturating_sub(course.began);
        self.tell(course.at, state, why, spent.as_secs_f64());
    }

    fn client(&self, it: &Planned) -> &Client<H> {
        match it.service {
            Service::ResourceManager => self.arm,
            Service::Graph => self.graph,
        }
    }

    async fn done(&self, course: &Course<'_>, needs: Needs) -> Result<Ended, AzureError> {
        let it = course.it;
        let mut looks = 0;
        loop {
            looks += 1;
            let look = self.look(it, needs).await?;
            let why = look.why.clone();
            let refused = || {
                let why = why.clone().unwrap_or_else(|| "it can't be told what to do".to_string());
                let help = "look at what exists, then run it again";
                AzureError::new(AzureErrorKind::Refused, format!("{}: {why}", it.title), help)
            };
            match look.does() {
                AzureDoes::Refused | AzureDoes::Unknown => return Err(refused()),
                AzureDoes::Skip => {
                    if let Some(ended) = self.skipped(course, look).await? {
                        return Ok(ended);
                    }
                }
                AzureDoes::Follow => {
                    let answer = self.follow(course, look.arrived).await?;
                    self.finish(course, answer).await?;
                    return Ok(Ended { done: true, why: None });
                }
                AzureDoes::Change if !self.is_confirmed(&look.changes) => {
                    // It is not as it was when it was asked about.
                    if looks > MOST_LOOKS {
                        return Err(refused());
                    }
                    self.ask(look.changes).await?;
                }
                AzureDoes::Send | AzureDoes::Change => {
                    if let Some(found) = &look.found
                        && it.when == When::Differs
                        && looks <= MOST_LOOKS
                        && is_busy(it, found)
                    {
                        // What is being written now is read again when that is over.
                        self.wait(course, Some(found.clone())).await?;
                        continue;
                    }
                    let answer = self.send(course, &look).await?;
                    match answer {
                        Some(answer) => self.finish(course, Some(answer)).await?,
                        None => self.note_done(it).await?,
                    }
                    return Ok(Ended { done: true, why });
                }
            }
        }
    }

    /// There is nothing to send. Nothing comes of it when what was there is gone in the meantime.
    async fn skipped(&self, course: &Course<'_>, look: Look) -> Result<Option<Ended>, AzureError> {
        let it = course.it;
        let mut found = look.found;
        let is_deleted = it.method == Method::Delete;
        if !look.needless && !is_deleted && it.wait.is_some() && found.is_some() {
            let was = self.wait(course, found).await?;
            if was.is_none() && it.when == When::Missing {
                return Ok(None);
            }
            found = was;
        }
        if let Some(found) = &found {
            self.takes(it, found)?;
        }
        let path = self.filled(&it.path)?;
        let (entry, made) = {
            let pages = self.pages.borrow();
            (pages.entry(&it.id).cloned(), pages.made(&path))
        };
        // It was about to be sent when it was stopped, and has come about.
        if entry.as_ref().is_some_and(|it| !it.done) && !(is_deleted && found.is_some()) {
            self.write_down(|pages| {
                pages.note(&it.id, Entry::ends);
                if is_deleted {
                    pages.gone(&path);
                }
            })
            .await?;
        } else if is_deleted && !look.needless && found.is_none() && made.is_some() {
            self.write_down(|pages| pages.gone(&path)).await?;
        }
        let done = if is_deleted {
            entry.is_some() && found.is_none() && !look.needless
        } else {
            entry.is_some() || made.is_some()
        };
        Ok(Some(Ended { done, why: look.why }))
    }

    /// Writes down what is about to be done, and does it. Nothing comes back where a failure is as good
    /// as success, since nothing is waited for then.
    async fn send(&self, course: &Course<'_>, look: &Look) -> Result<Option<Answer>, AzureError> {
        let it = course.it;
        let path = self.filled(&it.path)?;
        if it.method == Method::Delete {
            self.settled(course).await?;
        }
        let makes = it.method == Method::Put && look.found.is_none();
        let was_made = self.pages.borrow().made(&path).is_some();
        self.write_down(|pages| {
            let (service, method) = (it.service, it.method);
            let api_version = it.api_version.clone();
            let place = Some(Place { service, method, path: path.clone(), api_version });
            let before = look.before.clone();
            pages.note(&it.id, |entry| *entry = Entry { before, place, ..Entry::default() });
            if makes {
                pages.makes(&path, false);
            }
        })
        .await?;
        self.say(course, State::Sending, None);
        let request = self.to_send(it, look)?;
        self.sent.borrow_mut().insert(it.id.clone());
        let began = self.arm.host.elapsed();
        let mut attempts = 0;
        loop {
            attempts += 1;
            match self.client(it).call(&request).await {
                Ok(answer) => return self.begun(course, &request, &path, answer).await.map(Some),
                Err(error) if accepted(&it.accept, &error) => return Ok(None),
                Err(error) => {
                    // An attempt before this one may have been heard.
                    let is_there = makes
                        && error.status == Some(409)
                        && error.attempts > 1
                        && self.get(it).await?.is_some();
                    if is_there {
                        return Ok(Some(Answer::default()));
                    }
                    let is_deleting = it.method == Method::Delete;
                    let passes = error.azure.as_ref().and_then(|it| passes(&it.code, is_deleting));
                    let spent = self.arm.host.elapsed().saturating_sub(began);
                    let most = MOST_PASSING.min(self.arm.limits.operation);
                    let wait = self.arm.poll(attempts);
                    match passes {
                        Some(why) if spent + wait < most => {
                            self.say(course, State::Sending, Some(why));
                            let waited = self.arm.host.wait(wait).await;
                            waited.map_err(|it| fault(&request, &it))?;
                        }
                        _ => {
                            let fresh = makes && !was_made;
                            self.came_to_nothing(it, &path, fresh, &error).await?;
                            return Err(error);
                        }
                    }
                }
            }
        }
    }

    /// A request that Azure has refused has made nothing.
    async fn came_to_nothing(
        &self,
        it: &Planned,
        path: &str,
        fresh: bool,
        error: &AzureError,
    ) -> Result<(), AzureError> {
        let is_refused = error.status.is_some_and(|it| (400..500).contains(&it) && it != 408);
        if !is_refused || error.attempts > 1 {
            return Ok(());
        }
        self.write_down(|pages| {
            pages.forget(&it.id);
            if fresh {
                pages.gone(path);
            }
        })
        .await
    }

    /// Azure has taken it: writes down what it began, and follows that.
    async fn begun(
        &self,
        course: &Course<'_>,
        request: &Request,
        path: &str,
        answer: Answer,
    ) -> Result<Answer, AzureError> {
        let it = course.it;
        let client = self.client(it);
        let asked = retry::asked_to_wait(&answer, self.arm.host.now());
        let (operation, step) = Operation::begin(&client.address, request, answer)?;
        let trace = (!matches!(step, Step::Done(_))).then(|| operation.trace());
        if it.method != Method::Get {
            self.write_down(|pages| {
                pages.note(&it.id, |entry| {
                    entry.sent = true;
                    entry.operation = trace;
                });
                if it.method == Method::Put && pages.made(path).is_some() {
                    pages.makes(path, true);
                }
            })
            .await?;
        }
        self.follow_on(course, request, operation, step, asked).await
    }

    /// Follows what was begun before.
    async fn follow(
        &self,
        course: &Course<'_>,
        arrived: bool,
    ) -> Result<Option<Answer>, AzureError> {
        let it = course.it;
        let trace = self.pages.borrow().entry(&it.id).and_then(|it| it.operation.clone());
        let Some(trace) = trace.filter(|_| !arrived) else { return Ok(Some(Answer::default())) };
        let request = self.request(it, method(it.method))?;
        let (operation, step) = Operation::resume(&self.client(it).address, &request, &trace);
        self.follow_on(course, &request, operation, step, None).await.map(Some)
    }

    async fn follow_on(
        &self,
        course: &Course<'_>,
        request: &Request,
        operation: Operation<'_>,
        step: Step,
        asked: Option<Duration>,
    ) -> Result<Answer, AzureError> {
        let client = self.client(course.it);
        let tell = |heard: Heard<'_>| {
            let state = match heard.percent {
                Some(percent) => format!("{}, {percent} %", heard.state),
                None => heard.state.to_string(),
            };
            self.say(course, State::Operation, Some(&state));
        };
        let ended = client.follow(request, operation, step, asked, &tell).await;
        if let Err(error) = &ended
            && matches!(error.kind, AzureErrorKind::OperationFailed | AzureErrorKind::OperationGone)
        {
            // There is nothing to follow any more; what it has left is looked at.
            self.write_down(|pages| pages.forget(&course.it.id)).await?;
        }
        ended
    }

    /// Waits as the request says, takes what others need, and writes down that it is done.
    async fn finish(&self, course: &Course<'_>, answer: Option<Answer>) -> Result<(), AzureError> {
        let it = course.it;
        let body = answer.and_then(|it| serde_json::from_slice::<Value>(&it.body).ok());
        let found = match &it.wait {
            Some(_) => self.wait(course, body).await?,
            None if it.takes.is_empty() => body,
            None => match body {
                Some(body) => Some(body),
                None => self.get(it).await?,
            },
        };
        if let Some(found) = &found {
            self.takes(it, found)?;
        }
        self.note_done(it).await
    }

    async fn note_done(&self, it: &Planned) -> Result<(), AzureError> {
        if it.method == Method::Get {
            return Ok(());
        }
        let path = self.filled(&it.path)?;
        self.write_down(|pages| {
            pages.note(&it.id, Entry::ends);
            if it.method == Method::Delete {
                pages.gone(&path);
            }
        })
        .await
    }

    /// What later requests need of an answer.
    fn takes(&self, it: &Planned, answer: &Value) -> Result<(), AzureError> {
        self.take(it, answer);
        for (name, places) in &it.takes {
            if json::text_at(answer, places).is_none() {
                return Err(AzureError::new(
                    AzureErrorKind::Malformed,
                    format!("{} has no `{name}`, which others need", it.title),
                    "look at it in Azure; where it is right, run it again",
                ));
            }
        }
        Ok(())
    }

    /// Waits for what the request says, from what was found on. Nothing comes back where nothing is
    /// there any more.
    async fn wait(
        &self,
        course: &Course<'_>,
        mut found: Option<Value>,
    ) -> Result<Option<Value>, AzureError> {
        let it = course.it;
        let Some(wait) = &it.wait else { return Ok(found) };
        let began = self.arm.host.elapsed();
        let most = Duration::from_secs(u64::from(wait.minutes) * 60).min(self.arm.limits.operation);
        let is_own = wait.path == it.path && it.method != Method::Post;
        // What a request answers that is asked about elsewhere says nothing of it.
        if !is_own {
            found = None;
        }
        let is = match &wait.until {
            Some(until) => Some(self.filled(&until.is)?),
            None => None,
        };
        let mut polls = 0;
        let mut missing = 0;
        let mut was_going = false;
        loop {
            if found.is_none() || polls > 0 {
                found = self.get_at(&wait.path, &wait.api_version).await?;
            }
            let state = match (&wait.until, &found) {
                (None, None) => return Ok(None),
                (Some(until), Some(found)) => {
                    let state = json::pointed(found, &until.at).and_then(Value::as_str);
                    if state.is_some() && state == is.as_deref() {
                        return Ok(Some(found.clone()));
                    }
                    if let Some(failed) = failed_state(wait, found) {
                        return Err(failed_error(it, found, &failed));
                    }
                    state.map(str::to_string)
                }
                (Some(_), None) => {
                    missing += 1;
                    None
                }
                (None, Some(found)) => {
                    let state = state_of(found);
                    if was_going && state == Some("Failed") {
                        return Err(failed_error(it, found, "Failed"));
                    }
                    was_going |= state == Some("Deleting");
                    state.map(str::to_string)
                }
            };
            // It was there, and is being taken away.
            if missing > MOST_LOOKS && is_own && it.when == When::Missing {
                return Ok(None);
            }
            let spent = self.arm.host.elapsed().saturating_sub(began);
            let pause = self.arm.poll(polls);
            if spent + pause > most {
                let state = state.map(|it| format!("; it is `{it}`")).unwrap_or_default();
                return Err(AzureError::new(
                    AzureErrorKind::OperationTimedOut,
                    format!(
                        "{}: not done after {} seconds{state}",
                        it.title,
                        spent.as_secs_f64().round()
                    ),
                    "it goes on in Azure: run it again to go on waiting",
                ));
            }
            self.say(course, State::Operation, state.as_deref());
            polls += 1;
            let request = self.request(it, AzureMethod::Get)?;
            self.arm.host.wait(pause).await.map_err(|it| fault(&request, &it))?;
        }
    }

    /// Waits until nothing else works on what is to be taken away.
    async fn settled(&self, course: &Course<'_>) -> Result<(), AzureError> {
        let minutes = course.it.wait.as_ref().map_or(10, |it| it.minutes);
        let most = Duration::from_secs(u64::from(minutes) * 60).min(self.arm.limits.operation);
        let request = self.request(course.it, AzureMethod::Delete)?;
        let tell = |heard: Heard<'_>| {
            self.say(course, State::Looking, Some(&format!("it is `{}`", heard.state)));
        };
        self.settle(&request, false, most, &tell).await.map(drop)
    }

    /// The request with all values in it.
    fn to_send(&self, it: &Planned, look: &Look) -> Result<Request, AzureError> {
        let request = self.request(it, method(it.method))?;
        // Twice is the same as once, says the format.
        let request = request.repeatable();
        let Some(body) = &it.body else { return Ok(request) };
        let (body, missing) = self.values.borrow().body(body, Fill::Sent);
        if !missing.is_empty() {
            return Err(unknown(&missing));
        }
        let body = match &look.found {
            Some(found) if it.when == When::Differs => json::laid_over(found, &body),
            _ => body,
        };
        Ok(request.sending(body))
    }
}

/// Whether something else works on what was found.
fn is_busy(it: &Planned, found: &Value) -> bool {
    let until = it.wait.as_ref().and_then(|it| it.until.as_ref());
    until.is_some_and(|until| {
        let state = json::pointed(found, &until.at).and_then(Value::as_str);
        state.is_some_and(|state| state != until.is && !until.failed.iter().any(|it| it == state))
    })
}

fn accepted(accept: &[Accepted], error: &AzureError) -> bool {
    accept.iter().any(|it| {
        let code = error.azure.as_ref().map(|it| &it.code);
        error.status == Some(it.status) && it.code.as_ref().is_none_or(|it| Some(it) == code)
    })
}

fn failed_error(it: &Planned, found: &Value, state: &str) -> AzureError {
    let within = ["/properties/provisioningError", "/error", "/properties"];
    let said = within.iter().filter_map(|at| found.pointer(at)).find_map(ArmError::of);
    let words = said.as_ref().map_or_else(|| "without a reason".to_string(), ArmError::line);
    AzureError::new(
        AzureErrorKind::OperationFailed,
        format!("{}: it ended as `{state}`, {words}", it.title),
        "correct what Azure names, then run it again",
    )
    .saying(said)
}
