//! [`Outcome`]: what happened to the money.

use std::fmt;
use std::str::FromStr;

use serde::de::{IntoDeserializer as _, value};
use serde::{Deserialize, Serialize};

use crate::field_error::FieldError;

/// What happened to the money: the question that every error answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing reached the provider. Fix the cause and call again.
    NotSent,
    /// The provider refused. Nothing was created or changed.
    Refused,
    /// The link may exist. **Do not create it again with a new key or reference**: send the same
    /// idempotency key again if the provider documents one, look the link up by its reference if
    /// the provider documents that, or ask the provider.
    Unknown,
    /// The link exists, but differs from the request. It is in [`Error::link`](crate::Error::link).
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

/// The word that [`as_str`](Outcome::as_str) returns.
impl FromStr for Outcome {
    type Err = FieldError;

    fn from_str(word: &str) -> Result<Self, FieldError> {
        Self::deserialize(word.into_deserializer()).map_err(|_: value::Error| {
            FieldError::new("outcome", "must be not_sent, refused, unknown or accepted")
        })
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
