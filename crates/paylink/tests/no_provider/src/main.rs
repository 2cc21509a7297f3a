//! Reads a configuration in a build that carries no provider, and prints which feature is missing.

use std::sync::Arc;

use paylink::config::Config;
use paylink::transport::Connection;
use paylink_testkit::{FixedRuntime, InMemoryTransport, Reply};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    assert!(paylink::PROVIDERS.is_empty());
    let text = r#"{"provider":"costplus","api_key_env":"COSTPLUS_API_KEY"}"#;
    let config: Config = serde_json::from_str(text)?;
    let transport = Arc::new(InMemoryTransport::always(Reply::lost()));
    let connection = Connection::new(transport, Arc::new(FixedRuntime::default()));
    let error = config.build(|_| None, connection).err().ok_or("built")?;
    println!("{}: {error}", error.kind());
    Ok(())
}
