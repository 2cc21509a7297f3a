//! Reads Meum's three error bodies into a refusal.

use paylink_core::ErrorKind;

use paylink_core::provider::{Received, Refusal};

/// Reads `{error: {type, code, message, request_id, param?}}` (meum-p25), `{error: "text", code?}`
/// (meum-v5) or anything else. No part is required.
pub(crate) fn refusal(received: &Received) -> Refusal {
    let mut refusal = Refusal::default();
    let Ok(body) = received.object() else {
        return refusal;
    };
    match body.object("error") {
        Some(error) => {
            refusal.kind = error.text("type").as_deref().and_then(kind);
            refusal.code = error.text("code");
            refusal.message = error.text("message");
            refusal.request_id = error.text("request_id");
            refusal.field = error.text("param");
        }
        None => {
            refusal.code = body.text("code");
            refusal.message = body.text("error");
        }
    }
    refusal
}

/// The documented error types are more exact than the status.
fn kind(error_type: &str) -> Option<ErrorKind> {
    match error_type {
        "authentication_error" | "permission_error" => Some(ErrorKind::Authentication),
        "not_found" => Some(ErrorKind::NotFound),
        "conflict" => Some(ErrorKind::Conflict),
        "rate_limit_error" => Some(ErrorKind::RateLimited),
        "invalid_request" => Some(ErrorKind::Refused),
        _ => None,
    }
}
