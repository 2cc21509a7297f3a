//! Unsigned events: a hint, and the way to what CostPlus itself says.

use costplus::webhook::{EventKind, UnverifiedEvent};
use costplus::{LinkStatus, Order, OrderStatus, PaymentLink};
use paylink_core::webhook::WebhookError;
use paylink_core::{ErrorKind, Outcome};
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::Reply;

use crate::support::{CREATED, invoice, sandboxed, server};

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

#[test]
fn a_transaction_event_leads_to_its_order_and_its_claim_is_nowhere() {
    let body = br#"{"event":"transaction_status_changed","merchant_id":"m","project_id":"p","order_id":"order-1","transaction_id":"t","transaction_status":"completed"}"#;
    let event = UnverifiedEvent::parse(body).unwrap();
    assert_eq!(
        (&event.event, event.order_id.as_str()),
        (&EventKind::TransactionStatusChanged, "order-1")
    );
    assert!(!format!("{event:?}").contains("completed"));
}

#[tokio::test]
async fn the_event_of_a_paid_link_leads_to_that_link() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = sandboxed(&sandbox);
    let made = client.create_payment_link(&invoice()).await.unwrap();
    let id = made.id.clone().unwrap();
    sandbox.pay("costplus", &id).unwrap();
    let body = sandbox.webhook("costplus", &id).unwrap().body;
    let event = UnverifiedEvent::parse(body.as_bytes()).unwrap();
    let confirmed = client.confirm(&event).await.unwrap();
    assert_eq!(confirmed.order.status, Some(OrderStatus::Completed));
    assert_eq!(confirmed.order.id.as_ref(), Some(&event.order_id));
    let link = confirmed.link.unwrap();
    assert_eq!(
        (link.id, link.status),
        (Some(id), Some(LinkStatus::Completed))
    );
    assert_eq!(link.completed_order_id, Some(event.order_id));
    // The create, the order, the link.
    assert_eq!(sandbox.arrived("costplus"), 3);
}

#[tokio::test]
async fn what_does_not_say_which_link_it_is_confirms_nothing() {
    let order = r#"{"id":"order-1","related_payment_link_id":"e6eecc6a"}"#;
    let link = r#"{"payment_url":"https://pay.example.com/e6eecc6a/"}"#;
    let (_server, client) = server(vec![Reply::json(200, order), Reply::json(200, link)]).await;
    let event = UnverifiedEvent::parse(EVENT).unwrap();
    let error = client.confirm(&event).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.field()),
        (ErrorKind::Differs, Some("id"))
    );
    assert!(error.link::<PaymentLink>().is_some());
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
    assert_eq!(error.operation(), "get order");
    assert_eq!(error.field(), Some("id"));
    let kept: &Order = error.link().unwrap();
    assert_eq!(kept.id.as_deref(), Some("order-2"));
    let path = UnverifiedEvent::parse(br#"{"event":"x","order_id":"../paymentlinks"}"#).unwrap();
    let (server, client) = server(vec![Reply::json(200, "{}")]).await;
    assert_eq!(
        client.confirm(&path).await.unwrap_err().kind(),
        ErrorKind::InvalidInput
    );
    assert_eq!(server.arrived(), 0);
}

#[tokio::test]
async fn another_link_than_the_orders_confirms_nothing() {
    let order = r#"{"id":"order-1","status":"new","related_payment_link_id":"e6eecc6a"}"#;
    let paid = r#"{"id":"another","status":"completed"}"#;
    let (server, client) = server(vec![Reply::json(200, order), Reply::json(200, paid)]).await;
    let event = UnverifiedEvent::parse(EVENT).unwrap();
    let error = client.confirm(&event).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.field()),
        (ErrorKind::Differs, Some("id"))
    );
    assert_eq!(error.operation(), "get payment link");
    let kept: &PaymentLink = error.link().unwrap();
    assert_eq!(kept.id.as_deref(), Some("another"));
    assert_eq!(server.arrived(), 2);
}

#[tokio::test]
async fn an_order_whose_link_cannot_be_read_is_not_confirmed() {
    let event = UnverifiedEvent::parse(EVENT).unwrap();
    for (related, reply, kind, arrived) in [
        ("e6eecc6a", Reply::json(404, "{}"), ErrorKind::NotFound, 2),
        ("e6eecc6a", Reply::json(200, "{}"), ErrorKind::NoLink, 2),
        (
            "../orders",
            Reply::json(200, CREATED),
            ErrorKind::InvalidInput,
            1,
        ),
    ] {
        let order = format!(r#"{{"id":"order-1","related_payment_link_id":"{related}"}}"#);
        let (server, client) = server(vec![Reply::json(200, order), reply]).await;
        assert_eq!(client.confirm(&event).await.unwrap_err().kind(), kind);
        assert_eq!(server.arrived(), arrived, "{kind}");
    }
}
