//! The client against a host that answers what the test says, waits for nothing and keeps a record.

use super::*;
use crate::arm::AzureErrorKind;
use crate::model::Cloud;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::ready;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// What the host is to do with the next request.
#[derive(Clone, Debug)]
enum Does {
    Answers(u16, &'static [(&'static str, &'static str)], Value),
    Text(u16, &'static str),
    Fails(Fault),
}
use Does::{Answers, Fails, Text};

#[derive(Debug, Default)]
struct Script {
    next: RefCell<VecDeque<Does>>,
    /// Done again and again when the rest is done.
    last: Option<Does>,
    sent: RefCell<Vec<(String, Pass)>>,
    renewals: RefCell<Vec<Renewal>>,
    waits: RefCell<Vec<u128>>,
    told: RefCell<Vec<String>>,
    pass: Cell<u64>,
    time: Cell<Duration>,
    cancelled: bool,
}

impl Host for Script {
    fn send(
        &self,
        wire: &Wire,
        pass: Pass,
        limit: Duration,
    ) -> impl Future<Output = Result<Answer, Fault>> {
        let path = wire.url.strip_prefix("https://management.azure.com").unwrap();
        let body = wire.body.as_deref().map(|it| format!(" {it}")).unwrap_or_default();
        self.sent.borrow_mut().push((format!("{} {path}{body}", wire.method), pass));
        let next = self.next.borrow_mut().pop_front().or_else(|| self.last.clone());
        ready(match next.expect("one request less") {
            Answers(status, headers, body) => {
                let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
                let headers = headers.iter().map(|(k, v)| (*k, (*v).to_string())).collect();
                Ok(Answer { status, headers, body })
            }
            Text(status, body) => {
                Ok(Answer { status, headers: Vec::new(), body: body.as_bytes().to_vec() })
            }
            Fails(fault) => {
                if let Fault::TimedOut(_) = fault {
                    self.time.set(self.time.get() + limit);
                }
                Err(fault)
            }
        })
    }

    fn wait(&self, time: Duration) -> impl Future<Output = Result<(), Fault>> {
        self.waits.borrow_mut().push(time.as_millis());
        self.time.set(self.time.get() + time);
        ready(if self.cancelled { Err(Fault::Cancelled) } else { Ok(()) })
    }

    fn token(&self, renewal: Option<Renewal>) -> impl Future<Output = Result<Pass, AzureError>> {
        if let Some(renewal) = renewal {
            self.renewals.borrow_mut().push(renewal);
            self.pass.set(self.pass.get() + 1);
        }
        ready(Ok(Pass(self.pass.get())))
    }

    fn now(&self) -> Duration {
        Duration::from_secs(784_111_777) + self.time.get()
    }

    fn elapsed(&self) -> Duration {
        self.time.get()
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn progress(&self, progress: &AzureProgress<'_>) {
        self.told.borrow_mut().push(serde_json::to_string(progress).unwrap());
    }
}

fn client(does: impl IntoIterator<Item = Does>) -> Client<Script> {
    let host = Script { next: RefCell::new(does.into_iter().collect()), ..Script::default() };
    Client { host, address: Address::from(Cloud::AzureCloud), limits: Limits::default() }
}

/// The same thing again and again.
fn forever(does: Does) -> Client<Script> {
    let mut client = client([]);
    client.host.last = Some(does);
    client
}

/// The host does everything at once, so that a future that is not ready never will be.
fn run<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits for something"),
    }
}

fn get() -> Request {
    Request::new(AzureMethod::Get, "/a", "1")
}

fn put() -> Request {
    Request::new(AzureMethod::Put, "/a", "1").sending(json!({}))
}

fn ok() -> Does {
    Answers(200, &[], json!({ "properties": { "provisioningState": "Succeeded" } }))
}

fn sent(client: &Client<Script>) -> Vec<String> {
    client.host.sent.borrow().iter().map(|(it, _)| it.clone()).collect()
}

#[test]
fn what_passes_is_asked_again_and_what_does_not_is_not() {
    let reset = || Fails(Fault::Network("connection reset".to_string()));
    for (does, sent, waits) in [
        (vec![ok()], 1, vec![]),
        (vec![Text(500, ""), Text(502, "<html>"), ok()], 3, vec![500, 1000]),
        (vec![reset(), reset(), reset(), ok()], 4, vec![500, 1000, 2000]),
        (vec![Fails(Fault::TimedOut(Duration::ZERO)), ok()], 2, vec![500]),
        (vec![Answers(429, &[("retry-after", "7")], Value::Null), ok()], 2, vec![7500]),
        (
            vec![
                Answers(429, &[("retry-after", "Sun, 06 Nov 1994 08:49:40 GMT")], Value::Null),
                ok(),
            ],
            2,
            vec![3500],
        ),
    ] {
        let client = client(does.clone());
        assert!(run(client.call(&get())).is_ok(), "{does:?}");
        assert_eq!(self::sent(&client), vec!["GET /a?api-version=1"; sent]);
        assert_eq!(*client.host.waits.borrow(), waits, "{does:?}");
    }
    for (does, kind) in [
        (Text(400, r#"{"error":{"code":"Bad","message":"no"}}"#), AzureErrorKind::Refused),
        (Text(404, ""), AzureErrorKind::Refused),
        (Text(302, ""), AzureErrorKind::ForeignLink),
        (Fails(Fault::TooLarge(5)), AzureErrorKind::TooLarge),
        (Fails(Fault::Cancelled), AzureErrorKind::Cancelled),
    ] {
        let client = client([does]);
        let error = run(client.call(&get())).unwrap_err();
        assert_eq!((error.kind, error.attempts), (kind, 1));
        assert_eq!(*client.host.waits.borrow(), [0; 0]);
    }
}

#[test]
fn asking_again_ends() {
    let storm = forever(Answers(429, &[("retry-after", "2")], Value::Null));
    let error = run(storm.call(&get())).unwrap_err();
    assert_eq!((error.kind, error.attempts), (AzureErrorKind::Throttled, 8));
    assert_eq!(storm.host.waits.borrow().len(), 7);

    // A wait that would go beyond the whole time is not begun.
    let long = forever(Answers(429, &[("retry-after", "250")], Value::Null));
    let error = run(long.call(&get())).unwrap_err();
    assert_eq!((error.kind, error.attempts), (AzureErrorKind::Throttled, 3));

    let slow = forever(Fails(Fault::TimedOut(Duration::from_secs(120))));
    let error = run(slow.call(&get())).unwrap_err();
    assert_eq!(error.kind, AzureErrorKind::TimedOut);
    assert!(slow.host.elapsed() <= slow.limits.total, "{:?}", slow.host.elapsed());

    let mut stopped = forever(Text(500, ""));
    stopped.host.cancelled = true;
    assert_eq!(run(stopped.call(&get())).unwrap_err().kind, AzureErrorKind::Cancelled);
}

#[test]
fn what_may_have_been_done_is_not_done_twice() {
    let post = Request::new(AzureMethod::Post, "/a", "1");
    for does in [Text(500, ""), Fails(Fault::Network(String::new()))] {
        let client = client([does]);
        assert!(run(client.call(&post)).is_err());
        assert_eq!(sent(&client).len(), 1);
    }
    let client = client([Text(429, ""), ok()]);
    assert!(run(client.call(&post)).is_ok());
}

#[test]
fn a_token_is_renewed_once_and_claims_are_handed_on() {
    let refused = || Text(401, r#"{"error":{"code":"ExpiredAuthenticationToken","message":"x"}}"#);
    let asks: &[_] =
        &[("www-authenticate", "Bearer error=\"insufficient_claims\", claims=\"e30=\"")];
    let renewal = |refused: u64, claims: Option<&str>| Renewal {
        refused: Pass(refused),
        claims: claims.map(str::to_string),
    };

    let client = self::client([refused(), ok()]);
    assert!(run(client.call(&get())).is_ok());
    assert_eq!(*client.host.renewals.borrow(), [renewal(0, None)]);
    assert_eq!(client.host.sent.borrow()[1].1, Pass(1));
    assert_eq!(*client.host.waits.borrow(), [0; 0]);

    for status in [401, 403] {
        let client = self::client([Answers(status, asks, Value::Null), ok()]);
        assert!(run(client.call(&get())).is_ok(), "{status}");
        assert_eq!(*client.host.renewals.borrow(), [renewal(0, Some("{}"))], "{status}");
    }

    // It expires, and the new one lacks something.
    let client = self::client([refused(), Answers(401, asks, Value::Null), ok()]);
    assert!(run(client.call(&get())).is_ok());
    assert_eq!(*client.host.renewals.borrow(), [renewal(0, None), renewal(1, Some("{}"))]);

    let client = forever(Answers(401, asks, Value::Null));
    let error = run(client.call(&get())).unwrap_err();
    assert_eq!((error.kind, error.attempts), (AzureErrorKind::Unauthorized, 2));

    let client = self::client([Text(403, "")]);
    assert_eq!(run(client.call(&get())).unwrap_err().kind, AzureErrorKind::Refused);
}

#[test]
fn lists_are_read_to_their_end() {
    let client = client([
        Answers(200, &[], json!({ "value": [1, 2], "nextLink": "/a?page=2" })),
        Answers(
            200,
            &[],
            json!({ "value": [], "nextLink": "https://management.azure.com/a?page=3" }),
        ),
        Text(503, ""),
        Answers(200, &[], json!({ "value": [3], "nextLink": null })),
    ]);
    assert_eq!(run(client.list::<u32>(get())).unwrap(), [1, 2, 3]);
    assert_eq!(
        sent(&client),
        ["GET /a?api-version=1", "GET /a?page=2", "GET /a?page=3", "GET /a?page=3"]
    );
    assert_eq!(
        client.host.told.borrow().last().unwrap(),
        r#"{"type":"page","path":"/a","pages":3,"items":3}"#
    );

    let loops = forever(Answers(200, &[], json!({ "value": [1], "nextLink": "/a?page=2" })));
    assert_eq!(run(loops.list::<u32>(get())).unwrap_err().kind, AzureErrorKind::PagingLoop);

    for body in ["", "{", "[]", "<html>", r#"{"value":{}}"#, r#"{"value":["x"]}"#] {
        let client = self::client([Text(200, body)]);
        let error = run(client.list::<u32>(get())).unwrap_err();
        assert_eq!(error.kind, AzureErrorKind::Malformed, "{body}");
        assert!(error.message.starts_with("GET /a: the answer can't be read: "), "{error}");
    }
}

#[test]
fn resource_graph_is_read_page_by_page() {
    let query = Request::new(AzureMethod::Post, "/graph", "1").sending(json!({ "query": "q" }));
    let client = client([
        Answers(200, &[], json!({ "totalRecords": 2, "count": 1, "data": [1], "$skipToken": "t" })),
        Answers(200, &[], json!({ "totalRecords": 2, "count": 1, "data": [2] })),
    ]);
    let mut pages = Pages::from(query.repeatable());
    for page in [Some(r#""data":[1]"#), Some(r#""data":[2]"#), None] {
        let came = run(client.graph_page(&mut pages)).unwrap();
        assert_eq!(came.is_some(), page.is_some());
        if let (Some(came), Some(page)) = (came, page) {
            assert!(String::from_utf8(came).unwrap().contains(page));
        }
    }
    assert!(sent(&client)[1].ends_with(r#"{"query":"q","options":{"$skipToken":"t"}}"#));
}

#[test]
fn resource_graph_is_asked_for_less_and_left_alone_while_it_asks_for_it() {
    let large = json!({ "error": { "code": "BadRequest", "message": "x", "details": [
        { "code": "ResponsePayloadTooLarge", "message": "y" },
    ] } });
    let page = json!({ "totalRecords": 3, "count": 2, "data": [1, 2], "$skipToken": "t" });
    let used_up: &[_] =
        &[("x-ms-user-quota-remaining", "0"), ("x-ms-user-quota-resets-after", "00:00:04")];
    let last = json!({ "totalRecords": 3, "count": 1, "data": [3] });
    let client = client([
        Answers(400, &[], large.clone()),
        Answers(200, used_up, page),
        Answers(200, &[], last),
        Answers(400, &[], large),
    ]);
    let query = |top: u32| {
        let body = json!({ "query": "q", "options": { "$top": top } });
        Request::new(AzureMethod::Post, "/graph", "1").sending(body)
    };
    let mut pages = Pages::from(query(5));
    while run(client.graph_page(&mut pages)).unwrap().is_some() {}
    assert_eq!((pages.items(), pages.missing()), (3, 0));
    assert!(sent(&client)[1].ends_with(r#"{"query":"q","options":{"$top":2}}"#));
    assert!(sent(&client)[2].ends_with(r#"{"query":"q","options":{"$top":2,"$skipToken":"t"}}"#));
    assert_eq!(*client.host.waits.borrow(), [4000]);

    // One record that is too large by itself.
    pages.then(query(1));
    let error = run(client.graph_page(&mut pages)).unwrap_err();
    assert_eq!((error.kind, error.status), (AzureErrorKind::Refused, Some(400)));
}

/// How an operation goes on, one line a table: what is answered, what was asked after the first, and
/// the status of what came of it or the kind of error.
#[test]
#[expect(clippy::too_many_lines, clippy::type_complexity, reason = "it is a table")]
fn operations_come_to_their_end() {
    const AT: (&str, &str) = ("azure-asyncoperation", "https://management.azure.com/op?t=1");
    const LOCATION: (&str, &str) = ("location", "/where?t=1");
    let none = || Value::Null;
    let status = |state: &str| Answers(200, &[], json!({ "status": state }));
    let making =
        |state: &str| Answers(200, &[], json!({ "properties": { "provisioningState": state } }));
    let failed = || {
        Answers(
            200,
            &[],
            json!({ "status": "Failed", "error": { "code": "SubnetIsFull", "message": "x" } }),
        )
    };
    let missing = || Text(404, r#"{"error":{"code":"NotFound","message":"gone"}}"#);
    let delete = || Request::new(AzureMethod::Delete, "/a", "1");
    let post = || Request::new(AzureMethod::Post, "/a", "1");
    let (op, place, at) = ("GET /op?t=1", "GET /where?t=1", "GET /a?api-version=1");
    let wait: Result<u16, AzureErrorKind> = Ok(200);
    let table: Vec<(&str, Request, Vec<Does>, Vec<&str>, Result<u16, AzureErrorKind>)> = vec![
        ("done at once", put(), vec![ok()], vec![], wait),
        ("no state", put(), vec![Answers(200, &[], json!({ "name": "a" }))], vec![], wait),
        (
            "asynchronous operation wins",
            put(),
            vec![
                Answers(
                    201,
                    &[AT, LOCATION],
                    json!({ "properties": { "provisioningState": "Creating" } }),
                ),
                status("InProgress"),
                status("Succeeded"),
                ok(),
            ],
            vec![op, op, at],
            wait,
        ),
        (
            "it may say so in another case",
            put(),
            vec![Answers(201, &[AT], none()), status("succeeded"), ok()],
            vec![op, at],
            wait,
        ),
        (
            "location wins over the resource",
            put(),
            vec![
                Answers(
                    202,
                    &[LOCATION],
                    json!({ "properties": { "provisioningState": "Creating" } }),
                ),
                Answers(202, &[("location", "/where?t=2")], none()),
                Answers(200, &[], json!({})),
                ok(),
            ],
            vec![place, "GET /where?t=2", at],
            wait,
        ),
        (
            "the location of what is made is none",
            put(),
            vec![Answers(
                201,
                &[LOCATION],
                json!({ "properties": { "provisioningState": "Succeeded" } }),
            )],
            vec![],
            Ok(201),
        ),
        (
            "by the resource",
            put(),
            vec![making("Creating"), making("Updating"), ok()],
            vec![at, at],
            wait,
        ),
        (
            "headers a browser may not see",
            put(),
            vec![Answers(202, &[], none()), making("Creating"), ok()],
            vec![at, at],
            wait,
        ),
        (
            "fails",
            put(),
            vec![Answers(201, &[AT], none()), failed()],
            vec![op],
            Err(AzureErrorKind::OperationFailed),
        ),
        (
            "is canceled",
            put(),
            vec![Answers(201, &[AT], none()), status("Canceled")],
            vec![op],
            Err(AzureErrorKind::OperationFailed),
        ),
        (
            "the resource fails",
            put(),
            vec![making("Creating"), making("Failed")],
            vec![at],
            Err(AzureErrorKind::OperationFailed),
        ),
        (
            "fails at its location",
            put(),
            vec![
                Answers(202, &[LOCATION], none()),
                Text(409, r#"{"error":{"code":"C","message":"x"}}"#),
            ],
            vec![place],
            Err(AzureErrorKind::OperationFailed),
        ),
        (
            "vanishes and is done",
            put(),
            vec![Answers(201, &[AT], none()), missing(), ok()],
            vec![op, at],
            wait,
        ),
        (
            "vanishes and goes on",
            put(),
            vec![Answers(201, &[AT], none()), missing(), making("Creating"), ok()],
            vec![op, at, at],
            wait,
        ),
        (
            "vanishes with what it made",
            put(),
            vec![
                Answers(201, &[AT], none()),
                missing(),
                missing(),
                missing(),
                missing(),
                missing(),
                missing(),
            ],
            vec![op, at, at, at, at, at],
            Err(AzureErrorKind::OperationGone),
        ),
        (
            "a fault while it is looked at",
            put(),
            vec![Answers(201, &[AT], none()), Text(500, ""), status("Succeeded"), ok()],
            vec![op, op, at],
            wait,
        ),
        (
            "its answer can't be read",
            put(),
            vec![Answers(201, &[AT], none()), Text(200, "{")],
            vec![op],
            Err(AzureErrorKind::Malformed),
        ),
        (
            "it says nothing of itself",
            put(),
            vec![Answers(201, &[AT], none()), Answers(200, &[], json!({}))],
            vec![op],
            Err(AzureErrorKind::Malformed),
        ),
        (
            "leads elsewhere",
            put(),
            vec![Answers(201, &[("azure-asyncoperation", "https://example.com/op")], none())],
            vec![],
            Err(AzureErrorKind::ForeignLink),
        ),
        ("taken away at once", delete(), vec![Answers(204, &[], none())], vec![], Ok(204)),
        (
            "taken away by operation",
            delete(),
            vec![Answers(202, &[AT], none()), status("Deleting"), status("Succeeded")],
            vec![op, op],
            wait,
        ),
        (
            "taken away by location",
            delete(),
            vec![
                Answers(202, &[LOCATION], none()),
                Answers(202, &[], none()),
                Answers(204, &[], none()),
            ],
            vec![place, place],
            Ok(204),
        ),
        (
            "taken away, and its operation with it",
            delete(),
            vec![Answers(202, &[LOCATION], none()), missing(), missing()],
            vec![place, at],
            Ok(204),
        ),
        (
            "taken away without a word",
            delete(),
            vec![Answers(202, &[], none()), making("Deleting"), missing()],
            vec![at, at],
            Ok(204),
        ),
        (
            "not taken away",
            delete(),
            vec![Answers(202, &[], none()), making("Failed")],
            vec![at],
            Err(AzureErrorKind::OperationFailed),
        ),
        (
            "an action with a result",
            post(),
            vec![
                Answers(202, &[AT, LOCATION], none()),
                status("Succeeded"),
                Answers(200, &[], json!({ "r": 1 })),
            ],
            vec![op, place],
            wait,
        ),
        (
            "an action at its location",
            post(),
            vec![Answers(202, &[LOCATION], none()), Answers(200, &[], json!({ "r": 1 }))],
            vec![place],
            wait,
        ),
        (
            "an action that vanishes",
            post(),
            vec![Answers(202, &[AT], none()), missing()],
            vec![op],
            Err(AzureErrorKind::OperationGone),
        ),
        (
            "an action that leads nowhere",
            post(),
            vec![Answers(202, &[], none())],
            vec![],
            Err(AzureErrorKind::OperationGone),
        ),
        ("reading is no operation", get(), vec![making("Updating")], vec![], wait),
    ];
    for (title, request, does, asked, came) in table {
        let client = client(does);
        let outcome = run(client.finish(&request));
        assert_eq!(
            outcome.as_ref().map(|it| it.status).map_err(|it| it.kind),
            came,
            "{title}: {outcome:?}"
        );
        assert_eq!(sent(&client)[1..], asked, "{title}");
        assert!(client.host.next.borrow().len() <= 1, "{title}");
    }
}

#[test]
fn what_failed_says_why_and_which_rule_knows() {
    let at: &[_] = &[("azure-asyncoperation", "/op")];
    let client = client([
        Answers(201, at, Value::Null),
        Answers(
            200,
            &[("x-ms-correlation-request-id", "c-1")],
            json!({ "status": "Failed", "error": { "code": "InsufficientSubnetSize",
                "message": "Pre-allocated IPs 310 exceeds IPs available 251" } }),
        ),
    ]);
    let error = run(client.finish(&put())).unwrap_err();
    assert_eq!(
        error.message,
        "PUT /a: it ended as `Failed`, InsufficientSubnetSize: Pre-allocated IPs 310 exceeds IPs available 251"
    );
    assert_eq!(error.rules.first(), Some(&"node-subnet-too-small"));
    assert_eq!(error.correlation_id.as_deref(), Some("c-1"));
}

#[test]
fn an_operation_that_hangs_ends_with_the_time() {
    let client = forever(Answers(
        201,
        &[("azure-asyncoperation", "/op"), ("retry-after", "15")],
        json!({ "status": "InProgress", "percentComplete": 40 }),
    ));
    let error = run(client.finish(&put())).unwrap_err();
    assert_eq!(error.kind, AzureErrorKind::OperationTimedOut);
    assert_eq!(error.message, "PUT /a: not done after 3600 seconds; it is `InProgress`");
    assert_eq!(client.host.waits.borrow().len(), 3600 / 15);
    assert_eq!(
        client.host.told.borrow()[1],
        r#"{"type":"operation","method":"PUT","path":"/a","state":"InProgress","percent":40.0,"seconds":15.0}"#
    );
}

#[test]
fn looks_become_rarer_where_the_service_does_not_say() {
    let mut does = vec![Answers(202, &[("location", "/op")], Value::Null)];
    does.extend(vec![Answers(202, &[("retry-after", "0")], Value::Null); 12]);
    does.extend([Answers(200, &[], json!({})), ok()]);
    let client = client(does);
    assert!(run(client.finish(&put())).is_ok());
    let waits = client.host.waits.borrow();
    assert_eq!((waits[0], waits[1], waits[12]), (5000, 7500, 30_000));
}
