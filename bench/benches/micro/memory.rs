//! A connection without a network: every request is answered at once, with what the fixtures hold.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use paylink::config::Config;
use paylink_core::transport::Connection;
use paylink_testkit::{FixedRuntime, InMemoryTransport, Reply};
use serde_json::Value;

/// Answers creates with this response of the fixtures.
pub(crate) fn accepting(provider: &str, name: &str) -> Result<Connection, Box<dyn Error>> {
    connection(Reply::new(200, body(provider, name)?))
}

/// Answers creates with 400 and no body.
pub(crate) fn refusing() -> Result<Connection, Box<dyn Error>> {
    connection(Reply::new(400, ""))
}

fn connection(create: Reply) -> Result<Connection, Box<dyn Error>> {
    let token = Reply::new(200, body("pinelabs", "token-expires-in")?);
    let transport = InMemoryTransport::answering(move |request| {
        let reply = match request.uri().path().ends_with("/token") {
            true => &token,
            false => &create,
        };
        reply.clone()
    });
    // A record of every call would be measured too.
    let transport = Arc::new(transport.without_record());
    Ok(Connection::new(transport, Arc::new(FixedRuntime::default())))
}

/// The provider's account of the fixtures.
pub(crate) fn account(provider: &str) -> Result<Config, Box<dyn Error>> {
    let file = fixtures().join(provider).join("account.json");
    Ok(serde_json::from_str(&std::fs::read_to_string(file)?)?)
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")
}

fn body(provider: &str, name: &str) -> Result<String, Box<dyn Error>> {
    let file = fixtures().join(format!("{provider}/responses/{name}.json"));
    let answer: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let body = answer.get("body").ok_or("an answer has a body")?;
    Ok(body.to_string())
}
