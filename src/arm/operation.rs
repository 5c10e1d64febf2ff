//! Operations that go on after the answer to the request that began them.
//!
//! Where they are asked about, by the rules of Azure Resource Manager: at `Azure-AsyncOperation`, else
//! at `Location`, else at the resource itself by its `provisioningState`. The last is also the way where
//! a browser may not see the headers, and where the operation is not found any more.

use super::address::Address;
use super::answer::Answer;
use super::error::{ArmError, AzureError, AzureErrorKind};
use super::page::foreign;
use super::request::{AzureMethod, Request};
use crate::model::choice;
use macro_rules_attribute::apply;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A resource that was just made may not be found yet, so often.
const MOST_MISSING: u32 = 5;

/// An operation under way.
#[derive(Clone, Debug)]
pub(super) struct Operation<'a> {
    address: &'a Address,
    /// What began it.
    request: &'a Request,
    way: AskedAt,
    poll: Request,
    /// Where its result is, where that is not the resource.
    result: Option<Request>,
    /// The state that was last heard of.
    pub state: String,
    /// How much of it is done, where that is told.
    pub percent: Option<f64>,
    missing: u32,
}

/// Where it is asked about.
#[apply(choice!)]
enum AskedAt {
    /// At its own document.
    AsyncOperation = "asyncOperation",
    /// At a place that answers 202 until it is done.
    Location = "location",
    /// At the place of its result.
    Result = "result",
    /// At the resource.
    Resource = "resource",
}

/// What is written down of an operation, so that it can be followed later. There is neither token nor
/// key in it; who asks there needs a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Trace {
    way: AskedAt,
    /// Path and query.
    poll: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    result: Option<String>,
}

/// How it goes on.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// It is done; this is what came of it.
    Done(Answer),
    /// Ask this after a while.
    Later(Request),
    /// Ask this at once.
    Now(Request),
}

impl<'a> Operation<'a> {
    /// An operation, from the answer to what began it.
    pub fn begin(
        address: &'a Address,
        request: &'a Request,
        answer: Answer,
    ) -> Result<(Self, Step), AzureError> {
        let mut it = Self {
            address,
            request,
            way: AskedAt::Resource,
            poll: request.reading(),
            result: None,
            state: "Accepted".to_string(),
            percent: None,
            missing: 0,
        };
        if matches!(request.method, AzureMethod::Get | AzureMethod::Head) {
            return Ok((it, Step::Done(answer)));
        }
        let location = it.link(&answer, "location")?;
        let step = if let Some(poll) = it.link(&answer, "azure-asyncoperation")? {
            (it.way, it.poll, it.result) = (AskedAt::AsyncOperation, poll, location);
            Step::Later(it.poll.clone())
        } else if let Some(poll) = location.filter(|_| answer.status == 202) {
            (it.way, it.poll) = (AskedAt::Location, poll);
            Step::Later(it.poll.clone())
        } else if request.method == AzureMethod::Delete {
            if answer.status == 202 { it.later() } else { Step::Done(answer) }
        } else if request.method == AzureMethod::Post {
            if answer.status == 202 {
                return Err(it.gone("Azure works on it and does not say where to ask"));
            }
            Step::Done(answer)
        } else if answer.status == 202 && answer.body.trim_ascii().is_empty() {
            it.later()
        } else {
            it.of_resource(answer)?
        };
        Ok((it, step))
    }

    /// What is written down of it.
    pub fn trace(&self) -> Trace {
        let target = |it: &Request| it.target().to_string();
        Trace { way: self.way, poll: target(&self.poll), result: self.result.as_ref().map(target) }
    }

    /// An operation that was begun before, from what was written down of it. A trace that leads
    /// elsewhere is none: then the resource is asked.
    pub fn resume(address: &'a Address, request: &'a Request, trace: &Trace) -> (Self, Step) {
        let link = |it: &String| address.follow(it).map(Request::follow);
        let own = request.reading();
        let (way, poll) = match (trace.way, link(&trace.poll)) {
            (AskedAt::Resource, _) | (_, None) => (AskedAt::Resource, own),
            (way, Some(poll)) => (way, poll),
        };
        let it = Self {
            address,
            request,
            way,
            poll: poll.clone(),
            result: trace.result.as_ref().and_then(link),
            state: "InProgress".to_string(),
            percent: None,
            missing: 0,
        };
        (it, Step::Now(poll))
    }

    /// Goes on with what was answered when it was asked about.
    pub fn next(&mut self, outcome: Result<Answer, AzureError>) -> Result<Step, AzureError> {
        let is_missing = |error: &AzureError| matches!(error.status, Some(404 | 410));
        match (self.way, outcome) {
            (AskedAt::Resource, Err(error)) if is_missing(&error) => self.without_resource(),
            // An operation is kept for a while only.
            (_, Err(error)) if is_missing(&error) => self.look_at_resource(),
            (AskedAt::Location, Err(error))
                if matches!(error.status, Some(400 | 409 | 412 | 422)) =>
            {
                Err(AzureError { kind: AzureErrorKind::OperationFailed, ..error })
            }
            (_, Err(error)) => Err(error),
            (AskedAt::AsyncOperation, Ok(answer)) => self.of_operation(answer),
            (AskedAt::Location, Ok(answer)) => {
                if answer.status == 202 {
                    if let Some(poll) = self.link(&answer, "location")? {
                        self.poll = poll;
                    }
                    return Ok(Step::Later(self.poll.clone()));
                }
                Ok(self.result_after(answer))
            }
            (AskedAt::Result, Ok(answer)) => Ok(Step::Done(answer)),
            (AskedAt::Resource, Ok(answer)) => self.of_resource(answer),
        }
    }

    /// What to say when it takes too long.
    pub fn timed_out(&self, seconds: f64) -> AzureError {
        let help = "it goes on in Azure: look there what became of it before asking again";
        let message = format!("not done after {seconds} seconds; it is `{}`", self.state);
        AzureError::new(AzureErrorKind::OperationTimedOut, message, help).about(self.request)
    }

    fn of_operation(&mut self, answer: Answer) -> Result<Step, AzureError> {
        let body: Value = match answer.body.trim_ascii() {
            [] if answer.status == 202 => Value::Null,
            [] => return Ok(self.result_after(answer)),
            _ => answer.json(&self.poll)?,
        };
        let state = text(&body, "/status").or_else(|| text(&body, "/properties/provisioningState"));
        self.percent = body.get("percentComplete").and_then(Value::as_f64);
        match state {
            Some(state) => self.state = state.to_string(),
            None if answer.status == 202 => {}
            None => return Err(answer.malformed(&self.poll, "an operation has a `status`")),
        }
        match Ended::of(&self.state) {
            Some(Ended::Well) => Ok(self.result_after(answer)),
            Some(Ended::Badly) => Err(self.failed(&body, &answer)),
            None => {
                if let Some(poll) = self.link(&answer, "azure-asyncoperation")? {
                    self.poll = poll;
                }
                Ok(Step::Later(self.poll.clone()))
            }
        }
    }

    /// It went well: what came of it.
    fn result_after(&mut self, answer: Answer) -> Step {
        match (self.request.method, self.result.take()) {
            (AzureMethod::Put | AzureMethod::Patch, _) => {
                (self.way, self.poll) = (AskedAt::Resource, self.request.reading());
                Step::Now(self.poll.clone())
            }
            (AzureMethod::Post, Some(result)) => {
                self.way = AskedAt::Result;
                Step::Now(result)
            }
            _ => Step::Done(answer),
        }
    }

    fn of_resource(&mut self, answer: Answer) -> Result<Step, AzureError> {
        let is_gone = self.request.method == AzureMethod::Delete;
        if answer.body.trim_ascii().is_empty() {
            return Ok(if is_gone { self.later() } else { Step::Done(answer) });
        }
        let body: Value = answer.json(self.request)?;
        let state = text(&body, "/properties/provisioningState").unwrap_or("Succeeded");
        match Ended::of(state) {
            Some(Ended::Well) if !is_gone => Ok(Step::Done(answer)),
            Some(Ended::Badly) => {
                self.state = state.to_string();
                Err(self.failed(&body, &answer))
            }
            _ => {
                self.state = state.to_string();
                Ok(self.later())
            }
        }
    }

    fn without_resource(&mut self) -> Result<Step, AzureError> {
        if self.request.method == AzureMethod::Delete {
            return Ok(Step::Done(Answer { status: 204, ..Answer::default() }));
        }
        self.missing += 1;
        if self.missing < MOST_MISSING {
            return Ok(self.later());
        }
        Err(self.gone("neither the operation nor what it was to make is there"))
    }

    fn look_at_resource(&mut self) -> Result<Step, AzureError> {
        if self.request.method == AzureMethod::Post {
            return Err(self.gone("the operation is not there any more"));
        }
        (self.way, self.poll) = (AskedAt::Resource, self.request.reading());
        Ok(Step::Now(self.poll.clone()))
    }

    fn later(&self) -> Step {
        Step::Later(self.poll.clone())
    }

    fn link(&self, answer: &Answer, name: &str) -> Result<Option<Request>, AzureError> {
        let Some(link) = answer.header(name) else { return Ok(None) };
        match self.address.follow(link) {
            Some(target) => Ok(Some(Request::follow(target))),
            None => Err(foreign(link).about(self.request).answered(answer)),
        }
    }

    fn failed(&self, body: &Value, answer: &Answer) -> AzureError {
        // A resource tells of its last error within its properties, where it does at all.
        let within = ["/properties/provisioningError", "/properties"];
        let azure = body
            .get("error")
            .and_then(ArmError::of)
            .or_else(|| within.iter().filter_map(|it| body.pointer(it)).find_map(ArmError::of));
        let said = azure.as_ref().map_or_else(|| "without a reason".to_string(), ArmError::line);
        let message = format!("it ended as `{}`, {said}", self.state);
        let help = "correct what Azure names, then ask again; the activity log has more under the \
                    correlation id";
        AzureError::new(AzureErrorKind::OperationFailed, message, help)
            .saying(azure)
            .about(self.request)
            .answered(answer)
    }

    fn gone(&self, why: &str) -> AzureError {
        let help = "look in Azure what became of it before asking again";
        AzureError::new(AzureErrorKind::OperationGone, why, help).about(self.request)
    }
}

enum Ended {
    Well,
    Badly,
}

impl Ended {
    /// The states that end it; all others go on.
    fn of(state: &str) -> Option<Self> {
        let is = |word: &str| state.eq_ignore_ascii_case(word);
        if is("Succeeded") {
            return Some(Self::Well);
        }
        (is("Failed") || is("Canceled") || is("Cancelled")).then_some(Self::Badly)
    }
}

fn text<'v>(body: &'v Value, pointer: &str) -> Option<&'v str> {
    body.pointer(pointer)?.as_str()
}
