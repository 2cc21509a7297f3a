//! Reads the provider's error bodies into a refusal.

use std::borrow::Cow;

use paylink_core::provider::json::Value;
use paylink_core::provider::{Received, Refusal};

/// Reads `{error, message}` or anything else: the structure may vary, and the create page has none.
///
/// The kind comes from the HTTP status, whose name `error` repeats.
pub(crate) fn refusal(received: &Received) -> Refusal {
    let mut refusal = Refusal::default();
    if let Ok(body) = received.object() {
        let error = body.get("error").and_then(Value::string);
        refusal.code = error.map(Cow::into_owned);
        refusal.message = body.text("message");
    }
    refusal
}
