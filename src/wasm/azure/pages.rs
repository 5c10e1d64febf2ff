//! Pages that are asked for one after the other, as JavaScript iterates.

use super::thrown;
use crate::arm::fetch::Fetch;
use crate::arm::{AzureError, AzureErrorKind, Client, Pages};
use js_sys::futures::future_to_promise;
use js_sys::{Object, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The pages of a query, each as the bytes that came.
#[wasm_bindgen(skip_typescript)]
pub struct AzurePages {
    client: Rc<Client<Fetch>>,
    state: Rc<RefCell<State>>,
}

enum State {
    At(Pages),
    Busy,
    Ended,
}

impl AzurePages {
    pub(super) fn new(client: Client<Fetch>, pages: Pages) -> Self {
        Self { client: Rc::new(client), state: Rc::new(RefCell::new(State::At(pages))) }
    }
}

#[wasm_bindgen]
impl AzurePages {
    /// Itself.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]")]
    #[must_use]
    pub fn iterator(&self) -> AzurePages {
        Self { client: Rc::clone(&self.client), state: Rc::clone(&self.state) }
    }

    /// The next page.
    pub fn next(&self) -> Promise {
        let (client, state) = (Rc::clone(&self.client), Rc::clone(&self.state));
        future_to_promise(async move {
            let mut pages = match state.replace(State::Busy) {
                State::At(pages) => pages,
                State::Ended => {
                    state.replace(State::Ended);
                    return Ok(result(None));
                }
                State::Busy => {
                    let what = "the page before is still on its way";
                    let error = AzureError::new(AzureErrorKind::Argument, what, "await it first");
                    return Err(thrown(&client.host, &error));
                }
            };
            let came = client.graph_page(&mut pages).await;
            // Whoever stopped in the meantime gets no further.
            let ended = matches!(*state.borrow(), State::Ended);
            match came {
                Ok(Some(page)) if !ended => {
                    state.replace(State::At(pages));
                    Ok(result(Some(&page)))
                }
                Ok(_) => {
                    state.replace(State::Ended);
                    Ok(result(None))
                }
                Err(error) => {
                    state.replace(State::Ended);
                    Err(thrown(&client.host, &error))
                }
            }
        })
    }

    /// Goes no further.
    #[wasm_bindgen(js_name = "return")]
    pub fn finish(&self) -> Promise {
        self.state.replace(State::Ended);
        Promise::resolve(&result(None))
    }
}

/// What an iterator of JavaScript's gives.
fn result(page: Option<&[u8]>) -> JsValue {
    let result = Object::new();
    let value = page.map_or(JsValue::UNDEFINED, |it| Uint8Array::from(it).into());
    let _ = Reflect::set(&result, &"value".into(), &value);
    let _ = Reflect::set(&result, &"done".into(), &page.is_none().into());
    result.into()
}
