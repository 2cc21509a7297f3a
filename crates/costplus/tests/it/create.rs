//! Creating a link: the request as it was built, answers read leniently, the link never lost.

use costplus::{CreatePaymentLink, Customer, LinkStatus, PaymentLink, PaymentMethod};
use paylink_core::{ErrorKind, MinorUnits};
use paylink_sandbox::wire::Reply;

use crate::support::{CREATED, answered, answers, invoice, server};

async fn created(body: &str) -> PaymentLink {
    answered(Reply::json(201, body)).await.unwrap()
}

#[tokio::test]
async fn minor_units_arrive_digit_for_digit() {
    for units in [1, 995, 9_007_199_254_740_993, i64::MAX] {
        let (server, client) = server(vec![Reply::json(201, r#"{"id":"1"}"#)]).await;
        let request = CreatePaymentLink::new("o", MinorUnits::new(units), "EUR".parse().unwrap());
        client.create_payment_link(&request).await.unwrap();
        assert_eq!(
            server.requests()[0].body_text(),
            format!(r#"{{"merchant_order_id":"o","amount":{units},"currency":"EUR"}}"#)
        );
    }
}

#[tokio::test]
async fn what_the_setters_set_is_what_the_json_reads() {
    let (server, client) = server(vec![Reply::json(201, CREATED)]).await;
    let built = invoice()
        .with_description("Invoice #1234")
        .with_expiration_period("PT1H".parse().unwrap())
        .with_payment_methods([
            PaymentMethod::VippsMobilePay,
            PaymentMethod::Other("blik".into()),
        ])
        .with_customer(
            Customer::default()
                .with_email_address("payer@example.com")
                .with_phone_number("+31000000000")
                .with_additional_address(r#"{"floor":1.50}"#.parse().unwrap()),
        )
        .with_return_url("https://shop.example.com/ok")
        .with_failure_url("https://shop.example.com/no")
        .with_webhook_url("https://shop.example.com/hook");
    client.create_payment_link(&built).await.unwrap();
    let json = concat!(
        r#"{"merchant_order_id":"invoice-1234","amount":995,"currency":"EUR","description":"Invoice #1234","#,
        r#""expiration_period":"PT1H","payment_methods":["vipps-mobilepay","blik"],"#,
        r#""customer":{"email_address":"payer@example.com","phone_numbers":["+31000000000"],"#,
        r#""additional_addresses":[{"floor":1.50}]},"return_url":"https://shop.example.com/ok","#,
        r#""failure_url":"https://shop.example.com/no","webhook_url":"https://shop.example.com/hook"}"#,
    );
    let read = CreatePaymentLink::from_json(json).unwrap();
    client.create_payment_link(&read).await.unwrap();
    let bodies: Vec<_> = (server.requests().iter())
        .map(|request| request.body_text().into_owned())
        .collect();
    assert_eq!(bodies, [json, json]);
}

#[tokio::test]
async fn null_stays_null_where_the_page_allows_it_and_absent_stays_absent() {
    let (server, client) = server(vec![Reply::json(201, CREATED)]).await;
    let json = r#"{"merchant_order_id":"invoice-1234","amount":995,"currency":"EUR","description":null,"expiration_period":null}"#;
    let request = CreatePaymentLink::from_json(json).unwrap();
    client.create_payment_link(&request).await.unwrap();
    let absent = r#"{"merchant_order_id":"invoice-1234","amount":995,"currency":"EUR"}"#;
    let request = CreatePaymentLink::from_json(absent).unwrap();
    client.create_payment_link(&request).await.unwrap();
    let sent: Vec<_> = (server.requests().iter())
        .map(|request| request.body_text().into_owned())
        .collect();
    assert_eq!(sent, [json, absent]);
}

#[tokio::test]
async fn every_answer_that_holds_the_link_gives_it_and_no_other_does() {
    const ID: Option<&str> = Some("e6eecc6a-47c5-4948-bcc0-d8b73f5c55a1");
    let differs = |field| Err((ErrorKind::Differs, Some(field)));
    let expected = [
        ("create-200", Ok(ID)),
        ("create-amount-with-fraction", differs("amount")),
        ("create-created", Ok(ID)),
        ("create-empty-object", Err((ErrorKind::NoLink, None))),
        ("create-extra-fields", Ok(ID)),
        ("create-full", Ok(ID)),
        ("create-html", Err((ErrorKind::Unreadable, None))),
        ("create-id-only", Ok(ID)),
        ("create-link-only", Ok(None)),
        ("create-nulls", Ok(ID)),
        ("create-other-amount", differs("amount")),
        ("create-other-currency", differs("currency")),
        ("create-other-reference", differs("merchant_order_id")),
        ("create-status-of-older-guide", Ok(ID)),
        ("create-times-not-times", Ok(ID)),
        ("create-unknown-status", Ok(ID)),
    ];
    let answers = answers("responses");
    let names: Vec<_> = answers.iter().map(|answer| answer.name.as_str()).collect();
    assert_eq!(names, expected.map(|(name, _)| name));
    for (answer, (name, expected)) in answers.iter().zip(expected) {
        let result = answered(answer.reply()).await;
        if let Err(error) = &result {
            assert_eq!(error.raw_body().unwrap(), answer.body(), "{name}");
            let kept: Option<&PaymentLink> = error.link();
            let kept = kept.map(|link| link.id.as_deref());
            let differs = error.kind() == ErrorKind::Differs;
            assert_eq!(kept, differs.then_some(ID), "{name}");
        }
        let found = match &result {
            Ok(link) => Ok(link.id.as_deref()),
            Err(error) => Err((error.kind(), error.field())),
        };
        assert_eq!(found, expected, "{name}");
    }
}

#[tokio::test]
async fn a_full_answer_is_read() {
    let link = created(
        r#"{"id":"e6eecc6a","merchant_order_id":"invoice-1234","description":"d","amount":995.0,"currency":"eur",
        "expiration_period":"P30D","payment_url":"https://pay.example.com/x","payment_methods":["swish","blik"],
        "created":"2026-01-15T12:00:00.000000Z","modified":"2026-01-15T12:05:30.123456+00:00",
        "completed":"2026-01-15T12:05Z","completed_order_id":"4851e31c","status":"processing","reason":"r",
        "orders":{"error":["1","2"],"completed":["4851e31c"]},
        "customer":{"first_name":"Ada","birthdate":"1990-01-01","phone_numbers":["1",2],"additional_addresses":[{"a":1.0}]}}"#,
    )
    .await;
    assert_eq!(link.amount.value(), Some(&MinorUnits::new(995)));
    assert_eq!(link.currency.value().unwrap().as_str(), "EUR");
    let period = &link.expiration_period;
    assert_eq!(period.value().unwrap().as_str(), "P30D");
    assert_eq!(
        link.payment_methods,
        [PaymentMethod::Swish, PaymentMethod::Other("blik".into())]
    );
    let times = [link.created, link.modified, link.completed];
    assert!(times.iter().flatten().all(|time| time.instant().is_some()));
    assert_eq!(times.iter().flatten().count(), 3);
    assert_eq!(link.completed_order_id.as_deref(), Some("4851e31c"));
    assert_eq!(link.status, Some(LinkStatus::Processing));
    assert_eq!(
        (link.reason.as_deref(), link.description.as_deref()),
        (Some("r"), Some("d"))
    );
    assert_eq!(
        link.orders,
        [
            ("error".to_owned(), vec!["1".to_owned(), "2".to_owned()]),
            ("completed".to_owned(), vec!["4851e31c".to_owned()]),
        ]
    );
    let customer = link.customer.unwrap();
    assert_eq!(customer.first_name.as_deref(), Some("Ada"));
    assert_eq!(customer.birthdate.as_deref(), Some("1990-01-01"));
    assert_eq!(customer.phone_numbers.unwrap(), ["1", "2"]);
    let addresses = customer.additional_addresses.unwrap();
    assert_eq!(addresses[0].as_str(), r#"{"a":1.0}"#);
}

#[tokio::test]
async fn odd_answers_never_lose_a_link() {
    let link = created(
        r#"{"id":"e6eecc6a","status":"asleep","created":"yesterday","expiration_period":"a month","payment_methods":"all",
        "orders":{"new":"1","error":null,"completed":[2]},"customer":"Ada","reason":7}"#,
    )
    .await;
    assert_eq!(link.status, Some(LinkStatus::Other("asleep".into())));
    assert_eq!(link.created.unwrap().text(), "yesterday");
    assert_eq!(link.expiration_period.unreadable(), Some("a month"));
    assert_eq!(link.reason.as_deref(), Some("7"));
    assert_eq!(
        link.orders,
        [
            ("new".to_owned(), vec!["1".to_owned()]),
            ("completed".to_owned(), vec!["2".to_owned()]),
        ]
    );
    for body in [
        r#"{"id":"e6eecc6a","orders":[],"customer":[],"payment_methods":{}}"#,
        r#"{"id":"e6eecc6a","orders":null,"customer":null,"amount":null,"currency":null,"merchant_order_id":null}"#,
        r#"{"id":null,"payment_url":"https://pay.example.com/x"}"#,
        r#"{"id":"e6eecc6a","amount":"995","currency":"eur"}"#,
        "\u{feff}{\"id\":\"e6eecc6a\"}",
    ] {
        let link = created(body).await;
        assert!(link.id.is_some() || link.payment_url.is_some(), "{body}");
        assert!(link.orders.is_empty(), "{body}");
    }
}

#[tokio::test]
async fn what_is_repeated_otherwise_is_an_error_that_keeps_the_link() {
    for (echo, field) in [
        (r#""amount":9.95"#, "amount"),
        (r#""amount":"nine""#, "amount"),
        (r#""amount":99500"#, "amount"),
        (r#""currency":"USD""#, "currency"),
        (r#""currency":"euro""#, "currency"),
        (r#""merchant_order_id":"Invoice-1234""#, "merchant_order_id"),
    ] {
        let body = format!(r#"{{"id":"e6eecc6a",{echo}}}"#);
        let error = answered(Reply::json(201, body)).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::Differs, Some(field)),
            "{echo}"
        );
        let kept: &PaymentLink = error.link().unwrap();
        assert_eq!(kept.id.as_deref(), Some("e6eecc6a"));
    }
}

#[tokio::test]
async fn wrong_input_is_refused_by_field_and_rule() {
    let (server, client) = server(vec![Reply::json(201, CREATED)]).await;
    let priced =
        |units| CreatePaymentLink::new("o", MinorUnits::new(units), "EUR".parse().unwrap());
    let address = Customer::default()
        .with_additional_address("{}".parse().unwrap())
        .with_additional_address("7".parse().unwrap());
    for (request, field, rule) in [
        (priced(0), "amount", "must be greater than zero"),
        (priced(-1), "amount", "must be greater than zero"),
        (
            invoice().with_customer(address),
            "customer.additional_addresses[1]",
            "must be an object",
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
fn what_a_request_does_not_have_is_refused_with_its_path() {
    for (change, field) in [
        (r#","colour":"red""#, "colour"),
        // The page lists these among the request's fields; they are the answer's.
        (r#","id":"x""#, "id"),
        (r#","payment_url":"https://pay.example.com""#, "payment_url"),
        (r#","currency":"EUR""#, "currency"),
        (r#","payment_methods":["swish",1]"#, "payment_methods[1]"),
        (r#","payment_methods":null"#, "payment_methods"),
        (r#","customer":{"shoe_size":42}"#, "customer.shoe_size"),
        (
            r#","customer":{"phone_numbers":[1]}"#,
            "customer.phone_numbers[0]",
        ),
        (r#","expiration_period":30"#, "expiration_period"),
    ] {
        let json = format!(r#"{{"merchant_order_id":"o","amount":995,"currency":"EUR"{change}}}"#);
        let error = CreatePaymentLink::from_json(&json).unwrap_err();
        assert_eq!(error.field(), Some(field), "{json}");
    }
    for amount in ["\"995\"", "9.95", "995.0", "1e3", "9223372036854775808"] {
        let json = format!(r#"{{"merchant_order_id":"o","amount":{amount},"currency":"EUR"}}"#);
        let error = CreatePaymentLink::from_json(&json).unwrap_err();
        assert_eq!(error.field(), Some("amount"), "{json}");
    }
}
