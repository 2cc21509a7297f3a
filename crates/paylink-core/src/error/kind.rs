//! [`ErrorKind`]: what went wrong, and what that means for the money.

use std::fmt;
use std::str::FromStr;

use serde::de::{IntoDeserializer as _, value};
use serde::{Deserialize, Serialize};

use super::outcome::Outcome;
use crate::field_error::FieldError;

/// What went wrong with the last attempt.
///
/// The outcome of each kind below is that of a call with one attempt.
/// [`Error::outcome`](crate::Error::outcome) covers all attempts: if the first timed out and the
/// second was refused, it is [`Outcome::Unknown`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// A credential, base URL or setting is invalid, or the transport does not work where the call
    /// is made. Not sent: fix what [`Error::field`](crate::Error::field) names.
    Configuration,
    /// A field breaks a rule: the provider's, or one of our own that `docs/providers/` lists. Not
    /// sent: [`Error::field`](crate::Error::field) and [`Error::rule`](crate::Error::rule) say
    /// which.
    InvalidInput,
    /// The provider cannot carry a given field, or does not document the operation. Not sent: leave
    /// the field out, or choose another provider.
    UnsupportedField,
    /// No connection to the provider (DNS, TCP, TLS). Not sent: call again later.
    Connect,
    /// The provider rejected the credentials or their permissions (401, 403). Refused: nothing was
    /// created.
    Authentication,
    /// The provider refused (another 4xx, or a refusal inside a 200). Refused:
    /// [`Error::code`](crate::Error::code) and [`Error::message`](crate::Error::message) say why.
    Refused,
    /// Not found (404). Refused.
    NotFound,
    /// The request conflicts with the current state (409, or a code with that meaning). Refused:
    /// nothing was changed.
    Conflict,
    /// A conflict about an idempotency key or a reference that an earlier call may have used.
    /// Unknown: a link with it exists, or is being created. Look it up, or send the same key again
    /// where the provider documents that.
    Duplicate,
    /// Too many requests (429). Refused: wait for
    /// [`Error::retry_after`](crate::Error::retry_after).
    RateLimited,
    /// No response in time. Unknown: the request may have been carried out.
    Timeout,
    /// The connection was closed after the request may have been sent, or inside the response.
    /// Unknown.
    Interrupted,
    /// The response is larger than the limit. Unknown: what was read is in
    /// [`Error::raw_body`](crate::Error::raw_body).
    TooLarge,
    /// A server error (5xx). Unknown: the provider may have failed after it created the link.
    Server,
    /// The response was a redirect. Redirects are not followed. Unknown.
    Redirect,
    /// A success that cannot be read. Unknown: the body is in
    /// [`Error::raw_body`](crate::Error::raw_body).
    Unreadable,
    /// A success that contains no link. Unknown: the body is in
    /// [`Error::raw_body`](crate::Error::raw_body).
    NoLink,
    /// The response differs from the request: another amount, reference or id, or an effect that
    /// does not show. Accepted: the link is in [`Error::link`](crate::Error::link).
    Differs,
}

impl ErrorKind {
    /// What happened to the money if the only attempt of a call ended with this kind.
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
            | Self::NoLink
            | Self::Duplicate => Outcome::Unknown,
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
            Self::Duplicate => "duplicate",
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

    pub(super) const fn sentence(self) -> &'static str {
        match self {
            Self::Configuration => "invalid configuration",
            Self::InvalidInput => "invalid input",
            Self::UnsupportedField => "unsupported field",
            Self::Connect => "could not connect to the provider",
            Self::Authentication => "the provider rejected the credentials",
            Self::Refused => "the provider refused the request",
            Self::NotFound => "not found",
            Self::Conflict => "the request conflicts with the current state",
            Self::Duplicate => "the key or reference is already in use",
            Self::RateLimited => "too many requests",
            Self::Timeout => "timed out",
            Self::Interrupted => "the connection was interrupted",
            Self::TooLarge => "the response is larger than the limit",
            Self::Server => "the provider reported a server error",
            Self::Redirect => "the provider redirected; redirects are not followed",
            Self::Unreadable => "the response cannot be read",
            Self::NoLink => "the response contains no link",
            Self::Differs => "the response differs from the request",
        }
    }
}

/// The word that [`as_str`](ErrorKind::as_str) returns.
impl FromStr for ErrorKind {
    type Err = FieldError;

    fn from_str(word: &str) -> Result<Self, FieldError> {
        Self::deserialize(word.into_deserializer()).map_err(|_: value::Error| {
            FieldError::new(
                "error_kind",
                "must be a kind of error, such as invalid_input",
            )
        })
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
