//! Many callers, one token; and the time that a call has left for it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Request, Response, StatusCode};
use paylink_core::transport::{Bounds, Connection, Runtime, Transport, TransportError};
use paylink_core::{BoxFuture, ErrorKind, Outcome};
use paylink_fixtures::FixedRuntime;
use paylink_sandbox::wire::{Reply, ScriptedServer};
use pinelabs::CreatePaymentLink;
use time::OffsetDateTime;
use tokio::sync::Barrier;

use crate::support::{
    ONLY_ID, TOKEN, bare_server, client_on, client_over, created, creates, order, rupees, token,
    tokens,
};

/// A host whose sleeps never end: who waits for another's token waits until it is there.
#[derive(Default)]
struct Patient(FixedRuntime);

impl Runtime for Patient {
    fn now(&self) -> OffsetDateTime {
        self.0.now()
    }
    fn monotonic(&self) -> Duration {
        self.0.monotonic()
    }
    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
    fn random(&self) -> Option<[u8; 16]> {
        self.0.random()
    }
}

#[tokio::test]
async fn fifty_callers_wait_for_one_token() {
    let replies = vec![token(), Reply::json(201, ONLY_ID)];
    let server = ScriptedServer::start(replies).await.unwrap();
    let client = client_on(&server.base_url(), Arc::new(Patient::default()));
    let calls: Vec<_> = (0..50)
        .map(|number| {
            let client = client.clone();
            let request = CreatePaymentLink::new(rupees(100), format!("order-{number}"));
            tokio::spawn(async move { client.create_payment_link(&request).await.map(|_| ()) })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!((tokens(&server).len(), creates(&server).len()), (1, 50));
    for create in creates(&server) {
        let bearer = format!("Bearer {TOKEN}");
        assert_eq!(create.header("authorization"), Some(bearer.as_str()));
    }
}

#[tokio::test]
async fn who_waits_for_anothers_token_waits_no_longer_than_its_call_may_take() {
    let (server, client) = bare_server(vec![Reply::hang()]).await;
    let first = client.clone();
    let first = tokio::spawn(async move { first.create_payment_link(&order()).await.map(|_| ()) });
    while server.arrived() == 0 {
        tokio::task::yield_now().await;
    }
    // On a fixed host a sleep is over at once: the second call's time is up while the first still
    // waits.
    let error = client.create_payment_link(&order()).await.unwrap_err();
    first.abort();
    assert_eq!(
        (error.kind(), error.outcome(), error.operation()),
        (ErrorKind::Timeout, Outcome::NotSent, "create token")
    );
    assert_eq!((tokens(&server).len(), creates(&server).len()), (1, 0));
}

#[tokio::test]
async fn a_caller_that_gives_up_leaves_the_turn_to_the_next() {
    let replies = vec![Reply::hang(), token(), created()];
    let server = ScriptedServer::start(replies).await.unwrap();
    let client = client_on(&server.base_url(), Arc::new(Patient::default()));
    let first = client.clone();
    let first = tokio::spawn(async move { first.create_payment_link(&order()).await.map(|_| ()) });
    while server.arrived() == 0 {
        tokio::task::yield_now().await;
    }
    let second = tokio::spawn(async move { client.create_payment_link(&order()).await });
    tokio::task::yield_now().await;
    first.abort();
    second.await.unwrap().unwrap();
    assert_eq!((tokens(&server).len(), creates(&server).len()), (2, 1));
}

/// Numbers its tokens, refuses the first, and answers no create under it before two have come.
struct BothRefused {
    tokens: AtomicUsize,
    both: Barrier,
}

impl BothRefused {
    async fn answer(&self, request: Request<Bytes>) -> (StatusCode, String) {
        let bearer = request.headers().get(AUTHORIZATION);
        match bearer.map(|value| value.to_str().unwrap()) {
            None => {
                let number = self.tokens.fetch_add(1, Ordering::SeqCst);
                let body = format!(r#"{{"access_token":"{number}","expires_in":3600}}"#);
                (StatusCode::OK, body)
            }
            Some("Bearer 0") => {
                self.both.wait().await;
                (StatusCode::UNAUTHORIZED, String::new())
            }
            Some(_) => (StatusCode::CREATED, ONLY_ID.to_owned()),
        }
    }
}

impl Transport for BothRefused {
    fn send(
        &self,
        request: Request<Bytes>,
        _: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async {
            let (status, body) = self.answer(request).await;
            Ok(answer(status, body))
        })
    }
}

fn answer(status: StatusCode, body: String) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    response
}

#[tokio::test]
async fn a_401_to_an_old_token_does_not_take_away_the_new_one() {
    let transport = Arc::new(BothRefused {
        tokens: AtomicUsize::new(0),
        both: Barrier::new(2),
    });
    let connection = Connection::new(transport.clone(), Arc::new(Patient::default()));
    let client = client_over("http://127.0.0.1:1", connection);
    let calls = [client.clone(), client].map(|client| {
        tokio::spawn(async move { client.create_payment_link(&order()).await.map(|_| ()) })
    });
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(transport.tokens.load(Ordering::SeqCst), 2);
}

/// Takes four seconds for each answer, and keeps how long it was given.
struct FourSeconds {
    host: Arc<Patient>,
    replies: Mutex<VecDeque<(StatusCode, &'static str)>>,
    bounds: Mutex<Vec<u64>>,
}

impl Transport for FourSeconds {
    fn send(
        &self,
        _: Request<Bytes>,
        bounds: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            self.bounds.lock().unwrap().push(bounds.timeout.as_secs());
            tokio::task::yield_now().await;
            self.host.0.sleep(Duration::from_secs(4)).await;
            let (status, body) = self.replies.lock().unwrap().pop_front().unwrap();
            Ok(answer(status, body.to_owned()))
        })
    }
}

/// Which of several calls of 20 seconds succeed, when they are answered so; and how long each
/// exchange was given.
async fn slowly(calls: usize, replies: &[(StatusCode, &'static str)]) -> (Vec<bool>, Vec<u64>) {
    let host = Arc::new(Patient::default());
    let transport = Arc::new(FourSeconds {
        host: host.clone(),
        replies: Mutex::new(replies.iter().copied().collect()),
        bounds: Mutex::default(),
    });
    let connection = Connection::new(transport.clone(), host);
    let client =
        client_over("http://127.0.0.1:1", connection).with_timeout(Duration::from_secs(20));
    let calls: Vec<_> = (0..calls)
        .map(|_| client.clone())
        .map(|client| {
            tokio::spawn(async move { client.create_payment_link(&order()).await.is_ok() })
        })
        .collect();
    let mut made = Vec::new();
    for call in calls {
        made.push(call.await.unwrap());
    }
    let bounds = transport.bounds.lock().unwrap().clone();
    (made, bounds)
}

const SHORT_TOKEN: (StatusCode, &str) = (StatusCode::OK, r#"{"access_token":"t"}"#);
const REFUSED: (StatusCode, &str) = (StatusCode::UNAUTHORIZED, "");
const MADE: (StatusCode, &str) = (StatusCode::CREATED, ONLY_ID);

#[tokio::test]
async fn a_renewal_has_what_the_call_has_left() {
    let (made, bounds) = slowly(1, &[SHORT_TOKEN, REFUSED, SHORT_TOKEN, MADE]).await;
    assert_eq!((made, bounds), (vec![true], vec![20, 16, 12, 8]));
}

#[tokio::test]
async fn one_failing_exchange_is_one_request_and_all_who_wait_get_its_error() {
    // Every second reply would be another exchange: none of them is asked for.
    let (made, bounds) = slowly(20, &[REFUSED, SHORT_TOKEN, MADE]).await;
    assert_eq!((made, bounds), (vec![false; 20], vec![20]));
    let wrong = r#"{"code":"USER_AUTHENTICATION_FAILED","message":"m"}"#;
    let server = ScriptedServer::start(vec![Reply::json(422, wrong)])
        .await
        .unwrap();
    let client = client_on(&server.base_url(), Arc::new(Patient::default()));
    let calls: Vec<_> = (0..20)
        .map(|_| client.clone())
        .map(|client| tokio::spawn(async move { client.create_payment_link(&order()).await }))
        .collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        assert_eq!(
            (
                error.kind(),
                error.outcome(),
                error.operation(),
                error.attempts()
            ),
            (
                ErrorKind::Authentication,
                Outcome::Refused,
                "create token",
                0
            )
        );
        assert_eq!(error.code(), Some("USER_AUTHENTICATION_FAILED"));
    }
    assert_eq!((tokens(&server).len(), creates(&server).len()), (1, 0));
    // The next call asks again: somebody may have changed the secret at Pine Labs.
    assert!(client.create_payment_link(&order()).await.is_err());
    assert_eq!(tokens(&server).len(), 2);
}

#[tokio::test]
async fn the_next_exchange_waits_as_long_as_the_last_one_was_asked_to() {
    // 503 with a wait that is longer than the call: the exchange is sent once, and the next call
    // has no time for one either.
    let busy = Reply::json(503, "{}").header("retry-after", "3600");
    let (server, client) = bare_server(vec![busy, token(), created()]).await;
    let error = client.create_payment_link(&order()).await.unwrap_err();
    let asked = Some(Duration::from_secs(3600));
    assert_eq!((error.retry_after(), tokens(&server).len()), (asked, 1));
    let error = client.create_payment_link(&order()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Server, Outcome::NotSent)
    );
    assert_eq!((error.retry_after(), tokens(&server).len()), (asked, 1));
    // A call that may take longer waits, and then has its token.
    let patient = client.with_timeout(Duration::from_secs(7200));
    patient.create_payment_link(&order()).await.unwrap();
    assert_eq!((tokens(&server).len(), creates(&server).len()), (2, 1));
}

/// Answers nothing until its first exchange has been given up, and keeps how long each was given.
struct HangsFirst {
    host: Arc<Patient>,
    bounds: Mutex<Vec<u64>>,
}

impl Transport for HangsFirst {
    fn send(
        &self,
        _: Request<Bytes>,
        bounds: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let sent = {
            let mut all = self.bounds.lock().unwrap();
            all.push(bounds.timeout.as_secs());
            all.len()
        };
        Box::pin(async move {
            let (status, body) = match sent {
                1 => std::future::pending().await,
                2 => SHORT_TOKEN,
                _ => MADE,
            };
            Ok(answer(status, body.to_owned()))
        })
    }
}

#[tokio::test]
async fn the_wait_for_a_turn_counts() {
    let host = Arc::new(Patient::default());
    let transport = Arc::new(HangsFirst {
        host: host.clone(),
        bounds: Mutex::default(),
    });
    let connection = Connection::new(transport.clone(), host);
    let client =
        client_over("http://127.0.0.1:1", connection).with_timeout(Duration::from_secs(20));
    let calls = [client.clone(), client].map(|client| {
        tokio::spawn(async move { client.create_payment_link(&order()).await.map(|_| ()) })
    });
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    // The first is given up after four seconds, and leaves its turn.
    transport.host.0.sleep(Duration::from_secs(4)).await;
    let [first, second] = calls;
    first.abort();
    second.await.unwrap().unwrap();
    assert_eq!(*transport.bounds.lock().unwrap(), [20, 16, 16]);
}
