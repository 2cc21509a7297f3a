//! A pooled client as one sets it up, one call, and an exact amount.

use std::time::Duration;

use bench_harness::{Arguments, Failure};
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE};
use reqwest::{Certificate, Client, RequestBuilder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use uuid::Uuid;

/// Pooled, with the time-outs that any program should have.
pub(crate) fn client(arguments: &Arguments) -> Result<Client, Failure> {
    let mut client = Client::builder()
        .user_agent("by-hand/0.1.0")
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(30))
        .tcp_nodelay(true);
    if let Some(root) = &arguments.root {
        client = client.tls_certs_merge(Certificate::from_pem_bundle(root)?);
    }
    Ok(client.build()?)
}

/// Sends the body as JSON, and reads a success as JSON.
pub(crate) async fn call<T: DeserializeOwned>(
    request: RequestBuilder,
    body: &impl Serialize,
) -> Result<T, Failure> {
    call_with_bytes(request, serde_json::to_vec(body)?).await
}

/// The same with a body that is written already.
pub(crate) async fn call_with_bytes<T: DeserializeOwned>(
    request: RequestBuilder,
    body: Vec<u8>,
) -> Result<T, Failure> {
    let response = request
        .header(CONTENT_TYPE, "application/json")
        .header(ACCEPT, "application/json")
        .header(ACCEPT_ENCODING, "identity")
        .body(body)
        .send()
        .await?
        .error_for_status()?;
    Ok(serde_json::from_slice(&response.bytes().await?)?)
}

/// A random id, as text.
pub(crate) fn random_id() -> String {
    #[expect(
        clippy::disallowed_methods,
        reason = "a call by hand draws its random bytes itself"
    )]
    Uuid::new_v4().to_string()
}

/// A JSON number that is written as it stands.
pub(crate) fn number(digits: &str) -> Result<Box<RawValue>, Failure> {
    Ok(serde_json::from_str(digits)?)
}
