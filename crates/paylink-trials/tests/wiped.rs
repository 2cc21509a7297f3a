//! No copy of a credential stays in memory after its client is dropped. This is a process of its
//! own, because the test searches the memory of the whole process.
//!
//! Excluded is what the documentation says is not wiped: buffers of reqwest and TLS (the transport
//! here has none), and what the HMAC implementation leaves on the stack (which is unmapped with its
//! thread).
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "test code fails by panicking"
)]

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use paylink::PROVIDERS;
use paylink_core::provider::Secret;
use paylink_core::transport::{Connection, TransportErrorKind};
use paylink_core::{Error, Link, PaymentLinks};
use paylink_testkit::{FixedRuntime, InMemoryTransport, Reply, at_once};
use paylink_trials::client::config;
use paylink_trials::subject::request;

/// The credential, with each byte increased by one: only a client puts the real text in memory.
const HIDDEN: &str = "xjqfedbobsz8g4b:d52e3f69gc17xjqfedbobszr9[u6Ms1Xn4Lf:WyZc3Oe8It2";

/// The texts to search for: the ends of the credential and of its HTTP Basic form (encoded with
/// Python's base64). Only the ends, because an allocator overwrites the beginning of freed memory,
/// which does not count as wiping.
const ENDS: [&str; 2] = [
    "edbobszr9[u6Ms1Xn4Lf:WyZc3Oe8It2",
    "beEWNdkCYcUOM[UmXfGmjNl6lO1i{NUp",
];

/// The credential, in an allocation that nothing else copies.
fn canary() -> String {
    let mut text = String::with_capacity(HIDDEN.len());
    text.extend(HIDDEN.bytes().map(|byte| char::from(byte - 1)));
    text
}

/// Whether the memory of this process contains the credential or its HTTP Basic form.
fn is_in_memory() -> bool {
    let memory = File::open("/proc/self/mem").unwrap();
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut buffer = vec![0; 1 << 20];
    let mut found = false;
    for map in maps.lines() {
        let mut words = map.split_whitespace();
        let (range, rights) = (words.next().unwrap(), words.next().unwrap());
        if !rights.starts_with("rw") {
            continue;
        }
        let (start, end) = range.split_once('-').unwrap();
        let mut start = u64::from_str_radix(start, 16).unwrap();
        let end = u64::from_str_radix(end, 16).unwrap();
        while start < end {
            let most = buffer.len().min((end - start) as usize);
            let Ok(read) = memory.read_at(&mut buffer[..most], start) else {
                break;
            };
            found |= ENDS.iter().any(|hidden| holds(&buffer[..read], hidden));
            // What was read is a copy.
            buffer.fill(0);
            // The parts overlap, so that no text is cut in two.
            start += if read < most || start + read as u64 >= end {
                end - start
            } else {
                read as u64 - 64
            };
        }
    }
    found
}

fn holds(memory: &[u8], hidden: &str) -> bool {
    let hidden = hidden.as_bytes();
    let first = hidden[0] - 1;
    let windows = memory.windows(hidden.len());
    windows.filter(|window| window[0] == first).any(|window| {
        window
            .iter()
            .zip(hidden)
            .all(|(byte, hidden)| byte.wrapping_add(1) == *hidden)
    })
}

/// A create that ends without an answer, after three attempts.
fn create(links: &dyn PaymentLinks) -> Result<paylink_core::Answer<Link>, Error> {
    let request = request(links, "order-1");
    at_once(links.create(&request)).unwrap()
}

/// The provider's adapter from a configuration, with the credential in every secret.
fn links(provider: &str, connection: Connection) -> Box<dyn PaymentLinks> {
    let secret = |name: &str| {
        Some(match name {
            // It must be a UUID, and is not a secret.
            "PAYWINT_PLATFORM_ID" => paywint::Uuid::nil().to_string(),
            _ => canary(),
        })
    };
    let config = config(provider, &"https://api.example.com".parse().unwrap());
    config.build(secret, connection).unwrap()
}

/// On a thread of its own, whose stack goes with it.
fn on_a_thread(run: impl FnOnce() + Send + 'static) {
    std::thread::spawn(run).join().unwrap();
}

/// One test, so that no other one has the credential at the same time.
#[test]
fn no_copy_of_a_credential_outlives_its_client() {
    // It is found where it is.
    let secret = Secret::new("key", canary()).unwrap();
    assert!(is_in_memory());
    let clone = secret.clone();
    drop(secret);
    assert!(is_in_memory());
    drop(clone);
    assert!(!is_in_memory(), "Secret");

    for provider in PROVIDERS.iter().copied() {
        on_a_thread(move || {
            let sent = Arc::new(AtomicUsize::new(0));
            let counted = sent.clone();
            // It drops what it is given to send, and counts it.
            let transport = InMemoryTransport::answering(move |_| {
                counted.fetch_add(1, Ordering::SeqCst);
                Reply::failure(TransportErrorKind::Connect)
            });
            let transport = Arc::new(transport.without_record());
            let connection = Connection::new(transport, Arc::new(FixedRuntime::default()));
            let links = links(provider, connection);
            let error = create(links.as_ref()).unwrap_err();
            assert_eq!(sent.load(Ordering::SeqCst), 3, "{error}");
            // Paywint's key is only in the state of its HMAC.
            assert_eq!(is_in_memory(), provider != "paywint", "{provider}");
        });
        assert!(!is_in_memory(), "{provider}");
    }

    // Each by itself too: what a client does later may write over a copy that was left behind, and
    // so may the end of a thread.
    for credential in [
        || drop(costplus::ApiKey::new(canary()).unwrap()),
        || drop(invoicing::Token::new(canary()).unwrap()),
        || drop(meum::ApiKey::new(canary()).unwrap()),
        || drop(pinelabs::Credentials::new(canary(), canary()).unwrap()),
    ] {
        credential();
        assert!(!is_in_memory(), "the credential of a header or a body");
    }
    for key in [
        || drop(meum::webhook::WebhookSecret::new(canary()).unwrap()),
        || drop(paywint::SecretKey::new(canary()).unwrap()),
        || drop(pinelabs::webhook::WebhookSecret::from_raw(canary()).unwrap()),
        || drop(pinelabs::webhook::WebhookSecret::from_base64(canary()).unwrap()),
    ] {
        on_a_thread(key);
        assert!(!is_in_memory(), "the key of an HMAC");
    }
}
