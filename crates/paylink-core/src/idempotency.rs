//! [`IdempotencyKey`]: what makes a repeated write the same write.

use std::fmt;
use std::str::FromStr;

use crate::invalid::Invalid;

/// A key that tells a provider that two requests are one: every attempt of a call carries the same.
///
/// Visible ASCII without spaces; a provider's own limit of its length is checked by its client.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(Box<str>);

impl IdempotencyKey {
    /// Takes a key of the caller's.
    ///
    /// # Errors
    /// [`Invalid`] when it is empty or holds anything but visible ASCII.
    pub fn new(text: impl Into<String>) -> Result<Self, Invalid> {
        let text = text.into();
        if text.is_empty() {
            return Err(Invalid::new("idempotency_key", "must not be empty"));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Invalid::new(
                "idempotency_key",
                "must be visible ASCII without spaces",
            ));
        }
        Ok(Self(text.into()))
    }

    /// A fresh key from random bytes, a version 4 UUID.
    pub(crate) fn from_random(bytes: [u8; 16]) -> Self {
        let id = uuid::Builder::from_random_bytes(bytes).into_uuid();
        let mut text = uuid::Uuid::encode_buffer();
        Self((*id.hyphenated().encode_lower(&mut text)).into())
    }

    /// The key as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for IdempotencyKey {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::new(text)
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
