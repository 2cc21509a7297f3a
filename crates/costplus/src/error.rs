//! Reads CostPlus's two error bodies into a refusal.

use paylink_core::provider::{Received, Refusal};

/// Reads `{error: {type, value, ...}}`, `{error: "name", message}` or anything else. No part is
/// required.
///
/// The kind comes from the HTTP status, because the values of `type` are not documented.
pub(crate) fn refusal(received: &Received) -> Refusal {
    let mut refusal = Refusal::default();
    let Ok(body) = received.object() else {
        return refusal;
    };
    match body.object("error") {
        Some(error) => {
            refusal.code = error.text("type");
            refusal.message = error.text("value");
        }
        None => {
            refusal.code = body.text("error");
            refusal.message = body.text("message");
        }
    }
    refusal
}
