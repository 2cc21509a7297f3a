//! [`Error`]: what went wrong, and what happened to the money.

mod kind;
mod outcome;
mod parts;

pub use kind::ErrorKind;
pub use outcome::Outcome;
pub use parts::ErrorParts;

use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use crate::field_error::{FieldError, shown};
use crate::idempotency::IdempotencyKey;

/// The longest request id and the longest code that are kept, in bytes: an answer does not decide how much memory an error
/// takes. The whole answer is in [`Error::raw_body`].
const LONGEST_WORD: usize = 256;

/// The longest message that is kept, in bytes.
const LONGEST_MESSAGE: usize = 4096;

/// Why a call did not end in an answer, and what that means for the money.
///
/// [`outcome`](Self::outcome) is the first thing to look at. `Display` and `Debug` name provider, operation, field,
/// rule, status and code; they never hold a body, a URL, a credential, a message of the provider's or a payer's data.
/// They have accessors of their own: [`message`](Self::message), [`raw_body`](Self::raw_body).
///
/// A clone shares the body, the kept link and the cause.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    outcome: Outcome,
    provider: &'static str,
    operation: &'static str,
    invalid: Option<FieldError>,
    status: Option<StatusCode>,
    code: Option<Box<str>>,
    message: Option<Box<str>>,
    request_id: Option<Box<str>>,
    retry_after: Option<Duration>,
    idempotency_key: Option<IdempotencyKey>,
    attempts: u32,
    raw_body: Option<Bytes>,
    kept: Option<Arc<dyn Any + Send + Sync>>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of `kind` in an operation of a provider.
    #[cold]
    #[must_use]
    pub fn new(kind: ErrorKind, provider: &'static str, operation: &'static str) -> Self {
        Self(Box::new(Inner {
            kind,
            outcome: kind.outcome(),
            provider,
            operation,
            invalid: None,
            status: None,
            code: None,
            message: None,
            request_id: None,
            retry_after: None,
            idempotency_key: None,
            attempts: 0,
            raw_body: None,
            kept: None,
            source: None,
        }))
    }

    /// A field that breaks a rule, or that the provider cannot carry: nothing is sent.
    #[cold]
    #[must_use]
    pub fn invalid(provider: &'static str, operation: &'static str, invalid: FieldError) -> Self {
        let kind = if invalid.is_unsupported() {
            ErrorKind::UnsupportedField
        } else {
            ErrorKind::InvalidInput
        };
        let mut error = Self::new(kind, provider, operation);
        error.0.invalid = Some(invalid);
        error
    }

    /// A credential, base URL or setting that cannot be used: nothing is sent.
    #[cold]
    #[must_use]
    pub fn configuration(provider: &'static str, invalid: FieldError) -> Self {
        let mut error = Self::new(ErrorKind::Configuration, provider, "configure");
        error.0.invalid = Some(invalid);
        error
    }

    /// What went wrong with the last attempt.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What happened to the money, over all attempts of the call.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// The provider's crate name.
    #[must_use]
    pub fn provider(&self) -> &'static str {
        self.0.provider
    }

    /// The operation, in the field's words: `create payment link`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// The path of the field that breaks a rule or differs.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.0.invalid.as_ref().map(FieldError::field)
    }

    /// The rule that the field breaks.
    #[must_use]
    pub fn rule(&self) -> Option<&str> {
        self.0.invalid.as_ref().map(FieldError::rule)
    }

    /// The HTTP status of the last attempt, where it was answered.
    #[must_use]
    pub fn http_status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The provider's own error code, as it came, at most 256 bytes of it.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The provider's own message, at most 4096 bytes of it. It may repeat what was sent, a payer's data included: mind where
    /// it is logged.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The request's id at the provider, for its support, at most 256 bytes of it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How long the provider asks to wait. [`Duration::MAX`] when it asked for more seconds than any number here holds: add it
    /// to a time only with a check.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The key that every attempt carried, where the operation has one.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
        self.0.idempotency_key.as_ref()
    }

    /// How many requests of this operation were begun. A failure to connect counts: it was begun, and nothing was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The body of the last answer as it came, or what arrived of it.
    #[must_use]
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.0.raw_body.as_ref()
    }

    /// The link that was made, when the answer [differs](ErrorKind::Differs) from what was asked:
    /// the provider's own link type from its client, [`Link`](crate::Link) through the shared trait.
    #[must_use]
    pub fn link<T: Any>(&self) -> Option<&T> {
        self.0.kept.as_ref()?.downcast_ref()
    }

    /// The same error with the kept value turned into another type, as the shared trait does.
    #[must_use]
    pub fn map_link<T: Any, U: Any + Send + Sync>(mut self, map: impl FnOnce(&T) -> U) -> Self {
        if let Some(kept) = self.link::<T>() {
            self.0.kept = Some(Arc::new(map(kept)));
        }
        self
    }
}

/// The longest beginning of a text that has at most `most` bytes.
pub(crate) fn capped(mut text: String, most: usize) -> Box<str> {
    // `str::floor_char_boundary` is newer than the oldest supported compiler.
    let end = (0..=most.min(text.len()))
        .rev()
        .find(|&end| text.is_char_boundary(end))
        .unwrap_or(0);
    text.truncate(end);
    text.into()
}

/// The longest request id that is kept of an answer.
pub(crate) fn capped_request_id(id: String) -> Box<str> {
    capped(id, LONGEST_WORD)
}

/// A provider's code goes into `Display` only when it looks like one: what echoes input does not.
fn printable(code: &str) -> bool {
    code.len() <= 64
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        write!(f, "{}: {}: ", inner.provider, inner.operation)?;
        f.write_str(inner.kind.sentence())?;
        if let Some(invalid) = &inner.invalid {
            write!(f, ": {invalid}")?;
        }
        if let Some(status) = inner.status {
            write!(f, ", status {}", status.as_u16())?;
        }
        if let Some(code) = inner.code.as_deref().filter(|code| printable(code)) {
            write!(f, ", code {code}")?;
        }
        write!(f, " (outcome: {})", inner.outcome)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("outcome", &inner.outcome)
            .field("provider", &inner.provider)
            .field("operation", &inner.operation)
            .field("field", &self.field().map(shown))
            .field("rule", &self.rule())
            .field("status", &inner.status.map(|status| status.as_u16()))
            .field("code", &self.code().filter(|code| printable(code)))
            .field("request_id", &self.request_id().filter(|id| printable(id)))
            .field("idempotency_key", &inner.idempotency_key)
            .field("attempts", &inner.attempts)
            .field("raw_body", &inner.raw_body.as_ref().map(|_| "[kept]"))
            .field("kept", &inner.kept.as_ref().map(|_| "[kept]"))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        (self.0.source.as_deref()).map(|source| source as &(dyn std::error::Error + 'static))
    }
}
