//! What holds for any answer and any delivery: no odd value loses a link, no flipped bit is
//! trusted.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "test code fails by panicking"
)]

#[path = "../../../../fuzz/src/any_json.rs"]
mod any_json;
#[path = "../../../../fuzz/src/in_memory.rs"]
mod in_memory;

use any_json::{any_json, any_object, any_values, extra_member, with_extra};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderValue, StatusCode};
use paylink_core::webhook::{Delivery, WebhookError};
use paylink_core::{Error, ErrorKind};
use paylink_fixtures::Documented;
use pinelabs::PaymentLink;
use pinelabs::webhook::{WebhookSecret, parse, verify};
use proptest::prelude::*;
use sha2::Sha256;
use time::OffsetDateTime;

use crate::support::{answers, client_over, order};

const ID: &str = r#""payment_link_id":"pl-v1-1""#;
const ADDRESS: &str = r#""payment_link":"https://pay.example.com/3rh4jtd""#;

/// The documented fields of a link that are not objects, except those that identify it.
const FIELDS: &[&str] = &[
    "status",
    "order_id",
    "merchant_payment_link_reference",
    "description",
    "expire_by",
    "allowed_payment_methods",
    "pre_auth",
    "failure_callback_url",
    "is_mcc_transaction",
    "created_at",
    "updated_at",
];

const AMOUNT: &[&str] = &["value", "currency"];

const CUSTOMER: &[&str] = &[
    "email_id",
    "first_name",
    "last_name",
    "customer_id",
    "mobile_number",
    "country_code",
    "billing_address",
    "shipping_address",
    "merchant_customer_reference",
    "gstin",
];

const PRODUCT: &[&str] = &[
    "product_code",
    "product_amount",
    "product_coupon_discount_amount",
];

const SPLIT: &[&str] = &[
    "split_merchant_id",
    "merchant_settlement_reference",
    "split_settlement_id",
    "amount",
    "on_hold",
    "status",
    "updated_at",
];

fn answered(status: u16, body: String) -> Result<PaymentLink, Error> {
    let connection = in_memory::answering(StatusCode::from_u16(status).unwrap(), body);
    let client = client_over("https://api.example.com", connection);
    in_memory::run(client.create_payment_link(&order())).map(|answer| answer.into_value())
}

/// The link, whether or not it is the one that was asked for.
fn link(result: Result<PaymentLink, Error>) -> PaymentLink {
    result.unwrap_or_else(|error| {
        assert_eq!(error.kind(), ErrorKind::Differs, "{error}");
        error.link::<PaymentLink>().unwrap().clone()
    })
}

/// Any value at all, or the documented object with any values.
fn any_or(fields: &[&'static str]) -> BoxedStrategy<String> {
    prop_oneof![any_json(), any_object("", any_values(fields))].boxed()
}

fn list_of(fields: &[&'static str]) -> BoxedStrategy<String> {
    any_or(fields)
        .prop_map(|element| format!("[{element}]"))
        .boxed()
}

fn body(identity: &'static str, other: &'static str) -> BoxedStrategy<String> {
    let mut fields = any_values(FIELDS);
    let split = any_object(
        "",
        vec![
            ("split_type", any_json()),
            ("split_details", list_of(SPLIT)),
        ],
    );
    let bank = any_or(&["account_number", "ifsc_code", "bank_name"]);
    fields.extend([
        (other, any_json()),
        ("amount", any_or(AMOUNT)),
        ("amount_due", any_or(AMOUNT)),
        ("cart_coupon_discount_amount", any_or(AMOUNT)),
        ("customer", any_or(CUSTOMER)),
        ("product_details", list_of(PRODUCT)),
        ("split_info", prop_oneof![any_json(), split].boxed()),
        (
            "account_details",
            any_object("", vec![("bank_details", bank)]),
        ),
        ("merchant_metadata", any_or(&["Key_XY"])),
    ]);
    any_object(identity, fields)
}

fn shown(result: Result<PaymentLink, Error>) -> String {
    match result {
        Ok(link) => format!("{link:?} {:?}", link.payment_link),
        Err(error) => format!(
            "{:?} {:?} {:?}",
            error.kind(),
            error.code(),
            error.message()
        ),
    }
}

const OPERATIONS: [&str; 5] = [
    "createPaymentLink",
    "getPaymentLink",
    "findPaymentLink",
    "cancelPaymentLink",
    "notifyPaymentLink",
];

/// What each operation makes of an answer; of a token's answer, what it makes of the create behind
/// it.
fn read(answer: &Documented, body: String) -> String {
    let status = StatusCode::from_u16(answer.status).unwrap();
    let connection = match answer.operation.as_str() {
        "createToken" => in_memory::answering_with_token(
            body,
            StatusCode::OK,
            r#"{"payment_link_id":"pl-v1-1"}"#,
        ),
        _ => in_memory::answering(status, body),
    };
    let client = client_over("https://api.example.com", connection);
    let link = in_memory::run(async {
        match answer.operation.as_str() {
            "createPaymentLink" | "createToken" => client.create_payment_link(&order()).await,
            "getPaymentLink" => client.get_payment_link("pl-v1-1").await,
            "cancelPaymentLink" => client.cancel_payment_link("pl-v1-1").await,
            "notifyPaymentLink" => client.notify_payment_link("pl-v1-1").await,
            other => {
                assert_eq!(other, "findPaymentLink");
                let found = client.find_payment_link("link_ref").await;
                return found.map(|link| link.map(|link| link.into_value()));
            }
        }
        .map(|link| Some(link.into_value()))
    });
    match link.transpose() {
        Some(link) => shown(link),
        None => "none".to_owned(),
    }
}

/// Fewer cases where each is many calls.
fn few() -> ProptestConfig {
    ProptestConfig::with_cases(32)
}

proptest! {
    #[test]
    fn no_value_beside_its_id_loses_a_link(body in body(ID, "payment_link"), status in 200_u16..300) {
        let id = link(answered(status, body)).payment_link_id;
        prop_assert_eq!(id.as_deref(), Some("pl-v1-1"));
    }

    #[test]
    fn no_value_beside_its_address_loses_a_link(body in body(ADDRESS, "payment_link_id"), status in 200_u16..300) {
        let address = link(answered(status, body)).payment_link;
        prop_assert_eq!(address.as_deref(), Some("https://pay.example.com/3rh4jtd"));
    }
}

#[test]
fn an_extra_field_changes_nothing() {
    let answers = ["responses", "errors"].map(|folder| {
        let operations = OPERATIONS.into_iter().chain(["createToken"]);
        operations
            .flat_map(|operation| answers(folder, operation))
            .collect()
    });
    let answers: Vec<Documented> = answers.into_iter().flat_map(|all: Vec<_>| all).collect();
    proptest!(few(), |(member in extra_member())| {
        for answer in &answers {
            let extra = with_extra(answer.body(), &member, false);
            let told = read(answer, answer.body().to_owned());
            prop_assert_eq!(read(answer, extra), told, "{}", answer.name);
        }
    });
}

/// Also where the object is a map, which then has an entry more.
#[test]
fn an_extra_field_anywhere_loses_no_link() {
    let mut answers = answers("responses", "createPaymentLink");
    answers.retain(|answer| answered(answer.status, answer.body().to_owned()).is_ok());
    let identity = |body: String| {
        let link = answered(200, body).unwrap();
        (link.payment_link_id, link.payment_link)
    };
    proptest!(few(), |(member in extra_member())| {
        for answer in &answers {
            let extra = with_extra(answer.body(), &member, true);
            prop_assert_eq!(identity(extra), identity(answer.body().to_owned()), "{}", answer.name);
        }
    });
}

const NOW: i64 = 1_728_543_028;

/// The signature of a delivery, by the documented scheme: HMAC-SHA256 of `<id>.<timestamp>.<body>`,
/// in base64.
fn signature(secret: &str, id: &str, timestamp: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    let message = [id.as_bytes(), timestamp.as_bytes(), body].join(&b'.');
    mac.update(&message);
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// Whether a delivery is trusted: its id, timestamp, signature and body. `None` when HTTP allows no
/// such header.
fn trusted(secret: &str, parts: [&[u8]; 4]) -> Option<Result<(), WebhookError>> {
    let mut headers = HeaderMap::new();
    let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
    for (name, part) in names.into_iter().zip(parts) {
        headers.append(name, HeaderValue::from_bytes(part).ok()?);
    }
    let now = OffsetDateTime::from_unix_timestamp(NOW).unwrap();
    let secrets = [WebhookSecret::from_raw(secret).unwrap()];
    let verified = verify(Delivery::new(&headers, parts[3]), &secrets, now);
    Some(verified.map(|verified| {
        // Whatever was signed is parsed or refused.
        let _ = parse(&verified);
    }))
}

/// What is read of an event that was signed.
fn read_event(body: &str) -> String {
    let timestamp = NOW.to_string();
    let signature = signature("secret", "msg_1", &timestamp, body.as_bytes());
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("webhook-id", "msg_1"),
        ("webhook-timestamp", &timestamp),
        ("webhook-signature", &signature),
    ] {
        headers.append(name, HeaderValue::from_str(value).unwrap());
    }
    let now = OffsetDateTime::from_unix_timestamp(NOW).unwrap();
    let secrets = [WebhookSecret::from_raw("secret").unwrap()];
    let verified = verify(Delivery::new(&headers, body.as_bytes()), &secrets, now).unwrap();
    format!("{:?}", parse(&verified))
}

proptest! {
    #[test]
    fn an_extra_field_of_an_event_changes_nothing(member in extra_member(), everywhere: bool) {
        for event in [
            r#"{"event_type":"ORDER_PROCESSED","data":{"order_id":"v1-1","payments":[{"id":"1"}]}}"#,
            r#"{"eventType":"ORDER_PROCESSED","data":{"orderId":"v1-1","payments":[{"id":"1"}]}}"#,
        ] {
            let told = read_event(event);
            prop_assert!(told.contains("OrderProcessed") && told.contains("v1-1"), "{}", told);
            prop_assert_eq!(read_event(&with_extra(event, &member, everywhere)), told);
        }
    }

    #[test]
    fn no_value_beside_its_type_makes_an_event_unreadable(
        body in any_object(r#""event_type":"ORDER_PROCESSED""#, any_values(&["eventType", "data", "event_id"])),
        data in any_object("", any_values(&["order_id", "orderId", "status"])),
    ) {
        let nested = format!(r#"{{"event_type":"ORDER_PROCESSED","data":{data}}}"#);
        for event in [body, nested] {
            let told = read_event(&event);
            prop_assert!(told.starts_with("Ok(") && told.contains("OrderProcessed"), "{}", told);
        }
    }
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn any_flipped_bit_of_a_signed_delivery_fails(
        secret in "[!-~]{1,70}", id in "[a-zA-Z0-9_-]{1,20}", body: Vec<u8>, age in -300_i64..=300,
    ) {
        let timestamp = (NOW - age).to_string();
        let signature = signature(&secret, &id, &timestamp, &body);
        let parts = [id.as_bytes(), timestamp.as_bytes(), signature.as_bytes(), &body];
        prop_assert_eq!(trusted(&secret, parts), Some(Ok(())));
        for part in 0..4 {
            for bit in 0..parts[part].len() * 8 {
                let mut flipped = parts[part].to_vec();
                flipped[bit / 8] ^= 1 << (bit % 8);
                let mut parts = parts;
                parts[part] = &flipped;
                prop_assert!(trusted(&secret, parts) != Some(Ok(())), "part {} bit {}", part, bit);
            }
        }
    }

    /// `<id>.<timestamp>.<body>` has one reading only because an id has no point and a timestamp is
    /// digits: of all ways to cut the signed text at two of its points, the first two alone are
    /// trusted.
    #[test]
    fn a_signed_text_has_one_reading(id in "[a-z0-9]{1,4}", body in "[0-9.]{0,12}") {
        let text = format!("{id}.{NOW}.{body}");
        let signature = signature("secret", &id, &NOW.to_string(), body.as_bytes());
        let points: Vec<usize> = text.match_indices('.').map(|(index, _)| index).collect();
        let mut readings = 0;
        for (index, first) in points.iter().enumerate() {
            for second in &points[index + 1..] {
                let bytes = text.as_bytes();
                let (id, timestamp, body) =
                    (&bytes[..*first], &bytes[first + 1..*second], &bytes[second + 1..]);
                let ending = trusted("secret", [id, timestamp, signature.as_bytes(), body]);
                readings += usize::from(ending == Some(Ok(())));
            }
        }
        prop_assert_eq!(readings, 1);
    }
}

/// While secrets are rotated, one may be in the list twice.
#[test]
fn a_secret_given_twice_still_verifies() {
    let mut headers = HeaderMap::new();
    let signature = signature("secret", "msg_1", &NOW.to_string(), b"{}");
    for (name, value) in [
        ("webhook-id", "msg_1"),
        ("webhook-timestamp", &NOW.to_string()),
        ("webhook-signature", &signature),
    ] {
        headers.append(name, HeaderValue::from_str(value).unwrap());
    }
    let now = OffsetDateTime::from_unix_timestamp(NOW).unwrap();
    let secrets = ["secret", "secret"].map(|secret| WebhookSecret::from_raw(secret).unwrap());
    assert!(verify(Delivery::new(&headers, b"{}"), &secrets, now).is_ok());
}
