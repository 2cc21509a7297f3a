//! Reads Pine Labs' error bodies into a refusal, and into [`ErrorDetails`].

use http::StatusCode;
use paylink_core::provider::json::Object;
use paylink_core::provider::redacted_debug;
use paylink_core::provider::{Received, Refusal};
use paylink_core::{Error, ErrorKind};

/// The error code for a request that was already processed, with status 422 (pinelabs-v8). After a
/// create, a link with the reference exists, or is being created: the outcome is unknown.
///
/// The create page says that a repeated reference returns the existing link. Third parties report
/// that it is refused (pinelabs-v42). The client handles both. Do not use another reference: that
/// would create a second link.
pub const DUPLICATE_REQUEST: &str = "DUPLICATE_REQUEST";

/// The error code for rejected credentials.
const USER_AUTHENTICATION_FAILED: &str = "USER_AUTHENTICATION_FAILED";

/// The end of the error codes for something that does not exist: `NOT_FOUND`, `ORDER_NOT_FOUND`.
const NOT_FOUND: &str = "NOT_FOUND";

/// Reads `{code, message, ...}`. No part is required.
pub(crate) fn refusal(received: &Received) -> Refusal {
    let mut refusal = Refusal::default();
    if let Ok(body) = received.object() {
        refusal.code = body.text("code");
        refusal.message =
            (body.text("message")).or_else(|| read_details(&body).and_then(|it| it.reason));
    }
    refusal.kind = kind(received.status, refusal.code.as_deref());
    refusal
}

/// The refusal of a write: the request that was already processed may be this one (pinelabs-v8).
pub(crate) fn refusal_of_a_write(received: &Received) -> Refusal {
    let mut refusal = refusal(received);
    if refusal.code.as_deref() == Some(DUPLICATE_REQUEST) {
        refusal.kind = Some(ErrorKind::Duplicate);
    }
    refusal
}

/// The kind, if the code or its absence is more exact than the status.
///
/// A 404 means that there is no such link only if Pine Labs' code ends in `NOT_FOUND`. A proxy, or
/// a path that does not exist, also answers 404, and says nothing about links (pinelabs-o5).
fn kind(status: StatusCode, code: Option<&str>) -> Option<ErrorKind> {
    match code {
        // At the token endpoint its status is 422 (pinelabs-v43).
        Some(USER_AUTHENTICATION_FAILED) => Some(ErrorKind::Authentication),
        Some(code) if code.ends_with(NOT_FOUND) => None,
        _ => (status == StatusCode::NOT_FOUND).then_some(ErrorKind::Refused),
    }
}

/// Where and why Pine Labs refused, if it says so.
///
/// The error pages name the field `additional_error_details`; two of the vendor's clients read
/// `additionalErrorPayload`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ErrorDetails {
    /// The source of the error, as it arrived.
    pub source: Option<String>,
    /// The step that failed, as it arrived.
    pub step: Option<String>,
    /// The reason, as it arrived. It may repeat what was sent.
    pub reason: Option<String>,
}

impl ErrorDetails {
    /// The details in the body of an error, if it has them.
    #[must_use]
    pub fn of(error: &Error) -> Option<Self> {
        read_details(&Object::parse(error.raw_body()?).ok()?)
    }
}

redacted_debug!(ErrorDetails {
    shown: [source, step],
    hidden: [reason],
});

fn read_details(body: &Object<'_>) -> Option<ErrorDetails> {
    let details = (body.object("additional_error_details"))
        .or_else(|| body.object("additionalErrorPayload"))?;
    Some(ErrorDetails {
        source: details.text("source"),
        step: details.text("step"),
        reason: details.text("reason"),
    })
}
