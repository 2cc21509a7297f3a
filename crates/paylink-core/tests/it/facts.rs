//! What a call tells beside its value: the kind of a refusal, the request's id, what was read of a
//! broken answer.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use paylink_core::provider::{
    Caller, Context, Effect, FixedHeader, Operation, Received, Refusal, Rejection, empty_request,
};
use paylink_core::transport::{Bounds, Connection, Transport, TransportError, TransportErrorKind};
use paylink_core::{BoxFuture, Error, ErrorKind, FieldError, Outcome};
use paylink_testkit::FixedRuntime;

/// A look-up whose every error body says "conflict", whatever the status.
struct LookUp;

impl Operation for LookUp {
    type Answer = ();
    const PROVIDER: &'static str = "test";
    const NAME: &'static str = "look up";
    const ROUTE: &'static str = "/look-up";
    const EFFECT: Effect = Effect::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let uri = context.base_url.join(Self::ROUTE, &[])?;
        let mut request = empty_request(Method::GET, uri);
        let id = HeaderValue::from_static("ours");
        request.headers_mut().insert("request-id", id);
        Ok(request)
    }

    fn accept(&self, _: &Received) -> Result<(), Rejection> {
        Ok(())
    }

    fn refusal(&self, _: &Received) -> Refusal {
        let mut refusal = Refusal::default();
        refusal.kind = Some(ErrorKind::Conflict);
        refusal
    }
}

type Reply = Result<Response<Bytes>, TransportError>;

/// Answers in order, and fails with the causes that a test chooses.
struct Script(Mutex<Vec<Reply>>);

impl Transport for Script {
    fn send(&self, _: Request<Bytes>, _: Bounds) -> BoxFuture<'_, Reply> {
        Box::pin(std::future::ready(self.0.lock().unwrap().remove(0)))
    }
}

fn status(code: u16, headers: &[(&'static str, &'static str)]) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from_static(b"{}"));
    *response.status_mut() = StatusCode::from_u16(code).unwrap();
    for (name, value) in headers {
        (response.headers_mut()).insert(*name, HeaderValue::from_static(value));
    }
    response
}

async fn call(replies: Vec<Reply>) -> Result<paylink_core::Answer<()>, Error> {
    let transport = Arc::new(Script(Mutex::new(replies)));
    let connection = Connection::new(transport, Arc::new(FixedRuntime::default()));
    let authorize = FixedHeader::new(AUTHORIZATION, HeaderValue::from_static("key"));
    let base_url = "https://api.example.com".parse().unwrap();
    Caller::new(base_url, Arc::new(authorize), connection)
        .call(&LookUp)
        .await
}

#[tokio::test]
async fn a_provider_s_word_makes_a_refusal_exact_and_never_an_unknown_outcome_known() {
    for (code, kind, outcome) in [
        (422, ErrorKind::Conflict, Outcome::Refused),
        (404, ErrorKind::Conflict, Outcome::Refused),
        (505, ErrorKind::Server, Outcome::Unknown),
        (302, ErrorKind::Redirect, Outcome::Unknown),
        (408, ErrorKind::Timeout, Outcome::Unknown),
    ] {
        let error = call(vec![Ok(status(code, &[]))]).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (kind, outcome), "{code}");
    }
}

#[tokio::test]
async fn a_read_is_sent_again_after_one_500_and_not_after_two() {
    let broken = || status(500, &[]);
    let answer = call(vec![Ok(broken()), Ok(status(200, &[]))])
        .await
        .unwrap();
    assert_eq!(answer.attempts(), 2);
    let error = call(vec![Ok(broken()), Ok(broken()), Ok(status(200, &[]))])
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), error.kind()), (2, ErrorKind::Server));
    // Another failure between them counts as an attempt, and not as a 500.
    let busy = || status(503, &[]);
    let answer = call(vec![Ok(busy()), Ok(broken()), Ok(status(200, &[]))]).await;
    assert_eq!(answer.unwrap().attempts(), 3);
}

#[tokio::test]
async fn the_request_s_id_is_the_provider_s_or_else_ours() {
    for (headers, id) in [
        (
            &[("x-request-id", "theirs"), ("request-id", "other")][..],
            "theirs",
        ),
        (&[("request-id", "other")], "other"),
        (&[], "ours"),
    ] {
        let answer = call(vec![Ok(status(200, headers))]).await.unwrap();
        assert_eq!(answer.request_id(), Some(id));
        let error = call(vec![Ok(status(422, headers))]).await.unwrap_err();
        assert_eq!(error.request_id(), Some(id));
    }
}

#[tokio::test]
async fn what_was_read_of_a_broken_answer_is_kept() {
    for (partial, kept) in [("", None), ("{\"id\":", Some("{\"id\":"))] {
        let mut failure = TransportError::new(TransportErrorKind::TooLarge);
        failure.partial = Bytes::from_static(partial.as_bytes());
        let error = call(vec![Err(failure)]).await.unwrap_err();
        assert_eq!(error.raw_body().map(Bytes::as_ref), kept.map(str::as_bytes));
        assert_eq!(error.request_id(), Some("ours"));
    }
}

#[tokio::test]
async fn a_transport_that_cannot_work_names_the_setting() {
    let mut failure = TransportError::new(TransportErrorKind::Unusable);
    failure.source = Some(Box::new(FieldError::new("runtime", "must be there")));
    let error = call(vec![Err(failure)]).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.field(), error.rule()),
        (
            ErrorKind::Configuration,
            Some("runtime"),
            Some("must be there")
        )
    );
    let mut failure = TransportError::new(TransportErrorKind::Unusable);
    failure.source = Some("another cause".into());
    let error = call(vec![Err(failure)]).await.unwrap_err();
    let source = std::error::Error::source(&error).map(ToString::to_string);
    assert_eq!(
        (error.field(), source.as_deref()),
        (None, Some("another cause"))
    );
}
