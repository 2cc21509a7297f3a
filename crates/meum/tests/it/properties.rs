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
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderValue, StatusCode};
use meum::webhook::{WebhookSecret, parse, verify};
use meum::{ApiKey, Client, PaymentLink, UpdatePaymentLink};
use paylink_core::transport::Connection;
use paylink_core::webhook::{Delivery, WebhookError};
use paylink_core::{Error, ErrorKind};
use paylink_fixtures::{Documented, all_documented};
use proptest::prelude::*;
use sha2::Sha256;
use time::OffsetDateTime;

use crate::support::{KEY, fundraiser};

const ID: &str = r#""id":"plink_0123456789abcdefghij""#;
const ADDRESS: &str = r#""public_url":"https://pay.example.com/plpub_1""#;

/// All that is documented of a link but what identifies it.
const FIELDS: &[&str] = &[
    "public_id",
    "title",
    "description",
    "image_url",
    "amount_mode",
    "amount",
    "currency",
    "min_amount",
    "max_amount",
    "suggested_amounts",
    "allow_multiple_payments",
    "public_visible",
    "status",
    "effective_status",
    "expires_at",
    "created_at",
    "updated_at",
    "usage",
];

const STATS: &[&str] = &["total_payments", "paid_payments", "total_volume"];

fn client(connection: Connection) -> Client {
    let base_url = "https://api.example.com";
    Client::builder(ApiKey::new(KEY).unwrap())
        .base_url(base_url)
        .unwrap()
        .connection(connection)
        .build()
        .unwrap()
}

fn answered(status: u16, body: String) -> Result<PaymentLink, Error> {
    let client = client(in_memory::answering(
        StatusCode::from_u16(status).unwrap(),
        body,
    ));
    in_memory::run(client.create_payment_link(&fundraiser())).map(|answer| answer.into_value())
}

/// The link, whether or not it is the one that was asked for.
fn link(result: Result<PaymentLink, Error>) -> PaymentLink {
    result.unwrap_or_else(|error| {
        assert_eq!(error.kind(), ErrorKind::Differs, "{error}");
        error.link::<PaymentLink>().unwrap().clone()
    })
}

fn body(identity: &'static str, other: &'static str) -> BoxedStrategy<String> {
    let mut fields = any_values(FIELDS);
    let stats = any_object("", any_values(STATS));
    fields.push((other, any_json()));
    fields.push(("stats", prop_oneof![any_json(), stats].boxed()));
    any_object(identity, fields)
}

/// What each operation makes of an answer, as far as `Debug` shows it.
fn shown(answer: &Documented, body: String) -> String {
    let client = client(in_memory::answering(
        StatusCode::from_u16(answer.status).unwrap(),
        body,
    ));
    let change = UpdatePaymentLink::default();
    in_memory::run(async {
        match answer.operation.as_str() {
            "createPaymentLink" => told(client.create_payment_link(&fundraiser()).await),
            "getPaymentLink" => told(client.get_payment_link("plink_1").await),
            "updatePaymentLink" => told(client.update_payment_link("plink_1", &change).await),
            "activatePaymentLink" => told(client.activate_payment_link("plink_1").await),
            "deactivatePaymentLink" => told(client.deactivate_payment_link("plink_1").await),
            "listPaymentLinks" => told(client.list_payment_links(None, None).await),
            other => {
                assert_eq!(other, "listPaymentLinkInvoices");
                told(client.list_invoices("plink_1", None, None).await)
            }
        }
    })
}

fn told<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Ok(answer) => format!("{answer:?}"),
        Err(error) => format!(
            "{:?} {:?} {:?}",
            error.kind(),
            error.code(),
            error.message()
        ),
    }
}

const OPERATIONS: [&str; 7] = [
    "createPaymentLink",
    "getPaymentLink",
    "updatePaymentLink",
    "activatePaymentLink",
    "deactivatePaymentLink",
    "listPaymentLinks",
    "listPaymentLinkInvoices",
];

/// All that is documented of an event but its type.
const EVENT: &[&str] = &[
    "id",
    "createdAt",
    "organizationId",
    "storeId",
    "storePublicId",
    "data",
];

const NOW: i64 = 1_719_234_567;

/// The signature of a delivery, by the documented scheme: HMAC-SHA256 of `<timestamp>.<body>`.
fn signature(secret: &str, timestamp: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(&[timestamp.as_bytes(), b".", body].concat());
    let hex: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("v1={hex}")
}

/// Whether a delivery is trusted; `None` when HTTP allows no such header.
fn trusted(
    secret: &str,
    timestamp: &[u8],
    signature: &[u8],
    body: &[u8],
) -> Option<Result<(), WebhookError>> {
    let mut headers = HeaderMap::new();
    headers.append(
        "x-stablecoin-timestamp",
        HeaderValue::from_bytes(timestamp).ok()?,
    );
    headers.append(
        "x-stablecoin-signature",
        HeaderValue::from_bytes(signature).ok()?,
    );
    let now = OffsetDateTime::from_unix_timestamp(NOW).unwrap();
    let secrets = [WebhookSecret::new(secret).unwrap()];
    Some(
        verify(Delivery::new(&headers, body), &secrets, now).map(|verified| {
            // Whatever was signed is parsed or refused.
            let _ = parse(&verified);
        }),
    )
}

fn flipped(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[bit / 8] ^= 1 << (bit % 8);
    bytes
}

/// Fewer cases where each is many calls.
fn few() -> ProptestConfig {
    ProptestConfig::with_cases(32)
}

proptest! {
    #[test]
    fn no_value_beside_its_id_loses_a_link(body in body(ID, "public_url"), status in 200_u16..300) {
        let id = link(answered(status, body)).id;
        prop_assert_eq!(id.as_deref(), Some("plink_0123456789abcdefghij"));
    }

    #[test]
    fn no_value_beside_its_address_loses_a_link(body in body(ADDRESS, "id"), status in 200_u16..300) {
        let address = link(answered(status, body)).public_url;
        prop_assert_eq!(address.as_deref(), Some("https://pay.example.com/plpub_1"));
    }

    #[test]
    fn what_moves_between_timestamp_and_body_fails(digits in "[0-9]{1,6}", rest in "[0-9.]{0,6}") {
        let timestamp = NOW.to_string();
        let body = format!("{digits}.{rest}");
        let signed = signature("secret", &timestamp, body.as_bytes());
        let moved = format!("{timestamp}.{digits}");
        let result = trusted("secret", moved.as_bytes(), signed.as_bytes(), rest.as_bytes());
        prop_assert_eq!(result, Some(Err(WebhookError::MalformedHeader("x-stablecoin-timestamp"))));
    }
}

#[test]
fn an_extra_field_changes_nothing() {
    let answers = ["responses", "errors"]
        .map(|folder| OPERATIONS.map(|operation| all_documented("meum", folder, operation)));
    proptest!(few(), |(member in extra_member(), everywhere: bool)| {
        for answer in answers.iter().flatten().flatten() {
            let told = |body: String| shown(answer, body);
            let extra = with_extra(answer.body(), &member, everywhere);
            prop_assert_eq!(told(extra), told(answer.body().to_owned()), "{}", answer.name);
        }
    });
}

/// What is read of an event that was signed.
fn read(body: impl AsRef<[u8]>) -> String {
    let body = body.as_ref();
    let timestamp = NOW.to_string();
    let signature = signature("secret", &timestamp, body);
    let mut headers = HeaderMap::new();
    headers.append(
        "x-stablecoin-timestamp",
        HeaderValue::from_str(&timestamp).unwrap(),
    );
    headers.append(
        "x-stablecoin-signature",
        HeaderValue::from_str(&signature).unwrap(),
    );
    let now = OffsetDateTime::from_unix_timestamp(NOW).unwrap();
    let secrets = [WebhookSecret::new("secret").unwrap()];
    let verified = verify(Delivery::new(&headers, body), &secrets, now).unwrap();
    format!("{:?}", parse(&verified))
}

#[test]
fn a_byte_that_is_no_utf8_does_not_hide_an_event() {
    let event = br#"{"id":"evt_1","type":"invoice.paid","storeId":"s?","data":{"title":"Caf?"}}"#;
    let event = event.map(|byte| if byte == b'?' { 0xe9 } else { byte });
    let told = read(event);
    assert!(
        told.contains(r#"id: Some("evt_1"), kind: InvoicePaid"#),
        "{told}"
    );
    // An id with another byte is another id: it is not read.
    assert!(told.contains("store_id: None"), "{told}");
}

proptest! {
    #[test]
    fn an_extra_field_of_an_event_changes_nothing(member in extra_member(), everywhere: bool) {
        let event = r#"{"id":"evt_1","type":"invoice.paid","createdAt":"2026-01-01T00:00:00Z","organizationId":"org_1",
            "storeId":"s","storePublicId":"p","data":{"id":"inv_1"}}"#;
        let told = read(event);
        prop_assert!(told.contains("InvoicePaid") && told.contains("org_1"), "{}", told);
        prop_assert_eq!(read(with_extra(event, &member, everywhere)), told);
    }

    #[test]
    fn no_value_beside_its_type_makes_an_event_unreadable(
        body in any_object(r#""type":"invoice.paid""#, any_values(EVENT)),
    ) {
        prop_assert!(read(&body).starts_with("Ok(") && read(&body).contains("InvoicePaid"));
    }
}

proptest! {
    #![proptest_config(few())]

    /// `<timestamp>.<body>` has one reading: the timestamp is digits, so the first point ends it.
    #[test]
    fn any_flipped_bit_of_a_signed_delivery_fails(
        secret in "[!-~]{1,70}", body: Vec<u8>, age in -300_i64..=300,
    ) {
        let timestamp = (NOW - age).to_string();
        let signature = signature(&secret, &timestamp, &body);
        let (timestamp, signature) = (timestamp.as_bytes(), signature.as_bytes());
        prop_assert_eq!(trusted(&secret, timestamp, signature, &body), Some(Ok(())));
        for bit in 0..body.len() * 8 {
            let result = trusted(&secret, timestamp, signature, &flipped(&body, bit));
            prop_assert_eq!(result, Some(Err(WebhookError::NoMatch)));
        }
        for bit in 0..timestamp.len() * 8 {
            prop_assert!(trusted(&secret, &flipped(timestamp, bit), signature, &body) != Some(Ok(())));
        }
        for bit in 0..signature.len() * 8 {
            prop_assert!(trusted(&secret, timestamp, &flipped(signature, bit), &body) != Some(Ok(())));
        }
    }
}
