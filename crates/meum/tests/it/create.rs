//! Creating a link: amounts to the letter, answers read leniently, the link never lost.

use meum::{AmountMode, CreatePaymentLink, LinkStatus, PaymentLink, Pricing};
use paylink_core::{ErrorKind, Timestamp};
use paylink_sandbox::wire::Reply;

use crate::support::{CREATED, fundraiser, server};

async fn created(body: &str) -> PaymentLink {
    made(&fundraiser(), body).await
}

async fn made(request: &CreatePaymentLink, body: &str) -> PaymentLink {
    let (_server, client) = server(vec![Reply::json(201, body)]).await;
    let link = client.create_payment_link(request).await;
    link.unwrap().into_value()
}

#[tokio::test]
async fn amounts_arrive_digit_for_digit() {
    for amount in ["150.75", "0.10", "10.00", "12345678901234567.89"] {
        let (server, client) = server(vec![Reply::json(201, r#"{"id":"plink_1"}"#)]).await;
        let request = CreatePaymentLink::new("t", Pricing::fixed(amount.parse().unwrap()))
            .with_suggested_amounts([amount.parse().unwrap()]);
        client.create_payment_link(&request).await.unwrap();
        let body = server.requests()[0].body_text().into_owned();
        assert!(body.contains(&format!(r#""amount":"{amount}""#)), "{body}");
        assert!(
            body.contains(&format!(r#""suggested_amounts":[{amount}]"#)),
            "{body}"
        );
    }
}

#[tokio::test]
async fn metadata_keeps_every_digit_and_its_order() {
    let (server, client) = server(vec![Reply::json(201, CREATED)]).await;
    let request = fundraiser()
        .with_metadata("z", "12345678901234567.890".parse().unwrap())
        .with_metadata("a", "{\"y\":1e2,\"b\":null}".parse().unwrap());
    client.create_payment_link(&request).await.unwrap();
    let body = server.requests()[0].body_text().into_owned();
    let metadata = r#""metadata":{"z":12345678901234567.890,"a":{"y":1e2,"b":null}}"#;
    assert!(body.contains(metadata), "{body}");
}

#[tokio::test]
async fn a_full_answer_is_read() {
    let request = fundraiser()
        .with_public_visible(false)
        .with_expires_at(Timestamp::parse("2026-12-01T00:00:00Z").unwrap());
    let link = made(
        &request,
        r#"{"id":"plink_1","public_id":"plpub_1","public_url":"https://pay.example.com/x","title":"T",
        "amount_mode":"fixed_amount","amount":"25.0","currency":"USD","suggested_amounts":[10,"25.00"],
        "allow_multiple_payments":true,"public_visible":false,"status":"active","effective_status":"on_hold",
        "expires_at":"2026-12-01T00:00:00Z","created_at":"2026-11-21T10:00:00.123Z",
        "stats":{"total_payments":"12","paid_payments":10,"total_volume":"250.00"},"usage":"reusable","new":{}}"#,
    )
    .await;
    assert_eq!(link.amount_mode, Some(AmountMode::Fixed));
    assert_eq!(link.amount.value().unwrap().to_string(), "25.0");
    let suggested = link.suggested_amounts.unwrap();
    let suggested = suggested.iter().map(|a| a.value().unwrap().to_string());
    assert_eq!(suggested.collect::<Vec<_>>(), ["10", "25.00"]);
    assert_eq!(
        link.effective_status,
        Some(LinkStatus::Other("on_hold".into()))
    );
    assert_eq!(link.public_visible.value(), Some(&false));
    assert!(link.expires_at.unwrap().instant().is_some());
    let stats = link.stats.unwrap();
    assert_eq!(stats.total_payments.value(), Some(&12));
    assert_eq!(stats.paid_payments.value(), Some(&10));
    assert_eq!(stats.total_volume.value(), Some(&"250".parse().unwrap()));
    assert_eq!(link.usage.as_deref(), Some("reusable"));
}

#[tokio::test]
async fn odd_answers_never_lose_a_link() {
    for body in [
        r#"{"id":"plink_1"}"#,
        r#"{"public_url":"https://pay.example.com/x"}"#,
        r#"{"id":"plink_1","status":"asleep","expires_at":"2025-03-21T08:29Z","stats":"none","title":7}"#,
        r#"{"id":"plink_1","status":null,"expires_at":"yesterday","suggested_amounts":"x","public_visible":"maybe"}"#,
        r#"{"id":"plink_0","id":"plink_1","currency":"USDC","created_at":12}"#,
        "\u{feff}{\"id\":\"plink_1\"}",
    ] {
        let link = created(body).await;
        assert!(
            link.id.as_deref() == Some("plink_1") || link.public_url.is_some(),
            "{body}"
        );
    }
    let link =
        created(r#"{"id":"plink_1","status":"asleep","expires_at":"yesterday","currency":"USDC"}"#)
            .await;
    assert_eq!(link.status, Some(LinkStatus::Other("asleep".into())));
    assert_eq!(link.expires_at.unwrap().text(), "yesterday");
    assert_eq!(link.currency.unreadable(), Some("USDC"));
}

#[tokio::test]
async fn another_amount_is_an_error_that_keeps_the_link() {
    for amount in [r#""26.00""#, "2500", r#""twenty""#, "[]"] {
        let body = format!(r#"{{"id":"plink_1","amount":{amount}}}"#);
        let (_server, client) = server(vec![Reply::json(201, body)]).await;
        let error = client.create_payment_link(&fundraiser()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Differs);
        assert_eq!(error.field(), Some("amount"));
        let kept: &PaymentLink = error.link().unwrap();
        assert_eq!(kept.id.as_deref(), Some("plink_1"));
    }
}

#[tokio::test]
async fn wrong_input_is_refused_by_field_and_rule() {
    let (server, client) = server(vec![Reply::json(201, CREATED)]).await;
    let amount = |text: &str| text.parse().unwrap();
    let with = |change: fn(CreatePaymentLink) -> CreatePaymentLink| change(fundraiser());
    let priced = |pricing| CreatePaymentLink::new("t", pricing);
    for (request, field, rule) in [
        (
            priced(Pricing::fixed(amount("0.00"))),
            "amount",
            "must be greater than zero",
        ),
        (
            priced(Pricing::fixed(amount("-1"))),
            "amount",
            "must be greater than zero",
        ),
        (
            priced(Pricing::customer_defined(
                Some(amount("5")),
                Some(amount("4.99")),
            )),
            "min_amount",
            "must not be greater than max_amount",
        ),
        (
            priced(Pricing::customer_defined(None, Some(amount("0")))),
            "max_amount",
            "must be greater than zero",
        ),
        (
            with(|r| r.with_image_url("http://shop.example.com/a.png")),
            "image_url",
            "must be an absolute URL with https",
        ),
        (
            with(|r| r.with_success_url("shop")),
            "success_url",
            "must be an absolute URL",
        ),
    ] {
        let error = client.create_payment_link(&request).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.field(), error.rule()),
            (ErrorKind::InvalidInput, Some(field), Some(rule))
        );
    }
    assert_eq!(server.arrived(), 0);
}

#[test]
fn unknown_fields_are_refused_with_their_path() {
    for (json, field) in [
        (
            r#"{"title":"t","amount_mode":"fixed_amount","amount":"1","colour":"red"}"#,
            "colour",
        ),
        (
            r#"{"title":"t","amount_mode":"fixed_amount","amount":1}"#,
            "amount",
        ),
        (
            r#"{"title":"t","title":"u","amount_mode":"fixed_amount","amount":"1"}"#,
            "title",
        ),
        (
            r#"{"title":"t","amount_mode":"fixed_amount","amount":"1","suggested_amounts":[1,"2"]}"#,
            "suggested_amounts[1]",
        ),
        ("[]", "request"),
        ("{", "request"),
    ] {
        let error = CreatePaymentLink::from_json(json).unwrap_err();
        assert_eq!(error.field(), Some(field), "{json}");
    }
}

#[tokio::test]
async fn a_key_has_1_to_128_characters_and_may_have_spaces_inside() {
    for (key, fits) in [
        ("k".to_owned(), true),
        ("my key 1".to_owned(), true),
        ("k".repeat(128), true),
        ("k".repeat(129), false),
    ] {
        let (server, client) = server(vec![Reply::json(201, CREATED)]).await;
        let request = fundraiser().with_idempotency_key(key.parse().unwrap());
        assert_eq!(
            client.create_payment_link(&request).await.is_ok(),
            fits,
            "{key}"
        );
        let arrived = server
            .requests()
            .first()
            .and_then(|it| it.header("idempotency-key").map(str::to_owned));
        assert_eq!(arrived, fits.then_some(key));
    }
}

#[tokio::test]
async fn what_was_not_answered_is_told_apart_from_an_empty_list() {
    for (members, count) in [
        ("", None),
        (r#","suggested_amounts":null"#, None),
        (r#","suggested_amounts":[]"#, Some(0)),
        (r#","suggested_amounts":[10]"#, Some(1)),
    ] {
        let link = created(&format!(r#"{{"id":"plink_1"{members}}}"#)).await;
        let amounts = link.suggested_amounts;
        assert_eq!(amounts.map(|amounts| amounts.len()), count, "{members}");
    }
}
