//! The journal of a deployment and who confirms changes, as JavaScript gives them.

use super::super::object;
use crate::arm::deploy::{AzureChange, Desk};
use js_sys::futures::JsFuture;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

/// Functions of JavaScript's.
#[derive(Clone, Default)]
pub(super) struct JsDesk {
    /// The journal, its `load` and its `save`.
    journal: Option<[JsValue; 3]>,
    confirm: Option<Function>,
}

impl JsDesk {
    pub fn new(journal: Option<[JsValue; 3]>, confirm: Option<Function>) -> Self {
        Self { journal, confirm }
    }
}

/// Calls a function, and waits where it gives a promise.
async fn called(it: &JsValue, this: &JsValue, with: &JsValue) -> Result<JsValue, String> {
    let given = it.unchecked_ref::<Function>().call1(this, with);
    let given = given.map_err(|it| words(&it))?;
    JsFuture::from(Promise::resolve(&given)).await.map_err(|it| words(&it))
}

fn words(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|it| String::from(it.message()));
    message.or_else(|| error.as_string()).unwrap_or_else(|| "without a reason".to_string())
}

impl Desk for JsDesk {
    fn has_journal(&self) -> bool {
        self.journal.is_some()
    }

    async fn load(&self) -> Result<Option<String>, String> {
        let Some([journal, load, _]) = &self.journal else { return Ok(None) };
        let text = called(load, journal, &JsValue::UNDEFINED).await?;
        if text.is_undefined() || text.is_null() {
            return Ok(None);
        }
        text.as_string().map(Some).ok_or_else(|| "`load` gives no text".to_string())
    }

    async fn save(&self, text: &str) -> Result<(), String> {
        let Some([journal, _, save]) = &self.journal else { return Ok(()) };
        called(save, journal, &text.into()).await.map(drop)
    }

    async fn confirm(&self, changes: &[AzureChange]) -> Result<bool, String> {
        let Some(confirm) = &self.confirm else { return Ok(false) };
        let changes = object(&changes).map_err(|_| "they can't be shown".to_string())?;
        let answer = called(confirm, &JsValue::UNDEFINED, &changes).await?;
        Ok(answer.as_bool() == Some(true))
    }
}
