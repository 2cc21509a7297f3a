//! Pine Labs through the shared trait: every field has a place or is refused by name.

use paylink_core::{
    ErrorKind, Link, LinkCustomer, LinkRequest, LinkState, Money, Outcome, PaymentLinks,
    PaymentState, Support,
};
use paylink_sandbox::wire::{Reply, ScriptedServer};
use pinelabs::PineLabsLinks;

use crate::support::{CREATED, ONLY_ID, calls, created, creates, server};

async fn links(replies: Vec<Reply>) -> (ScriptedServer, PineLabsLinks) {
    let (server, client) = server(replies).await;
    (server, PineLabsLinks::new(client))
}

fn money(amount: &str, currency: &str) -> Money {
    Money::new(amount.parse().unwrap(), currency.parse().unwrap())
}

fn asked() -> LinkRequest {
    LinkRequest::new(money("1.00", "INR")).with_reference("link_ref")
}

#[tokio::test]
async fn every_shared_field_has_its_place() {
    let (server, links) = links(vec![created()]).await;
    let customer = LinkCustomer::default()
        .with_name("Kevin van  der Bob")
        .with_email("kevin@example.com")
        .with_phone("9876543210");
    let request = asked()
        .with_description("Two tickets")
        .with_customer(customer)
        .with_expires_at(time::OffsetDateTime::from_unix_timestamp(1_800_000_000).unwrap())
        .with_success_url("https://shop.example.com/ok")
        .with_failure_url("https://shop.example.com/no")
        .with_metadata("shop", "7")
        .with_metadata("a", "b");
    let link = links.create(&request).await.unwrap();
    assert_eq!(
        creates(&server)[0].body_text(),
        r#"{"amount":{"value":100,"currency":"INR"},"description":"Two tickets","expire_by":"2027-01-15T08:00:00Z","failure_callback_url":"https://shop.example.com/no","merchant_payment_link_reference":"link_ref","customer":{"email_id":"kevin@example.com","first_name":"Kevin","last_name":"van  der Bob","mobile_number":"9876543210"},"merchant_metadata":{"shop":"7","a":"b"},"callback_url":"https://shop.example.com/ok"}"#
    );
    assert_eq!(
        (link.provider.as_ref(), links.provider()),
        ("pinelabs", "pinelabs")
    );
    assert_eq!(link.id.as_deref(), Some("pl-v1-250306082755-aa-uT0noy"));
    assert_eq!(link.url.as_deref(), Some("https://pay.example.com/3rh4jtd"));
    assert_eq!(link.amount.unwrap().to_string(), "1.00");
    assert_eq!(link.currency, Some(request.money.currency));
    assert_eq!(link.reference.as_deref(), Some("link_ref"));
    assert_eq!(
        (link.state.clone(), link.payment.clone()),
        (Some(LinkState::Active), Some(PaymentState::Unpaid))
    );
    for field in request.given() {
        assert_eq!(links.capabilities().field(field), Support::Yes, "{field}");
    }
}

#[tokio::test]
async fn a_single_name_is_the_first_one() {
    for (name, customer) in [
        ("Kevin", r#""customer":{"first_name":"Kevin"}"#),
        (
            " Kevin\tBob ",
            r#""customer":{"first_name":"Kevin","last_name":"Bob"}"#,
        ),
    ] {
        let (server, links) = links(vec![created()]).await;
        let request = asked().with_customer(LinkCustomer::default().with_name(name));
        links.create(&request).await.unwrap();
        let body = creates(&server)[0].body_text().into_owned();
        assert!(body.contains(customer), "{body}");
    }
}

#[tokio::test]
async fn money_becomes_minor_units_by_the_exponent_of_its_currency() {
    for (amount, currency, units) in [
        ("150.75", "INR", "15075"),
        ("0.10", "INR", "10"),
        ("10.00", "INR", "1000"),
        ("10", "INR", "1000"),
        ("12345678901234567.89", "INR", "1234567890123456789"),
        ("500", "JPY", "500"),
        ("500.00", "JPY", "500"),
        ("1.234", "KWD", "1234"),
    ] {
        let echo = format!(
            r#"{{"payment_link_id":"1","amount":{{"value":{units},"currency":"{currency}"}}}}"#
        );
        let (server, links) = links(vec![Reply::json(201, echo)]).await;
        let request = LinkRequest::new(money(amount, currency)).with_reference("link_ref");
        let link = links.create(&request).await.unwrap();
        let sent = format!(r#"{{"amount":{{"value":{units},"currency":"{currency}"}},"#);
        assert!(creates(&server)[0].body_text().starts_with(&sent));
        assert_eq!(link.amount, Some(request.money.amount));
        assert_eq!(link.currency, Some(request.money.currency));
    }
}

#[tokio::test]
async fn what_pine_labs_cannot_carry_is_refused_by_name() {
    let (server, links) = links(vec![created()]).await;
    let of = |amount, currency| LinkRequest::new(money(amount, currency)).with_reference("r");
    let invalid = ErrorKind::InvalidInput;
    let late = time::OffsetDateTime::from_unix_timestamp(2_000_000_000).unwrap();
    for (request, kind, field) in [
        (
            asked().with_idempotency_key("key-1".parse().unwrap()),
            ErrorKind::UnsupportedField,
            "idempotency_key",
        ),
        (LinkRequest::new(asked().money), invalid, "reference"),
        (asked().with_reference(" "), invalid, "reference"),
        (of("1.005", "INR"), invalid, "amount"),
        (of("0.5", "JPY"), invalid, "amount"),
        (of("0.00", "INR"), invalid, "amount"),
        (of("-1", "INR"), invalid, "amount"),
        (of("123456789012345678.90", "INR"), invalid, "amount"),
        (of("1", "QQQ"), invalid, "currency"),
        (
            asked().with_customer(LinkCustomer::default().with_name(" ")),
            invalid,
            "customer.name",
        ),
        // Beyond here the rules are the page's, and the names still the shared ones.
        (asked().with_expires_at(late), invalid, "expires_at"),
        (asked().with_success_url("shop"), invalid, "success_url"),
        (asked().with_failure_url("shop"), invalid, "failure_url"),
        (
            (0..11).fold(asked(), |asked, n| asked.with_metadata(n.to_string(), "")),
            invalid,
            "metadata",
        ),
    ] {
        let error = links.create(&request).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (kind, Some(field)));
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    assert_eq!(server.arrived(), 0);
}

#[tokio::test]
async fn what_a_short_answer_leaves_out_is_not_filled_in_from_the_request() {
    let (_server, links) = links(vec![Reply::json(201, ONLY_ID)]).await;
    let link = links.create(&asked()).await.unwrap();
    assert_eq!((link.amount, link.currency), (None, None));
    assert_eq!(link.reference, None);
    assert_eq!(
        (&link.status, &link.state, &link.payment),
        (&None, &None, &None)
    );
}

#[tokio::test]
async fn a_telephone_number_with_its_country_code_is_split() {
    for (phone, code, number) in [
        ("9876543210", None, "9876543210"),
        ("+919876543210", Some("91"), "9876543210"),
        ("+91 98765 43210", Some("91"), "98765 43210"),
        ("+91-9876543210", Some("91"), "9876543210"),
        ("+12025550123", Some("1"), "2025550123"),
        ("+74951234567", Some("7"), "4951234567"),
        ("+4915112345678", Some("49"), "15112345678"),
        ("+971501234567", Some("971"), "501234567"),
        ("+35312345678", Some("353"), "12345678"),
    ] {
        let (_server, client) = links(vec![Reply::json(201, ONLY_ID)]).await;
        let customer = LinkCustomer::default().with_phone(phone);
        let create = client.request(&asked().with_customer(customer)).unwrap();
        let customer = create.customer.unwrap();
        assert_eq!(customer.country_code.as_deref(), code, "{phone}");
        assert_eq!(customer.mobile_number.as_deref(), Some(number), "{phone}");
    }
    for phone in ["+", "+91", "+91 ", "+9198 76543210", "+ab 1", "+1"] {
        let (server, links) = links(vec![Reply::json(201, ONLY_ID)]).await;
        let customer = LinkCustomer::default().with_phone(phone);
        let error = links.create(&asked().with_customer(customer)).await;
        let error = error.unwrap_err();
        assert_eq!(error.field(), Some("customer.phone"), "{phone}");
        assert_eq!((error.outcome(), server.arrived()), (Outcome::NotSent, 0));
    }
}

#[tokio::test]
async fn what_differs_keeps_the_link_in_the_shared_words() {
    for (old, new, field, amount) in [
        (r#""value":100"#, r#""value":250"#, "amount", Some("2.50")),
        (r#""value":100"#, r#""value":"much""#, "amount", None),
        (r#""INR""#, r#""USD""#, "currency", Some("1.00")),
        (
            r#""link_ref""#,
            r#""another_ref""#,
            "reference",
            Some("1.00"),
        ),
    ] {
        let (_server, links) = links(vec![Reply::json(201, CREATED.replace(old, new))]).await;
        let error = links.create(&asked()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Differs, Outcome::Accepted)
        );
        assert_eq!(error.field(), Some(field));
        let kept: &Link = error.link().unwrap();
        assert_eq!(kept.url.as_deref(), Some("https://pay.example.com/3rh4jtd"));
        let kept_amount = kept.amount.map(|amount| amount.to_string());
        assert_eq!(kept_amount.as_deref(), amount);
    }
}

#[tokio::test]
async fn only_processed_reads_as_paid() {
    let active = || LinkState::Active;
    for (status, state, payment) in [
        ("CREATED", active(), Some(PaymentState::Unpaid)),
        ("CLICKED", active(), Some(PaymentState::Unpaid)),
        ("PAYMENT_INITIATED", active(), Some(PaymentState::Pending)),
        (
            "PARTIAL_PROCESSED",
            active(),
            Some(PaymentState::PartiallyPaid),
        ),
        ("PROCESSED", LinkState::Completed, Some(PaymentState::Paid)),
        ("EXPIRED", LinkState::Expired, None),
        ("CANCELLED", LinkState::Cancelled, None),
        ("PAID", LinkState::Other("PAID".into()), None),
    ] {
        let body = CREATED.replace(r#""CREATED""#, &format!(r#""{status}""#));
        let (_server, links) = links(vec![Reply::json(200, body)]).await;
        let link = links.get("pl-v1-250306082755-aa-uT0noy").await.unwrap();
        assert_eq!(
            (link.state.clone(), link.payment.clone()),
            (Some(state), payment)
        );
        assert_eq!(link.status.as_deref(), Some(status));
    }
}

#[tokio::test]
async fn the_face_reads_finds_cancels_and_notifies_and_lists_nothing() {
    let link = || Reply::json(200, CREATED);
    let none = Reply::json(404, r#"{"code":"NOT_FOUND"}"#);
    let gone = Reply::json(200, CREATED.replace(r#""CREATED""#, r#""CANCELLED""#));
    let (server, links) = links(vec![link(), link(), none, gone, link()]).await;
    let id = "pl-v1-250306082755-aa-uT0noy";
    let fetched = links.get(id).await.unwrap();
    assert_eq!(fetched.amount.unwrap().to_string(), "1.00");
    let found = links.find("link_ref").await.unwrap().unwrap();
    assert_eq!(found.into_value(), fetched.into_value());
    assert!(links.find("other").await.unwrap().is_none());
    let cancelled = links.cancel(id).await.unwrap();
    let told = links.notify(id).await.unwrap();
    for link in [cancelled, told] {
        assert_eq!(link.id.as_deref(), Some(id));
    }
    let sent: Vec<_> = (calls(&server).iter())
        .map(|call| {
            let route = call.target.trim_start_matches("/api/pay/v1/paymentlink/");
            format!("{} {}", call.method, route.replace(id, "ID"))
        })
        .collect();
    assert_eq!(
        sent,
        [
            "GET ID",
            "GET ref/link_ref",
            "GET ref/other",
            "PUT ID/cancel",
            "PATCH ID/notify"
        ]
    );
    assert_eq!(
        links.list(None).await.unwrap_err().kind(),
        ErrorKind::UnsupportedField
    );
    let capabilities = links.capabilities();
    assert_eq!(
        [
            capabilities.get,
            capabilities.find,
            capabilities.list,
            capabilities.cancel,
            capabilities.notify,
        ],
        [
            Support::Unverified("pinelabs-v16"),
            Support::Unverified("pinelabs-v17"),
            Support::No,
            Support::Unverified("pinelabs-v18"),
            Support::Unverified("pinelabs-v19"),
        ]
    );
}

#[tokio::test]
async fn a_found_link_of_another_reference_is_kept_in_the_shared_words() {
    let (_server, links) = links(vec![Reply::json(200, CREATED)]).await;
    let error = links.find("other").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Differs);
    let kept: &Link = error.link().unwrap();
    assert_eq!(kept.reference.as_deref(), Some("link_ref"));
}
