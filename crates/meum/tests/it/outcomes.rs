//! What happened to the money: the kind, the outcome, how many requests arrived, and with which
//! key.

use paylink_core::{ErrorKind, Outcome};
use paylink_sandbox::wire::Reply;

use crate::support::{CREATED, client, fundraiser, server};

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_with_the_same_key() {
    for lost in [
        Reply::close(),
        Reply::cut(201, 500, CREATED),
        Reply::json(502, "<html>"),
        Reply::json(503, ""),
        Reply::json(429, r#"{"error":"Too many requests"}"#).header("retry-after", "2"),
    ] {
        let (server, client) = server(vec![lost, Reply::json(201, CREATED)]).await;
        let link = client.create_payment_link(&fundraiser()).await.unwrap();
        let keys: Vec<_> = (server.requests().iter())
            .map(|request| request.header("idempotency-key").unwrap().to_owned())
            .collect();
        assert_eq!(keys.len(), 2);
        assert_eq!(keys[0], keys[1]);
        assert_eq!(link.attempts(), 2);
        assert_eq!(link.idempotency_key().unwrap().as_str(), keys[0]);
    }
}

#[tokio::test]
async fn the_callers_key_is_sent_and_comes_back() {
    let (server, client) = server(vec![Reply::close()]).await;
    let request = fundraiser().with_idempotency_key("pl_create_demo_001".parse().unwrap());
    let error = client.create_payment_link(&request).await.unwrap_err();
    assert_eq!(
        error.idempotency_key().unwrap().as_str(),
        "pl_create_demo_001"
    );
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Interrupted, Outcome::Unknown)
    );
    assert_eq!((error.attempts(), server.arrived()), (3, 3));
    for arrived in server.requests() {
        assert_eq!(
            arrived.header("idempotency-key"),
            Some("pl_create_demo_001")
        );
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_unknown_and_its_body_kept() {
    for (reply, kind) in [
        (
            Reply::text(200, "text/html", "<html>ok</html>"),
            ErrorKind::Unreadable,
        ),
        (Reply::json(201, ""), ErrorKind::Unreadable),
        (Reply::json(201, "null"), ErrorKind::Unreadable),
        (Reply::json(201, "{}"), ErrorKind::NoLink),
        (
            Reply::json(201, r#"{"id":null,"public_url":" "}"#),
            ErrorKind::NoLink,
        ),
        (Reply::json(500, "{}"), ErrorKind::Server),
        (
            Reply::json(302, "").header("location", "http://127.0.0.1:1/"),
            ErrorKind::Redirect,
        ),
    ] {
        let (server, client) = server(vec![reply]).await;
        let error = client.create_payment_link(&fundraiser()).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (kind, Outcome::Unknown));
        assert_eq!(server.arrived(), 1, "{kind}");
        assert!(error.raw_body().is_some() && error.http_status().is_some());
    }
}

#[tokio::test]
async fn a_refusal_after_a_lost_answer_is_still_unknown() {
    let refusal =
        r#"{"error":{"type":"conflict","code":"in_progress","message":"m","request_id":"req_1"}}"#;
    let (server, client) = server(vec![Reply::close(), Reply::json(409, refusal)]).await;
    let error = client.create_payment_link(&fundraiser()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Duplicate, Outcome::Unknown)
    );
    assert_eq!(server.arrived(), 2);
}

#[tokio::test]
async fn an_unreachable_provider_was_sent_nothing() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = client(&base)
        .create_payment_link(&fundraiser())
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Connect, Outcome::NotSent)
    );
}
