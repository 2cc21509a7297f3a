//! [`account`]: a provider's configuration, as `paylink::config` reads it.

use serde_json::Value;

use crate::fixtures::account_text;

/// The configuration of an account of the provider at this address, as JSON:
/// `fixtures/<provider>/account.json`.
///
/// It names the environment variables that
/// [`Sandbox::credentials`](paylink_sandbox::Sandbox::credentials) has values for. Where the
/// provider has one currency an account, it is USD.
#[must_use]
pub fn account(provider: &str, base_url: &str) -> String {
    let mut account: Value = serde_json::from_str(&account_text(provider)).unwrap();
    account["base_url"] = base_url.into();
    account.to_string()
}
