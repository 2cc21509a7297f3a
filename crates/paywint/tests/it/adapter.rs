//! Paywint through the shared trait: every field has a place or is refused by name.

use paylink_core::{ErrorKind, LinkCustomer, LinkRequest, Money, Outcome, PaymentLinks};
use paylink_sandbox::wire::{Reply, ScriptedServer};
use paywint::PaywintLinks;

use crate::support::{CREATED, USER, server};

async fn links(replies: Vec<Reply>) -> (ScriptedServer, PaywintLinks) {
    let (server, client) = server(replies).await;
    (
        server,
        PaywintLinks::new(client, USER, "USD".parse().unwrap()),
    )
}

fn asked() -> LinkRequest {
    LinkRequest::new(Money::new("25.00".parse().unwrap(), "USD".parse().unwrap()))
}

#[tokio::test]
async fn every_shared_field_has_its_place() {
    let (server, links) = links(vec![Reply::json(200, CREATED)]).await;
    let request = asked()
        .with_reference("order-1")
        .with_description("Two tickets");
    let link = links.create(&request).await.unwrap();
    let arrived = &server.requests()[0];
    assert_eq!(
        arrived.body_text(),
        r#"{"amount":25.00,"description":"Two tickets","invoice_number":"order-1"}"#
    );
    assert!(arrived.target.ends_with(&USER.to_string()));
    assert_eq!(
        (link.provider.as_ref(), links.provider()),
        ("paywint", "paywint")
    );
    assert_eq!(
        link.id.as_deref(),
        Some("3c90c3cc-0d44-4b50-8888-8dd25736052a")
    );
    assert_eq!(
        link.url.as_deref(),
        Some("https://pay.example.com/link/3c90c3cc")
    );
    // The answer repeats nothing of the request, and nothing is filled in from it.
    assert_eq!((link.amount, link.currency), (None, None));
    assert_eq!(link.reference, None);
    assert_eq!(
        (&link.status, &link.state, &link.payment),
        (&None, &None, &None)
    );
}

#[tokio::test]
async fn what_paywint_cannot_carry_is_refused_by_name() {
    let (server, links) = links(vec![Reply::json(200, CREATED)]).await;
    let customer = |change: fn(LinkCustomer) -> LinkCustomer| {
        asked().with_customer(change(LinkCustomer::default()))
    };
    let expiry = time::OffsetDateTime::from_unix_timestamp(1_800_000_000).unwrap();
    for (request, field) in [
        (customer(|c| c.with_name("Kevin")), "customer.name"),
        (
            customer(|c| c.with_email("k@example.com")),
            "customer.email",
        ),
        (customer(|c| c.with_phone("1")), "customer.phone"),
        (asked().with_expires_at(expiry), "expires_at"),
        (
            asked().with_success_url("https://shop.example.com"),
            "success_url",
        ),
        (
            asked().with_failure_url("https://shop.example.com"),
            "failure_url",
        ),
        (asked().with_metadata("shop", "7"), "metadata"),
        (
            asked().with_idempotency_key("key-1".parse().unwrap()),
            "idempotency_key",
        ),
    ] {
        let error = links.create(&request).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::UnsupportedField, Some(field))
        );
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    assert_eq!(server.arrived(), 0);
}

#[tokio::test]
async fn another_currency_and_a_long_reference_are_refused() {
    let (server, links) = links(vec![Reply::json(200, CREATED)]).await;
    let euro = Money::new("25.00".parse().unwrap(), "EUR".parse().unwrap());
    for (request, field, rule) in [
        (
            LinkRequest::new(euro),
            "currency",
            "must be USD, the currency that this client is set up for",
        ),
        (
            asked().with_reference("r".repeat(21)),
            "reference",
            "must have at most 20 characters, has 21",
        ),
    ] {
        let error = links.create(&request).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.field(), error.rule()),
            (ErrorKind::InvalidInput, Some(field), Some(rule))
        );
    }
    assert_eq!(server.arrived(), 0);
}

#[tokio::test]
async fn errors_come_through_as_they_are() {
    let refused = r#"{"success":false,"message":"The user is not verified."}"#;
    let (server, links) = links(vec![Reply::json(200, refused), Reply::json(200, "{}")]).await;
    for (kind, message) in [
        (ErrorKind::Refused, Some("The user is not verified.")),
        (ErrorKind::NoLink, None),
    ] {
        let error = links.create(&asked()).await.unwrap_err();
        assert_eq!((error.kind(), error.message()), (kind, message));
    }
    assert_eq!(server.arrived(), 2);
}
