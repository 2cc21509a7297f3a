//! Creating a link: amounts to the letter, answers read leniently, the link never lost.

use paylink_core::ErrorKind;
use paylink_sandbox::wire::Reply;
use paywint::{CreatePaymentLink, PaymentLink};

use crate::support::{CREATED, USER, invoice, server};

async fn created(body: &str) -> PaymentLink {
    let (_server, client) = server(vec![Reply::json(200, body)]).await;
    let answer = client.create_payment_link(USER, &invoice()).await;
    answer.unwrap().into_value()
}

#[tokio::test]
async fn amounts_arrive_digit_for_digit() {
    for amount in ["150.75", "0.10", "10.00", "12345678901234567.89"] {
        let given = CreatePaymentLink::new(amount.parse().unwrap());
        let json = format!(r#"{{"amount":{amount}}}"#);
        let read = CreatePaymentLink::from_json(&json).unwrap();
        for request in [given, read] {
            let (server, client) = server(vec![Reply::json(200, CREATED)]).await;
            client.create_payment_link(USER, &request).await.unwrap();
            assert_eq!(server.requests()[0].body_text(), json);
        }
    }
}

#[tokio::test]
async fn null_is_sent_as_null() {
    let (server, client) = server(vec![Reply::json(200, CREATED)]).await;
    let json = r#"{"invoice_number":null,"description":null,"amount":1e1}"#;
    let request = CreatePaymentLink::from_json(json).unwrap();
    client.create_payment_link(USER, &request).await.unwrap();
    assert_eq!(
        server.requests()[0].body_text(),
        r#"{"amount":10,"description":null,"invoice_number":null}"#
    );
}

#[tokio::test]
async fn a_full_answer_is_read() {
    let link = created(CREATED).await;
    assert_eq!(link.payment_link, "https://pay.example.com/link/3c90c3cc");
    assert_eq!(
        link.payment_id.as_deref(),
        Some("3c90c3cc-0d44-4b50-8888-8dd25736052a")
    );
    assert_eq!(link.message.as_deref(), Some("Operation completed."));
    let time = &link.query_generated_time;
    assert_eq!(time.value().unwrap().unix_timestamp(), 1_718_006_400);
}

#[tokio::test]
async fn a_time_keeps_its_fraction_or_its_text() {
    for (written, nanoseconds) in [
        ("1782303609.673092", Some(1_782_303_609_673_092_000)),
        (r#""1718006400""#, Some(1_718_006_400_000_000_000)),
        ("1.718006400e9", Some(1_718_006_400_000_000_000)),
        ("1718006400.0123456789", None),
        ("99999999999999", None),
        (r#""yesterday""#, None),
    ] {
        let link = created(&CREATED.replace("1718006400", written)).await;
        let time = &link.query_generated_time;
        let kept = nanoseconds.is_none().then(|| written.trim_matches('"'));
        assert_eq!(time.unreadable(), kept);
        assert_eq!(
            time.value().map(|time| time.unix_timestamp_nanos()),
            nanoseconds
        );
    }
}

#[tokio::test]
async fn odd_answers_never_lose_a_link() {
    for body in [
        r#"{"data":{"payment_link":"https://pay.example.com/1"}}"#,
        r#"{"success":"maybe","message":7,"data":{"payment_link":"https://pay.example.com/1","payment_id":[]}}"#,
        r#"{"success":0,"queryGeneratedTime":{},"data":{"payment_link":"https://pay.example.com/1","payment_id":9}}"#,
        r#"{"success":"true","data":null,"data":{"payment_link":"https://pay.example.com/1"},"detail":[]}"#,
        "\u{feff}{\"data\":{\"payment_link\":\"https://pay.example.com/1\"}}",
    ] {
        let link = created(body).await;
        assert_eq!(link.payment_link, "https://pay.example.com/1", "{body}");
    }
    let masked = CREATED.replace("3c90c3cc-0d44-4b50-8888-8dd25736052a", "f47ac10b-****");
    let payment_id = &created(&masked).await.payment_id;
    assert_eq!(payment_id.as_deref(), Some("f47ac10b-****"));
}

#[tokio::test]
async fn wrong_input_is_refused_by_field_and_rule() {
    let (server, client) = server(vec![Reply::json(200, CREATED)]).await;
    let priced = |text: &str| CreatePaymentLink::new(text.parse().unwrap());
    for (request, field, rule) in [
        (priced("0.00"), "amount", "must be greater than zero"),
        (priced("-0.01"), "amount", "must be greater than zero"),
        (
            invoice().with_description("ü".repeat(256)),
            "description",
            "must have at most 255 characters, has 256",
        ),
        (
            invoice().with_invoice_number("ü".repeat(21)),
            "invoice_number",
            "must have at most 20 characters, has 21",
        ),
    ] {
        let error = (client.create_payment_link(USER, &request).await).unwrap_err();
        assert_eq!(
            (error.kind(), error.field(), error.rule()),
            (ErrorKind::InvalidInput, Some(field), Some(rule))
        );
    }
    assert_eq!(server.arrived(), 0);
    let request = (invoice().with_description("ü".repeat(255))).with_invoice_number("ü".repeat(20));
    client.create_payment_link(USER, &request).await.unwrap();
    assert_eq!(server.arrived(), 1);
}

#[test]
fn unknown_fields_are_refused_with_their_path() {
    for (json, field) in [
        (r#"{"amount":1,"currency":"USD"}"#, "currency"),
        (r#"{"amount":"1"}"#, "amount"),
        (r#"{"amount":null}"#, "amount"),
        (r#"{"amount":1,"amount":2}"#, "amount"),
        (r#"{"amount":1,"invoice_number":12}"#, "invoice_number"),
        (r#"{"description":"t"}"#, "amount"),
        ("[]", "request"),
        ("{", "request"),
    ] {
        let error = CreatePaymentLink::from_json(json).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.field(), Some(field), "{json}");
    }
}
