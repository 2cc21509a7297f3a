//! CostPlus through the shared trait: every field has a place or is refused by name.

use costplus::CostPlusLinks;
use paylink_core::{
    ErrorKind, Link, LinkCustomer, LinkRequest, LinkState, Money, Outcome, PaymentLinks,
    PaymentState,
};
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{CREATED, server};

async fn links(replies: Vec<Reply>) -> (ScriptedServer, CostPlusLinks) {
    let (server, client) = server(replies).await;
    (server, CostPlusLinks::new(client))
}

fn money(amount: &str, currency: &str) -> Money {
    Money::new(amount.parse().unwrap(), currency.parse().unwrap())
}

fn asked() -> LinkRequest {
    LinkRequest::new(money("9.95", "EUR")).with_reference("invoice-1234")
}

#[tokio::test]
async fn every_shared_field_has_its_place() {
    let (server, links) = links(vec![Reply::json(201, CREATED)]).await;
    let customer = LinkCustomer::default()
        .with_name("Ada  King Lovelace")
        .with_email("ada@example.com")
        .with_phone("+31000000000");
    let request = asked()
        .with_description("Two tickets")
        .with_customer(customer)
        .with_success_url("https://shop.example.com/ok")
        .with_failure_url("https://shop.example.com/no");
    let link = links.create(&request).await.unwrap();
    assert_eq!(
        server.requests()[0].body_text(),
        concat!(
            r#"{"merchant_order_id":"invoice-1234","amount":995,"currency":"EUR","description":"Two tickets","#,
            r#""customer":{"email_address":"ada@example.com","first_name":"Ada","last_name":"King Lovelace","#,
            r#""phone_numbers":["+31000000000"]},"return_url":"https://shop.example.com/ok","#,
            r#""failure_url":"https://shop.example.com/no"}"#,
        )
    );
    assert_eq!(
        (link.provider.as_ref(), links.provider()),
        ("costplus", "costplus")
    );
    assert_eq!(link.id.as_deref(), Some("e6eecc6a"));
    assert_eq!(
        link.url.as_deref(),
        Some("https://pay.example.com/e6eecc6a/")
    );
    assert_eq!(link.amount.unwrap().to_string(), "9.95");
    assert_eq!(link.currency, Some(request.money.currency));
    assert_eq!(link.reference.as_deref(), Some("invoice-1234"));
    for request in server.requests() {
        paylink_fixtures::Contract::of("costplus").check("createPaymentLink", &request);
    }
}

#[tokio::test]
async fn what_the_answer_does_not_repeat_is_not_filled_in() {
    let (_server, links) = links(vec![Reply::json(201, r#"{"id":"1","amount":995}"#)]).await;
    let link = links.create(&asked()).await.unwrap();
    // 995 of what? Without the currency nobody knows.
    assert_eq!((link.amount, link.currency), (None, None));
    assert_eq!(link.reference, None);
    assert_eq!(
        (
            link.state.clone(),
            link.payment.clone(),
            link.status.clone()
        ),
        (None, None, None)
    );
}

#[tokio::test]
async fn one_name_is_a_first_name() {
    let (server, links) = links(vec![Reply::json(201, CREATED)]).await;
    for (name, sent) in [
        ("Ada", r#""customer":{"first_name":"Ada"}"#),
        (" Ada ", r#""customer":{"first_name":"Ada"}"#),
        (
            "Ada\tKing",
            r#""customer":{"first_name":"Ada","last_name":"King"}"#,
        ),
    ] {
        let request = asked().with_customer(LinkCustomer::default().with_name(name));
        links.create(&request).await.unwrap();
        let requests = server.requests();
        let body = requests.last().unwrap().body_text();
        assert!(body.contains(sent), "{body}");
    }
}

#[tokio::test]
async fn money_is_converted_exactly_and_comes_back_in_major_units() {
    for (amount, currency, units, back) in [
        ("9.95", "EUR", "995", "9.95"),
        ("9.950", "EUR", "995", "9.95"),
        ("10", "EUR", "1000", "10.00"),
        ("0.10", "EUR", "10", "0.10"),
        ("995", "JPY", "995", "995"),
        ("1.234", "KWD", "1234", "1.234"),
        (
            "92233720368547758.07",
            "EUR",
            "9223372036854775807",
            "92233720368547758.07",
        ),
    ] {
        let body = format!(r#"{{"id":"1","amount":{units},"currency":"{currency}"}}"#);
        let (server, links) = links(vec![Reply::json(201, body)]).await;
        let request = LinkRequest::new(money(amount, currency)).with_reference("r");
        let link = links.create(&request).await.unwrap();
        let sent = server.requests()[0].body_text().into_owned();
        assert!(sent.contains(&format!(r#""amount":{units},"#)), "{sent}");
        assert_eq!(link.amount.unwrap().to_string(), back);
    }
}

#[tokio::test]
async fn what_costplus_cannot_carry_is_refused_by_name() {
    let (server, links) = links(vec![Reply::json(201, CREATED)]).await;
    let moment = time::OffsetDateTime::from_unix_timestamp(1_800_000_000).unwrap();
    let priced = |amount, currency| LinkRequest::new(money(amount, currency)).with_reference("r");
    for (request, kind, field) in [
        (
            asked().with_expires_at(moment),
            ErrorKind::UnsupportedField,
            "expires_at",
        ),
        (
            asked().with_metadata("shop", "7"),
            ErrorKind::UnsupportedField,
            "metadata",
        ),
        (
            asked().with_idempotency_key("key-1".parse().unwrap()),
            ErrorKind::UnsupportedField,
            "idempotency_key",
        ),
        (
            LinkRequest::new(asked().money),
            ErrorKind::InvalidInput,
            "reference",
        ),
        (priced("9.955", "EUR"), ErrorKind::InvalidInput, "amount"),
        (priced("9.5", "JPY"), ErrorKind::InvalidInput, "amount"),
        (priced("0", "EUR"), ErrorKind::InvalidInput, "amount"),
        (priced("-9.95", "EUR"), ErrorKind::InvalidInput, "amount"),
        (priced("9.95", "QQQ"), ErrorKind::InvalidInput, "amount"),
        (
            priced("92233720368547758.08", "EUR"),
            ErrorKind::InvalidInput,
            "amount",
        ),
    ] {
        let error = links.create(&request).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (kind, Some(field)));
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    let error = links.request(&asked().with_expires_at(moment)).unwrap_err();
    assert!(error.rule().unwrap().contains("expiration_period"));
    assert_eq!(server.arrived(), 0);
}

#[tokio::test]
async fn another_amount_or_reference_keeps_the_link_in_the_shared_words() {
    for (given, other, field) in [
        ("995", "996", "amount"),
        ("invoice-1234", "invoice-1", "reference"),
    ] {
        let (_server, links) = links(vec![Reply::json(201, CREATED.replace(given, other))]).await;
        let error = links.create(&asked()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Differs, Outcome::Accepted)
        );
        assert_eq!(error.field(), Some(field));
        assert!(error.link::<Link>().unwrap().url.is_some());
    }
}

#[tokio::test]
async fn only_completed_reads_as_paid() {
    for (status, state, payment) in [
        ("new", Some(LinkState::Active), Some(PaymentState::Unpaid)),
        ("processing", None, Some(PaymentState::Pending)),
        ("all_unsuccessful", None, Some(PaymentState::Unpaid)),
        (
            "completed",
            Some(LinkState::Completed),
            Some(PaymentState::Paid),
        ),
        ("paid", Some(LinkState::Other("paid".into())), None),
    ] {
        let body = CREATED.replace(r#""new""#, &format!("\"{status}\""));
        let (_server, links) = links(vec![Reply::json(200, body)]).await;
        let link = links.get("e6eecc6a").await.unwrap();
        assert_eq!((link.state.clone(), link.payment.clone()), (state, payment));
        assert_eq!(link.status.as_deref(), Some(status));
    }
}
