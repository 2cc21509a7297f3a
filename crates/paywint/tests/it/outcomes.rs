//! What happened to the money: the kind, the outcome, and how many requests arrived. A create is
//! never sent twice.

use std::time::Duration;

use paylink_core::{ErrorKind, Outcome};
use paylink_sandbox::wire::Reply;

use crate::support::{CREATED, USER, client, invoice, server};

#[tokio::test]
async fn whatever_happens_one_request_arrives() {
    for (reply, kind, outcome) in [
        (Reply::close(), ErrorKind::Interrupted, Outcome::Unknown),
        (
            Reply::cut(200, 500, CREATED),
            ErrorKind::Interrupted,
            Outcome::Unknown,
        ),
        (Reply::json(500, "{}"), ErrorKind::Server, Outcome::Unknown),
        (
            Reply::json(502, "<html>"),
            ErrorKind::Server,
            Outcome::Unknown,
        ),
        (
            Reply::json(503, "").header("retry-after", "1"),
            ErrorKind::Server,
            Outcome::Unknown,
        ),
        (Reply::json(504, ""), ErrorKind::Server, Outcome::Unknown),
        (Reply::json(408, ""), ErrorKind::Timeout, Outcome::Unknown),
        (
            Reply::json(307, "").header("location", "/again"),
            ErrorKind::Redirect,
            Outcome::Unknown,
        ),
        (
            Reply::json(204, ""),
            ErrorKind::Unreadable,
            Outcome::Unknown,
        ),
        (
            Reply::json(200, "null"),
            ErrorKind::Unreadable,
            Outcome::Unknown,
        ),
        (
            Reply::json(200, "[]"),
            ErrorKind::Unreadable,
            Outcome::Unknown,
        ),
        (
            Reply::json(200, r#"{"data":"https://pay.example.com/1"}"#),
            ErrorKind::NoLink,
            Outcome::Unknown,
        ),
        (
            Reply::json(200, r#"{"success":true,"data":{"payment_link":" "}}"#),
            ErrorKind::NoLink,
            Outcome::Unknown,
        ),
        (
            Reply::json(200, r#"{"success":"false","data":null}"#),
            ErrorKind::Refused,
            Outcome::Refused,
        ),
        (
            Reply::json(401, "{}"),
            ErrorKind::Authentication,
            Outcome::Refused,
        ),
        (
            Reply::json(403, "{}"),
            ErrorKind::Authentication,
            Outcome::Refused,
        ),
        (
            Reply::json(409, "{}"),
            ErrorKind::Duplicate,
            Outcome::Unknown,
        ),
        (Reply::json(422, "{}"), ErrorKind::Refused, Outcome::Refused),
        (
            Reply::json(429, "{}"),
            ErrorKind::RateLimited,
            Outcome::Refused,
        ),
    ] {
        // A second request would succeed: the error proves that there was none.
        let (server, client) = server(vec![reply, Reply::json(200, CREATED)]).await;
        let error = (client.create_payment_link(USER, &invoice()).await).unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (kind, outcome));
        assert_eq!((error.attempts(), server.arrived()), (1, 1), "{kind}");
        assert_eq!(error.idempotency_key(), None);
    }
}

#[tokio::test]
async fn no_answer_in_time_is_unknown() {
    let (server, client) = server(vec![Reply::hang()]).await;
    let client = client.with_timeout(Duration::from_secs(1));
    let error = (client.create_payment_link(USER, &invoice()).await).unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Timeout, Outcome::Unknown)
    );
    assert_eq!((error.attempts(), server.arrived()), (1, 1));
}

#[tokio::test]
async fn a_call_without_time_is_not_begun() {
    let (server, client) = server(vec![Reply::json(200, CREATED)]).await;
    let client = client.with_timeout(Duration::ZERO);
    let error = (client.create_payment_link(USER, &invoice()).await).unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Timeout, Outcome::NotSent)
    );
    assert_eq!((error.attempts(), server.arrived()), (0, 0));
}

#[tokio::test]
async fn the_wait_that_the_provider_asks_for_is_handed_on() {
    let reply = Reply::json(429, r#"{"detail":"Slow down"}"#).header("retry-after", "7");
    let (server, client) = server(vec![reply]).await;
    let error = (client.create_payment_link(USER, &invoice()).await).unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(server.arrived(), 1);
}

#[tokio::test]
async fn an_unreachable_provider_was_sent_nothing() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = (client(&base).create_payment_link(USER, &invoice()).await).unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Connect, Outcome::NotSent)
    );
    // Nothing left, so it was safe to try again.
    assert_eq!(error.attempts(), 3);
}
