//! [`IdempotencyKey`]: marks repeated requests as one.

use std::fmt;
use std::str::FromStr;

use crate::field_error::FieldError;

/// A key that tells a provider that two requests are one. Every attempt of a call has the same key.
///
/// It has visible ASCII characters, and spaces between them: what a header transports unchanged.
/// Each client checks the length that its provider documents. If you store the key before the call,
/// a lost response is harmless: see [`random`](Self::random).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdempotencyKey(Box<str>);

impl IdempotencyKey {
    /// Checks a key of your own.
    ///
    /// # Errors
    /// [`FieldError`] if it is empty, begins or ends with a space, or contains anything but visible
    /// ASCII and spaces.
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
            // A header loses these spaces, and then it is another key.
            let rule = "must not begin or end with a space";
            return Err(FieldError::new("idempotency_key", rule));
        }
        Ok(Self(text.into()))
    }

    /// A new key: a random UUID (version 4) from the operating system.
    ///
    /// Choose the key, store it with the order, then send. If the call is dropped or times out, or
    /// the process ends, repeat the request with the stored key.
    ///
    /// ```
    /// use paylink_core::IdempotencyKey;
    /// let key = IdempotencyKey::random();
    /// assert_ne!(key, IdempotencyKey::random());
    /// assert_eq!(key.as_str().len(), 36);
    /// ```
    ///
    /// # Panics
    /// If the operating system has no random bytes, which happens only while it starts.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the only call for random bytes in this crate, and only on request"
    )]
    pub fn random() -> Self {
        Self::of_uuid(uuid::Uuid::new_v4())
    }

    /// A new key from the runtime's random bytes: a UUID of version 4.
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
