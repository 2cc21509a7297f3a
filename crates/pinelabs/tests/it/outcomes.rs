//! What happened to the money: the kind, the outcome, how many creates arrived, and under which
//! reference.

use paylink_core::{ErrorKind, Outcome};
use paylink_sandbox::wire::Reply;
use pinelabs::DUPLICATE_REQUEST;

use crate::support::{CREATED, client, created, creates, order, server, tokens};

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_under_the_same_reference() {
    for lost in [
        Reply::close(),
        Reply::cut(201, 500, CREATED),
        Reply::json(502, "<html>"),
        Reply::json(503, ""),
        Reply::json(504, "{}"),
        Reply::json(429, "{}").header("retry-after", "2"),
    ] {
        let (server, client) = server(vec![lost, created()]).await;
        let link = client.create_payment_link(&order()).await.unwrap();
        let creates = creates(&server);
        assert_eq!((creates.len(), tokens(&server).len()), (2, 1));
        assert_eq!(creates[0].body, creates[1].body);
        assert_eq!(link.attempts(), 2);
        assert_eq!(link.idempotency_key().unwrap().as_str(), "link_ref");
    }
}

#[tokio::test]
async fn what_stays_lost_is_unknown_and_names_its_reference() {
    let (server, client) = server(vec![Reply::close()]).await;
    let error = client.create_payment_link(&order()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Interrupted, Outcome::Unknown)
    );
    assert_eq!((error.attempts(), creates(&server).len()), (3, 3));
    assert_eq!(error.idempotency_key().unwrap().as_str(), "link_ref");
    let last = creates(&server).pop().unwrap();
    assert_eq!(error.request_id(), last.header("request-id"));
}

#[tokio::test]
async fn a_duplicate_is_unknown_with_and_without_a_lost_answer() {
    let duplicate = r#"{"code":"DUPLICATE_REQUEST","message":"m"}"#;
    for (replies, sent) in [
        (vec![Reply::json(422, duplicate)], 1),
        (vec![Reply::close(), Reply::json(422, duplicate)], 2),
        (vec![Reply::json(409, duplicate)], 1),
    ] {
        let (server, client) = server(replies).await;
        let error = client.create_payment_link(&order()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Duplicate, Outcome::Unknown)
        );
        assert_eq!(error.code(), Some(DUPLICATE_REQUEST));
        assert_eq!(error.idempotency_key().unwrap().as_str(), "link_ref");
        assert_eq!(creates(&server).len(), sent);
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
            Reply::json(201, r#"{"payment_link_id":null,"payment_link":" "}"#),
            ErrorKind::NoLink,
        ),
        (Reply::json(500, "{}"), ErrorKind::Server),
        (
            Reply::json(302, "").header("location", "http://127.0.0.1:1/"),
            ErrorKind::Redirect,
        ),
    ] {
        let (server, client) = server(vec![reply]).await;
        let error = client.create_payment_link(&order()).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (kind, Outcome::Unknown));
        assert_eq!(creates(&server).len(), 1, "{kind}");
        assert!(error.raw_body().is_some() && error.http_status().is_some());
    }
}

#[tokio::test]
async fn an_unreachable_provider_was_sent_nothing() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = client(&base)
        .create_payment_link(&order())
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.operation()),
        (ErrorKind::Connect, Outcome::NotSent, "create token")
    );
    assert_eq!(error.attempts(), 0);
}
