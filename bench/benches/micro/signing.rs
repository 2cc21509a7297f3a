//! Signatures: of a request that is sent, and of a webhook that came.

use divan::black_box;
use http::{HeaderMap, Method};
use paylink_core::webhook::Delivery;
use time::OffsetDateTime;

const BODY: &[u8] = br#"{"amount":150.75,"description":"Payment for June invoice"}"#;
const TARGET: &str =
    "/api/platform/payment/create-payment-link/11111111-2222-4333-8444-555555555555";

#[divan::bench]
fn paywint_request(bencher: divan::Bencher<'_, '_>) {
    let key = paywint::SecretKey::new("secret of the bench").ok();
    bencher.bench(|| {
        let key = black_box(key.as_ref());
        key.map(|key| key.signature(&Method::POST, TARGET, black_box(BODY)))
    });
}

/// A delivery whose signature does not match takes as long as one that does; nothing has to be
/// signed here for it.
#[divan::bench(args = [256, 1024, 65_536])]
fn meum_webhook(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let body = vec![b'x'; bytes];
    let signature = format!("v1={}", "0".repeat(64));
    let headers: HeaderMap = [
        ("x-stablecoin-timestamp", "1780000000"),
        ("x-stablecoin-signature", &signature),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.parse().ok()?, value.parse().ok()?)))
    .collect();
    let secrets: Vec<_> = meum::webhook::WebhookSecret::new("0123456789abcdef")
        .into_iter()
        .collect();
    bencher.bench(|| {
        let delivery = Delivery::new(&headers, black_box(&body));
        meum::webhook::verify(delivery, &secrets, OffsetDateTime::UNIX_EPOCH).is_err()
    });
}
