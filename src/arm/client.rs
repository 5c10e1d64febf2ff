//! Asks until there is an answer that counts.

use super::address::Address;
use super::answer::Answer;
use super::challenge;
use super::deploy::AzureRequestState;
use super::error::{AzureError, AzureErrorKind, Fault};
use super::operation::{Operation, Step};
use super::page::{GraphPage, ListPage, Pages};
use super::request::{AzureMethod, Request, Wire};
use super::retry::{self, Trouble};
use crate::azure_facts::limits;
use crate::model::choice;
use crate::text::grouped;
use macro_rules_attribute::apply;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use std::time::Duration;

/// What sends, waits, and keeps the token.
pub trait Host {
    /// Sends a request once, with the token that a pass stands for. The time limit is for the whole
    /// answer.
    fn send(
        &self,
        wire: &Wire,
        pass: Pass,
        limit: Duration,
    ) -> impl Future<Output = Result<Answer, Fault>>;

    /// Waits.
    fn wait(&self, time: Duration) -> impl Future<Output = Result<(), Fault>>;

    /// The token to use, as a number that stands for it. With a renewal another one than was refused.
    fn token(&self, renewal: Option<Renewal>) -> impl Future<Output = Result<Pass, AzureError>>;

    /// The time since 1970, which may be wrong and may be set back.
    fn now(&self) -> Duration;

    /// The time since some moment, which only grows.
    fn elapsed(&self) -> Duration;

    /// A random number between 0 and 1.
    fn random(&self) -> f64;

    /// Tells those who want to know.
    fn progress(&self, progress: &AzureProgress<'_>);
}

/// Stands for a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pass(pub u64);

/// AzureRetryReason another token is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// The one that was refused.
    pub refused: Pass,
    /// What it lacked, as JSON.
    pub claims: Option<String>,
}

/// How far it goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// So often one thing is asked.
    pub attempts: u32,
    /// For one answer.
    pub request: Duration,
    /// For one thing, with all its attempts and waits.
    pub total: Duration,
    /// For an operation that was begun.
    pub operation: Duration,
    /// The longest first wait before asking again; it doubles.
    pub first_wait: Duration,
    /// And grows to this.
    pub longest_wait: Duration,
    /// Between two looks at an operation, where the service does not say.
    pub poll: Duration,
    /// Bytes of one answer.
    pub body: usize,
    /// So many are asked at the same time.
    pub concurrency: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            attempts: 8,
            request: seconds(120),
            total: seconds(600),
            operation: seconds(3600),
            first_wait: seconds(1),
            longest_wait: seconds(30),
            poll: seconds(5),
            body: 64_000_000,
            concurrency: 8,
        }
    }
}

/// AzureRetryReason there is a wait.
#[apply(choice!)]
pub enum AzureRetryReason {
    /// Too much was asked in too short a time.
    Throttled = "throttled",
    /// Azure can't answer right now.
    Unavailable = "unavailable",
    /// There was no way to Azure, or it broke off.
    Network = "network",
}

/// What goes on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub enum AzureProgress<'a> {
    /// It will be asked again after a while.
    Retry {
        /// What was done.
        method: AzureMethod,
        /// The path, without the query.
        path: &'a str,
        /// AzureRetryReason.
        why: AzureRetryReason,
        /// How often it was asked; 0 where it waits until it may ask.
        attempts: u32,
        /// How long the wait is.
        seconds: f64,
    },
    /// A page of a list came.
    Page {
        /// The path of the list.
        path: &'a str,
        /// How many pages came.
        pages: usize,
        /// How much came on them.
        items: usize,
        /// How much there is, where that is told.
        #[serde(skip_serializing_if = "Option::is_none")]
        total: Option<u64>,
    },
    /// A question about a plan was answered.
    Preflight {
        /// What it was about.
        what: &'a str,
        /// How many were answered.
        done: usize,
        /// How many were asked so far; an answer may bring further questions.
        total: usize,
    },
    /// An operation goes on.
    Operation {
        /// What was done.
        method: AzureMethod,
        /// The path of the resource.
        path: &'a str,
        /// Its state in Azure's words.
        state: &'a str,
        /// How much of it is done, where that is told.
        #[serde(skip_serializing_if = "Option::is_none")]
        percent: Option<f64>,
        /// How long it has been going on.
        seconds: f64,
    },
    /// A request of a deployment stands otherwise than before.
    Request {
        /// Its name among the requests.
        id: &'a str,
        /// What people call it.
        title: &'a str,
        /// How it stands.
        state: AzureRequestState,
        /// Why, or what Azure says of it.
        #[serde(skip_serializing_if = "Option::is_none")]
        why: Option<&'a str>,
        /// How long since it began.
        seconds: f64,
    },
}

/// Asks Azure Resource Manager.
#[derive(Clone, Debug)]
pub struct Client<H> {
    /// What sends.
    pub host: H,
    /// Where to.
    pub address: Address,
    /// How far it goes.
    pub limits: Limits,
}

impl<H: Host> Client<H> {
    /// The answer to a request: asked again where that may help, with another token where one is
    /// refused.
    ///
    /// # Errors
    /// What came instead.
    pub async fn call(&self, request: &Request) -> Result<Answer, AzureError> {
        let began = self.host.elapsed();
        let wire = Wire {
            method: request.method,
            url: self.address.url(request.target()),
            body: request.body.as_ref().map(ToString::to_string),
        };
        let mut attempts = 0;
        let (mut renewed, mut challenged) = (false, false);
        let token = async |renewal| self.host.token(renewal).await.map_err(|it| it.about(request));
        let mut pass = token(None).await?;
        loop {
            attempts += 1;
            let spent = self.host.elapsed().saturating_sub(began);
            let limit = self.limits.request.min(self.limits.total.saturating_sub(spent));
            let outcome = self.host.send(&wire, pass, limit).await;
            let trouble = match &outcome {
                Ok(answer) if answer.is_success() => {
                    return outcome.map_err(|it| fault(request, &it));
                }
                Ok(answer) => {
                    let claims = answer.header("www-authenticate").and_then(challenge::claims);
                    let asks =
                        claims.is_some() && !challenged && matches!(answer.status, 401 | 403);
                    if asks || (answer.status == 401 && !renewed) {
                        challenged |= asks;
                        renewed = true;
                        let fresh = token(Some(Renewal { refused: pass, claims })).await?;
                        if fresh != pass {
                            pass = fresh;
                            continue;
                        }
                    }
                    Trouble::Answer(answer)
                }
                Err(fault) => Trouble::Fault(fault),
            };
            match self.again(request, trouble, attempts, began) {
                Some((why, wait)) => {
                    self.host.progress(&AzureProgress::Retry {
                        method: request.method,
                        path: &request.path,
                        why,
                        attempts,
                        seconds: wait.as_secs_f64(),
                    });
                    self.host.wait(wait).await.map_err(|it| fault(request, &it))?;
                    pass = token(None).await?;
                }
                None => {
                    return Err(match trouble {
                        Trouble::Answer(answer) => AzureError::of_answer(request, answer),
                        Trouble::Fault(it) => fault(request, it),
                    }
                    .after(attempts));
                }
            }
        }
    }

    /// AzureRetryReason and after which wait to ask again, within the limits.
    fn again(
        &self,
        request: &Request,
        trouble: Trouble<'_>,
        attempts: u32,
        began: Duration,
    ) -> Option<(AzureRetryReason, Duration)> {
        let why = retry::is_worth_it(request, trouble)?;
        let wait =
            retry::wait(trouble, attempts, self.host.now(), self.host.random(), &self.limits);
        let spent = self.host.elapsed().saturating_sub(began);
        let is_within = attempts < self.limits.attempts && spent + wait < self.limits.total;
        is_within.then_some((why, wait))
    }

    /// The answer to a request as JSON.
    ///
    /// # Errors
    /// What came instead.
    pub async fn read<T: DeserializeOwned>(&self, request: &Request) -> Result<T, AzureError> {
        self.call(request).await?.json(request)
    }

    /// Everything on all pages of a list.
    ///
    /// # Errors
    /// What came instead of a page.
    pub async fn list<T: DeserializeOwned>(&self, first: Request) -> Result<Vec<T>, AzureError> {
        let mut all = Vec::new();
        let path = first.path.clone();
        let mut pages = Pages::from(first);
        while let Some(request) = pages.next().cloned() {
            let answer = self.call(&request).await?;
            let malformed = |it: serde_json::Error| answer.malformed(&request, &it.to_string());
            let page: ListPage<&RawValue> =
                serde_json::from_slice(&answer.body).map_err(malformed)?;
            let first = page.value.first().map(|it| it.get());
            pages.follow(&self.address, page.next_link.as_deref(), page.value.len(), first)?;
            for item in page.value {
                all.push(serde_json::from_str(item.get()).map_err(malformed)?);
            }
            self.tell_page(&path, &pages, None);
        }
        Ok(all)
    }

    /// The next page of Resource Graph as it came; nothing after the last.
    ///
    /// # Errors
    /// What came instead.
    pub async fn graph_page(&self, pages: &mut Pages) -> Result<Option<Vec<u8>>, AzureError> {
        loop {
            let Some(request) = pages.next().cloned() else { return Ok(None) };
            self.rest(std::mem::take(&mut pages.rest), &request).await?;
            match self.call(&request).await {
                Ok(answer) => {
                    let page: GraphPage = answer.json(&request)?;
                    if is_cut(&answer) {
                        return Err(too_many_subscriptions().about(&request).answered(&answer));
                    }
                    pages.skip(&page)?;
                    pages.rest = retry::rest(&answer).unwrap_or_default();
                    self.tell_page(&request.path, pages, pages.total());
                    return Ok(Some(answer.body));
                }
                // The records are larger than most: fewer of them fit into an answer.
                Err(error) if error.says("ResponsePayloadTooLarge") && pages.halve() => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Waits until the quota of Resource Graph is filled again.
    async fn rest(&self, rest: Duration, request: &Request) -> Result<(), AzureError> {
        if rest.is_zero() {
            return Ok(());
        }
        self.host.progress(&AzureProgress::Retry {
            method: request.method,
            path: &request.path,
            why: AzureRetryReason::Throttled,
            attempts: 0,
            seconds: rest.as_secs_f64(),
        });
        self.host.wait(rest).await.map_err(|it| fault(request, &it))
    }

    fn tell_page(&self, path: &str, pages: &Pages, total: Option<u64>) {
        let (pages, items) = (pages.pages(), pages.items());
        self.host.progress(&AzureProgress::Page { path, pages, items, total });
    }

    /// Does something and waits until it is done; the answer is what came of it.
    ///
    /// # Errors
    /// What came instead.
    pub async fn finish(&self, request: &Request) -> Result<Answer, AzureError> {
        let answer = self.call(request).await?;
        let asked = retry::asked_to_wait(&answer, self.host.now());
        let (operation, step) = Operation::begin(&self.address, request, answer)?;
        self.follow(request, operation, step, asked, &|heard| {
            self.host.progress(&AzureProgress::Operation {
                method: request.method,
                path: &request.path,
                state: heard.state,
                percent: heard.percent,
                seconds: heard.spent.as_secs_f64(),
            });
        })
        .await
    }

    /// The wait before the next look, after so many.
    pub(super) fn poll(&self, polls: u32) -> Duration {
        self.limits.poll.mul_f64(1.0 + f64::from(polls).min(10.0) / 2.0)
    }

    /// Follows an operation to its end. `asked` is how long the service wants to be left alone.
    pub(super) async fn follow(
        &self,
        request: &Request,
        mut operation: Operation<'_>,
        mut step: Step,
        mut asked: Option<Duration>,
        tell: &dyn Fn(Heard<'_>),
    ) -> Result<Answer, AzureError> {
        let began = self.host.elapsed();
        let mut polls = 0;
        loop {
            let ask = match step {
                Step::Done(answer) => return Ok(answer),
                Step::Now(ask) => ask,
                Step::Later(ask) => {
                    let spent = self.host.elapsed().saturating_sub(began);
                    let percent = operation.percent;
                    tell(Heard { state: &operation.state, percent, spent });
                    // It is looked at less often the longer it takes.
                    let own = self.poll(polls);
                    let wait = asked.filter(|it| !it.is_zero()).unwrap_or(own);
                    if spent + wait > self.limits.operation {
                        return Err(operation.timed_out(spent.as_secs_f64().round()));
                    }
                    polls += 1_u32;
                    self.host.wait(wait).await.map_err(|it| fault(request, &it))?;
                    ask
                }
            };
            let outcome = self.call(&ask).await;
            asked = outcome.as_ref().ok().and_then(|it| retry::asked_to_wait(it, self.host.now()));
            step = operation.next(outcome)?;
        }
    }
}

/// Whether Resource Graph has looked at a part of the subscriptions only.
fn is_cut(answer: &Answer) -> bool {
    let hit = answer.header("x-ms-tenant-subscription-limit-hit");
    hit.is_some_and(|it| it.trim().eq_ignore_ascii_case("true"))
}

fn too_many_subscriptions() -> AzureError {
    let most = grouped(limits::GRAPH_SUBSCRIPTIONS_OF_GROUP.value);
    AzureError::new(
        AzureErrorKind::Incomplete,
        format!(
            "the account sees more than {most} subscriptions there, and Azure looks at no more"
        ),
        "name the subscriptions, or management groups further down",
    )
}

/// What is heard of an operation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heard<'a> {
    /// Its state in Azure's words.
    pub state: &'a str,
    /// How much of it is done.
    pub percent: Option<f64>,
    /// How long it has been followed.
    pub spent: Duration,
}

pub(super) fn fault(request: &Request, fault: &Fault) -> AzureError {
    AzureError::of_fault(request, fault)
}

#[cfg(test)]
mod tests;
