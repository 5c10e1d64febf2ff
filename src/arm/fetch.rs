//! The one place that sends: JavaScript's `fetch`, as pages, workers, Node and editors have it. Nothing
//! here takes a window for granted.

mod stop;
mod tokens;

use super::address::Address;
use super::answer::{Answer, HEADERS};
use super::client::{AzureProgress, Host, Limits, Pass, Renewal};
use super::error::{AzureError, AzureErrorKind, Fault};
use super::places::Places;
use super::request::Wire;
use super::secret::Secret;
use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use std::rc::Rc;
use std::time::Duration;
use stop::{Stop, Stopped};
use tokens::Tokens;
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, Headers, ReadableStreamDefaultReader, Response};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn milliseconds() -> f64;
}

/// What all calls of one client have in common.
#[derive(Debug)]
pub struct Shared {
    /// Stands in for the global `fetch`.
    pub fetch: Option<Function>,
    /// Where tokens come from.
    tokens: Tokens,
    /// Header and key of a gateway's subscription.
    key: Option<(String, Secret)>,
    places: Places,
    body: usize,
}

impl Shared {
    /// Without a function that gives tokens, none is sent.
    #[must_use]
    pub fn new(
        fetch: Option<Function>,
        token: Option<Function>,
        address: &Address,
        key: Option<(String, Secret)>,
        limits: &Limits,
    ) -> Self {
        let tokens = Tokens::new(token, address);
        Self { fetch, tokens, key, places: Places::new(limits.concurrency), body: limits.body }
    }

    /// JSON without any token or key that was used.
    fn hide_in(&self, json: String) -> String {
        let key = self.key.as_ref().map(|(_, key)| key.clone());
        self.tokens.used().into_iter().chain(key).fold(json, |json, it| it.hide_in(&json))
    }
}

/// One call.
#[derive(Clone, Debug)]
pub struct Fetch {
    /// What it has in common with others.
    pub shared: Rc<Shared>,
    /// Any of them stops it.
    pub signals: Vec<AbortSignal>,
    /// Whose token it takes; absent: the supplier's own choice.
    pub tenant: Option<String>,
    /// What its tokens are made for.
    pub scope: String,
    /// Whether it goes where the gateway's key belongs.
    pub keyed: bool,
    /// What more nobody may see.
    pub secrets: Rc<[Secret]>,
    /// Those who want to know how it goes on.
    pub progress: Vec<Function>,
}

impl Fetch {
    /// JSON without anything that nobody may see.
    #[must_use]
    pub fn hide_in(&self, json: String) -> String {
        let json = self.secrets.iter().fold(json, |json, it| it.hide_in(&json));
        self.shared.hide_in(json)
    }

    fn stop(&self, limit: Option<Duration>) -> Stop {
        Stop::new(&self.signals, limit)
    }

    fn headers(&self, wire: &Wire) -> Result<Headers, JsValue> {
        let headers = Headers::new()?;
        headers.set("Accept", "application/json")?;
        if wire.body.is_some() {
            headers.set("Content-Type", "application/json")?;
        }
        if let Some(token) = self.shared.tokens.current(self.tenant.as_deref(), &self.scope) {
            headers.set("Authorization", &format!("Bearer {}", token.reveal()))?;
        }
        if let Some((name, key)) = self.shared.key.as_ref().filter(|_| self.keyed) {
            headers.set(name, key.reveal())?;
        }
        Ok(headers)
    }

    fn begin(&self, wire: &Wire, stop: &Stop) -> Result<Promise, JsValue> {
        let init = Object::new();
        let set = |name: &str, value: &JsValue| Reflect::set(&init, &name.into(), value).map(drop);
        set("method", &wire.method.as_str().into())?;
        set("headers", self.headers(wire)?.as_ref())?;
        if let Some(body) = &wire.body {
            set("body", &body.into())?;
        }
        set("signal", &stop.signal())?;
        // No redirect takes the token or the key elsewhere, and nothing of it is kept.
        set("redirect", &"manual".into())?;
        set("credentials", &"omit".into())?;
        set("cache", &"no-store".into())?;
        set("referrerPolicy", &"no-referrer".into())?;
        let global = js_sys::global();
        let fetch = match &self.shared.fetch {
            Some(fetch) => fetch.clone(),
            None => Reflect::get(&global, &"fetch".into())?.dyn_into()?,
        };
        fetch.call2(&global, &(&wire.url).into(), &init).map(|it| Promise::resolve(&it))
    }

    async fn answer(&self, wire: &Wire, stop: &Stop) -> Result<Answer, Fault> {
        let promise = self.begin(wire, stop).map_err(|it| network(&it))?;
        let response: Response = stop.promise(promise).await?.unchecked_into();
        let mut headers = Vec::new();
        for name in HEADERS {
            if let Ok(Some(value)) = response.headers().get(name) {
                headers.push((*name, value));
            }
        }
        // A browser hides all of a redirect, even its status.
        let status = if response.status() == 0 { 302 } else { response.status() };
        let body = self.body(&response, stop).await?;
        Ok(Answer { status, headers, body })
    }

    async fn body(&self, response: &Response, stop: &Stop) -> Result<Vec<u8>, Fault> {
        let mut body = Vec::new();
        let Some(stream) = response.body() else { return Ok(body) };
        let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
        loop {
            let read = stop.promise(reader.read()).await?;
            let chunk = Reflect::get(&read, &"value".into()).map_err(|it| network(&it))?;
            if chunk.is_undefined() {
                return Ok(body);
            }
            let chunk = Uint8Array::new(&chunk);
            if body.len() + chunk.length() as usize > self.shared.body {
                return Err(Fault::TooLarge(self.shared.body));
            }
            body.extend(chunk.to_vec());
        }
    }
}

impl Host for Fetch {
    async fn send(&self, wire: &Wire, _pass: Pass, limit: Duration) -> Result<Answer, Fault> {
        let turn = self.stop(None);
        let _place = turn.race(self.shared.places.take()).await?;
        let stop = self.stop(Some(limit));
        let answer = self.answer(wire, &stop).await;
        if answer.is_err() {
            // Nobody reads the rest of it.
            stop.abort();
        }
        answer
    }

    async fn wait(&self, time: Duration) -> Result<(), Fault> {
        match self.stop(Some(time)).race(std::future::pending::<()>()).await {
            Ok(()) | Err(Stopped::Late(_)) => Ok(()),
            Err(Stopped::Asked) => Err(Fault::Cancelled),
        }
    }

    async fn token(&self, renewal: Option<Renewal>) -> Result<Pass, AzureError> {
        let (tenant, scope) = (self.tenant.as_deref(), self.scope.as_str());
        self.shared.tokens.take(tenant, scope, renewal, &self.stop(None)).await
    }

    fn now(&self) -> Duration {
        since(js_sys::Date::now())
    }

    fn elapsed(&self) -> Duration {
        since(milliseconds())
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    fn progress(&self, progress: &AzureProgress<'_>) {
        if self.progress.is_empty() {
            return;
        }
        // A service may repeat what it was sent.
        let json = self.hide_in(serde_json::to_string(progress).unwrap_or_default());
        let Ok(event) = js_sys::JSON::parse(&json) else { return };
        for it in &self.progress {
            // Whoever looks on does not stop the work by failing.
            let _ = it.call1(&JsValue::UNDEFINED, &event);
        }
    }
}

fn since(milliseconds: f64) -> Duration {
    Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or_default()
}

/// What a runtime says of a request that failed. Node has the reason one level down.
fn network(error: &JsValue) -> Fault {
    let message = |it: &JsValue| it.dyn_ref::<js_sys::Error>().map(|it| String::from(it.message()));
    let cause = Reflect::get(error, &"cause".into()).ok().as_ref().and_then(message);
    let said = match (message(error), cause.filter(|it| !it.is_empty())) {
        (Some(said), Some(cause)) => format!("{said}, {cause}"),
        (Some(said), None) => said,
        (None, _) => "the request failed".to_string(),
    };
    Fault::Network(said)
}

impl From<Stopped> for Fault {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Late(limit) => Self::TimedOut(limit),
            Stopped::Asked => Self::Cancelled,
        }
    }
}

/// Where there is no token.
fn no_token(why: &str) -> AzureError {
    AzureError::new(AzureErrorKind::Token, format!("no token: {why}"), "sign in, then ask again")
}
