//! One call, with a transport and a host that the test holds in its hands.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue, Method, Request, StatusCode};
use paylink_core::provider::{
    Authorize, Caller, Context, Effect, Idempotency, Key, Operation, Received, Refusal, Rejection,
    json_request,
};
use paylink_core::transport::{Connection, Limits, TransportErrorKind};
use paylink_core::{Answer, BoxFuture, Error, ErrorKind, FieldError, IdempotencyKey, Outcome};
use paylink_testkit::{FixedRuntime, InMemoryTransport, Reply};
use time::OffsetDateTime;

/// Numbers its attempts, and can be renewed as often as it is told.
struct Numbered(Mutex<u32>, Mutex<u32>);

impl Authorize for Numbered {
    fn authorize<'a>(
        &'a self,
        request: &'a mut Request<Bytes>,
        _: &'a Connection,
        _: Duration,
    ) -> BoxFuture<'a, Result<(), Error>> {
        let mut number = self.0.lock().unwrap();
        *number += 1;
        request
            .headers_mut()
            .insert(AUTHORIZATION, HeaderValue::from(*number));
        Box::pin(std::future::ready(Ok(())))
    }

    fn renew(&self, _: Option<&HeaderValue>) -> bool {
        let mut left = self.1.lock().unwrap();
        let renewed = *left > 0;
        *left = left.saturating_sub(1);
        renewed
    }
}

pub(crate) struct Keyed(pub(crate) Option<IdempotencyKey>);
pub(crate) struct Plain;

macro_rules! operation {
    ($name:ty, $effect:expr, $key:expr) => {
        impl Operation for $name {
            type Answer = ();
            const PROVIDER: &'static str = "test";
            const NAME: &'static str = "try";
            const ROUTE: &'static str = "/try";
            const EFFECT: Effect = $effect;
            fn key(&self) -> Key<'_> {
                let key: fn(&Self) -> Key<'_> = $key;
                key(self)
            }
            fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
                json_request(Method::POST, context.base_url.join(Self::ROUTE, &[])?, &[1])
            }
            fn accept(&self, _: &Received) -> Result<(), Rejection> {
                Ok(())
            }
            fn refusal(&self, _: &Received) -> Refusal {
                Refusal::default()
            }
        }
    };
}

operation!(Keyed, Effect::Write(Idempotency::SameKey), |this| {
    Key::Header(this.0.as_ref())
});
operation!(Plain, Effect::Write(Idempotency::Undocumented), |_| {
    Key::None
});

pub(crate) struct Bench {
    pub(crate) transport: Arc<InMemoryTransport>,
    pub(crate) runtime: Arc<FixedRuntime>,
    pub(crate) caller: Caller,
}

pub(crate) fn bench(replies: Vec<Reply>, renewals: u32, limits: Limits) -> Bench {
    let transport = Arc::new(InMemoryTransport::scripted(replies));
    let runtime = Arc::new(runtime());
    let connection = Connection::new(transport.clone(), runtime.clone()).with_limits(limits);
    let authorize = Arc::new(Numbered(Mutex::new(0), Mutex::new(renewals)));
    let caller = Caller::new(
        "https://api.example.com".parse().unwrap(),
        authorize,
        connection,
    );
    Bench {
        transport,
        runtime,
        caller,
    }
}

/// It is Sunday, 9 September 2001, 01:46:40, and all random bytes are the same.
pub(crate) fn runtime() -> FixedRuntime {
    let now = OffsetDateTime::from_unix_timestamp(1_000_000_000).unwrap();
    FixedRuntime::at(now).with_random_bytes([9; 16])
}

pub(crate) fn status(code: u16) -> Reply {
    Reply::new(code, "{}")
}

pub(crate) fn with_header(code: u16, name: &'static str, value: &'static str) -> Reply {
    let (name, value) = (
        HeaderName::from_static(name),
        HeaderValue::from_static(value),
    );
    status(code).with_header(name, value)
}

pub(crate) fn lost() -> Reply {
    Reply::lost()
}

pub(crate) async fn run(replies: Vec<Reply>) -> (Bench, Result<Answer<()>, Error>) {
    let bench = bench(replies, 0, Limits::default());
    let result = bench.caller.call(&Keyed(None)).await;
    (bench, result)
}

#[tokio::test]
async fn the_same_bytes_are_sent_again_and_signed_anew() {
    let (bench, result) = run(vec![lost(), status(503), status(201)]).await;
    assert_eq!(result.unwrap().attempts(), 3);
    let sent = bench.transport.sent();
    let signatures: Vec<_> = sent
        .iter()
        .map(|request| request.headers()[AUTHORIZATION].clone())
        .collect();
    assert_eq!(signatures, ["1", "2", "3"]);
    assert!(sent.iter().all(|request| request.body() == sent[0].body()));
}

#[tokio::test]
async fn a_fresh_key_is_fixed_once_and_comes_back() {
    let (_, result) = run(vec![lost(), lost(), lost()]).await;
    let error = result.unwrap_err();
    assert_eq!(
        error.idempotency_key().unwrap().as_str(),
        "09090909-0909-4909-8909-090909090909"
    );
    assert_eq!(
        (error.kind(), error.outcome(), error.attempts()),
        (ErrorKind::Interrupted, Outcome::Unknown, 3)
    );
    let given = Keyed(Some("mine".parse().unwrap()));
    let answer = bench(vec![status(201)], 0, Limits::default())
        .caller
        .call(&given)
        .await
        .unwrap();
    assert_eq!(answer.idempotency_key().unwrap().as_str(), "mine");
}

#[tokio::test]
async fn an_answer_says_what_is_known_beside_its_value() {
    let made = with_header(201, "x-request-id", "req_1");
    let (_, result) = run(vec![status(503), made]).await;
    let answer = result.unwrap();
    assert_eq!(
        (answer.http_status(), answer.attempts(), answer.request_id()),
        (StatusCode::CREATED, 2, Some("req_1"))
    );
    assert_eq!(answer.raw_body().as_ref(), b"{}");
}

struct Broken(IdempotencyKey);

impl Operation for Broken {
    type Answer = ();
    const PROVIDER: &'static str = "test";
    const NAME: &'static str = "try";
    const ROUTE: &'static str = "/try";
    const EFFECT: Effect = Effect::Read;
    fn key(&self) -> Key<'_> {
        Key::Header(Some(&self.0))
    }
    fn request(&self, _: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        Err(FieldError::new("amount", "must be greater than zero"))
    }
    fn accept(&self, _: &Received) -> Result<(), Rejection> {
        Ok(())
    }
    fn refusal(&self, _: &Received) -> Refusal {
        Refusal::default()
    }
}

#[tokio::test]
async fn the_key_comes_back_on_an_error_before_sending_too() {
    let bench = bench(vec![], 0, Limits::default());
    let error = bench
        .caller
        .call(&Broken("mine".parse().unwrap()))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.attempts()),
        (ErrorKind::InvalidInput, Outcome::NotSent, 0)
    );
    assert_eq!(error.idempotency_key().unwrap().as_str(), "mine");
}

#[tokio::test]
async fn one_lost_attempt_makes_the_call_unknown_whatever_comes_later() {
    for (last, kind) in [
        (status(400), ErrorKind::Refused),
        (status(409), ErrorKind::Conflict),
        (
            Reply::failure(TransportErrorKind::Connect),
            ErrorKind::Connect,
        ),
    ] {
        let (_, result) = run(vec![lost(), last.clone(), last.clone()]).await;
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (kind, Outcome::Unknown));
        let (_, result) = run(vec![
            Reply::failure(TransportErrorKind::Connect),
            last.clone(),
            last,
        ])
        .await;
        assert_eq!(result.unwrap_err().outcome(), kind.outcome());
    }
}

#[tokio::test]
async fn a_write_without_repeats_is_sent_once_unless_it_was_not_sent() {
    for (reply, kind) in [
        (lost(), ErrorKind::Interrupted),
        (
            Reply::failure(TransportErrorKind::Timeout),
            ErrorKind::Timeout,
        ),
        (
            Reply::failure(TransportErrorKind::TooLarge),
            ErrorKind::TooLarge,
        ),
        (status(429), ErrorKind::RateLimited),
        (status(500), ErrorKind::Server),
        (status(503), ErrorKind::Server),
        (status(408), ErrorKind::Timeout),
    ] {
        let bench = bench(vec![reply], 0, Limits::default());
        let error = bench.caller.call(&Plain).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (kind, 1));
    }
    let replies = vec![
        Reply::failure(TransportErrorKind::Connect),
        Reply::failure(TransportErrorKind::Connect),
        status(200),
    ];
    let bench = bench(replies, 0, Limits::default());
    assert_eq!(bench.caller.call(&Plain).await.unwrap().attempts(), 3);
}

#[tokio::test]
async fn a_401_is_renewed_once() {
    let bench_once = bench(vec![status(401), status(200)], 5, Limits::default());
    assert_eq!(bench_once.caller.call(&Plain).await.unwrap().attempts(), 2);
    assert!(bench_once.runtime.sleeps().is_empty());
    let bench_twice = bench(vec![status(401), status(401)], 5, Limits::default());
    let error = bench_twice.caller.call(&Plain).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.attempts()),
        (ErrorKind::Authentication, Outcome::Refused, 2)
    );
}

#[tokio::test]
async fn an_unusable_transport_is_a_configuration_error_and_not_tried_again() {
    let unusable = || Reply::failure(TransportErrorKind::Unusable);
    for (replies, outcome) in [
        (vec![unusable()], Outcome::NotSent),
        (vec![lost(), unusable()], Outcome::Unknown),
    ] {
        let attempts = u32::try_from(replies.len()).unwrap();
        let (bench, result) = run(replies).await;
        let error = result.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome(), error.attempts()),
            (ErrorKind::Configuration, outcome, attempts)
        );
        let pauses = u32::try_from(bench.runtime.sleeps().len()).unwrap();
        assert_eq!(pauses, attempts - 1);
    }
}

#[tokio::test]
async fn an_attempt_has_what_is_left_of_the_call() {
    let mut limits = Limits::default();
    limits.call = Duration::from_secs(10);
    limits.attempt = Duration::from_secs(9);
    let busy = with_header(429, "retry-after", "4");
    let bench = bench(vec![busy, status(200)], 0, limits);
    bench.caller.call(&Keyed(None)).await.unwrap();
    let sent = bench.transport.sent();
    assert_eq!(sent[0].bounds().timeout, Duration::from_secs(9));
    assert!(sent[1].bounds().timeout <= Duration::from_secs(6));
    assert_eq!(sent[0].bounds().max_body, 1024 * 1024);
}
