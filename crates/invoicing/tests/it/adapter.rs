//! The invoicing API through the shared trait: every field has a place or is refused by name.

use invoicing::InvoicingLinks;
use paylink_core::{ErrorKind, Link, LinkCustomer, LinkRequest, Money, Outcome, PaymentLinks};
use paylink_fixtures::Contract;
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{CREATED, server};

async fn links(replies: Vec<Reply>) -> (ScriptedServer, InvoicingLinks) {
    let (server, client) = server(replies).await;
    let links = InvoicingLinks::new(client, 1, "GBP".parse().unwrap());
    (server, links)
}

fn money(amount: &str, currency: &str) -> Money {
    Money::new(amount.parse().unwrap(), currency.parse().unwrap())
}

fn asked() -> LinkRequest {
    LinkRequest::new(money("10.50", "GBP")).with_description("Deposit")
}

#[tokio::test]
async fn every_shared_field_has_its_place() {
    let (server, links) = links(vec![Reply::json(201, CREATED)]).await;
    let customer = LinkCustomer::default().with_email("ada@example.com");
    let request = asked().with_customer(customer);
    let link = links.create(&request).await.unwrap();
    let arrived = &server.requests()[0];
    assert_eq!(
        arrived.body_text(),
        r#"{"paymentProviderId":1,"amountInMajorCurrency":10.50,"description":"Deposit","emailAddress":"ada@example.com"}"#
    );
    Contract::of("invoicing").check("createPaymentLink", arrived);
    assert_eq!(
        (link.provider.as_ref(), links.provider()),
        ("invoicing", "invoicing")
    );
    assert_eq!(link.id.as_deref(), Some("1"));
    assert_eq!(link.url.as_deref(), Some("https://pay.example.com/1"));
    assert_eq!(link.amount, Some(request.money.amount));
    // The answer has the provider's number of a currency only, and nothing is filled in from the
    // request.
    assert_eq!(link.currency, None);
    assert_eq!((link.reference.clone(), link.status.clone()), (None, None));
    assert_eq!((link.state.clone(), link.payment.clone()), (None, None));
}

#[tokio::test]
async fn what_a_link_is_for_is_said_when_the_face_is_made() {
    let (server, links) = links(vec![Reply::json(201, CREATED)]).await;
    for (links, sent) in [
        (links.clone().for_invoice(1), r#""invoiceId":1}"#),
        (links.clone().for_adhoc_invoice(2), r#""adhocInvoiceId":2}"#),
        (links.clone().for_customer(3), r#""customerId":3}"#),
        (
            links.for_invoice(1).for_adhoc_invoice(2).for_customer(3),
            r#""invoiceId":1,"adhocInvoiceId":2,"customerId":3}"#,
        ),
    ] {
        links.create(&asked()).await.unwrap();
        let requests = server.requests();
        let body = requests.last().unwrap().body_text();
        assert!(body.ends_with(&format!(r#""Deposit",{sent}"#)), "{body}");
    }
}

#[tokio::test]
async fn what_the_api_cannot_carry_is_refused_by_name() {
    use ErrorKind::{InvalidInput, UnsupportedField};
    let (server, links) = links(vec![Reply::json(201, CREATED)]).await;
    let customer = |change: fn(LinkCustomer) -> LinkCustomer| {
        asked().with_customer(change(LinkCustomer::default()))
    };
    let moment = time::OffsetDateTime::from_unix_timestamp(1_800_000_000).unwrap();
    let priced = |amount, currency| LinkRequest::new(money(amount, currency)).with_description("d");
    for (request, kind, field) in [
        (asked().with_reference("r"), UnsupportedField, "reference"),
        (
            customer(|c| c.with_name("Ada")),
            UnsupportedField,
            "customer.name",
        ),
        (
            customer(|c| c.with_phone("1")),
            UnsupportedField,
            "customer.phone",
        ),
        (
            asked().with_expires_at(moment),
            UnsupportedField,
            "expires_at",
        ),
        (
            asked().with_success_url("https://shop.example.com"),
            UnsupportedField,
            "success_url",
        ),
        (
            asked().with_failure_url("https://shop.example.com"),
            UnsupportedField,
            "failure_url",
        ),
        (
            asked().with_metadata("a", "b"),
            UnsupportedField,
            "metadata",
        ),
        (
            asked().with_idempotency_key("key-1".parse().unwrap()),
            UnsupportedField,
            "idempotency_key",
        ),
        (LinkRequest::new(asked().money), InvalidInput, "description"),
        (priced("10.50", "EUR"), InvalidInput, "currency"),
        (priced("0", "GBP"), InvalidInput, "amount"),
        (priced("-1", "GBP"), InvalidInput, "amount"),
    ] {
        let error = links.create(&request).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (kind, Some(field)));
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    assert_eq!(server.arrived(), 0);
}

#[tokio::test]
async fn another_amount_keeps_the_link_in_the_shared_words() {
    let body = CREATED.replace("10.5", "11.5");
    let (_server, links) = links(vec![Reply::json(201, body)]).await;
    let error = links.create(&asked()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Differs, Outcome::Accepted)
    );
    assert_eq!(error.field(), Some("amount"));
    let kept: &Link = error.link().unwrap();
    assert_eq!(kept.url.as_deref(), Some("https://pay.example.com/1"));
    assert_eq!(kept.amount, Some("11.5".parse().unwrap()));
}
