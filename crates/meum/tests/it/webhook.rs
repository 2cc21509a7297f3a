//! Webhooks: the documented vector is verified, and nothing else is.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue};
use meum::InvoiceStatus;
use meum::webhook::{Event, EventKind, WebhookSecret, parse, verify, verify_within};
use paylink_core::webhook::{Delivery, WebhookError};
use time::OffsetDateTime;

/// Computed with an independent tool (`docs/providers/meum.md`).
const SIGNATURE: &str = "v1=160fe86e2ee11d745c4d0339caed64ea7c314ca01dab62ede08ec4ed28b1ae06";
const BODY: &[u8] =
    br#"{"id":"evt_demo_test","type":"webhook.test","data":{"message":"Test webhook from Stablecoin Checkout"}}"#;
const SIGNED_AT: i64 = 1_719_234_567;

fn secret() -> WebhookSecret {
    WebhookSecret::new("0123456789abcdef".repeat(4)).unwrap()
}

fn at(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).unwrap()
}

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(
            HeaderName::from_static(name),
            HeaderValue::from_str(value).unwrap(),
        );
    }
    headers
}

fn signed() -> HeaderMap {
    headers(&[
        ("x-stablecoin-signature", SIGNATURE),
        ("x-stablecoin-timestamp", "1719234567"),
    ])
}

fn check(
    headers: &HeaderMap,
    body: &[u8],
    secrets: &[WebhookSecret],
    now: i64,
) -> Result<(), WebhookError> {
    verify(Delivery::new(headers, body), secrets, at(now)).map(|_| ())
}

#[test]
fn the_vector_is_verified_and_read() {
    let headers = signed();
    let verified = verify(Delivery::new(&headers, BODY), &[secret()], at(SIGNED_AT)).unwrap();
    let event = parse(&verified).unwrap();
    assert_eq!(event.kind, EventKind::WebhookTest);
    assert_eq!(event.id.as_deref(), Some("evt_demo_test"));
    assert_eq!(
        event.data.unwrap().as_str(),
        r#"{"message":"Test webhook from Stablecoin Checkout"}"#
    );
}

/// Signatures by python's `hmac`, over bodies with the invoice of the list (meum-v12).
const PAID: (&str, &str) = (
    "v1=80e36333a1cc8d1f07b9d6e2e859c74d7fb45845010418e2b5eb1b4ebf7467f4",
    r#"{"id":"evt_1","type":"invoice.paid","createdAt":"2026-11-27T08:00:00Z","organizationId":"org_1","storeId":"store_1","storePublicId":"stpub_1","data":{"id":"inv_1","amount":"25.00","currency":"EUR","status":"paid","payment_link":{"id":"plink_1","title":"Tickets"},"metadata":{"merchant_reference":"order-1001"}}}"#,
);
const ANOTHER_SHAPE: (&str, &str) = (
    "v1=340f8821a90e6b0fd4e07f4c59d9589bee2ee649f63095c7647e2c8272c54ebf",
    r#"{"id":"evt_2","type":"invoice.paid","data":{"invoiceId":"inv_1"}}"#,
);

fn event((signature, body): (&str, &str)) -> Event {
    let headers = headers(&[
        ("x-stablecoin-signature", signature),
        ("x-stablecoin-timestamp", "1719234567"),
    ]);
    let delivery = Delivery::new(&headers, body.as_bytes());
    parse(&verify(delivery, &[secret()], at(SIGNED_AT)).unwrap()).unwrap()
}

#[test]
fn an_event_says_which_link_and_reference_it_is_about() {
    let paid = event(PAID);
    assert_eq!(paid.payment_link_id().as_deref(), Some("plink_1"));
    assert_eq!(paid.reference().as_deref(), Some("order-1001"));
    let invoice = paid.invoice().unwrap();
    assert_eq!(invoice.status, Some(InvoiceStatus::Paid));
    assert_eq!(invoice.amount.value().unwrap().to_string(), "25.00");
    let another = event(ANOTHER_SHAPE);
    assert_eq!(
        (another.payment_link_id(), another.reference()),
        (None, None)
    );
    let vector =
        verify(Delivery::new(&signed(), BODY), &[secret()], at(SIGNED_AT)).map(|it| parse(&it));
    assert_eq!(vector.unwrap().unwrap().invoice(), None);
}

#[test]
fn an_event_is_stored_and_read_again_as_what_it_was() {
    for delivered in [PAID, ANOTHER_SHAPE] {
        let event = event(delivered);
        let stored = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&stored).unwrap(), event);
    }
}

#[test]
fn the_time_is_the_systems_or_one_of_the_time_crate() {
    let headers = signed();
    let delivery = Delivery::new(&headers, BODY);
    let seconds = u64::try_from(SIGNED_AT).unwrap();
    let system = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    verify(delivery, &[secret()], system).unwrap();
    verify(delivery, &[secret()], at(SIGNED_AT)).unwrap();
    let late = verify(delivery, &[secret()], system + Duration::from_secs(301));
    assert_eq!(late.unwrap_err(), WebhookError::Stale);
}

#[test]
fn any_flipped_bit_of_the_body_fails() {
    let headers = signed();
    for index in 0..BODY.len() {
        for bit in 0..8 {
            let mut body = BODY.to_vec();
            body[index] ^= 1 << bit;
            assert_eq!(
                check(&headers, &body, &[secret()], SIGNED_AT),
                Err(WebhookError::NoMatch)
            );
        }
    }
}

#[test]
fn a_body_written_again_fails() {
    let value: serde_json::Value = serde_json::from_slice(BODY).unwrap();
    let again = serde_json::to_vec_pretty(&value).unwrap();
    assert_eq!(
        check(&signed(), &again, &[secret()], SIGNED_AT),
        Err(WebhookError::NoMatch)
    );
}

#[test]
fn one_of_several_secrets_is_enough_and_none_is_not() {
    let other = WebhookSecret::new("another").unwrap();
    assert!(check(&signed(), BODY, &[other.clone(), secret()], SIGNED_AT).is_ok());
    assert!(check(&signed(), BODY, &[secret(), other.clone()], SIGNED_AT).is_ok());
    assert_eq!(
        check(&signed(), BODY, &[other], SIGNED_AT),
        Err(WebhookError::NoMatch)
    );
    assert_eq!(
        check(&signed(), BODY, &[], SIGNED_AT),
        Err(WebhookError::NoSecret)
    );
    for empty in ["", " ", "\n"] {
        assert!(WebhookSecret::new(empty).is_err());
    }
}

#[test]
fn three_hundred_seconds_are_the_tolerance() {
    for now in [SIGNED_AT - 300, SIGNED_AT + 300] {
        assert!(check(&signed(), BODY, &[secret()], now).is_ok());
    }
    for now in [SIGNED_AT - 301, SIGNED_AT + 301] {
        assert_eq!(
            check(&signed(), BODY, &[secret()], now),
            Err(WebhookError::Stale)
        );
    }
    let headers = signed();
    let wide = Duration::from_secs(3600);
    assert!(
        verify_within(
            Delivery::new(&headers, BODY),
            &[secret()],
            at(SIGNED_AT + 3600),
            wide
        )
        .is_ok()
    );
}

#[test]
fn a_header_that_is_missing_doubled_or_malformed_is_refused() {
    const S: &str = "x-stablecoin-signature";
    const T: &str = "x-stablecoin-timestamp";
    let old = "sha256=160fe86e2ee11d745c4d0339caed64ea7c314ca01dab62ede08ec4ed28b1ae06";
    let upper = "v1=160FE86E2EE11D745C4D0339CAED64EA7C314CA01DAB62EDE08EC4ED28B1AE06";
    let time = (T, "1719234567");
    for (pairs, error) in [
        (vec![time], WebhookError::MissingHeader(S)),
        (vec![(S, SIGNATURE)], WebhookError::MissingHeader(T)),
        (
            vec![(S, SIGNATURE), (S, SIGNATURE), time],
            WebhookError::RepeatedHeader(S),
        ),
        (
            vec![(S, SIGNATURE), time, time],
            WebhookError::RepeatedHeader(T),
        ),
        (vec![(S, old), time], WebhookError::MalformedHeader(S)),
        (vec![(S, upper), time], WebhookError::MalformedHeader(S)),
        (
            vec![(S, &SIGNATURE[3..]), time],
            WebhookError::MalformedHeader(S),
        ),
        (
            vec![(S, &SIGNATURE[..66]), time],
            WebhookError::MalformedHeader(S),
        ),
        (vec![(S, "v1="), time], WebhookError::MalformedHeader(S)),
        (vec![(S, "v2=00"), time], WebhookError::MalformedHeader(S)),
        (
            vec![(S, SIGNATURE), (T, "1719234567.5")],
            WebhookError::MalformedHeader(T),
        ),
        (
            vec![(S, SIGNATURE), (T, "-1719234567")],
            WebhookError::MalformedHeader(T),
        ),
        (
            vec![(S, SIGNATURE), (T, "")],
            WebhookError::MalformedHeader(T),
        ),
        (
            vec![(S, SIGNATURE), (T, "99999999999999999999")],
            WebhookError::MalformedHeader(T),
        ),
        (
            vec![(S, SIGNATURE), (T, "1719234568")],
            WebhookError::NoMatch,
        ),
    ] {
        assert_eq!(
            check(&headers(&pairs), BODY, &[secret()], SIGNED_AT),
            Err(error),
            "{pairs:?}"
        );
    }
}

#[test]
fn nothing_of_a_delivery_or_secret_is_printed() {
    let headers = signed();
    let delivery = Delivery::new(&headers, BODY);
    let verified = verify(delivery, &[secret()], at(SIGNED_AT)).unwrap();
    let shown = format!(
        "{delivery:?} {verified:?} {:?} {:?}",
        secret(),
        parse(&verified).unwrap()
    );
    assert!(
        !shown.contains("0123456789") && !shown.contains("Stablecoin"),
        "{shown}"
    );
}
