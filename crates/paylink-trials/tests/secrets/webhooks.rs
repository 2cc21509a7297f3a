//! Deliveries: the secret, the signature and the body are never printed, whether the delivery is
//! verified or not.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderName, HeaderValue};
use paylink_core::webhook::Delivery;
use serde_json::Value;
use sha2::Sha256;
use time::OffsetDateTime;

use crate::planted::{MAY_BE_SHOWN, planted};
use crate::shown::{CANARY, check};

const NOW: i64 = 1_728_543_028;

/// The right secret and a wrong one. Both are base64, so every provider accepts them.
const SECRETS: [&str; 2] = ["Y2FuYXJ5", "canary77"];

/// An event of any provider. Every value except ids and event types is a canary.
fn event() -> String {
    let event = r#"{"event":"status_changed","event_type":"ORDER_PROCESSED","type":"invoice.paid","id":"evt-1",
        "order_id":"1","project_id":"2","createdAt":"yesterday","eventGeneratedTime":"x",
        "data":{"payer":{"email":"a@b"}},"transactions":[{"name":"x"}],"url":"https://pay.example.com/1"}"#;
    let event: Value = serde_json::from_str(event).unwrap();
    let kept = [MAY_BE_SHOWN, &["event", "event_type", "type"]].concat();
    planted(&event, &kept).to_string()
}

fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    let pairs = pairs.iter().map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        (name, HeaderValue::from_str(value).unwrap())
    });
    pairs.collect()
}

fn mac(key: &[u8], parts: &[&str]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(parts.join(".").as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// What is printed of a delivery that the first secret signed: with that secret, with another, and
/// with a body changed.
macro_rules! printed {
    ($provider:ident, $secret:expr, $headers:expr, $body:expr) => {{
        use $provider::webhook::{parse, verify};
        let now = OffsetDateTime::from_unix_timestamp(NOW).unwrap();
        let secrets = SECRETS.map(|text| $secret(text).unwrap());
        let changed = format!("{} ", $body);
        let mut printed = format!("{secrets:?} ");
        let mut trusted = 0;
        for body in [$body, &changed] {
            let delivery = Delivery::new($headers, body.as_bytes());
            printed.push_str(&format!("{delivery:?} "));
            for secret in &secrets {
                match verify(delivery, std::slice::from_ref(secret), now) {
                    Ok(verified) => {
                        trusted += 1;
                        let event = parse(&verified).unwrap();
                        printed.push_str(&format!("{verified:?} {event:?} {:?} ", event.data));
                    }
                    Err(error) => printed.push_str(&format!("{error} {error:?} ")),
                }
            }
        }
        assert_eq!(trusted, 1, "{printed}");
        printed
    }};
}

fn secrets(signature: &str) -> Vec<String> {
    let [right, wrong] = SECRETS.map(str::to_owned);
    vec![CANARY.to_owned(), right, wrong, signature.to_owned()]
}

#[test]
fn meum_s_delivery_prints_neither_its_secret_nor_its_body() {
    let (body, timestamp) = (event(), NOW.to_string());
    let mac = mac(SECRETS[0].as_bytes(), &[&timestamp, &body]);
    let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    let headers = headers(&[
        ("x-stablecoin-timestamp", &timestamp),
        ("x-stablecoin-signature", &format!("v1={hex}")),
    ]);
    let printed = printed!(meum, meum::webhook::WebhookSecret::new, &headers, &body);
    check("meum", &printed, &secrets(&hex));
}

#[test]
fn pine_labs_delivery_prints_neither_its_secret_nor_its_body() {
    let (body, timestamp) = (event(), NOW.to_string());
    let key = STANDARD.decode(SECRETS[0]).unwrap();
    let signature = STANDARD.encode(mac(&key, &["msg_1", &timestamp, &body]));
    let headers = headers(&[
        ("webhook-id", "msg_1"),
        ("webhook-timestamp", &timestamp),
        ("webhook-signature", &format!("v1,{signature}")),
    ]);
    let secret = pinelabs::webhook::WebhookSecret::from_base64;
    let printed = printed!(pinelabs, secret, &headers, &body);
    check("pinelabs", &printed, &secrets(&signature));
}

#[test]
fn an_unsigned_delivery_prints_nothing_of_its_body() {
    let event = event();
    for body in [event.as_bytes(), b"canary", br#"{"canary":"canary"}"#] {
        let read = [
            format!("{:?}", costplus::webhook::UnverifiedEvent::parse(body)),
            format!("{:?}", paywint::webhook::parse_unverified(body)),
        ];
        check("an event", &read.join(" "), &[CANARY.to_owned()]);
    }
}
