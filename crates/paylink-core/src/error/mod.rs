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

/// The longest request id and code that an error keeps, in bytes, so that a response does not
/// decide how much memory an error takes. The whole response is in [`Error::raw_body`].
const LONGEST_WORD: usize = 256;

/// The longest message that is kept, in bytes.
const LONGEST_MESSAGE: usize = 4096;

/// Why a call failed, and what happened to the money.
///
/// Look at [`outcome`](Self::outcome) first. `Display` and `Debug` name provider, operation, field,
/// rule, status and code. They never contain a body, a URL, a credential, a message of the provider
/// or payer data; [`message`](Self::message) and [`raw_body`](Self::raw_body) return those.
///
/// A clone shares the body, the link and the cause.
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
    link: Option<Arc<dyn Any + Send + Sync>>,
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
            link: None,
            source: None,
        }))
    }

    /// A field that breaks a rule, or that the provider cannot carry. Nothing was sent.
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

    /// An invalid credential, base URL or setting. Nothing was sent.
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

    /// The operation: `create payment link`.
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

    /// The HTTP status of the last attempt, if it had a response.
    #[must_use]
    pub fn http_status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The provider's error code as it arrived, at most 256 bytes.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The provider's message, at most 4096 bytes. It may repeat what was sent, including payer
    /// data: be careful where you log it.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The provider's id of the request, at most 256 bytes. Its support asks for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How long the provider asks you to wait. [`Duration::MAX`] if it asked for more seconds than
    /// a number holds, so use checked addition.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The key that every attempt carried, if the operation has one.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
        self.0.idempotency_key.as_ref()
    }

    /// The number of attempts. A failure to connect counts, although nothing was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The body of the last response, or the part of it that arrived.
    #[must_use]
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.0.raw_body.as_ref()
    }

    /// The link that exists although the response [differs](ErrorKind::Differs) from the request.
    /// Its type is the provider's own link from its client, and [`Link`](crate::Link) through the
    /// shared trait.
    #[must_use]
    pub fn link<T: Any>(&self) -> Option<&T> {
        self.0.link.as_ref()?.downcast_ref()
    }

    /// Converts the link to another type, as the shared trait does.
    #[must_use]
    pub fn map_link<T: Any, U: Any + Send + Sync>(mut self, map: impl FnOnce(&T) -> U) -> Self {
        if let Some(link) = self.link::<T>() {
            self.0.link = Some(Arc::new(map(link)));
        }
        self
    }
}

/// The longest beginning of a text that has at most `most` bytes.
pub(crate) fn capped(mut text: String, most: usize) -> Box<str> {
    // `str::floor_char_boundary` is newer than the minimum supported Rust version.
    let end = (0..=most.min(text.len()))
        .rev()
        .find(|&end| text.is_char_boundary(end))
        .unwrap_or(0);
    text.truncate(end);
    text.into()
}

/// A request id, cut to the longest that is kept.
pub(crate) fn capped_request_id(id: String) -> Box<str> {
    capped(id, LONGEST_WORD)
}

/// Whether a provider's code looks like a code. `Display` leaves out anything else: it may echo
/// input.
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
            .field("link", &inner.link.as_ref().map(|_| "[kept]"))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        (self.0.source.as_deref()).map(|source| source as &(dyn std::error::Error + 'static))
    }
}
