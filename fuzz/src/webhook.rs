//! Webhook deliveries: headers, a blank line, the body.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use paylink_core::webhook::Delivery;
use sha2::Sha256;
use time::OffsetDateTime;

use super::accept::client;
use super::in_memory::{answering, run};

const SECRET: &str = "0123456789abcdef";
const NOW: i64 = 1_719_234_567;

/// Meum: no delivery is more than refused; one that is signed is verified, and its body parsed or
/// refused.
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

/// CostPlus signs nothing: the first line is an event, the rest what CostPlus answers when it is
/// asked. Only the order and the link that were asked for are confirmed.
pub fn costplus(data: &[u8]) {
    use costplus::webhook::UnverifiedEvent;

    let end = data.iter().position(|byte| *byte == b'\n');
    let (event, answer) = data.split_at(end.unwrap_or(data.len()));
    let Ok(event) = UnverifiedEvent::parse(event) else {
        return;
    };
    let _ = format!("{event:?} {}", event.event);
    assert!(!event.order_id.trim().is_empty());
    let answer = answer.get(1..).unwrap_or_default().to_vec();
    let client = client::costplus(answering(StatusCode::OK, answer));
    if let Ok(confirmed) = run(client.confirm(&event)) {
        let _ = format!("{confirmed:?}");
        assert_eq!(confirmed.order.id, Some(event.order_id));
        let related = confirmed.order.related_payment_link_id;
        assert_eq!(related.is_some(), confirmed.link.is_some());
        let answered = confirmed.link.and_then(|link| link.id);
        assert!(answered.is_none() || answered == related);
    }
}

/// Paywint signs nothing either.
pub fn paywint(data: &[u8]) {
    if let Ok(event) = paywint::webhook::parse_unverified(data) {
        let _ = format!("{event:?} {}", event.event);
        assert!(event.id.is_none_or(|id| !id.trim().is_empty()));
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
