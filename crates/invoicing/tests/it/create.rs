//! Creating a link: amounts to the letter, answers read leniently, a link that has an address never
//! lost.

use invoicing::{CreatePaymentLink, PaymentLink};
use paylink_core::ErrorKind;
use paylink_sandbox::wire::Reply;

use crate::support::{CREATED, answered, answers, deposit, server};

const MADE: &str = r#"{"paymentLink":"https://pay.example.com/1"}"#;

#[tokio::test]
async fn amounts_arrive_digit_for_digit() {
    for amount in ["150.75", "0.10", "10.00", "12345678901234567.89", "0.001"] {
        let (server, client) = server(vec![Reply::json(201, MADE)]).await;
        let built = CreatePaymentLink::new(1, amount.parse().unwrap(), "d");
        client.create_payment_link(&built).await.unwrap();
        let json = format!(
            r#"{{"paymentProviderId":1,"amountInMajorCurrency":{amount},"description":"d"}}"#
        );
        let read = CreatePaymentLink::from_json(&json).unwrap();
        client.create_payment_link(&read).await.unwrap();
        for request in server.requests() {
            assert_eq!(request.body_text(), json);
        }
        assert_eq!(server.arrived(), 2);
    }
}

#[tokio::test]
async fn every_target_is_sent_and_several_are_the_providers_to_judge() {
    let (server, client) = server(vec![Reply::json(201, MADE)]).await;
    let request = deposit()
        .with_email_address("payer@example.com")
        .with_invoice_id(i64::MAX)
        .with_adhoc_invoice_id(2)
        .with_customer_id(-3);
    client.create_payment_link(&request).await.unwrap();
    assert_eq!(
        server.requests()[0].body_text(),
        concat!(
            r#"{"paymentProviderId":1,"amountInMajorCurrency":10.50,"description":"Deposit","#,
            r#""emailAddress":"payer@example.com","invoiceId":9223372036854775807,"adhocInvoiceId":2,"customerId":-3}"#,
        )
    );
}

#[tokio::test]
async fn every_answer_that_holds_an_address_gives_it_and_no_other_does() {
    const URL: &str = "https://instantpaymentlink/exampleref";
    const LARGE: &str = "12345678901234567.89";
    let expected = [
        ("create-200-without-link", "10.5", Err(ErrorKind::NoLink)),
        ("create-200", "10.5", Ok(URL)),
        ("create-201", "10.5", Ok(URL)),
        ("create-all-targets", "10.5", Ok(URL)),
        ("create-amount-as-string", "10.5", Ok(URL)),
        ("create-amount-with-exponent", "10.5", Ok(URL)),
        ("create-empty-object", "10.5", Err(ErrorKind::NoLink)),
        ("create-extra-fields", "10.5", Ok(URL)),
        ("create-html", "10.5", Err(ErrorKind::Unreadable)),
        ("create-large-exact-amount", LARGE, Ok(URL)),
        ("create-link-only", "10.5", Ok(URL)),
        ("create-null-link", "10.5", Err(ErrorKind::NoLink)),
        ("create-nulls", "10.5", Ok(URL)),
        ("create-other-amount", "10.5", Err(ErrorKind::Differs)),
        ("create-same-amount-other-scale", "10.5", Ok(URL)),
        ("create-without-link", "10.5", Err(ErrorKind::NoLink)),
    ];
    let answers = answers("responses");
    let names: Vec<_> = answers.iter().map(|answer| answer.name.as_str()).collect();
    assert_eq!(names, expected.map(|(name, ..)| name));
    for (answer, (name, amount, expected)) in answers.iter().zip(expected) {
        let (server, client) = server(vec![answer.reply()]).await;
        let request = CreatePaymentLink::new(1, amount.parse().unwrap(), "d");
        let result = client.create_payment_link(&request).await;
        if let Err(error) = &result {
            assert_eq!(error.outcome(), error.kind().outcome(), "{name}");
            assert_eq!(error.raw_body().unwrap(), answer.body(), "{name}");
            let kept: Option<&PaymentLink> = error.link();
            let kept = kept.map(|link| link.payment_link.as_str());
            let differs = error.kind() == ErrorKind::Differs;
            assert_eq!(kept, differs.then_some(URL), "{name}");
        }
        let found = match &result {
            Ok(link) => Ok(link.payment_link.as_str()),
            Err(error) => Err(error.kind()),
        };
        assert_eq!(found, expected, "{name}");
        assert_eq!(server.arrived(), 1, "{name}");
    }
}

#[tokio::test]
async fn a_full_answer_is_read() {
    let link = answered(Reply::json(
        200,
        r#"{"id":9223372036854775807,"paymentProviderId":1,"amountInMajorCurrency":10.5,"currencyId":"3","description":"d",
        "emailAddress":"payer@example.com","invoiceId":4,"adhocInvoiceId":5,"customerId":6,"paymentLink":"https://pay.example.com/1"}"#,
    ))
    .await
    .unwrap();
    assert_eq!(link.id.value(), Some(&i64::MAX));
    assert_eq!(link.payment_provider_id.value(), Some(&1));
    let amount = &link.amount_in_major_currency;
    assert_eq!(amount.value(), Some(&"10.50".parse().unwrap()));
    assert_eq!(link.currency_id.value(), Some(&3));
    assert_eq!(
        (link.description.as_deref(), link.email_address.as_deref()),
        (Some("d"), Some("payer@example.com"))
    );
    assert_eq!(link.invoice_id.value(), Some(&4));
    assert_eq!(link.adhoc_invoice_id.value(), Some(&5));
    assert_eq!(link.customer_id.value(), Some(&6));
    assert_eq!(link.payment_link, "https://pay.example.com/1");
}

#[tokio::test]
async fn odd_answers_never_lose_a_link() {
    for odd in [
        r#""id":"one""#,
        r#""id":1.5,"currencyId":{},"invoiceId":[]"#,
        r#""id":null,"description":7,"emailAddress":false"#,
        r#""amountInMajorCurrency":null"#,
        r#""amountInMajorCurrency":1050e-2"#,
        r#""paymentLink":"https://pay.example.com/0""#,
    ] {
        let body = format!(r#"{{{odd},"paymentLink":"https://pay.example.com/1"}}"#);
        let link = answered(Reply::json(201, body)).await.unwrap();
        assert_eq!(link.payment_link, "https://pay.example.com/1", "{odd}");
        if odd.contains("one") {
            assert_eq!(link.id.unreadable(), Some("one"));
        }
    }
}

#[tokio::test]
async fn another_amount_is_an_error_that_keeps_the_link() {
    for amount in ["10.51", "1050", r#""ten""#, "[]", "1e400"] {
        let body = CREATED.replace("10.5", amount);
        let error = answered(Reply::json(201, body)).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::Differs, Some("amountInMajorCurrency")),
            "{amount}"
        );
        let kept: &PaymentLink = error.link().unwrap();
        assert_eq!(kept.payment_link, "https://pay.example.com/1");
    }
}

#[tokio::test]
async fn an_amount_that_is_not_above_zero_is_refused() {
    let (server, client) = server(vec![Reply::json(201, CREATED)]).await;
    for amount in ["0", "0.00", "-10.50"] {
        let request = CreatePaymentLink::new(1, amount.parse().unwrap(), "d");
        let error = client.create_payment_link(&request).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.field(), error.rule()),
            (
                ErrorKind::InvalidInput,
                Some("amountInMajorCurrency"),
                Some("must be greater than zero")
            )
        );
    }
    assert_eq!(server.arrived(), 0);
}

#[test]
fn what_a_request_does_not_have_is_refused_with_its_name() {
    for (change, field) in [
        (r#","currencyId":1"#, "currencyId"),
        (r#","paymentLink":"x""#, "paymentLink"),
        (r#","description":"e""#, "description"),
        (r#","invoiceId":"1""#, "invoiceId"),
        (r#","invoiceId":null"#, "invoiceId"),
        (r#","customerId":1.0"#, "customerId"),
        (r#","adhocInvoiceId":9223372036854775808"#, "adhocInvoiceId"),
        (r#","emailAddress":[]"#, "emailAddress"),
    ] {
        let json = format!(
            r#"{{"paymentProviderId":1,"amountInMajorCurrency":1,"description":"d"{change}}}"#
        );
        let error = CreatePaymentLink::from_json(&json).unwrap_err();
        assert_eq!(error.field(), Some(field), "{json}");
    }
    let json = r#"{"paymentProviderId":2147483648,"amountInMajorCurrency":1,"description":"d"}"#;
    let error = CreatePaymentLink::from_json(json).unwrap_err();
    assert_eq!(error.field(), Some("paymentProviderId"));
}
