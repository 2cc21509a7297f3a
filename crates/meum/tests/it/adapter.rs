//! Meum through the shared trait: every field has a place or is refused by name.

use meum::MeumLinks;
use paylink_core::{
    ErrorKind, Link, LinkCustomer, LinkRequest, LinkState, Money, Outcome, PaymentLinks,
    PaymentState,
};
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{CREATED, server};

async fn links(replies: Vec<Reply>) -> (ScriptedServer, MeumLinks) {
    let (server, client) = server(replies).await;
    (server, MeumLinks::new(client, "USD".parse().unwrap()))
}

fn asked() -> LinkRequest {
    LinkRequest::new(Money::new("25.00".parse().unwrap(), "USD".parse().unwrap()))
        .with_description("Two tickets")
}

#[tokio::test]
async fn every_shared_field_has_its_place() {
    let (server, links) = links(vec![Reply::json(201, CREATED)]).await;
    let request = asked()
        .with_reference("order-1")
        .with_metadata("shop", "7")
        .with_success_url("https://shop.example.com/ok")
        .with_expires_at(time::OffsetDateTime::from_unix_timestamp(1_800_000_000).unwrap())
        .with_idempotency_key("key-1".parse().unwrap());
    let link = links.create(&request).await.unwrap();
    let arrived = &server.requests()[0];
    assert_eq!(arrived.header("idempotency-key"), Some("key-1"));
    assert_eq!(
        arrived.body_text(),
        r#"{"title":"Two tickets","amount_mode":"fixed_amount","amount":"25.00","expires_at":"2027-01-15T08:00:00Z","success_url":"https://shop.example.com/ok","metadata":{"shop":"7","merchant_reference":"order-1"}}"#
    );
    assert_eq!(link.provider, "meum");
    assert_eq!(link.url.as_deref(), Some("https://pay.example.com/plpub_1"));
    assert_eq!(link.amount, Some(request.money.amount));
    assert_eq!(link.currency, Some(request.money.currency));
    // Meum echoes no metadata, and nothing is filled in from the request.
    assert_eq!(link.reference, None);
    assert_eq!(
        (link.state.clone(), link.payment.clone()),
        (Some(LinkState::Active), None)
    );
}

#[tokio::test]
async fn what_meum_cannot_carry_is_refused_by_name() {
    let (server, links) = links(vec![Reply::json(201, CREATED)]).await;
    let customer = |change: fn(LinkCustomer) -> LinkCustomer| {
        asked().with_customer(change(LinkCustomer::default()))
    };
    let euro = Money::new("25.00".parse().unwrap(), "EUR".parse().unwrap());
    for (request, kind, field) in [
        (
            customer(|c| c.with_name("Kevin")),
            ErrorKind::UnsupportedField,
            "customer.name",
        ),
        (
            customer(|c| c.with_email("k@example.com")),
            ErrorKind::UnsupportedField,
            "customer.email",
        ),
        (
            customer(|c| c.with_phone("1")),
            ErrorKind::UnsupportedField,
            "customer.phone",
        ),
        (
            asked().with_failure_url("https://shop.example.com"),
            ErrorKind::UnsupportedField,
            "failure_url",
        ),
        (
            LinkRequest::new(asked().money),
            ErrorKind::InvalidInput,
            "description",
        ),
        (
            LinkRequest::new(euro).with_description("t"),
            ErrorKind::InvalidInput,
            "currency",
        ),
        // Meum's own name of it is `title`.
        (
            asked().with_description("t".repeat(201)),
            ErrorKind::InvalidInput,
            "description",
        ),
        (
            asked()
                .with_reference("r")
                .with_metadata("merchant_reference", "x"),
            ErrorKind::InvalidInput,
            "metadata.merchant_reference",
        ),
    ] {
        let error = links.create(&request).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (kind, Some(field)));
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    assert_eq!(server.arrived(), 0);
}

#[tokio::test]
async fn another_currency_in_the_answer_is_an_error_that_keeps_the_link() {
    let body = CREATED.replace("USD", "EUR");
    let (_server, links) = links(vec![Reply::json(201, body)]).await;
    let error = links.create(&asked()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Differs, Outcome::Accepted)
    );
    assert_eq!(
        error.link::<Link>().unwrap().id.as_deref(),
        Some("plink_0123456789abcdefghij")
    );
}

#[tokio::test]
async fn another_amount_keeps_the_link_in_the_shared_words() {
    let body = CREATED.replace("25.00", "26.00");
    let (_server, links) = links(vec![Reply::json(201, body)]).await;
    let error = links.create(&asked()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Differs);
    assert!(error.link::<Link>().unwrap().url.is_some());
}

#[tokio::test]
async fn only_completed_reads_as_paid() {
    for (status, state, payment) in [
        ("active", LinkState::Active, None),
        ("inactive", LinkState::Inactive, None),
        ("expired", LinkState::Expired, None),
        ("completed", LinkState::Completed, Some(PaymentState::Paid)),
        ("paid", LinkState::Other("paid".into()), None),
    ] {
        let body = CREATED.replace("active", status);
        let (_server, links) = links(vec![Reply::json(200, body)]).await;
        let link = links.get("plink_0123456789abcdefghij").await.unwrap();
        assert_eq!(
            (link.state.clone(), link.payment.clone()),
            (Some(state), payment)
        );
        assert_eq!(link.status.as_deref(), Some(status));
    }
}
