//! Unsigned events: a hint, and the way to what CostPlus itself says.

use costplus::LinkStatus;
use costplus::core::webhook::WebhookError;
use costplus::core::{ErrorKind, Outcome};
use costplus::webhook::{EventKind, UnverifiedEvent};
use paylink_sandbox::wire::Reply;

use crate::support::{CREATED, server};

const EVENT: &[u8] =
    br#"{"event":"status_changed","project_id":"p","order_id":"order-1","new":[1]}"#;

#[test]
fn an_event_is_read_and_an_unknown_one_kept() {
    let event = UnverifiedEvent::parse(EVENT).unwrap();
    assert_eq!(
        (event.event, event.order_id.as_str()),
        (EventKind::StatusChanged, "order-1")
    );
    assert_eq!(event.project_id.as_deref(), Some("p"));
    let other = UnverifiedEvent::parse(br#"{"event":"refunded","order_id":"order-1"}"#).unwrap();
    assert_eq!(other.event, EventKind::Other("refunded".into()));
}

#[test]
fn what_names_no_order_is_no_event() {
    for body in [
        &b""[..],
        b"[]",
        b"{}",
        br#"{"event":"x"}"#,
        br#"{"order_id":"1"}"#,
        br#"{"event":"x","order_id":""}"#,
    ] {
        assert_eq!(UnverifiedEvent::parse(body), Err(WebhookError::Unreadable));
    }
}

#[tokio::test]
async fn an_event_is_confirmed_by_reading_the_order_and_its_link() {
    let order = r#"{"id":"order-1","status":"completed","related_payment_link_id":"e6eecc6a"}"#;
    let (server, client) = server(vec![Reply::json(200, order), Reply::json(200, CREATED)]).await;
    let confirmed = client
        .confirm(&UnverifiedEvent::parse(EVENT).unwrap())
        .await
        .unwrap();
    // The event says that something changed; the link itself says that nobody has paid.
    assert_eq!(confirmed.link.unwrap().status, Some(LinkStatus::New));
    let targets: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.target.clone())
        .collect();
    assert_eq!(
        targets,
        ["/v1/orders/order-1/", "/v1/paymentlinks/e6eecc6a/"]
    );
}

#[tokio::test]
async fn an_order_without_a_link_is_confirmed_alone() {
    let (server, client) = server(vec![Reply::json(200, r#"{"id":"order-1"}"#)]).await;
    let confirmed = client
        .confirm(&UnverifiedEvent::parse(EVENT).unwrap())
        .await
        .unwrap();
    assert!(confirmed.link.is_none());
    assert_eq!(server.arrived(), 1);
}

#[tokio::test]
async fn a_forged_event_is_not_confirmed() {
    let event = UnverifiedEvent::parse(EVENT).unwrap();
    let (_server, client) = server(vec![Reply::json(404, r#"{"error":{"status":404}}"#)]).await;
    assert_eq!(
        client.confirm(&event).await.unwrap_err().kind(),
        ErrorKind::NotFound
    );
    let (_server, client) = server(vec![Reply::json(200, r#"{"id":"order-2"}"#)]).await;
    let error = client.confirm(&event).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Differs, Outcome::Accepted)
    );
    let path = UnverifiedEvent::parse(br#"{"event":"x","order_id":"../paymentlinks"}"#).unwrap();
    let (server, client) = server(vec![Reply::json(200, "{}")]).await;
    assert_eq!(
        client.confirm(&path).await.unwrap_err().kind(),
        ErrorKind::InvalidInput
    );
    assert_eq!(server.arrived(), 0);
}
