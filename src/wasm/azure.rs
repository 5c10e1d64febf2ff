//! The class `Azure`: Azure Resource Manager over the `fetch` of whoever calls it.

mod desk;
mod options;
mod pages;

pub use options::{AzureLimits, AzureRequest};
pub use pages::AzurePages;

#[cfg(feature = "estate")]
use super::estate::Estate;
use super::{any_value, argument, error, object, terms};
use crate::arm::deploy;
use crate::arm::estate as graph;
use crate::arm::fetch::{Fetch, Shared};
use crate::arm::import::{self, AzureUnread};
use crate::arm::preflight;
use crate::arm::{Address, AzureError, AzureErrorKind, Client, Limits, Pages, Secret, read};
#[cfg(feature = "estate")]
use crate::estate::EstateFormat;
use crate::read as texts;
use crate::write::requests::Requests;
use js_sys::futures::future_to_promise;
use js_sys::{Object, Promise, Uint8Array};
use options::{Call, Options};
use serde::Serialize;
use serde_json::Value;
use std::pin::Pin;
use std::rc::Rc;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// An answer of Azure Resource Manager.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct AzureAnswer {
    /// The status.
    status: u16,
    /// What came of it; absent where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "unknown")]
    body: Option<Value>,
    /// The answer's own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    /// The id of all that belongs together.
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation_id: Option<String>,
}

/// Clusters and networks that exist, as a plan.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct AzureImport {
    /// The plan.
    #[tsify(type = "Plan")]
    plan: Value,
    /// What was read, as Azure prints it: `checkText` judges it, and names the places.
    text: String,
    /// What they refer to and could not be read.
    unread: Vec<AzureUnread>,
}

/// Azure Resource Manager over `fetch`. Nothing is sent before a method is called.
///
/// Every method throws an `AzureError`: what is wrong, what to do, and what Azure says. Asked to stop
/// by a signal, it throws the signal's reason.
#[wasm_bindgen]
pub struct Azure {
    shared: Rc<Shared>,
    address: Address,
    graph: Address,
    limits: Limits,
    options: Call,
}

#[wasm_bindgen]
impl Azure {
    /// Throws when the options lead nowhere, or would send a token without encryption.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "AzureOptions")] options: &JsValue,
    ) -> Result<Azure, JsError> {
        let options = Options::read(options)?;
        let cloud = options.cloud;
        let address = match &options.base_url {
            Some(base) => Address::through(base, cloud).map_err(error)?,
            None => Address::from(cloud),
        };
        let graph = match &options.graph_base_url {
            Some(base) => Address::graph_through(base, cloud).map_err(error)?,
            None => Address::graph(cloud),
        };
        if options.token.is_none() && (options.base_url.is_none() || options.key.is_none()) {
            return Err(error(
                "without the function `token` nobody is signed in; only a gateway, with `baseUrl` \
                 and `subscriptionKey`, may do without",
            ));
        }
        let Options { fetch, token, key, limits, call, .. } = options;
        let shared = Rc::new(Shared::new(fetch, token, &address, key, &limits));
        Ok(Self { shared, address, graph, limits, options: call })
    }

    /// The subscriptions that can be seen.
    #[wasm_bindgen(unchecked_return_type = "Promise<AzureSubscription[]>")]
    pub fn subscriptions(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureCallOptions")] options: &JsValue,
    ) -> Promise {
        self.run(options, async |client, _| read::subscriptions(&client).await)
    }

    /// The tenants that the account belongs to.
    #[wasm_bindgen(unchecked_return_type = "Promise<AzureTenant[]>")]
    pub fn tenants(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureCallOptions")] options: &JsValue,
    ) -> Promise {
        self.run(options, async |client, _| read::tenants(&client).await)
    }

    /// The resource groups of a subscription.
    #[wasm_bindgen(js_name = resourceGroups, unchecked_return_type = "Promise<AzureResourceGroup[]>")]
    pub fn resource_groups(
        &self,
        #[wasm_bindgen(js_name = subscriptionId)] subscription: String,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureCallOptions")] options: &JsValue,
    ) -> Promise {
        self.run(options, async move |client, _| {
            read::resource_groups(&client, &subscription).await
        })
    }

    /// The virtual networks of a subscription, with their subnets and peerings.
    #[wasm_bindgen(js_name = virtualNetworks, unchecked_return_type = "Promise<AzureVirtualNetwork[]>")]
    pub fn virtual_networks(
        &self,
        #[wasm_bindgen(js_name = subscriptionId)] subscription: String,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureListOptions")] options: &JsValue,
    ) -> Promise {
        self.run(options, async move |client, call| {
            read::virtual_networks(&client, &subscription, call.group.as_deref()).await
        })
    }

    /// The route tables of a subscription.
    #[wasm_bindgen(js_name = routeTables, unchecked_return_type = "Promise<AzureRouteTable[]>")]
    pub fn route_tables(
        &self,
        #[wasm_bindgen(js_name = subscriptionId)] subscription: String,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureListOptions")] options: &JsValue,
    ) -> Promise {
        self.run(options, async move |client, call| {
            read::route_tables(&client, &subscription, call.group.as_deref()).await
        })
    }

    /// The clusters of a subscription, with their pools.
    #[wasm_bindgen(unchecked_return_type = "Promise<AzureCluster[]>")]
    pub fn clusters(
        &self,
        #[wasm_bindgen(js_name = subscriptionId)] subscription: String,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureListOptions")] options: &JsValue,
    ) -> Promise {
        self.run(options, async move |client, call| {
            read::clusters(&client, &subscription, call.group.as_deref()).await
        })
    }

    /// The sizes of virtual machines that a region has, with what keeps the subscription from them.
    #[wasm_bindgen(js_name = vmSizes, unchecked_return_type = "Promise<AzureVmSize[]>")]
    pub fn vm_sizes(
        &self,
        #[wasm_bindgen(js_name = subscriptionId)] subscription: String,
        location: String,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureCallOptions")] options: &JsValue,
    ) -> Promise {
        self.run(options, async move |client, _| {
            read::vm_sizes(&client, &subscription, &location).await
        })
    }

    /// The versions of Kubernetes that a region has, with the plans that support them.
    #[wasm_bindgen(js_name = kubernetesVersions, unchecked_return_type = "Promise<AzureKubernetesVersion[]>")]
    pub fn kubernetes_versions(
        &self,
        #[wasm_bindgen(js_name = subscriptionId)] subscription: String,
        location: String,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureCallOptions")] options: &JsValue,
    ) -> Promise {
        self.run(options, async move |client, _| {
            read::kubernetes_versions(&client, &subscription, &location).await
        })
    }

    /// The quotas of processors and of networks in a region, and how much of them is used.
    #[wasm_bindgen(unchecked_return_type = "Promise<AzureUsage[]>")]
    pub fn usages(
        &self,
        #[wasm_bindgen(js_name = subscriptionId)] subscription: String,
        location: String,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureCallOptions")] options: &JsValue,
    ) -> Promise {
        self.run(options, async move |client, _| {
            read::usages(&client, &subscription, &location).await
        })
    }

    /// The preview features of AKS with their states in a subscription.
    #[wasm_bindgen(unchecked_return_type = "Promise<AzureFeature[]>")]
    pub fn features(
        &self,
        #[wasm_bindgen(js_name = subscriptionId)] subscription: String,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureCallOptions")] options: &JsValue,
    ) -> Promise {
        self.run(options, async move |client, _| {
            read::features(&client, &subscription, "Microsoft.ContainerService").await
        })
    }

    /// The resource providers with their states in a subscription.
    #[wasm_bindgen(unchecked_return_type = "Promise<AzureProvider[]>")]
    pub fn providers(
        &self,
        #[wasm_bindgen(js_name = subscriptionId)] subscription: String,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureCallOptions")] options: &JsValue,
    ) -> Promise {
        self.run(options, async move |client, _| read::providers(&client, &subscription).await)
    }

    /// Asks Azure Resource Graph, and gives its answers page by page as they come, up to 1,000 records
    /// a page. The next page is asked for when it is wanted: `for await (const page of …)`.
    #[wasm_bindgen(js_name = resourceGraph, unchecked_return_type = "AsyncIterableIterator<Uint8Array>")]
    pub fn resource_graph(
        &self,
        query: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureGraphOptions")] options: &JsValue,
    ) -> Result<AzurePages, JsError> {
        let call = Call::read(options, options::GRAPH)?;
        let request = graph::query(query, &call.scope);
        Ok(AzurePages::new(self.client(&call), Pages::from(request)))
    }

    /// Reads what exists out of Azure Resource Graph: networks with their subnets and peerings, hubs,
    /// gateways of networks elsewhere, and the ranges of clusters. Pages go into the estate as they
    /// come; `onProgress` tells of each, `onPage` is shown it, and a signal stops in the middle.
    ///
    /// What it answers is whole: without `subscriptions` and `managementGroups` all subscriptions that
    /// the account sees in the tenant, a thousand a query. Where anything is missing, it throws.
    #[cfg(feature = "estate")]
    #[wasm_bindgen(unchecked_return_type = "Promise<Estate>")]
    pub fn estate(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureEstateOptions")] options: &JsValue,
    ) -> Promise {
        self.run_for(options, options::ESTATE, async |client, call| {
            let mut estate = crate::estate::Estate::default();
            graph::read(&client, &call.scope, |page| {
                if let Some(see) = &call.page {
                    // Whoever looks on does not stop the work by failing.
                    let _ = see.call1(&JsValue::UNDEFINED, &Uint8Array::from(page));
                }
                let added = estate.add(page, Some(EstateFormat::Json));
                estate.end();
                added.map_err(|it| it.to_string())
            })
            .await?;
            Ok(Estate::from(estate).into())
        })
    }

    /// Reads clusters and virtual networks with all that they refer to (pools, networks, subnets,
    /// peerings, route tables, gateways, identities, maintenance windows) as a plan of what exists.
    /// Ranges of networks that these are peered with are in its address book.
    #[wasm_bindgen(js_name = importPlan, unchecked_return_type = "Promise<AzureImport>")]
    pub fn import_plan(
        &self,
        ids: Vec<String>,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureCallOptions")] options: &JsValue,
    ) -> Promise {
        self.run(options, async move |client, _| {
            let imported = import::read(&client, &ids).await?;
            let text = serde_json::to_string_pretty(&imported.resources).unwrap_or_default();
            let plan = match texts::text(&text, Some(texts::Format::Arm)) {
                Ok(read) => read.plan,
                Err(it) => {
                    return Err(AzureError::new(AzureErrorKind::Malformed, it.message, it.help));
                }
            };
            Ok(AzureImport { plan, text, unread: imported.unread })
        })
    }

    /// Asks Azure whether a plan will work, and judges it with what Azure says: sizes, zones, quotas,
    /// versions, features, addresses in use, routes, peered ranges, names, roles, permissions. Nothing
    /// is changed. What could not be read is in `unknown`, what was looked at in `checked`.
    ///
    /// Throws where nobody is signed in, where there is no way to Azure, and where there is no telling
    /// which subscription is meant. A plan never throws, however broken it is.
    #[wasm_bindgen(unchecked_return_type = "Promise<AzurePreflight>")]
    pub fn preflight(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Plan")] plan: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "AzurePreflightOptions")] options: &JsValue,
    ) -> Promise {
        let plan = any_value(plan);
        self.run_for(options, options::PREFLIGHT, async move |client, call| {
            let told = |it: JsError| {
                let what = js_sys::Error::from(JsValue::from(it)).message();
                AzureError::new(AzureErrorKind::Argument, String::from(what), "correct it")
            };
            let terms = terms(call.as_of, call.profile).map_err(told)?;
            let answer = match plan {
                Ok(plan) => {
                    preflight::preflight(&client, &plan, call.subscription.as_deref(), terms)
                        .await?
                }
                Err(error) => preflight::of_no_plan(&error),
            };
            object(&answer).map_err(told)
        })
    }

    /// Carries out requests, as `render(plan, { to: 'requests' })` writes them, and those of a teardown.
    ///
    /// What exists is looked at first, and again before each request. What would change it is asked for
    /// with `confirm`, and nothing is sent where that is refused. With a `journal` it can be stopped at
    /// any time and run again: what was begun is followed, nothing is made twice, and a teardown takes
    /// away what the journal says was made; what it knows nothing of must be confirmed.
    ///
    /// A request that fails stops those that need it; what was done and what not is said in the answer.
    /// It throws where nothing was begun.
    #[wasm_bindgen(unchecked_return_type = "Promise<AzureDeployment>")]
    pub fn deploy(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Requests")] requests: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureDeployOptions")] options: &JsValue,
    ) -> Result<Promise, JsError> {
        let requests: Requests = argument(requests)?;
        let graph = self.graph.clone();
        Ok(self.run_for(options, options::DEPLOY, async move |client, call| {
            let (graph, desk, terms) = (graph_beside(&client, &graph), &call.desk, &call.terms);
            let came = deploy::deploy(&client, &graph, desk, &requests, terms).await?;
            Ok(shown(&client.host, &came))
        }))
    }

    /// Finds out what requests would do, without changing anything: each with its path and body, and
    /// where something that exists would change, the differences.
    #[wasm_bindgen(js_name = dryRun, unchecked_return_type = "Promise<AzureDryRun>")]
    pub fn dry_run(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Requests")] requests: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureDeployOptions")] options: &JsValue,
    ) -> Result<Promise, JsError> {
        let requests: Requests = argument(requests)?;
        let graph = self.graph.clone();
        Ok(self.run_for(options, options::DEPLOY, async move |client, call| {
            let (graph, desk, terms) = (graph_beside(&client, &graph), &call.desk, &call.terms);
            let came = deploy::dry_run(&client, &graph, desk, &requests, terms).await?;
            Ok(shown(&client.host, &came))
        }))
    }

    /// Sends any request, and waits until what it begins is done.
    ///
    /// What may have been done is not sent twice: a POST or PATCH whose answer is lost throws, unless
    /// `repeatable` says that twice is the same as once.
    #[wasm_bindgen(unchecked_return_type = "Promise<AzureAnswer>")]
    pub fn send(
        &self,
        #[wasm_bindgen(unchecked_param_type = "AzureRequest")] request: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "AzureCallOptions")] options: &JsValue,
    ) -> Result<Promise, JsError> {
        let request: AzureRequest = argument(request)?;
        let wait = request.wait != Some(false);
        let request = request.request().map_err(error)?;
        Ok(self.run(options, async move |client, _| {
            let answer =
                if wait { client.finish(&request).await? } else { client.call(&request).await? };
            let header = |name: &str| answer.header(name).map(str::to_string);
            let is_empty = answer.body.trim_ascii().is_empty();
            Ok(AzureAnswer {
                status: answer.status,
                request_id: header("x-ms-request-id"),
                correlation_id: header("x-ms-correlation-request-id"),
                body: if is_empty { None } else { Some(answer.json(&request)?) },
            })
        }))
    }
}

impl Azure {
    fn client(&self, call: &Call) -> Client<Fetch> {
        let both = |own: &Call| own.signal.clone();
        let signals = [both(&self.options), both(call)].into_iter().flatten().collect();
        let progress = [&self.options.progress, &call.progress];
        let host = Fetch {
            shared: Rc::clone(&self.shared),
            signals,
            scope: self.address.scope(),
            keyed: true,
            secrets: call.terms.secrets.values().filter_map(|it| Secret::new(it)).collect(),
            tenant: call.tenant.clone().or_else(|| self.options.tenant.clone()),
            progress: progress.into_iter().flatten().cloned().collect(),
        };
        Client { host, address: self.address.clone(), limits: self.limits.clone() }
    }

    /// Does something in its own time.
    fn run<T: Serialize + 'static>(
        &self,
        options: &JsValue,
        work: impl AsyncFnOnce(Client<Fetch>, Call) -> Result<T, AzureError> + 'static,
    ) -> Promise {
        self.run_for(options, options::LIST, async |client, call| {
            object(&work(client, call).await?).map_err(|_| {
                let help = "ask for less at once";
                AzureError::new(AzureErrorKind::Malformed, "the answer can't be told", help)
            })
        })
    }

    fn run_for(
        &self,
        options: &JsValue,
        known: &'static [&'static str],
        work: impl AsyncFnOnce(Client<Fetch>, Call) -> Result<JsValue, AzureError> + 'static,
    ) -> Promise {
        let call = match Call::read(options, known) {
            Ok(call) => call,
            Err(error) => return Promise::reject(&error.into()),
        };
        let client = self.client(&call);
        // In a box: what spawns it would else be compiled once for each method.
        let work: Pin<Box<dyn Future<Output = _>>> = Box::pin(async move {
            let host = client.host.clone();
            work(client, call).await.map_err(|error| thrown(&host, &error))
        });
        future_to_promise(work)
    }
}

/// An answer without anything that nobody may see: a service may repeat what it was sent.
fn shown(host: &Fetch, value: &impl Serialize) -> JsValue {
    let json = serde_json::to_string(value).unwrap_or_default();
    js_sys::JSON::parse(&host.hide_in(json)).unwrap_or_default()
}

/// Microsoft Graph, for the same call. It knows nothing of a gateway's key.
fn graph_beside(client: &Client<Fetch>, address: &Address) -> Client<Fetch> {
    let host = Fetch { scope: address.scope(), keyed: false, ..client.host.clone() };
    Client { host, address: address.clone(), limits: client.limits.clone() }
}

/// An error as JavaScript throws it.
fn thrown(host: &Fetch, error: &AzureError) -> JsValue {
    if error.kind == AzureErrorKind::Cancelled
        && let Some(signal) = host.signals.iter().find(|it| it.aborted())
    {
        return signal.reason();
    }
    // The last place before it is seen: a service may repeat what it was sent.
    let json = serde_json::to_string(error).unwrap_or_default();
    let properties = js_sys::JSON::parse(&host.hide_in(json)).unwrap_or_default();
    let thrown = js_sys::Error::new("");
    thrown.set_name("AzureError");
    Object::assign(&thrown, properties.unchecked_ref());
    thrown.into()
}
