//! [`Error`]: what went wrong, and what happened to the money.

use std::any::Any;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use crate::idempotency::IdempotencyKey;
use crate::invalid::Invalid;

/// What happened to the money: the question that every error answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing reached the provider. Mend the cause and call again.
    NotSent,
    /// The provider answered that it did not do it. Nothing was made.
    Refused,
    /// Nobody can know from here. **Do not create again**: look the link up by its reference where the provider
    /// offers that, send the same idempotency key again where it documents one, or ask the provider.
    Unknown,
    /// The provider did it, but its answer differs from what was asked. The link is in [`Error::kept`].
    Accepted,
}

impl Outcome {
    /// The outcome in one word: `not_sent`, `refused`, `unknown` or `accepted`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Accepted => "accepted",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What went wrong with the last attempt.
///
/// The outcome beside each kind is that of a call with one attempt. [`Error::outcome`] looks at all attempts: a call
/// whose first attempt timed out and whose second was refused ends as [`Outcome::Unknown`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A credential, base URL or setting cannot be used. Not sent: mend the configuration.
    Configuration,
    /// A field breaks a rule of the provider's page. Not sent: [`Error::field`] and [`Error::rule`] say which.
    InvalidInput,
    /// The provider has no place for a field that was given. Not sent: leave it out, or choose another provider.
    UnsupportedField,
    /// The provider could not be reached (DNS, TCP, TLS). Not sent: call again later.
    Connect,
    /// The provider did not accept the credentials or their permissions (401, 403). Refused: nothing was made.
    Authentication,
    /// The provider said no (another 4xx, or a refusal inside a 200). Refused: [`Error::code`] and [`Error::message`] say why.
    Refused,
    /// The provider knows no such thing (404). Refused.
    NotFound,
    /// It collides with what exists (409, or a code that says so). Refused; what exists can be looked up.
    Conflict,
    /// Too many requests (429). Refused: wait for [`Error::retry_after`].
    RateLimited,
    /// No answer in time. Unknown: the request may have been carried out.
    Timeout,
    /// The connection broke after the request may have left, or in the middle of the answer. Unknown.
    Interrupted,
    /// The answer is longer than the limit. Unknown: what was read is in [`Error::raw_body`].
    TooLarge,
    /// The provider failed (5xx). Unknown: it may have failed after the work was done.
    Server,
    /// The answer was a redirect, which is never followed. Unknown.
    Redirect,
    /// A success that cannot be read. Unknown: the body is in [`Error::raw_body`].
    Unreadable,
    /// A success that holds no link. Unknown: the body is in [`Error::raw_body`].
    NoLink,
    /// The answer differs in amount, currency or reference from what was asked. Accepted: the link is in [`Error::kept`].
    Differs,
}

impl ErrorKind {
    /// What happened to the money when the only attempt of a call ended so.
    #[must_use]
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::Configuration | Self::InvalidInput | Self::UnsupportedField | Self::Connect => {
                Outcome::NotSent
            }
            Self::Authentication
            | Self::Refused
            | Self::NotFound
            | Self::Conflict
            | Self::RateLimited => Outcome::Refused,
            Self::Timeout
            | Self::Interrupted
            | Self::TooLarge
            | Self::Server
            | Self::Redirect
            | Self::Unreadable
            | Self::NoLink => Outcome::Unknown,
            Self::Differs => Outcome::Accepted,
        }
    }

    /// The kind in one word, as the command prints it: `invalid_input`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::InvalidInput => "invalid_input",
            Self::UnsupportedField => "unsupported_field",
            Self::Connect => "connect",
            Self::Authentication => "authentication",
            Self::Refused => "refused",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::RateLimited => "rate_limited",
            Self::Timeout => "timeout",
            Self::Interrupted => "interrupted",
            Self::TooLarge => "too_large",
            Self::Server => "server",
            Self::Redirect => "redirect",
            Self::Unreadable => "unreadable",
            Self::NoLink => "no_link",
            Self::Differs => "differs",
        }
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::Configuration => "cannot be configured so",
            Self::InvalidInput => "invalid input",
            Self::UnsupportedField => "unsupported field",
            Self::Connect => "the provider could not be reached",
            Self::Authentication => "the provider did not accept the credentials",
            Self::Refused => "the provider refused",
            Self::NotFound => "the provider knows no such thing",
            Self::Conflict => "it collides with what exists",
            Self::RateLimited => "too many requests",
            Self::Timeout => "no answer in time",
            Self::Interrupted => "the connection broke",
            Self::TooLarge => "the answer is too large",
            Self::Server => "the provider failed",
            Self::Redirect => "the provider redirected, which is never followed",
            Self::Unreadable => "the answer cannot be read",
            Self::NoLink => "the answer holds no link",
            Self::Differs => "the answer differs from what was asked",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a call did not end in an answer, and what that means for the money.
///
/// [`outcome`](Self::outcome) is the first thing to look at. `Display` and `Debug` name provider, operation, field,
/// rule, status and code; they never hold a body, a URL, a credential, a message of the provider's or a payer's data.
/// Those that can be had are asked for by name: [`message`](Self::message), [`raw_body`](Self::raw_body).
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    outcome: Outcome,
    provider: &'static str,
    operation: &'static str,
    invalid: Option<Invalid>,
    status: Option<StatusCode>,
    code: Option<Box<str>>,
    message: Option<Box<str>>,
    request_id: Option<Box<str>>,
    retry_after: Option<Duration>,
    idempotency_key: Option<IdempotencyKey>,
    attempts: u32,
    raw_body: Option<Bytes>,
    kept: Option<Box<dyn Any + Send + Sync>>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of `kind` in an operation of a provider.
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
    #[must_use]
    pub fn invalid(provider: &'static str, operation: &'static str, invalid: Invalid) -> Self {
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
    #[must_use]
    pub fn configuration(provider: &'static str, invalid: Invalid) -> Self {
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
        self.0.invalid.as_ref().map(Invalid::field)
    }

    /// The rule that the field breaks.
    #[must_use]
    pub fn rule(&self) -> Option<&str> {
        self.0.invalid.as_ref().map(Invalid::rule)
    }

    /// The HTTP status of the last answer, where one arrived.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The provider's own error code, as it came.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The provider's own message. It may repeat what was sent, a payer's data included: mind where it is logged.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The request's id at the provider, for its support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How long the provider asks to wait.
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
    /// the provider's own link type from its client, [`Link`](crate::Link) behind the shared face.
    #[must_use]
    pub fn kept<T: Any>(&self) -> Option<&T> {
        self.0.kept.as_ref()?.downcast_ref()
    }

    /// The same error with what was kept turned into another type, as the shared face does.
    #[must_use]
    pub fn map_kept<T: Any, U: Any + Send + Sync>(mut self, map: impl FnOnce(T) -> U) -> Self {
        self.0.kept = self.0.kept.map(|kept| match kept.downcast::<T>() {
            Ok(kept) => Box::new(map(*kept)) as Box<dyn Any + Send + Sync>,
            Err(kept) => kept,
        });
        self
    }

    /// The same error with the outcome of all attempts instead of that of its kind.
    #[must_use]
    pub fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.0.outcome = outcome;
        self
    }

    /// The same error with the status of the answer.
    #[must_use]
    pub fn with_status(mut self, status: Option<StatusCode>) -> Self {
        self.0.status = status;
        self
    }

    /// The same error with the field that differs or breaks a rule.
    #[must_use]
    pub fn with_field(mut self, invalid: Invalid) -> Self {
        self.0.invalid = Some(invalid);
        self
    }

    /// The same error with the provider's own code and message.
    #[must_use]
    pub fn with_refusal(mut self, code: Option<String>, message: Option<String>) -> Self {
        self.0.code = code.map(Into::into);
        self.0.message = message.map(Into::into);
        self
    }

    /// The same error with the request's id at the provider.
    #[must_use]
    pub fn with_request_id(mut self, request_id: Option<String>) -> Self {
        self.0.request_id = request_id.map(Into::into);
        self
    }

    /// The same error with how long the provider asks to wait.
    #[must_use]
    pub fn with_retry_after(mut self, retry_after: Option<Duration>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    /// The same error with the key that every attempt carried.
    #[must_use]
    pub fn with_idempotency_key(mut self, key: Option<IdempotencyKey>) -> Self {
        self.0.idempotency_key = key;
        self
    }

    /// The same error with the number of attempts.
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// The same error with what arrived of the body.
    #[must_use]
    pub fn with_raw_body(mut self, body: Bytes) -> Self {
        self.0.raw_body = Some(body);
        self
    }

    /// The same error with the link that was made.
    #[must_use]
    pub fn with_kept(mut self, kept: Box<dyn Any + Send + Sync>) -> Self {
        self.0.kept = Some(kept);
        self
    }

    /// The same error with its cause. The cause's texts become part of the error chain: it must hold no URL and no body.
    #[must_use]
    pub fn with_source(mut self, source: Box<dyn std::error::Error + Send + Sync>) -> Self {
        self.0.source = Some(source);
        self
    }
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
            .field("field", &self.field())
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
        self.0.source.as_deref().map(|source| source as _)
    }
}
