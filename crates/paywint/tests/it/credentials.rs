//! Credentials: refused when they cannot be one, shown nowhere.

use std::error::Error as _;
use std::sync::Arc;

use paylink_core::transport::{Connection, TransportErrorKind};
use paylink_core::{BaseUrl, ErrorKind, Outcome};
use paylink_sandbox::wire::{self, ScriptedServer};
use paylink_testkit::{FixedRuntime, InMemoryTransport, Reply};
use paywint::{Client, Credentials, SANDBOX, SecretKey};

use crate::support::{CREATED, PLATFORM, USER, client_with, invoice};

const CANARY: &str = "secret-canary-7f3a";

#[test]
fn an_empty_or_broken_secret_is_refused() {
    for secret in ["", " ", "\t", "secret\n", " secret", "sec\r\nret", "\u{a0}"] {
        let error = SecretKey::new(secret).unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome(), error.field()),
            (
                ErrorKind::Configuration,
                Outcome::NotSent,
                Some("secret_key")
            )
        );
    }
    // The literal text is the key: nothing says that it is ASCII, or short.
    assert!(SecretKey::new("gehëim").is_ok());
    assert!(SecretKey::new("k".repeat(200)).is_ok());
}

#[test]
fn the_sandbox_address_is_one() {
    let base_url: BaseUrl = SANDBOX.parse().unwrap();
    assert_eq!(base_url.as_str(), SANDBOX);
}

#[tokio::test]
async fn neither_credentials_nor_the_link_are_shown() {
    let replies = vec![
        wire::Reply::json(200, CREATED.replace("Operation", CANARY)),
        wire::Reply::json(401, CANARY),
        wire::Reply::json(
            200,
            CREATED
                .replace("true", "false")
                .replace("Operation", CANARY),
        ),
        wire::Reply::close(),
    ];
    let count = replies.len();
    let server = ScriptedServer::start(replies).await.unwrap();
    let client = client_with(CANARY, &server.base_url());
    let builder = Client::builder(Credentials::new(PLATFORM, SecretKey::new(CANARY).unwrap()))
        .base_url(SANDBOX)
        .unwrap();
    let request = invoice().with_description("payer-canary");
    let mut shown = vec![format!("{client:?} {builder:?} {request:?}")];
    for _ in 0..count {
        match client.create_payment_link(USER, &request).await {
            Ok(link) => shown.push(format!("{link:?}")),
            Err(error) => {
                shown.push(format!("{error} {error:?}"));
                let mut cause = error.source();
                while let Some(inner) = cause {
                    shown.push(format!("{inner} {inner:?}"));
                    cause = inner.source();
                }
            }
        }
    }
    let requests = server.requests();
    assert_eq!(requests.len(), count);
    let signature = requests[0].header("x-signature").unwrap().to_owned();
    let platform = PLATFORM.to_string();
    let hidden = [
        "canary",
        "pay.example.com",
        "create-payment-link/",
        &signature,
        &platform,
    ];
    assert!(shown.len() > count);
    for text in &shown {
        for secret in hidden {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

#[tokio::test]
async fn a_transport_of_ones_own_gets_headers_that_print_nothing_signed_anew_each_time() {
    let unreachable = Reply::failure(TransportErrorKind::Connect);
    let transport = Arc::new(InMemoryTransport::always(unreachable));
    let connection = Connection::new(transport.clone(), Arc::new(FixedRuntime::default()));
    let builder = Client::builder(Credentials::new(PLATFORM, SecretKey::new(CANARY).unwrap()))
        .base_url(SANDBOX)
        .unwrap();
    let client = builder.connection(connection).build().unwrap();
    (client.create_payment_link(USER, &invoice()).await).unwrap_err();
    let attempts = transport.sent();
    assert_eq!(attempts.len(), 3);
    for request in &attempts {
        for name in ["x-platform-id", "x-signature"] {
            assert_eq!(request.headers().get_all(name).iter().count(), 1);
            assert!(request.headers()[name].is_sensitive(), "{name}");
        }
    }
}
