//! What the five subjects share: the connection, made as a program would make it.

use bench_harness::{Arguments, Failure};
use paylink_core::BaseUrl;
use paylink_core::transport::Connection;

/// A connection with the default settings; over TLS it trusts the run's root certificate besides
/// the platform's.
///
/// # Errors
/// When the certificate cannot be used.
pub fn connection(arguments: &Arguments) -> Result<Connection, Failure> {
    let mut builder = paylink_reqwest::Builder::new();
    if let Some(root) = &arguments.root {
        builder = builder.root_certificate(root.clone());
    }
    Ok(builder.build()?)
}

/// The server's address with what the provider's own has as a prefix.
///
/// # Errors
/// When it is no address.
pub fn base_url(arguments: &Arguments, prefix: &str) -> Result<BaseUrl, Failure> {
    Ok(format!("{}{prefix}", arguments.url).parse()?)
}
