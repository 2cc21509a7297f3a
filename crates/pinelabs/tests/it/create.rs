//! Creating a link: amounts to the letter, answers read leniently, the link never lost.

use paylink_core::{Answered, Currency, ErrorKind, MinorUnits, Outcome, Timestamp};
use paylink_sandbox::wire::Reply;
use pinelabs::{CreatePaymentLink, LinkAmount, LinkStatus, PaymentLink, PaymentMethod};

use crate::support::{ID, answered, answers, creates, order, rupees, server};

const URL: &str = "https://shortener.v2.pinepg.in/PLUTUS/3rh4jtd";

#[tokio::test]
async fn minor_units_arrive_digit_for_digit() {
    for paise in [1, 10, 1_000, 15_075, 1_234_567_890_123_456_789, i64::MAX] {
        let body =
            format!(r#"{{"payment_link_id":"1","amount":{{"value":{paise},"currency":"INR"}}}}"#);
        let (server, client) = server(vec![Reply::json(201, body)]).await;
        let request = CreatePaymentLink::new(rupees(paise), "link_ref");
        let link = client.create_payment_link(&request).await.unwrap();
        let sent = format!(r#"{{"amount":{{"value":{paise},"currency":"INR"}},"#);
        assert!(creates(&server)[0].body_text().starts_with(&sent));
        assert_eq!(value(&link.amount), Some(paise));
    }
}

/// File; then the status of the link, or the kind and the field of the error.
type Expected = (
    &'static str,
    Result<Option<&'static str>, (ErrorKind, Option<&'static str>)>,
);

const DIFFERS: ErrorKind = ErrorKind::Differs;

const EXPECTED: [Expected; 18] = [
    (
        "create-amount-with-fraction",
        Err((DIFFERS, Some("amount.value"))),
    ),
    ("create-documented", Ok(Some("CREATED"))),
    ("create-empty-object", Err((ErrorKind::NoLink, None))),
    // The link of the reference is paid: it takes no further payment.
    ("create-existing-link-200", Err((DIFFERS, Some("status")))),
    ("create-existing-link", Ok(Some("CLICKED"))),
    ("create-expire-by-with-offset", Ok(Some("CREATED"))),
    ("create-extra-fields", Ok(Some("CREATED"))),
    ("create-flags-as-strings", Ok(Some("CREATED"))),
    ("create-html", Err((ErrorKind::Unreadable, None))),
    ("create-id-only", Ok(None)),
    ("create-link-only", Ok(None)),
    ("create-nulls", Ok(None)),
    ("create-other-amount", Err((DIFFERS, Some("amount.value")))),
    (
        "create-other-currency",
        Err((DIFFERS, Some("amount.currency"))),
    ),
    (
        "create-other-reference",
        Err((DIFFERS, Some("merchant_payment_link_reference"))),
    ),
    ("create-small", Ok(Some("CREATED"))),
    ("create-times-not-times", Ok(Some("CREATED"))),
    ("create-unknown-status", Ok(Some("UNDER_REVIEW"))),
];

#[tokio::test]
async fn every_answer_that_is_written_down_is_read() {
    let answers = answers("responses", "createPaymentLink");
    let names: Vec<_> = answers.iter().map(|answer| answer.name.as_str()).collect();
    assert_eq!(names, EXPECTED.map(|(name, _)| name));
    for (answer, (name, expected)) in answers.iter().zip(EXPECTED) {
        let result = answered(answer.reply()).await;
        let (Ok(kept) | Err(kept)) = match &result {
            Ok(link) => {
                let status = link.status.as_ref().map(LinkStatus::as_str);
                assert_eq!(Ok(status), expected, "{name}");
                Ok(Some(link))
            }
            Err(error) => {
                assert_eq!(Err((error.kind(), error.field())), expected, "{name}");
                assert_eq!(error.raw_body().unwrap(), answer.body(), "{name}");
                Err(error.link::<PaymentLink>())
            }
        };
        let made = !matches!(name, "create-empty-object" | "create-html");
        assert_eq!(kept.is_some(), made, "{name}");
        if let Some(link) = kept {
            let known = (name != "create-link-only", name != "create-id-only");
            assert_eq!(link.payment_link_id.as_deref(), known.0.then_some(ID));
            assert_eq!(link.payment_link.as_deref(), known.1.then_some(URL));
        }
    }
}

fn value(amount: &Option<LinkAmount>) -> Option<i64> {
    amount.as_ref()?.value.copied().map(MinorUnits::get)
}

fn flag(flag: &Answered<bool>) -> Option<bool> {
    flag.copied()
}

fn text(time: &Option<Timestamp>) -> Option<&str> {
    time.as_ref().map(Timestamp::text)
}

async fn documented(name: &str) -> PaymentLink {
    let answer = paylink_fixtures::documented("pinelabs", "responses", name);
    answered(answer.reply()).await.unwrap()
}

#[tokio::test]
async fn the_documented_answer_is_read_to_its_last_field() {
    let link = documented("create-documented").await;
    assert_eq!(link.status, Some(LinkStatus::Created));
    let inr: Currency = "INR".parse().unwrap();
    let amount = link.amount.as_ref().unwrap();
    assert_eq!(amount.currency.value(), Some(&inr));
    assert_eq!(amount.money().unwrap().to_string(), "1.00 INR");
    assert_eq!(value(&link.amount_due), Some(100));
    assert_eq!(link.order_id.as_deref(), Some("v1-250131113650-aa-TUzeRY"));
    assert_eq!(
        link.merchant_payment_link_reference.as_deref(),
        Some("link_ref")
    );
    assert_eq!(
        link.description.as_deref(),
        Some("Payment for order #12345")
    );
    // Without seconds, as the vendor's own sample has it.
    assert_eq!(text(&link.expire_by), Some("2025-03-21T08:29Z"));
    assert_eq!(
        link.expire_by.as_ref().unwrap().instant(),
        Timestamp::read("2025-03-21T08:29:00Z").instant()
    );
    assert_eq!(link.allowed_payment_methods, [PaymentMethod::NetBanking]);
    assert_eq!(
        (flag(&link.pre_auth), flag(&link.is_mcc_transaction)),
        (Some(false), Some(true))
    );
    assert_eq!(link.failure_callback_url, None);
    assert_eq!(text(&link.created_at), Some("2025-03-06T08:27:55.881Z"));
    assert_eq!(text(&link.updated_at), Some("2025-03-06T08:27:55.881Z"));
    assert_eq!(value(&link.cart_coupon_discount_amount), Some(0));
    let metadata = [("Key_XY", "DD"), ("Key_ZZ", "XOY")].map(|(a, b)| (a.into(), b.into()));
    assert_eq!(link.merchant_metadata, metadata);
}

#[tokio::test]
async fn the_parts_of_the_documented_answer_are_read() {
    let link = documented("create-documented").await;
    let customer = link.customer.unwrap();
    assert_eq!(customer.email_id.as_deref(), Some("kevin.bob@example.com"));
    assert_eq!(customer.first_name.as_deref(), Some("Kevin"));
    assert_eq!(customer.last_name.as_deref(), Some("Bob"));
    assert_eq!(customer.customer_id.as_deref(), Some("123456"));
    assert_eq!(customer.mobile_number.as_deref(), Some("9876543210"));
    assert_eq!(customer.country_code.as_deref(), Some("91"));
    assert_eq!(customer.merchant_customer_reference, None);
    assert_eq!(customer.gstin, None);
    let address = customer.billing_address.unwrap();
    assert_eq!(
        address.address3.as_deref(),
        Some("Baker Street Westminster London")
    );
    assert_eq!(address.pincode.as_deref(), Some("51524036"));
    assert_eq!(address.country.as_deref(), Some("London"));
    assert_eq!(customer.shipping_address, Some(address));
    let [product] = link.product_details.as_slice() else {
        panic!("one product");
    };
    assert_eq!(product.product_code.as_deref(), Some("xyz"));
    assert_eq!(value(&product.product_amount), Some(1_200_000));
    assert_eq!(value(&product.product_coupon_discount_amount), Some(0));
    let split = link.split_info.unwrap();
    assert_eq!(split.split_type.as_deref(), Some("AMOUNT"));
    assert_eq!(split.split_details.len(), 2);
    for detail in &split.split_details {
        assert_eq!(detail.split_merchant_id.as_deref(), Some("111302"));
        assert_eq!(value(&detail.amount), Some(100));
        assert_eq!(flag(&detail.on_hold), Some(true));
        assert_eq!(detail.status, None);
    }
    assert_eq!(link.account_details, None);
}

#[tokio::test]
async fn what_the_sample_leaves_out_is_read_too() {
    let body = r#"{"payment_link_id":"1","account_details":{"bank_details":{"account_number":"5","ifsc_code":"B","bank_name":"E"}},
        "split_info":{"split_details":[{"merchant_settlement_reference":"m","split_settlement_id":"s","status":"HOLD","updated_at":"2024-07-09T07:57Z"}]},
        "customer":{"gstin":"27","merchant_customer_reference":"c"},"failure_callback_url":"https://shop.example.com/no","merchant_metadata":{"n":7}}"#;
    let link = answered(Reply::json(201, body)).await.unwrap();
    let bank = link.account_details.unwrap().bank_details.unwrap();
    assert_eq!(
        [bank.account_number, bank.ifsc_code, bank.bank_name],
        ["5", "B", "E"].map(|text| Some(text.to_owned()))
    );
    let detail = &link.split_info.unwrap().split_details[0];
    assert_eq!(detail.merchant_settlement_reference.as_deref(), Some("m"));
    assert_eq!(detail.split_settlement_id.as_deref(), Some("s"));
    assert_eq!(detail.status, Some(pinelabs::SplitStatus::Hold));
    assert!(detail.updated_at.as_ref().unwrap().instant().is_some());
    let customer = link.customer.unwrap();
    assert_eq!(customer.gstin.as_deref(), Some("27"));
    assert_eq!(customer.merchant_customer_reference.as_deref(), Some("c"));
    assert_eq!(
        link.failure_callback_url.as_deref(),
        Some("https://shop.example.com/no")
    );
    assert_eq!(link.merchant_metadata, [("n".to_owned(), "7".to_owned())]);
}

#[tokio::test]
async fn odd_answers_never_lose_a_link() {
    for body in [
        r#"{"payment_link_id":"pl-1","status":7,"customer":"Kevin","split_info":[],"product_details":{},"allowed_payment_methods":"CARD"}"#,
        r#"{"payment_link_id":"pl-1","product_details":["x",null],"merchant_metadata":[1],"account_details":{"bank_details":"x"}}"#,
        r#"{"payment_link_id":"pl-1","amount":null,"amount_due":"all","cart_coupon_discount_amount":[]}"#,
        r#"{"payment_link_id":"pl-0","payment_link_id":"pl-1","expire_by":12,"pre_auth":"maybe"}"#,
        "\u{feff}{\"payment_link_id\":\"pl-1\"}",
    ] {
        let link = answered(Reply::json(201, body)).await.unwrap();
        assert_eq!(link.payment_link_id.as_deref(), Some("pl-1"), "{body}");
    }
    let link = documented("create-times-not-times").await;
    assert_eq!(text(&link.expire_by), Some("yesterday"));
    assert_eq!(text(&link.updated_at), Some("1741249675"));
    let link = documented("create-flags-as-strings").await;
    assert_eq!(
        (flag(&link.pre_auth), flag(&link.is_mcc_transaction)),
        (Some(false), Some(true))
    );
    let link = documented("create-unknown-status").await;
    assert_eq!(link.status, Some(LinkStatus::Other("UNDER_REVIEW".into())));
}

#[tokio::test]
async fn an_amount_that_cannot_be_read_is_another_one() {
    for (amount, field) in [
        ("100", "amount.value"),
        (r#""1.00 INR""#, "amount.value"),
        ("[]", "amount.value"),
        (r#"{"value":"one hundred"}"#, "amount.value"),
        (r#"{"value":101,"currency":"INR"}"#, "amount.value"),
        (r#"{"value":100,"currency":"RUPEES"}"#, "amount.currency"),
        (r#"{"currency":"USD"}"#, "amount.currency"),
    ] {
        let body = format!(r#"{{"payment_link_id":"pl-1","amount":{amount}}}"#);
        let error = answered(Reply::json(201, body)).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome(), error.field()),
            (ErrorKind::Differs, Outcome::Accepted, Some(field)),
            "{amount}"
        );
        let kept: &PaymentLink = error.link().unwrap();
        assert_eq!(kept.payment_link_id.as_deref(), Some("pl-1"));
        assert_eq!(error.idempotency_key().unwrap().as_str(), "link_ref");
    }
}

#[tokio::test]
async fn the_same_amount_in_other_words_is_the_same() {
    for amount in [
        r#"{"value":"100","currency":"inr"}"#,
        r#"{"value":100.0,"currency":"INR"}"#,
        r#"{"value":1e2}"#,
        "{}",
    ] {
        let body = format!(r#"{{"payment_link_id":"pl-1","amount":{amount}}}"#);
        let (_server, client) = server(vec![Reply::json(200, body)]).await;
        let link = client.create_payment_link(&order()).await.unwrap();
        assert_eq!(link.http_status().as_u16(), 200, "{amount}");
    }
}
