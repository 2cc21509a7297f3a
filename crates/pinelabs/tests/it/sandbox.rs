//! Against the emulator, which knows the contract and not this crate: tokens checked, references
//! unique.

use http::{HeaderMap, HeaderName, HeaderValue};
use paylink_core::webhook::Delivery;
use paylink_core::{ErrorKind, Outcome, Timestamp};
use paylink_fixtures::documented_request;
use paylink_sandbox::Sandbox;
use pinelabs::webhook::{EventType, WebhookSecret, parse, verify};
use pinelabs::{Client, CreatePaymentLink, Credentials, LinkStatus, PaymentLink};

use crate::support::{order, rupees};

/// The emulator and a client of it, both at the same time of day.
pub(crate) async fn sandbox() -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await.unwrap();
    let given = sandbox.credentials("pinelabs");
    let credential = |name: &str| {
        let (_, value) = given.iter().find(|(known, _)| *known == name).unwrap();
        value.clone()
    };
    let credentials = Credentials::new(
        credential("PINELABS_CLIENT_ID"),
        credential("PINELABS_CLIENT_SECRET"),
    );
    let base_url = sandbox.base_url("pinelabs").unwrap();
    let builder = Client::builder(credentials.unwrap())
        .base_url(base_url)
        .unwrap();
    let (connection, host) = paylink_fixtures::connection();
    sandbox
        .clock()
        .stop_at(paylink_core::transport::Runtime::now(&*host));
    (sandbox, builder.connection(connection).build().unwrap())
}

#[tokio::test]
async fn a_repeated_reference_gives_the_first_link_back() {
    let (sandbox, client) = sandbox().await;
    let documented = CreatePaymentLink::from_json(&documented_request("pinelabs")).unwrap();
    // The page's own time has passed, and a link that has expired takes no payment.
    let documented = documented.with_expire_by(Timestamp::read("2026-12-01T10:00:00Z"));
    for request in [order(), documented] {
        let first = client.create_payment_link(&request).await.unwrap();
        let second = client.create_payment_link(&request).await.unwrap();
        assert_eq!(first.into_value(), second.into_value());
    }
    assert_eq!(sandbox.links("pinelabs").len(), 2);
    // One token, four creates.
    assert_eq!(sandbox.arrived("pinelabs"), 5);
}

#[tokio::test]
async fn a_reference_that_is_another_orders_is_found_out() {
    let (sandbox, client) = sandbox().await;
    let first = client.create_payment_link(&order()).await.unwrap();
    let other = CreatePaymentLink::new(rupees(200), "link_ref");
    let error = client.create_payment_link(&other).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.field()),
        (ErrorKind::Differs, Outcome::Accepted, Some("amount.value"))
    );
    assert_eq!(error.link::<PaymentLink>(), Some(&*first));
    assert_eq!(sandbox.links("pinelabs").len(), 1);
}

#[tokio::test]
async fn a_token_that_the_server_ends_early_is_renewed() {
    let (sandbox, client) = sandbox().await;
    client.create_payment_link(&order()).await.unwrap();
    // The token expires for the sandbox only: the client's clock does not advance.
    sandbox
        .clock()
        .advance(std::time::Duration::from_secs(3600));
    let link = client.create_payment_link(&order()).await.unwrap();
    assert_eq!(link.attempts(), 2);
    let answered: Vec<_> = (sandbox.requests("pinelabs").iter())
        .filter_map(|request| request.answered)
        .collect();
    assert_eq!(answered, [200, 201, 401, 200, 201]);
}

#[tokio::test]
async fn a_link_is_read_found_told_of_and_cancelled() {
    let (sandbox, client) = sandbox().await;
    let made = client.create_payment_link(&order()).await.unwrap();
    let id = made.payment_link_id.as_deref().unwrap();
    let read = client.get_payment_link(id).await.unwrap();
    assert_eq!(*read, *made);
    let found = client.find_payment_link("link_ref").await.unwrap().unwrap();
    assert_eq!(*found, *made);
    let told = client.notify_payment_link(id).await.unwrap();
    assert_eq!(told.status, Some(LinkStatus::Created));
    let cancelled = client.cancel_payment_link(id).await.unwrap();
    assert_eq!(cancelled.status, Some(LinkStatus::Cancelled));
    let read = client.get_payment_link(id).await.unwrap();
    assert_eq!(read.status, Some(LinkStatus::Cancelled));
    for error in [
        client.cancel_payment_link(id).await.unwrap_err(),
        client.notify_payment_link(id).await.unwrap_err(),
    ] {
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Refused, Outcome::Refused)
        );
    }
    assert_eq!(sandbox.links("pinelabs").len(), 1);
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let (_sandbox, client) = sandbox().await;
    assert!(client.find_payment_link("none").await.unwrap().is_none());
    for error in [
        client.get_payment_link("none").await.unwrap_err(),
        client.cancel_payment_link("none").await.unwrap_err(),
        client.notify_payment_link("none").await.unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }
}

#[tokio::test]
async fn an_event_leads_back_to_its_link_by_the_order() {
    let (sandbox, client) = sandbox().await;
    let link = client.create_payment_link(&order()).await.unwrap();
    let id = link.payment_link_id.as_deref().unwrap();
    sandbox.pay("pinelabs", id).unwrap();
    let webhook = sandbox.webhook("pinelabs", id).unwrap();
    let mut headers = HeaderMap::new();
    for (name, value) in &webhook.headers {
        let value = HeaderValue::from_str(value).unwrap();
        headers.append(HeaderName::from_static(name), value);
    }
    let shown = sandbox.webhook_secret("pinelabs").unwrap();
    let secret = WebhookSecret::from_base64(shown).unwrap();
    let delivery = Delivery::new(&headers, webhook.body.as_bytes());
    let verified = verify(delivery, &[secret], sandbox.clock().now()).unwrap();
    let event = parse(&verified).unwrap();
    assert_eq!(event.event_type, EventType::OrderProcessed);
    assert!(event.order_id.is_some() && event.order_id == link.order_id);
    let read = client.get_payment_link(id).await.unwrap();
    assert_eq!(read.status, Some(LinkStatus::Processed));
    assert_eq!(read.order_id, event.order_id);
}
