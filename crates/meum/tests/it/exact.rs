//! Where `cargo xtask mutants` found that no test looked.

use http::{HeaderMap, HeaderValue};
use meum::MeumLinks;
use meum::webhook::{WebhookSecret, verify};
use paylink_core::PaymentLinks;
use paylink_core::webhook::Delivery;
use time::OffsetDateTime;

use crate::support::client;

#[test]
fn the_face_names_its_provider() {
    let links = MeumLinks::new(client("https://api.example.com"), "USD".parse().unwrap());
    assert_eq!(links.provider(), "meum");
}

/// While secrets are rotated, one may be in the list twice.
#[test]
fn a_secret_given_twice_still_verifies() {
    let mut headers = HeaderMap::new();
    // The documented vector (`docs/providers/meum.md`).
    let signature = "v1=160fe86e2ee11d745c4d0339caed64ea7c314ca01dab62ede08ec4ed28b1ae06";
    for (name, value) in [
        ("x-stablecoin-timestamp", "1719234567"),
        ("x-stablecoin-signature", signature),
    ] {
        headers.append(name, HeaderValue::from_static(value));
    }
    let body = br#"{"id":"evt_demo_test","type":"webhook.test","data":{"message":"Test webhook from Stablecoin Checkout"}}"#;
    let secret = WebhookSecret::new("0123456789abcdef".repeat(4)).unwrap();
    let now = OffsetDateTime::from_unix_timestamp(1_719_234_567).unwrap();
    let secrets = [secret.clone(), secret];
    assert!(verify(Delivery::new(&headers, body), &secrets, now).is_ok());
}
