//! What the other part of the journal has begun: Azure refuses to take away what is being made, and to
//! make what is being taken away, so that its end is waited for. How it ends does not matter: what
//! exists is looked at afterwards.

use super::super::super::client::{AzureProgress, Heard, Host, fault};
use super::super::super::error::{AzureError, AzureErrorKind};
use super::super::super::operation::Operation;
use super::super::super::request::{AzureMethod, Request};
use super::super::journal::Begun;
use super::super::look::{found, state_of};
use super::super::survey::method;
use super::super::values::Fill;
use super::super::{AzureRequestState, Desk, Run};
use crate::write::requests::Service;
use futures_util::future::join_all;
use std::time::Duration;

impl<H: Host, K: Desk> Run<'_, H, K> {
    /// Waits until everything is over that the other part has begun.
    pub(super) async fn await_other(&self) -> Result<(), AzureError> {
        let begun = self.pages.borrow().begun_by_other();
        join_all(begun.iter().map(|it| self.await_begun(it))).await.into_iter().collect()
    }

    async fn await_begun(&self, begun: &Begun) -> Result<(), AzureError> {
        let place = &begun.place;
        let method = method(place.method);
        let request = match &place.api_version {
            Some(version) => Request::new(method, &place.path, version),
            None => Request::unversioned(method, place.path.clone()),
        };
        let of = self.over(&place.path);
        let tell = |heard: Heard<'_>| {
            let seconds = heard.spent.as_secs_f64();
            match of {
                Some(at) => {
                    let name = place.path.rsplit('/').next().unwrap_or_default();
                    let why = format!("{name} is `{}` still", heard.state);
                    self.tell(at, AzureRequestState::Looking, Some(&why), seconds);
                }
                None => self.arm.host.progress(&AzureProgress::Operation {
                    method,
                    path: &place.path,
                    state: heard.state,
                    percent: heard.percent,
                    seconds,
                }),
            }
        };
        let client = match place.service {
            Service::ResourceManager => self.arm,
            Service::Graph => self.graph,
        };
        let ended = if let Some(trace) = &begun.operation {
            let (operation, step) = Operation::resume(&client.address, &request, trace);
            client.follow(&request, operation, step, None, &tell).await.map(|_| true)
        } else {
            // Its answer was lost: the resource tells.
            let until_gone = method == AzureMethod::Delete;
            self.settle(&request, until_gone, self.arm.limits.operation, &tell).await
        };
        let well = match ended {
            Ok(well) => well,
            Err(error) if is_an_end(&error) => false,
            // It may hang for ever: what Azure says of it then is Azure's.
            Err(error) if error.kind == AzureErrorKind::OperationTimedOut => return Ok(()),
            Err(error) => return Err(error),
        };
        self.write_down(|pages| pages.over_for_other(begun, well)).await
    }

    /// The request of this run that is about a resource, or about what it is in.
    fn over(&self, path: &str) -> Option<usize> {
        let path = format!("{path}/").to_lowercase();
        let values = self.values.borrow();
        let all = self.requests.requests.iter().enumerate();
        let within = all.filter_map(|(at, it)| {
            let whole = values.text(&it.path, Fill::Shown).ok()?.to_lowercase();
            path.starts_with(&format!("{whole}/")).then_some((whole.len(), at))
        });
        within.max().map(|(_, at)| at)
    }

    /// Waits until nothing works on a resource, or time is over. Whether it is gone.
    pub(super) async fn settle(
        &self,
        request: &Request,
        until_gone: bool,
        most: Duration,
        tell: &dyn Fn(Heard<'_>),
    ) -> Result<bool, AzureError> {
        let look = request.reading();
        let began = self.arm.host.elapsed();
        for polls in 0.. {
            let Some(found) = found(self.arm.read(&look).await)? else { return Ok(true) };
            let state = state_of(&found).unwrap_or("Succeeded");
            let is = |it: &str| it.eq_ignore_ascii_case(state);
            let is_over = ["Succeeded", "Failed", "Canceled"].iter().any(|it| is(it))
                || (!until_gone && is("Deleting"));
            let pause = self.arm.poll(polls);
            let spent = self.arm.host.elapsed().saturating_sub(began);
            if is_over || spent + pause > most {
                break;
            }
            tell(Heard { state, percent: None, spent });
            self.arm.host.wait(pause).await.map_err(|it| fault(&look, &it))?;
        }
        Ok(false)
    }
}

/// Whether there is nothing more to wait for.
const fn is_an_end(error: &AzureError) -> bool {
    matches!(
        error.kind,
        AzureErrorKind::OperationFailed | AzureErrorKind::OperationGone | AzureErrorKind::Refused
    )
}
