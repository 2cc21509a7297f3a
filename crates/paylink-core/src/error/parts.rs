//! [`ErrorParts`]: sets the parts of an error.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use super::{Error, LONGEST_MESSAGE, LONGEST_WORD, Outcome, capped};
use crate::field_error::FieldError;
use crate::idempotency::IdempotencyKey;

/// Sets the parts of an [`Error`], for a mock or another implementation of
/// [`PaymentLinks`](crate::PaymentLinks) that makes no calls.
///
/// ```
/// use paylink_core::provider::ErrorParts;
/// use paylink_core::{Error, ErrorKind, Outcome};
/// let error = Error::new(ErrorKind::Refused, "mock", "create payment link")
///     .with_refusal(Some("LIMIT".to_owned()), None);
/// assert_eq!((error.code(), error.outcome()), (Some("LIMIT"), Outcome::Refused));
/// ```
pub trait ErrorParts: sealed::Sealed + Sized {
    /// Sets the outcome of all attempts. Before, it is the outcome of the kind.
    #[must_use]
    fn with_outcome(self, outcome: Outcome) -> Self;

    /// Sets the status of the response.
    #[must_use]
    fn with_http_status(self, status: Option<StatusCode>) -> Self;

    /// Sets the field that differs or breaks a rule.
    #[must_use]
    fn with_field(self, invalid: FieldError) -> Self;

    /// Sets the provider's code and message.
    #[must_use]
    fn with_refusal(self, code: Option<String>, message: Option<String>) -> Self;

    /// Sets the provider's id of the request.
    #[must_use]
    fn with_request_id(self, request_id: Option<String>) -> Self;

    /// Sets how long the provider asks you to wait.
    #[must_use]
    fn with_retry_after(self, retry_after: Option<Duration>) -> Self;

    /// Sets the key that every attempt had.
    #[must_use]
    fn with_idempotency_key(self, key: Option<IdempotencyKey>) -> Self;

    /// Sets the number of attempts.
    #[must_use]
    fn with_attempts(self, attempts: u32) -> Self;

    /// Sets the body of the response, or the part of it that arrived.
    #[must_use]
    fn with_raw_body(self, body: Bytes) -> Self;

    /// Sets the link that exists.
    #[must_use]
    fn with_link(self, link: Arc<dyn Any + Send + Sync>) -> Self;

    /// Sets the cause. Its text becomes part of the error chain, so it must not contain a URL or a
    /// body.
    #[must_use]
    fn with_source(self, source: Box<dyn std::error::Error + Send + Sync>) -> Self;
}

mod sealed {
    /// Only [`Error`](super::Error) implements this, so a new method is not a breaking change.
    pub trait Sealed {}

    impl Sealed for super::Error {}
}

impl ErrorParts for Error {
    fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.0.outcome = outcome;
        self
    }

    fn with_http_status(mut self, status: Option<StatusCode>) -> Self {
        self.0.status = status;
        self
    }

    fn with_field(mut self, invalid: FieldError) -> Self {
        self.0.invalid = Some(invalid);
        self
    }

    fn with_refusal(mut self, code: Option<String>, message: Option<String>) -> Self {
        self.0.code = code.map(|code| capped(code, LONGEST_WORD));
        self.0.message = message.map(|message| capped(message, LONGEST_MESSAGE));
        self
    }

    fn with_request_id(mut self, request_id: Option<String>) -> Self {
        self.0.request_id = request_id.map(|id| capped(id, LONGEST_WORD));
        self
    }

    fn with_retry_after(mut self, retry_after: Option<Duration>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    fn with_idempotency_key(mut self, key: Option<IdempotencyKey>) -> Self {
        self.0.idempotency_key = key;
        self
    }

    fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    fn with_raw_body(mut self, body: Bytes) -> Self {
        self.0.raw_body = Some(body);
        self
    }

    fn with_link(mut self, link: Arc<dyn Any + Send + Sync>) -> Self {
        self.0.link = Some(link);
        self
    }

    fn with_source(mut self, source: Box<dyn std::error::Error + Send + Sync>) -> Self {
        self.0.source = Some(source.into());
        self
    }
}
