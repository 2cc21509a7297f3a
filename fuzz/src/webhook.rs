//! Webhook deliveries: headers, a blank line, the body.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderName, HeaderValue};
use paylink_core::webhook::Delivery;
use sha2::Sha256;
use time::OffsetDateTime;

const SECRET: &str = "0123456789abcdef";
const NOW: i64 = 1_719_234_567;

/// Meum: no delivery is more than refused; one that is signed is verified, and its body parsed or refused.
pub fn meum(data: &[u8]) {
    use meum::webhook::{WebhookSecret, parse, verify};

    let (mut headers, body) = delivery(data);
    let now = OffsetDateTime::from_unix_timestamp(NOW).unwrap();
    let secrets = [WebhookSecret::new(SECRET).unwrap()];
    let _ = verify(Delivery::new(&headers, body), &secrets, now);

    let timestamp = NOW.to_string();
    let signature: String = (signature(&[timestamp.as_bytes(), body]).iter())
        .map(|byte| format!("{byte:02x}"))
        .collect();
    insert(&mut headers, "x-stablecoin-timestamp", &timestamp);
    insert(
        &mut headers,
        "x-stablecoin-signature",
        &format!("v1={signature}"),
    );
    let verified = verify(Delivery::new(&headers, body), &secrets, now).unwrap();
    assert_eq!(verified.body(), body);
    if let Ok(event) = parse(&verified) {
        let _ = format!("{event:?} {}", event.kind);
    }
}

/// Pine Labs: the same.
pub fn pinelabs(data: &[u8]) {
    use pinelabs::webhook::{WebhookSecret, parse, verify};

    let (mut headers, body) = delivery(data);
    let now = OffsetDateTime::from_unix_timestamp(NOW).unwrap();
    let secrets = [WebhookSecret::from_raw(SECRET).unwrap()];
    let _ = verify(Delivery::new(&headers, body), &secrets, now);

    let timestamp = NOW.to_string();
    let signature = STANDARD.encode(signature(&[b"msg_1", timestamp.as_bytes(), body]));
    insert(&mut headers, "webhook-id", "msg_1");
    insert(&mut headers, "webhook-timestamp", &timestamp);
    insert(
        &mut headers,
        "webhook-signature",
        &format!("v1,{signature}"),
    );
    let verified = verify(Delivery::new(&headers, body), &secrets, now).unwrap();
    assert_eq!((verified.id(), verified.body()), ("msg_1", body));
    if let Ok(event) = parse(&verified) {
        let _ = format!("{event:?} {}", event.event_type);
    }
}

fn insert(headers: &mut HeaderMap, name: &'static str, value: &str) {
    headers.insert(name, HeaderValue::from_str(value).unwrap());
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

/// HMAC-SHA256 of the parts, joined by points.
fn signature(parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(&parts.join(&b'.'));
    mac.finalize().into_bytes().to_vec()
}
