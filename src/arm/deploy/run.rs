//! All requests, each as soon as what it needs is done.

mod one;
mod other;

use super::super::client::Host;
use super::super::error::{AzureError, AzureErrorKind};
use super::journal::{is_teardown, of_journal};
use super::look::{Look, Needs};
use super::{
    AzureChange, AzureDeployed, AzureDeployment, AzureDeploymentState, AzureDoes,
    AzureRequestState, Desk, Run, VERSION, argument,
};
use futures_util::stream::{FuturesUnordered, StreamExt};
use one::Ended;
use std::collections::BTreeMap;

impl<H: Host, K: Desk> Run<'_, H, K> {
    /// Looks at everything, asks what must be asked, and carries it out.
    pub async fn all(&self) -> Result<AzureDeployment, AzureError> {
        let mut outcomes: BTreeMap<usize, Result<Ended, AzureError>> = BTreeMap::new();
        if let Err(error) = self.await_other().await {
            *self.halted.borrow_mut() = Some(error);
            return Ok(self.told(outcomes).await);
        }
        match self.survey().await {
            Ok(looks) => {
                for (at, (it, look)) in self.requests.requests.iter().zip(&looks).enumerate() {
                    if look.does() == AzureDoes::Refused {
                        let why = look.why.clone().unwrap_or_default();
                        let help = "change the plan or what exists; nothing was sent";
                        let path = &it.path;
                        outcomes.insert(at, Err(argument(format!("{path}: {why}"), help)));
                    }
                }
                if outcomes.is_empty() {
                    self.ask_first(&looks).await?;
                    self.carry_out(&mut outcomes).await;
                }
            }
            Err(error) => {
                *self.halted.borrow_mut() = Some(error);
            }
        }
        Ok(self.told(outcomes).await)
    }

    /// Asks for all that would change, before anything is sent.
    async fn ask_first(&self, looks: &[Look]) -> Result<(), AzureError> {
        let changes: Vec<AzureChange> = looks.iter().flat_map(|it| it.changes.clone()).collect();
        if changes.is_empty() { Ok(()) } else { self.ask(changes).await }
    }

    /// Asks whether what exists may be changed like this.
    pub(super) async fn ask(&self, changes: Vec<AzureChange>) -> Result<(), AzureError> {
        let _place = self.asking.take().await;
        let answer = self.desk.confirm(&changes).await;
        if answer.map_err(|it| not_confirmed(&changes, &it))? {
            self.confirmed.borrow_mut().extend(changes);
            return Ok(());
        }
        Err(not_confirmed(&changes, "nobody has confirmed it"))
    }

    /// Whether changes were confirmed, each of them just so.
    pub(super) fn is_confirmed(&self, changes: &[AzureChange]) -> bool {
        let confirmed = self.confirmed.borrow();
        changes.iter().all(|it| confirmed.contains(it))
    }

    async fn carry_out(&self, outcomes: &mut BTreeMap<usize, Result<Ended, AzureError>>) {
        let all = &self.requests.requests;
        let places: BTreeMap<&str, usize> =
            all.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
        let mut begun = vec![false; all.len()];
        let mut running = FuturesUnordered::new();
        loop {
            if !self.stopped.get() && self.halted.borrow().is_none() {
                for (at, it) in all.iter().enumerate() {
                    let is_done = |it: &String| {
                        let at = places.get(it.as_str());
                        at.is_some_and(|at| matches!(outcomes.get(at), Some(Ok(_))))
                    };
                    let is_new = begun.get(at) == Some(&false);
                    if is_new && it.needs.iter().all(is_done) {
                        let sent = it.needs.iter().any(|it| self.sent.borrow().contains(it));
                        running.push(
                            async move { (at, self.one(at, it, Needs::Done { sent }).await) },
                        );
                        if let Some(begun) = begun.get_mut(at) {
                            *begun = true;
                        }
                    }
                }
            }
            let Some((at, outcome)) = running.next().await else { return };
            if let Err(error) = &outcome
                && error.kind == AzureErrorKind::Cancelled
            {
                self.stopped.set(true);
            }
            outcomes.insert(at, outcome);
            // Somebody else goes on with this: whatever is under way here is theirs now.
            if self.halted.borrow().is_some() {
                return;
            }
        }
    }

    /// What came of it all, and writes down that it is over.
    async fn told(
        &self,
        mut outcomes: BTreeMap<usize, Result<Ended, AzureError>>,
    ) -> AzureDeployment {
        use AzureRequestState as State;
        let all = &self.requests.requests;
        let mut states: BTreeMap<&str, (State, String)> = BTreeMap::new();
        let mut requests = Vec::new();
        for (at, it) in all.iter().enumerate() {
            let (state, why, error) = match outcomes.remove(&at) {
                Some(Ok(Ended { done, why })) => {
                    (if done { State::Done } else { State::Skipped }, why, None)
                }
                Some(Err(error)) if error.kind == AzureErrorKind::Cancelled => {
                    (State::Stopped, Some("it was stopped".to_string()), None)
                }
                // Another run goes on with it, or nothing more can be written down.
                Some(Err(error)) if error.kind == AzureErrorKind::Journal => {
                    (State::Stopped, Some(error.message), None)
                }
                Some(Err(error)) => (State::Failed, Some(error.message.clone()), Some(error)),
                None => {
                    let needed = it.needs.iter().find_map(|needed| {
                        let (state, title) = states.get(needed.as_str())?;
                        let what = match state {
                            State::Failed => "has failed",
                            State::Done | State::Skipped => return None,
                            _ => "is not done",
                        };
                        Some(format!("it needs {title}, which {what}"))
                    });
                    (State::Waiting, needed, None)
                }
            };
            if matches!(state, State::Waiting) {
                self.tell(at, state, why.as_deref(), 0.0);
            }
            states.insert(&it.id, (state, it.title.clone()));
            let sent = self.sent.borrow().contains(&it.id);
            let (id, title) = (it.id.clone(), it.title.clone());
            requests.push(AzureDeployed { id, title, state, sent, why, error });
        }
        let mut error = self.halted.borrow_mut().take();
        let is_stop = |it: &AzureError| {
            matches!(it.kind, AzureErrorKind::Cancelled | AzureErrorKind::Journal)
        };
        let has = |state: State| requests.iter().any(|it| it.state == state);
        let state = if has(State::Failed) || error.as_ref().is_some_and(|it| !is_stop(it)) {
            AzureDeploymentState::Failed
        } else if error.is_some() || self.stopped.get() || has(State::Stopped) {
            AzureDeploymentState::Stopped
        } else {
            AzureDeploymentState::Done
        };
        let is_ours = error.as_ref().is_none_or(|it| it.kind != AzureErrorKind::Journal);
        if is_ours {
            // Nothing to write where nothing was written and nothing is left to say.
            let is_new = self.pages.borrow().last.is_none() && self.sent.borrow().is_empty();
            if !is_new || state == AzureDeploymentState::Done {
                let saved = self.write_down(|pages| pages.ended(state)).await;
                error = error.or(saved.err());
            }
        }
        error = error.filter(|it| it.kind != AzureErrorKind::Cancelled);
        AzureDeployment {
            version: VERSION,
            state,
            subscription_id: self.subscription.clone(),
            seconds: 0.0,
            requests,
            help: self.help(state),
            error,
            left_out: self.requests.left_out.clone(),
        }
    }

    fn help(&self, state: AzureDeploymentState) -> Option<String> {
        let again = match (self.desk.has_journal(), is_teardown(self.requests)) {
            (true, false) => {
                "run it again with the same plan and journal: what is done is not done again, and \
                 what is under way is followed"
            }
            (false, false) => "run it again with the same plan: what is there is not made again",
            (_, true) => "run the teardown again: what is gone is not asked for again",
        };
        match state {
            AzureDeploymentState::Done => None,
            AzureDeploymentState::Stopped => Some(format!("to go on, {again}")),
            AzureDeploymentState::Failed => Some(format!("mend what failed, then {again}")),
        }
    }

    /// Changes what is written down, and saves it. Whoever else has written in the meantime goes on
    /// with it, and this stops.
    pub(super) async fn write_down(
        &self,
        change: impl FnOnce(&mut super::Pages),
    ) -> Result<(), AzureError> {
        change(&mut self.pages.borrow_mut());
        if !self.desk.has_journal() {
            return Ok(());
        }
        let _place = self.writing.take().await;
        let saved = self.save().await;
        if let Err(error) = &saved {
            self.halted.borrow_mut().get_or_insert_with(|| error.clone());
        }
        saved
    }

    async fn save(&self) -> Result<(), AzureError> {
        if let Some(error) = &*self.halted.borrow() {
            return Err(error.clone());
        }
        let there = self.desk.load().await.map_err(|it| super::unreadable(&it))?;
        let last = self.pages.borrow().last.clone();
        let text = |it: &Option<String>| it.as_deref().unwrap_or_default().trim().to_string();
        if text(&there) != text(&last) {
            return Err(of_journal(
                "another run goes on with this journal, such as one in another tab: this one has \
                 stopped",
                "look at the other one; when it has ended, run this again",
            ));
        }
        let next = self.pages.borrow_mut().text();
        self.desk.save(&next).await.map_err(|it| {
            of_journal(
                format!("the journal can't be saved: {it}"),
                "see that there is room for it, then run it again: what was begun is looked at first",
            )
        })?;
        self.pages.borrow_mut().last = Some(next);
        Ok(())
    }
}

fn not_confirmed(changes: &[AzureChange], why: &str) -> AzureError {
    let mut titles: Vec<&str> = changes.iter().map(|it| it.title.as_str()).collect();
    titles.dedup();
    let what = if changes.iter().all(|it| it.to.is_none()) {
        "would be taken away"
    } else {
        "exists and would be changed"
    };
    let (titles, verb) = (titles.join(", "), why);
    AzureError::new(
        AzureErrorKind::NotConfirmed,
        format!("{titles}: this {what}, and {verb}"),
        "look at the differences of a dry run, then confirm them, or change the plan",
    )
}
