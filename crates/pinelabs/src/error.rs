//! Pine Labs' error bodies, read into a refusal; and [`ErrorDetails`], what they say besides.

use http::StatusCode;
use paylink_core::provider::json::Object;
use paylink_core::provider::redacted_debug;
use paylink_core::provider::{Received, Refusal};
use paylink_core::{Error, ErrorKind};

/// The code with which Pine Labs says that a request was processed already, status 422 (pinelabs-v8). On a create something
/// exists under its reference, or is being made: the outcome is unknown.
///
/// The create page says that a repeated reference gives the existing link; third parties report that it is refused
/// (pinelabs-v42). Both are accepted. Do not take another reference: that would be a second link.
pub const DUPLICATE_REQUEST: &str = "DUPLICATE_REQUEST";

/// The code of credentials that Pine Labs does not accept.
const USER_AUTHENTICATION_FAILED: &str = "USER_AUTHENTICATION_FAILED";

/// How the codes end that say that something does not exist: `NOT_FOUND`, `ORDER_NOT_FOUND`.
const NOT_FOUND: &str = "NOT_FOUND";

/// Reads `{code, message, ...}`. None of it is required.
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

/// The refusal of what changes something: "processed before" may have been this very request (pinelabs-v8).
pub(crate) fn refusal_of_a_write(received: &Received) -> Refusal {
    let mut refusal = refusal(received);
    if refusal.code.as_deref() == Some(DUPLICATE_REQUEST) {
        refusal.kind = Some(ErrorKind::Duplicate);
    }
    refusal
}

/// What a code, or its absence, says more exactly than the status.
///
/// A 404 means "no such link" only in Pine Labs' own words: a code that ends in `NOT_FOUND`. A proxy on the way, or a path
/// that is not served, answers 404 as well, and says nothing about links (pinelabs-o5).
fn kind(status: StatusCode, code: Option<&str>) -> Option<ErrorKind> {
    match code {
        // At the token endpoint its status is 422 (pinelabs-v43).
        Some(USER_AUTHENTICATION_FAILED) => Some(ErrorKind::Authentication),
        Some(code) if code.ends_with(NOT_FOUND) => None,
        _ => (status == StatusCode::NOT_FOUND).then_some(ErrorKind::Refused),
    }
}

/// Where and why Pine Labs refused, as far as it says so.
///
/// The error pages have it under `additional_error_details`, two of the vendor's own clients read `additionalErrorPayload`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ErrorDetails {
    /// Whose fault it is, as it came.
    pub source: Option<String>,
    /// The step that failed, as it came.
    pub step: Option<String>,
    /// The reason in a sentence, as it came. It may repeat what was sent.
    pub reason: Option<String>,
}

impl ErrorDetails {
    /// The details of an error's body. `None` when it holds none.
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
