//! Stopping when asked to, and when it takes too long.

use super::network;
use crate::arm::error::Fault;
use js_sys::Promise;
use js_sys::futures::JsFuture;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal};

#[wasm_bindgen]
extern "C" {
    // Not AbortSignal.timeout: in Node such a timer does not keep the process alive, and what waits for
    // it alone would end without a word.
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &js_sys::Function, milliseconds: f64) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// The longest that timers know: 2^31 - 1 milliseconds.
const LONGEST: f64 = 2_147_483_647.0;

/// AzureRetryReason it was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// Somebody asked for it.
    Asked,
    /// It took this long.
    Late(Duration),
}

/// Stops what is raced against it.
pub(super) struct Stop {
    state: Rc<State>,
    controller: Option<AbortController>,
    signals: Vec<AbortSignal>,
    asked: Closure<dyn FnMut()>,
    timer: Option<(JsValue, Closure<dyn FnMut()>)>,
}

#[derive(Default)]
struct State {
    stopped: Cell<Option<Stopped>>,
    waker: RefCell<Option<Waker>>,
}

impl State {
    fn stop(&self, why: Stopped, controller: Option<&AbortController>) {
        if self.stopped.get().is_none() {
            self.stopped.set(Some(why));
            if let Some(controller) = controller {
                controller.abort();
            }
            if let Some(waker) = self.waker.take() {
                waker.wake();
            }
        }
    }
}

impl Stop {
    /// Listens to signals, and to the clock where there is a limit.
    pub fn new(signals: &[AbortSignal], limit: Option<Duration>) -> Self {
        let state = Rc::new(State::default());
        let controller = AbortController::new().ok();
        let stopping = |why: Stopped| {
            let (state, controller) = (Rc::clone(&state), controller.clone());
            Closure::<dyn FnMut()>::new(move || state.stop(why, controller.as_ref()))
        };
        let asked = stopping(Stopped::Asked);
        for signal in signals {
            if signal.aborted() {
                state.stop(Stopped::Asked, controller.as_ref());
            }
            let listener = asked.as_ref().unchecked_ref();
            let _ = signal.add_event_listener_with_callback("abort", listener);
        }
        let timer = limit.map(|limit| {
            let late = stopping(Stopped::Late(limit));
            let milliseconds = (limit.as_secs_f64() * 1000.0).min(LONGEST);
            (set_timeout(late.as_ref().unchecked_ref(), milliseconds), late)
        });
        Self { state, controller, signals: signals.to_vec(), asked, timer }
    }

    /// The signal for `fetch`.
    pub fn signal(&self) -> JsValue {
        self.controller.as_ref().map_or(JsValue::UNDEFINED, |it| it.signal().into())
    }

    /// Breaks off what was given the signal.
    pub fn abort(&self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }

    /// A future's value, unless it is stopped before.
    pub async fn race<T>(&self, future: impl Future<Output = T>) -> Result<T, Stopped> {
        let mut future = pin!(future);
        poll_fn(|context| {
            if let Some(why) = self.state.stopped.get() {
                return Poll::Ready(Err(why));
            }
            *self.state.waker.borrow_mut() = Some(context.waker().clone());
            future.as_mut().poll(context).map(Ok)
        })
        .await
    }

    /// A promise's value, unless it is stopped before.
    pub async fn promise(&self, promise: Promise) -> Result<JsValue, Fault> {
        let settled = self.race(JsFuture::from(promise)).await?;
        settled
            .map_err(|error| self.state.stopped.get().map_or_else(|| network(&error), Fault::from))
    }

    /// Stops listening.
    pub fn forget(&mut self) {
        let listener = self.asked.as_ref().unchecked_ref();
        for signal in self.signals.drain(..) {
            let _ = signal.remove_event_listener_with_callback("abort", listener);
        }
        if let Some((timer, _)) = self.timer.take() {
            clear_timeout(&timer);
        }
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        self.forget();
    }
}
