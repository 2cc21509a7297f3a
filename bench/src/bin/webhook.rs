//! Verifies one delivery again and again: `webhook <meum or hmac> <body bytes> <count>`.
//!
//! `hmac` is the bare HMAC-SHA256 of the same bytes, key and comparison included.

use bench_harness::{Failure, measured};
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use meum::webhook::{WebhookSecret, verify};
use paylink_core::webhook::Delivery;
use sha2::Sha256;
use time::OffsetDateTime;

const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const SIGNED_AT: i64 = 1_780_000_000;

fn main() -> Result<(), Failure> {
    let mut words = std::env::args().skip(1);
    let scheme = words.next().ok_or("which scheme?")?;
    let size = words.next().ok_or("how many bytes?")?.parse()?;
    let count = words.next().ok_or("how many times?")?.parse()?;
    let body = vec![b'x'; size];
    match scheme.as_str() {
        "hmac" => bare(&body, count),
        "meum" => meum(&body, count),
        other => Err(format!("no scheme {other}").into()),
    }
}

fn mac(secret: &str, parts: &[&[u8]]) -> Result<Hmac<Sha256>, Failure> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())?;
    parts.iter().for_each(|part| mac.update(part));
    Ok(mac)
}

fn bare(body: &[u8], count: u64) -> Result<(), Failure> {
    let signed_at = SIGNED_AT.to_string();
    let parts = [signed_at.as_bytes(), b".", body];
    let signature = mac(SECRET, &parts)?.finalize().into_bytes();
    measured(count, || {
        let mac = mac(std::hint::black_box(SECRET), &parts)?;
        Ok(mac.verify_slice(&signature)?)
    })
}

fn meum(body: &[u8], count: u64) -> Result<(), Failure> {
    let signed_at = SIGNED_AT.to_string();
    let signature = mac(SECRET, &[signed_at.as_bytes(), b".", body])?;
    let signature: String = (signature.finalize().into_bytes().iter())
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let mut headers = HeaderMap::new();
    headers.insert("x-stablecoin-timestamp", signed_at.parse()?);
    headers.insert("x-stablecoin-signature", format!("v1={signature}").parse()?);
    let secrets = [WebhookSecret::new(SECRET)?];
    let now = OffsetDateTime::from_unix_timestamp(SIGNED_AT)?;
    measured(count, || {
        let delivery = Delivery::new(&headers, std::hint::black_box(body));
        verify(delivery, &secrets, now)?;
        Ok(())
    })
}
