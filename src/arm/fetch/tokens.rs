//! The tokens, while they are good. They come from the host, and stay in memory.

use super::no_token;
use super::stop::Stop;
use crate::arm::address::Address;
use crate::arm::client::{Pass, Renewal};
use crate::arm::error::{AzureError, AzureErrorKind, Fault};
use crate::arm::secret::Secret;
use js_sys::{Array, Date, Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::ready;
use wasm_bindgen::prelude::*;

/// So long before its end a token is renewed, in milliseconds: the answer may take a while, and the
/// clock here may be slow.
const BEFORE_END: f64 = 300_000.0;

/// So many are remembered, to be kept out of messages.
const REMEMBERED: usize = 16;

/// Whose token it is, and what it is made for.
type Whose = (Option<String>, String);

/// Tokens of one client, one for each tenant and service.
#[derive(Debug)]
pub(super) struct Tokens {
    supplier: Option<Function>,
    authority: &'static str,
    kept: RefCell<BTreeMap<Whose, Kept>>,
    used: RefCell<VecDeque<Secret>>,
    passes: Cell<u64>,
}

/// A token, or the promise of one: all that need it at the same time wait for the same.
#[derive(Clone, Debug)]
struct Kept {
    pass: Pass,
    promise: Promise,
    token: Option<Secret>,
    /// Milliseconds since 1970.
    ends: Option<f64>,
}

impl Tokens {
    pub fn new(supplier: Option<Function>, address: &Address) -> Self {
        let (kept, used) = (RefCell::default(), RefCell::default());
        let authority = address.authority();
        Self { supplier, authority, kept, used, passes: Cell::new(0) }
    }

    /// Those that were in use lately.
    pub fn used(&self) -> Vec<Secret> {
        self.used.borrow().iter().cloned().collect()
    }

    /// The token of a tenant for a service.
    pub fn current(&self, tenant: Option<&str>, scope: &str) -> Option<Secret> {
        self.kept.borrow().get(&(tenant.map(str::to_string), scope.to_string()))?.token.clone()
    }

    /// Sees to it that there is one, and another than was refused.
    pub async fn take(
        &self,
        tenant: Option<&str>,
        scope: &str,
        renewal: Option<Renewal>,
        stop: &Stop,
    ) -> Result<Pass, AzureError> {
        stop.race(ready(())).await.map_err(|it| no_token_after(it.into()))?;
        let Some(supplier) = &self.supplier else { return Ok(Pass::default()) };
        let whose = (tenant.map(str::to_string), scope.to_string());
        let kept = self.kept.borrow().get(&whose).cloned().filter(|kept| {
            let is_refused = renewal.as_ref().is_some_and(|it| it.refused == kept.pass);
            let is_ending = kept.ends.is_some_and(|ends| Date::now() > ends - BEFORE_END);
            !is_refused && !is_ending
        });
        let kept = match kept {
            Some(kept) if kept.token.is_some() => return Ok(kept.pass),
            Some(kept) => kept,
            None => {
                let promise = self.ask(supplier, tenant, scope, renewal.as_ref())?;
                self.passes.set(self.passes.get() + 1);
                let pass = Pass(self.passes.get());
                let kept = Kept { pass, promise, token: None, ends: None };
                self.kept.borrow_mut().insert(whose.clone(), kept.clone());
                kept
            }
        };
        match stop
            .promise(kept.promise.clone())
            .await
            .map_err(no_token_after)
            .and_then(|it| read(&it))
        {
            Ok((token, ends)) => {
                self.remember(&token);
                let mut all = self.kept.borrow_mut();
                match all.get_mut(&whose) {
                    // Somebody got another one in the meantime.
                    Some(now) if now.pass > kept.pass && now.token.is_some() => Ok(now.pass),
                    _ => {
                        all.insert(whose, Kept { token: Some(token), ends, ..kept.clone() });
                        Ok(kept.pass)
                    }
                }
            }
            Err(error) => {
                // Who stops waiting takes it from nobody.
                if error.kind != AzureErrorKind::Cancelled {
                    self.kept.borrow_mut().retain(|_, it| it.pass != kept.pass);
                }
                Err(error)
            }
        }
    }

    fn ask(
        &self,
        supplier: &Function,
        tenant: Option<&str>,
        scope: &str,
        renewal: Option<&Renewal>,
    ) -> Result<Promise, AzureError> {
        let request = Object::new();
        let set = |name: &str, value: JsValue| {
            let _ = Reflect::set(&request, &name.into(), &value);
        };
        set("scopes", Array::of1(&scope.into()).into());
        set("authority", self.authority.into());
        if let Some(tenant) = tenant {
            set("tenant", tenant.into());
        }
        if let Some(renewal) = renewal {
            set("renew", true.into());
            if let Some(claims) = &renewal.claims {
                set("claims", claims.as_str().into());
            }
        }
        let asked = supplier.call1(&JsValue::UNDEFINED, &request);
        asked.map(|it| Promise::resolve(&it)).map_err(|it| no_token_after(super::network(&it)))
    }

    fn remember(&self, token: &Secret) {
        let mut used = self.used.borrow_mut();
        if !used.contains(token) {
            used.push_back(token.clone());
            if used.len() > REMEMBERED {
                used.pop_front();
            }
        }
    }
}

/// A token as the host gives it: the text, or an object with it and when it ends.
fn read(given: &JsValue) -> Result<(Secret, Option<f64>), AzureError> {
    let at = |name: &str| Reflect::get(given, &name.into()).unwrap_or_default();
    let is_object = given.is_object();
    let text = if is_object { at("token").as_string() } else { given.as_string() };
    let token = text.as_deref().and_then(Secret::new).ok_or_else(|| {
        no_token("the function `token` gives neither a token nor an object with `token`")
    })?;
    let ends = is_object.then(|| at("expiresOn")).and_then(|it| match it.dyn_ref::<Date>() {
        Some(date) => Some(date.get_time()),
        None => it.as_f64(),
    });
    Ok((token, ends.filter(|it| it.is_finite())))
}

fn no_token_after(fault: Fault) -> AzureError {
    match fault {
        Fault::Network(why) => no_token(&why),
        Fault::Cancelled => AzureError::new(AzureErrorKind::Cancelled, "stopped", "ask again"),
        Fault::TimedOut(_) | Fault::TooLarge(_) => no_token("it did not come"),
    }
}
