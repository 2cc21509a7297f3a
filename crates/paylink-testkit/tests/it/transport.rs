//! The in-memory transport: replies in order or by the request, failures with what had arrived, a
//! record that hides bodies.

use std::time::Duration;

use paylink_core::bytes::Bytes;
use paylink_core::http::{HeaderValue, Request, Response, StatusCode, header::RETRY_AFTER};
use paylink_core::transport::{Bounds, Transport, TransportError, TransportErrorKind};
use paylink_testkit::{InMemoryTransport, Reply, at_once};

fn bounds() -> Bounds {
    Bounds::new(Duration::from_secs(5), 1024)
}

#[expect(
    clippy::result_large_err,
    reason = "it is what `Transport::send` answers"
)]
fn send(transport: &InMemoryTransport, path: &str) -> Result<Response<Bytes>, TransportError> {
    let request = Request::post(format!("https://api.example.com{path}?payer=canary-query"))
        .header("x-key", "canary-header")
        .body(Bytes::from_static(b"canary-body"));
    at_once(transport.send(request.unwrap(), bounds())).unwrap()
}

#[test]
fn replies_come_in_their_order_and_then_no_more() {
    let retry = HeaderValue::from_static("2");
    let transport = InMemoryTransport::scripted([
        Reply::json(429, "{}").with_header(RETRY_AFTER, retry.clone()),
        Reply::new(204, ""),
        Reply::lost(),
        Reply::failure(TransportErrorKind::Connect),
    ]);
    let first = send(&transport, "/1").unwrap();
    assert_eq!(first.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(first.headers()["content-type"], "application/json");
    assert_eq!(
        (&first.headers()[RETRY_AFTER], &first.body()[..]),
        (&retry, &b"{}"[..])
    );
    let second = send(&transport, "/2").unwrap();
    assert_eq!((second.status().as_u16(), second.headers().len()), (204, 0));
    let kinds = [send(&transport, "/3"), send(&transport, "/4")];
    let kinds = kinds.map(|result| result.unwrap_err().kind);
    assert_eq!(
        kinds,
        [TransportErrorKind::Interrupted, TransportErrorKind::Connect]
    );
    let end = send(&transport, "/5").unwrap_err();
    assert_eq!(end.kind, TransportErrorKind::Unusable);
    assert_eq!(
        end.source.unwrap().to_string(),
        "script has no reply for request 5"
    );
    // The request without a reply is recorded too.
    let sent = transport.sent();
    let paths: Vec<_> = sent.iter().map(|request| request.uri().path()).collect();
    assert_eq!(paths, ["/1", "/2", "/3", "/4", "/5"]);
    assert_eq!(
        (sent[0].method().as_str(), sent[0].bounds()),
        ("POST", bounds())
    );
    assert_eq!(sent[0].header("X-Key"), Some("canary-header"));
    assert_eq!(&sent[0].body()[..], b"canary-body");
}

#[test]
fn a_provider_answers_by_the_request() {
    let transport = InMemoryTransport::answering(|request| match request.uri().path() {
        "/token" => Reply::json(200, "{}"),
        _ => Reply::json(404, "{}"),
    });
    assert_eq!(send(&transport, "/token").unwrap().status(), 200);
    assert_eq!(send(&transport, "/links").unwrap().status(), 404);
}

#[test]
fn what_arrived_before_a_failure_is_kept() {
    let cut = Reply::json(201, r#"{"id":"#).then_fails(TransportErrorKind::Timeout);
    let error = send(&InMemoryTransport::always(cut), "/").unwrap_err();
    assert_eq!(error.kind, TransportErrorKind::Timeout);
    let (status, headers) = error.head.unwrap();
    assert_eq!((status.as_u16(), headers.len()), (201, 1));
    assert_eq!(&error.partial[..], br#"{"id":"#);
}

#[test]
fn a_status_that_http_does_not_have_is_named() {
    let error = send(&InMemoryTransport::always(Reply::new(42, "")), "/").unwrap_err();
    assert_eq!(error.kind, TransportErrorKind::Unusable);
    let told = error.source.unwrap().to_string();
    assert_eq!(told, "reply.status must be from 100 to 999: 42");
}

#[test]
fn without_a_record_nothing_is_kept() {
    let transport = InMemoryTransport::always(Reply::json(200, "{}")).without_record();
    send(&transport, "/").unwrap();
    assert!(transport.sent().is_empty());
}

#[test]
fn no_debug_shows_a_body_a_query_or_a_header() {
    let reply = Reply::json(200, "canary-answer");
    let transport = InMemoryTransport::always(reply.clone());
    send(&transport, "/1").unwrap();
    let shown = format!("{reply:?} {transport:?} {:?}", transport.sent());
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("/1"), "{shown}");
}
