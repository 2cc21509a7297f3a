//! Verifies one delivery again and again: `webhook <meum, pinelabs or hmac> <body bytes> <count>`.
//!
//! `hmac` is the bare HMAC-SHA256 of the bytes that meum signs, key and comparison included.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bench_harness::{Failure, measured};
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use paylink_core::webhook::Delivery;
use sha2::Sha256;
use time::OffsetDateTime;

const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const ID: &str = "evt_0123456789abcdef";
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
        "pinelabs" => pinelabs(&body, count),
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
    let secrets = [meum::webhook::WebhookSecret::new(SECRET)?];
    let now = OffsetDateTime::from_unix_timestamp(SIGNED_AT)?;
    measured(count, || {
        let delivery = Delivery::new(&headers, std::hint::black_box(body));
        meum::webhook::verify(delivery, &secrets, now)?;
        Ok(())
    })
}

fn pinelabs(body: &[u8], count: u64) -> Result<(), Failure> {
    let signed_at = SIGNED_AT.to_string();
    let parts = [ID.as_bytes(), b".", signed_at.as_bytes(), b".", body];
    let signature = STANDARD.encode(mac(SECRET, &parts)?.finalize().into_bytes());
    let mut headers = HeaderMap::new();
    headers.insert("webhook-id", ID.parse()?);
    headers.insert("webhook-timestamp", signed_at.parse()?);
    headers.insert("webhook-signature", format!("v1,{signature}").parse()?);
    let secrets = [pinelabs::webhook::WebhookSecret::from_raw(SECRET)?];
    let now = OffsetDateTime::from_unix_timestamp(SIGNED_AT)?;
    measured(count, || {
        let delivery = Delivery::new(&headers, std::hint::black_box(body));
        pinelabs::webhook::verify(delivery, &secrets, now)?;
        Ok(())
    })
}
