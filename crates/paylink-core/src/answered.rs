//! [`Answered`]: one field of a response.

use std::fmt;

/// One field of a response: missing, unreadable, or a value.
///
/// An unreadable status, flag or date never hides a link that was created; an unreadable amount is
/// never guessed.
///
/// ```
/// use paylink_core::{Amount, Answered};
/// let amount: Answered<Amount> = Answered::read("25.00", |text| text.parse().ok());
/// assert_eq!(amount.value(), Some(&"25.00".parse()?));
/// let amount: Answered<Amount> = Answered::read("a lot", |text| text.parse().ok());
/// assert_eq!((amount.value(), amount.unreadable()), (None, Some("a lot")));
/// # Ok::<(), paylink_core::AmountError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub enum Answered<T> {
    /// The response does not have the field, or has `null`.
    #[default]
    Missing,
    /// The field cannot be read. This is its text: the content of a JSON string, or the JSON text
    /// of another value.
    Unreadable(String),
    /// The value.
    Value(T),
}

impl<T> Answered<T> {
    /// A field with this text: the value that `parse` returns, or unreadable.
    pub fn read(text: impl AsRef<str>, parse: impl FnOnce(&str) -> Option<T>) -> Self {
        let text = text.as_ref();
        parse(text).map_or_else(|| Self::Unreadable(text.to_owned()), Self::Value)
    }

    /// The value, if it could be read.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Missing | Self::Unreadable(_) => None,
        }
    }

    /// The text of a field that could not be read. It may contain payer data.
    #[must_use]
    pub fn unreadable(&self) -> Option<&str> {
        match self {
            Self::Unreadable(text) => Some(text),
            Self::Missing | Self::Value(_) => None,
        }
    }

    /// Whether the response does not have the field.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }
}

impl<T: Copy> Answered<T> {
    /// A copy of the value, if it could be read.
    #[must_use]
    pub const fn copied(&self) -> Option<T> {
        match self {
            Self::Value(value) => Some(*value),
            Self::Missing | Self::Unreadable(_) => None,
        }
    }
}

/// Shows a value. The text of an unreadable field is hidden: it may contain anything.
impl<T: fmt::Debug> fmt::Debug for Answered<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("Missing"),
            Self::Unreadable(_) => f.write_str("Unreadable"),
            Self::Value(value) => value.fmt(f),
        }
    }
}
