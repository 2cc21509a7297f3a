//! [`Lenient`]: what an answer says, read where it can be and kept as it was where not.

use std::borrow::Cow;
use std::fmt;

/// A value of an answer: its text as it came, and what it means where that could be read.
///
/// An unreadable status, flag or date never hides a link that was made; an unreadable amount is never guessed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Lenient<T> {
    text: Cow<'static, str>,
    value: Option<T>,
}

impl<T> Lenient<T> {
    /// Joins a text and what was read of it.
    #[must_use]
    pub fn new(text: impl Into<String>, value: Option<T>) -> Self {
        Self {
            text: Cow::Owned(text.into()),
            value,
        }
    }

    /// The same of a word that is known beforehand, and need not be copied.
    pub(crate) const fn of_word(text: &'static str, value: T) -> Self {
        Self {
            text: Cow::Borrowed(text),
            value: Some(value),
        }
    }

    /// What the text means, where it could be read.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The text as it came: a JSON string's content, or the JSON text of anything else.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Prints what was read. A text that could not be read is not printed: nobody knows what stands in it.
impl<T: fmt::Debug> fmt::Debug for Lenient<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Some(value) => value.fmt(f),
            None => f.write_str("[unread]"),
        }
    }
}
