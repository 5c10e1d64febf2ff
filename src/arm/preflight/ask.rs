//! Asks Azure, and keeps what it did not say.

use super::super::client::{AzureProgress, Client, Host};
use super::super::error::{AzureError, AzureErrorKind};
use super::AzureUnknown;
use std::cell::RefCell;

/// Where questions are asked.
pub(super) struct Desk<'c, H> {
    pub client: &'c Client<H>,
    notes: RefCell<Notes>,
}

/// What came of the questions.
#[derive(Default)]
pub(super) struct Notes {
    pub unknown: Vec<AzureUnknown>,
    asked: usize,
    answered: usize,
}

impl<'c, H: Host> Desk<'c, H> {
    pub fn new(client: &'c Client<H>) -> Self {
        Self { client, notes: RefCell::default() }
    }

    pub fn finish(self) -> Notes {
        self.notes.into_inner()
    }

    /// Notes what is not known.
    pub fn unknown(&self, what: impl Into<String>, why: impl Into<String>) {
        let it = AzureUnknown { what: what.into(), why: why.into() };
        let mut notes = self.notes.borrow_mut();
        if !notes.unknown.contains(&it) {
            notes.unknown.push(it);
        }
    }

    /// The answer to a question. What could not be read is noted; what makes all further questions
    /// useless ends them.
    pub async fn ask<T>(
        &self,
        what: &str,
        question: impl Future<Output = Result<T, AzureError>>,
    ) -> Result<Option<T>, AzureError> {
        match self.answer(what, question).await {
            Ok(answer) => Ok(Some(answer)),
            Err(error) if is_the_end(&error) => Err(error),
            Err(error) => {
                self.unknown(what, error.message);
                Ok(None)
            }
        }
    }

    /// The same, of something that may not be there: nothing, where Azure says that it is not.
    pub async fn look<T>(
        &self,
        what: &str,
        question: impl Future<Output = Result<T, AzureError>>,
    ) -> Result<Option<Option<T>>, AzureError> {
        let question = async {
            match question.await {
                Err(error) if error.status == Some(404) => Ok(None),
                other => other.map(Some),
            }
        };
        self.ask(what, question).await
    }

    async fn answer<T>(
        &self,
        what: &str,
        question: impl Future<Output = Result<T, AzureError>>,
    ) -> Result<T, AzureError> {
        self.notes.borrow_mut().asked += 1;
        let answer = question.await;
        let (done, total) = {
            let mut notes = self.notes.borrow_mut();
            notes.answered += 1;
            (notes.answered, notes.asked)
        };
        self.client.host.progress(&AzureProgress::Preflight { what, done, total });
        answer
    }
}

/// Whether nothing else will be answered either. Another tenant's subscription is another matter.
fn is_the_end(error: &AzureError) -> bool {
    use AzureErrorKind::{Argument, Cancelled, Network, Token, Unauthorized};
    let code = error.azure.as_ref().map(|it| it.code.as_str());
    let is_elsewhere = code == Some("InvalidAuthenticationTokenTenant");
    matches!(error.kind, Argument | Cancelled | Network | Token | Unauthorized) && !is_elsewhere
}
