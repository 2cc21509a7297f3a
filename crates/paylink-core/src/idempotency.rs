//! [`IdempotencyKey`]: what makes a repeated write the same write.

use std::fmt;
use std::str::FromStr;

use crate::field_error::FieldError;

/// A key that tells a provider that two requests are one: every attempt of a call carries the same.
///
/// Visible ASCII, spaces inside included: what a header carries unchanged. A provider's own limit of its length is checked
/// by its client. A key of the caller's own that is stored before the call makes a lost call harmless: see
/// [`random`](Self::random).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdempotencyKey(Box<str>);

impl IdempotencyKey {
    /// Takes a key of the caller's.
    ///
    /// # Errors
    /// [`FieldError`] when it is empty, begins or ends with a space, or holds anything but visible ASCII and spaces.
    pub fn new(text: impl Into<String>) -> Result<Self, FieldError> {
        let text = text.into();
        if text.is_empty() {
            return Err(FieldError::new("idempotency_key", "must not be empty"));
        }
        if !(text.bytes()).all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
            let rule = "must be visible ASCII";
            return Err(FieldError::new("idempotency_key", rule));
        }
        if text.starts_with(' ') || text.ends_with(' ') {
            // A header loses them, and a lost space makes another key.
            let rule = "must not begin or end with a space";
            return Err(FieldError::new("idempotency_key", rule));
        }
        Ok(Self(text.into()))
    }

    /// A fresh key: a version 4 UUID, from the operating system's random bytes.
    ///
    /// Choose the key, store it with the order, then send: a call that is dropped, times out or dies with the process is
    /// repeated with the stored key.
    ///
    /// ```
    /// use paylink_core::IdempotencyKey;
    /// let key = IdempotencyKey::random();
    /// assert_ne!(key, IdempotencyKey::random());
    /// assert_eq!(key.as_str().len(), 36);
    /// ```
    ///
    /// # Panics
    /// When the operating system has no random bytes to give, which none of today's does once it has started.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the seam: the one place of core that asks for random bytes, and only when the caller says so"
    )]
    pub fn random() -> Self {
        Self::of_uuid(uuid::Uuid::new_v4())
    }

    /// A fresh key from random bytes of the host's, a version 4 UUID.
    pub(crate) fn from_random(bytes: [u8; 16]) -> Self {
        Self::of_uuid(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }

    fn of_uuid(id: uuid::Uuid) -> Self {
        let mut text = uuid::Uuid::encode_buffer();
        Self((*id.hyphenated().encode_lower(&mut text)).into())
    }

    /// The key as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A UUID in its usual form: 36 characters, lower case.
impl From<uuid::Uuid> for IdempotencyKey {
    fn from(id: uuid::Uuid) -> Self {
        Self::of_uuid(id)
    }
}

impl FromStr for IdempotencyKey {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        Self::new(text)
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

stored_as_text!(IdempotencyKey);
