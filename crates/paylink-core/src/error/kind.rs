//! [`ErrorKind`]: what went wrong, and what that means for the money.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::outcome::Outcome;

/// What went wrong with the last attempt.
///
/// The outcome beside each kind is that of a call with one attempt. [`Error::outcome`](crate::Error::outcome) looks at all attempts: a call
/// whose first attempt timed out and whose second was refused ends as [`Outcome::Unknown`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// A credential, base URL or setting cannot be used, or the call is made where the transport cannot work. Not sent: fix what
    /// [`Error::field`](crate::Error::field) names.
    Configuration,
    /// A field breaks a rule: one of the provider's page, or one of our own that no page states. Not sent:
    /// [`Error::field`](crate::Error::field) and [`Error::rule`](crate::Error::rule) say which.
    InvalidInput,
    /// The provider has no place for a field that was given. Not sent: leave it out, or choose another provider.
    UnsupportedField,
    /// The provider could not be reached (DNS, TCP, TLS). Not sent: call again later.
    Connect,
    /// The provider did not accept the credentials or their permissions (401, 403). Refused: nothing was made.
    Authentication,
    /// The provider said no (another 4xx, or a refusal inside a 200). Refused: [`Error::code`](crate::Error::code) and [`Error::message`](crate::Error::message) say why.
    Refused,
    /// The provider knows no such thing (404). Refused.
    NotFound,
    /// What was asked does not fit the present state (409, or a code that says so). Refused: nothing was changed.
    Conflict,
    /// A conflict about an idempotency key or a reference that an earlier call may have used. Unknown: something exists
    /// under it, or is being made. Look it up, or send the same key again where the provider documents that.
    Duplicate,
    /// Too many requests (429). Refused: wait for [`Error::retry_after`](crate::Error::retry_after).
    RateLimited,
    /// No answer in time. Unknown: the request may have been carried out.
    Timeout,
    /// The connection broke after the request may have left, or in the middle of the answer. Unknown.
    Interrupted,
    /// The answer is longer than the limit. Unknown: what was read is in [`Error::raw_body`](crate::Error::raw_body).
    TooLarge,
    /// The provider failed (5xx). Unknown: it may have failed after the work was done.
    Server,
    /// The answer was a redirect, which is never followed. Unknown.
    Redirect,
    /// A success that cannot be read. Unknown: the body is in [`Error::raw_body`](crate::Error::raw_body).
    Unreadable,
    /// A success that holds no link. Unknown: the body is in [`Error::raw_body`](crate::Error::raw_body).
    NoLink,
    /// The answer is not what was asked for: another amount, reference or id, or an effect that does not show.
    /// Accepted: the link is in [`Error::link`](crate::Error::link).
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
            Self::Configuration => "cannot be configured so",
            Self::InvalidInput => "invalid input",
            Self::UnsupportedField => "unsupported field",
            Self::Connect => "the provider could not be reached",
            Self::Authentication => "the provider did not accept the credentials",
            Self::Refused => "the provider refused",
            Self::NotFound => "the provider knows no such thing",
            Self::Conflict => "the request conflicts with the present state",
            Self::Duplicate => "the key or reference is already in use",
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
