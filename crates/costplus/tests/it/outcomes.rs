//! What happened to the money: the kind, the outcome, and how many requests arrived.

use std::time::Duration;

use paylink_core::{ErrorKind, Outcome};

use costplus::{ApiKey, Client};
use paylink_core::transport::Limits;
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{CREATED, KEY, client, invoice, server};

#[tokio::test]
async fn what_may_have_been_carried_out_is_never_sent_again() {
    for (reply, kind) in [
        (Reply::close(), ErrorKind::Interrupted),
        (Reply::cut(201, 500, CREATED), ErrorKind::Interrupted),
        (Reply::json(500, "{}"), ErrorKind::Server),
        (Reply::json(502, "<html>"), ErrorKind::Server),
        (
            Reply::json(503, "").header("retry-after", "1"),
            ErrorKind::Server,
        ),
        (Reply::json(408, ""), ErrorKind::Timeout),
        (
            Reply::json(301, "").header("location", "http://127.0.0.1:1/"),
            ErrorKind::Redirect,
        ),
        (
            Reply::text(200, "text/html", "<html>ok</html>"),
            ErrorKind::Unreadable,
        ),
        (Reply::json(201, ""), ErrorKind::Unreadable),
        (Reply::json(201, "null"), ErrorKind::Unreadable),
        (Reply::json(201, "{}"), ErrorKind::NoLink),
        (
            Reply::json(201, r#"{"id":null,"payment_url":" "}"#),
            ErrorKind::NoLink,
        ),
        (
            Reply::json(200, r#"{"error":{"status":400,"type":"ValidationError"}}"#),
            ErrorKind::NoLink,
        ),
    ] {
        let (server, client) = server(vec![reply, Reply::json(201, CREATED)]).await;
        let error = client.create_payment_link(&invoice()).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (kind, Outcome::Unknown));
        assert_eq!((error.attempts(), server.arrived()), (1, 1), "{kind}");
        assert!(error.idempotency_key().is_none());
        let answered = kind != ErrorKind::Interrupted;
        assert!(!answered || (error.raw_body().is_some() && error.http_status().is_some()));
    }
}

#[tokio::test]
async fn no_answer_in_time_is_unknown() {
    let server = ScriptedServer::start(vec![Reply::hang()]).await.unwrap();
    let builder = Client::builder(ApiKey::new(KEY).unwrap())
        .base_url(server.base_url())
        .unwrap();
    let mut limits = Limits::default();
    limits.attempt = Duration::from_millis(300);
    let connection = paylink_fixtures::connection().0.with_limits(limits);
    let client = builder.connection(connection).build().unwrap();
    let error = client.create_payment_link(&invoice()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Timeout, Outcome::Unknown)
    );
    assert_eq!(error.attempts(), 1);
    assert!(server.arrived() <= 1);
}

#[tokio::test]
async fn too_many_requests_is_refused_with_the_wait_and_not_sent_again() {
    let reply = Reply::json(429, "{}").header("retry-after", "7");
    let (server, client) = server(vec![reply]).await;
    let error = client.create_payment_link(&invoice()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::RateLimited, Outcome::Refused)
    );
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(server.arrived(), 1);
}

#[tokio::test]
async fn an_unreachable_provider_was_sent_nothing_and_is_tried_again() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = client(&base)
        .create_payment_link(&invoice())
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Connect, Outcome::NotSent)
    );
    assert_eq!(error.attempts(), 3);
}
