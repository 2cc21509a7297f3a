//! One exchange each: the kind, the outcome, and how many requests arrived.

use std::error::Error as _;

use paylink_core::{ErrorKind, Outcome};
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{connection, impatient, post, post_elsewhere};

async fn server(reply: Reply) -> ScriptedServer {
    ScriptedServer::start(vec![reply]).await.unwrap()
}

#[tokio::test]
async fn a_body_up_to_the_limit_is_read_and_one_beyond_is_cut() {
    let fits = server(Reply::text(200, "text/plain", "x".repeat(1000))).await;
    assert_eq!(
        **post(&fits.base_url(), connection()).await.as_ref().unwrap(),
        1000
    );
    let beyond = server(Reply::text(200, "text/plain", "x".repeat(1001))).await;
    let error = post(&beyond.base_url(), connection()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::TooLarge, Outcome::Unknown)
    );
    assert_eq!(error.raw_body().unwrap().len(), 1000);
    assert_eq!(error.http_status().unwrap().as_u16(), 200);
    assert_eq!(beyond.arrived(), 1);
}

#[tokio::test]
async fn an_address_that_nothing_can_be_sent_to_sends_nothing() {
    for uri in ["/path-alone", "ftp://127.0.0.1/path", "api.example.com:443"] {
        let error = post_elsewhere(uri).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome(), error.field()),
            (ErrorKind::Configuration, Outcome::NotSent, Some("base_url")),
            "{uri}"
        );
        assert_eq!(error.attempts(), 1, "{uri}");
    }
}

/// `{"id":"plink_1"}`, compressed by gzip 1.12.
const COMPRESSED: &[u8] = &[
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xab, 0x56, 0xca, 0x4c, 0x51, 0xb2,
    0x52, 0x2a, 0xc8, 0xc9, 0xcc, 0xcb, 0x8e, 0x37, 0x54, 0xaa, 0x05, 0x00, 0xde, 0x95, 0xf7, 0x5a,
    0x10, 0x00, 0x00, 0x00,
];

#[tokio::test]
async fn an_answer_that_is_compressed_unasked_is_kept_as_it_came() {
    let reply = Reply::bare(201)
        .header("content-type", "application/json")
        .header("content-encoding", "gzip")
        .with_body(COMPRESSED);
    let server = server(reply).await;
    let answer = post(&server.base_url(), connection()).await.unwrap();
    assert_eq!(answer.raw_body().as_ref(), COMPRESSED);
}

/// A million zeros are a thousand bytes compressed: what counts is what comes, and nothing is
/// unpacked.
#[tokio::test]
async fn a_compressed_answer_cannot_be_longer_than_its_bytes() {
    for (length, kind) in [(1000, None), (1001, Some(ErrorKind::TooLarge))] {
        let mut body = COMPRESSED.to_vec();
        body.resize(length, 0);
        let reply = Reply::bare(200)
            .header("content-encoding", "gzip")
            .with_body(body);
        let server = server(reply).await;
        let result = post(&server.base_url(), connection()).await;
        assert_eq!(result.err().map(|error| error.kind()), kind, "{length}");
    }
}

#[tokio::test]
async fn closed_after_reading_is_not_proof_that_nothing_was_sent() {
    let server = server(Reply::close()).await;
    let error = post(&server.base_url(), connection()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Interrupted, Outcome::Unknown)
    );
    assert_eq!(server.arrived(), 1);
}

#[tokio::test]
async fn a_cut_body_keeps_its_status_and_what_arrived() {
    let server = server(Reply::cut(201, 500, "{\"id\":")).await;
    let error = post(&server.base_url(), connection()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Interrupted, Outcome::Unknown)
    );
    assert_eq!(error.http_status().unwrap().as_u16(), 201);
    assert_eq!(error.raw_body().unwrap().as_ref(), b"{\"id\":");
    assert_eq!(server.arrived(), 1);
}

#[tokio::test]
async fn no_answer_in_time_is_unknown() {
    let server = server(Reply::hang()).await;
    let error = post(&server.base_url(), impatient()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Timeout, Outcome::Unknown)
    );
    assert_eq!(server.arrived(), 1);
}

#[tokio::test]
async fn nobody_listening_is_proof_that_nothing_was_sent() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = post(&address, connection()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Connect, Outcome::NotSent)
    );
    assert_eq!(error.attempts(), 3);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let target = server(Reply::json(200, "{}")).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/elsewhere", target.base_url());
        let server = server(Reply::json(status, "").header("location", &location)).await;
        let error = post(&server.base_url(), connection()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Redirect, Outcome::Unknown)
        );
        assert_eq!(server.arrived(), 1);
    }
    assert_eq!(target.arrived(), 0);
}

#[tokio::test]
async fn compression_is_asked_not_to_be_used() {
    let server = server(Reply::json(200, "{}")).await;
    post(&server.base_url(), connection()).await.unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.header("accept-encoding"), Some("identity"));
    assert_eq!(request.header("cookie"), None);
    assert!(
        request
            .header("user-agent")
            .unwrap()
            .starts_with("paylink/")
    );
}

#[tokio::test]
async fn an_error_and_its_causes_hold_no_address_and_no_credential() {
    let server = server(Reply::close()).await;
    let error = post(&server.base_url(), connection()).await.unwrap_err();
    let mut shown = format!("{error} {error:?}");
    let mut source = error.source();
    assert!(source.is_some());
    while let Some(cause) = source {
        shown.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    assert!(
        !shown.contains("canary") && !shown.contains("127.0.0.1"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_dropped_call_leaves_nothing_behind_and_the_next_works() {
    let server = ScriptedServer::start(vec![Reply::hang(), Reply::json(200, "{}")])
        .await
        .unwrap();
    let connection = connection();
    let base_url = server.base_url();
    let call = post(&base_url, connection.clone());
    let waited = tokio::time::timeout(std::time::Duration::from_millis(200), call).await;
    assert!(waited.is_err());
    assert_eq!(server.arrived(), 1);
    post(&base_url, connection).await.unwrap();
    assert_eq!(server.arrived(), 2);
}
