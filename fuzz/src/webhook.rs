//! Webhook deliveries: headers, a blank line, the body.

use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderName, HeaderValue};
use meum::webhook::{WebhookSecret, parse, verify};
use paylink_core::webhook::Delivery;
use sha2::Sha256;
use time::OffsetDateTime;

const SECRET: &str = "0123456789abcdef";
const NOW: i64 = 1_719_234_567;

/// No delivery is more than refused; one that is signed is verified, and its body parsed or refused.
pub fn meum(data: &[u8]) {
    let (mut headers, body) = delivery(data);
    let now = OffsetDateTime::from_unix_timestamp(NOW).unwrap();
    let secrets = [WebhookSecret::new(SECRET).unwrap()];
    let _ = verify(Delivery::new(&headers, body), &secrets, now);

    let timestamp = NOW.to_string();
    let signature = format!("v1={}", signature(&timestamp, body));
    headers.insert("x-stablecoin-timestamp", timestamp.parse().unwrap());
    headers.insert("x-stablecoin-signature", signature.parse().unwrap());
    let verified = verify(Delivery::new(&headers, body), &secrets, now).unwrap();
    assert_eq!(verified.body(), body);
    if let Ok(event) = parse(&verified) {
        let _ = format!("{event:?} {}", event.kind);
    }
}

/// Lines of `name: value`, a blank line, the body. What HTTP allows as no header is left out.
fn delivery(data: &[u8]) -> (HeaderMap, &[u8]) {
    let mut headers = HeaderMap::new();
    let mut rest = data;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let (line, tail) = (&rest[..end], &rest[end + 1..]);
        rest = tail;
        if line.is_empty() {
            break;
        }
        let colon = line.iter().position(|byte| *byte == b':').unwrap_or(end);
        let name = HeaderName::from_bytes(&line[..colon]);
        let value = line.get(colon + 1..).unwrap_or_default().trim_ascii();
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value)) {
            headers.append(name, value);
        }
    }
    (headers, rest)
}

fn signature(timestamp: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(&[timestamp.as_bytes(), b".", body].concat());
    let bytes = mac.finalize().into_bytes();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
