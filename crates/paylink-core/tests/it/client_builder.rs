//! How a client is made: every setting takes effect or is refused by its name.

use std::sync::Arc;
use std::time::Duration;

use paylink_core::{BaseUrl, ClientBuilder, Error, ErrorKind, FieldError, Outcome};

use paylink_core::provider::{BuildClient, ConnectOptions, no_transport};

use paylink_core::transport::Connection;

use paylink_testkit::{FixedRuntime, InMemoryTransport, Reply};

/// A client that keeps what it was given.
#[derive(Debug)]
struct Kept {
    base_url: BaseUrl,
    timeout: Duration,
}

impl BuildClient for Kept {
    type Credentials = &'static str;

    const PROVIDER: &'static str = "kept";
    const BASE_URL: Option<&'static str> = Some("https://api.example.com/v1");

    fn build(_: &'static str, base_url: BaseUrl, connection: Connection) -> Self {
        Self {
            base_url,
            timeout: connection.limits().call,
        }
    }
}

/// A client of a provider that documents no address.
#[derive(Debug)]
struct Nowhere;

impl BuildClient for Nowhere {
    type Credentials = ();

    const PROVIDER: &'static str = "nowhere";
    const BASE_URL: Option<&'static str> = None;

    fn build((): (), _: BaseUrl, _: Connection) -> Self {
        Self
    }
}

fn connection() -> Connection {
    let transport = Arc::new(InMemoryTransport::always(Reply::lost()));
    Connection::new(transport, Arc::new(FixedRuntime::default()))
}

/// A built-in transport that takes any option but this proxy.
fn connect(options: &ConnectOptions) -> Result<Connection, FieldError> {
    match options.proxy.as_deref() {
        Some("socks5://proxy") => Err(FieldError::new("proxy", "must begin with http://")),
        _ => Ok(connection()),
    }
}

fn builder() -> ClientBuilder<Kept> {
    ClientBuilder::new("key", connect)
}

fn refused<T: std::fmt::Debug>(result: Result<T, Error>, provider: &str, field: &str) -> String {
    let error = result.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Configuration, Outcome::NotSent)
    );
    assert_eq!((error.provider(), error.field()), (provider, Some(field)));
    error.to_string()
}

#[test]
fn what_is_not_said_has_a_default() {
    let client = builder().build().unwrap();
    assert_eq!(client.base_url.as_str(), "https://api.example.com/v1");
    assert_eq!(client.timeout, Duration::from_secs(60));
    let client = builder().timeout(Duration::from_secs(20)).build().unwrap();
    assert_eq!(client.timeout, Duration::from_secs(20));
}

#[test]
fn plain_http_is_for_loopback_unless_it_is_allowed_by_name() {
    let loopback = builder().base_url("http://127.0.0.1:4010").unwrap();
    loopback.build().unwrap();
    let plain = || builder().base_url("http://api.example.com").unwrap();
    let message = refused(plain().build(), "kept", "base_url");
    assert!(message.contains("http is for loopback only"), "{message}");
    // In either order.
    let client = plain().allow_plain_http().build().unwrap();
    assert_eq!(client.base_url.as_str(), "http://api.example.com");
    let first = builder().allow_plain_http();
    first
        .base_url("http://api.example.com")
        .unwrap()
        .build()
        .unwrap();
}

#[test]
fn an_address_that_is_none_is_refused_at_once_and_a_missing_one_when_it_is_needed() {
    for wrong in [
        "",
        "api.example.com",
        "ftp://api.example.com",
        "https://a@b",
        "http://[127.0.0.1]",
    ] {
        refused(
            builder().allow_plain_http().base_url(wrong),
            "kept",
            "base_url",
        );
    }
    let nowhere = || ClientBuilder::<Nowhere>::new((), connect);
    let message = refused(nowhere().build(), "nowhere", "base_url");
    assert!(message.contains("is required"), "{message}");
    nowhere()
        .base_url("https://b.example.com")
        .unwrap()
        .build()
        .unwrap();
}

#[test]
fn an_option_of_the_built_in_transport_is_not_passed_over_beside_another() {
    let own = || builder().connection(connection());
    own().build().unwrap();
    refused(own().proxy("http://proxy:1").build(), "kept", "proxy");
    refused(
        own().root_certificate("pem").build(),
        "kept",
        "root_certificate",
    );
    let short = own().connect_timeout(Duration::from_secs(1));
    refused(short.build(), "kept", "connect_timeout");
    // Without another transport they go to the built-in one, which may refuse them.
    builder().proxy("http://proxy:1").build().unwrap();
    refused(builder().proxy("socks5://proxy").build(), "kept", "proxy");
}

#[test]
fn a_build_without_a_transport_asks_for_one() {
    let bare = || ClientBuilder::<Kept>::new("key", no_transport);
    let message = refused(bare().build(), "kept", "transport");
    assert!(message.contains("`reqwest` is off"), "{message}");
    let transport = Arc::new(InMemoryTransport::always(Reply::lost()));
    bare()
        .transport(transport, Arc::new(FixedRuntime::default()))
        .build()
        .unwrap();
}

#[test]
fn debug_shows_the_address_and_no_secret() {
    let builder = ClientBuilder::<Kept>::new("canary", connect).proxy("http://u:canary@proxy:1");
    let shown = format!("{builder:?}");
    assert!(shown.contains("https://api.example.com/v1"), "{shown}");
    assert!(!shown.contains("canary"), "{shown}");
}
