//! [`Secret`]: a credential that no output shows.

use std::fmt;

use http::HeaderValue;
use unicode_general_category::{GeneralCategory, get_general_category};
use zeroize::Zeroizing;

use crate::invalid::Invalid;

/// A credential: never printed, and wiped from memory when dropped, as is each clone of it.
///
/// Not wiped is what others keep: the text that it was made from where that is borrowed, the process's environment, header values
/// (`Authorization` holds the credential or a code made from it), and the buffers of the HTTP and TLS libraries.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a credential; `field` names it in errors.
    ///
    /// # Errors
    /// [`Invalid`] when it is empty or white space, begins or ends with white space, or holds a control character or an invisible
    /// one, such as a byte order mark, a zero width space or a no-break space: each a mistake in how it was copied, and an empty
    /// key would sign anything.
    pub fn new(field: &'static str, text: impl Into<String>) -> Result<Self, Invalid> {
        let text = Zeroizing::new(text.into());
        if text.trim().is_empty() {
            return Err(Invalid::new(field, "must not be empty"));
        }
        if text.chars().any(is_invisible) {
            return Err(Invalid::new(field, "must not hold an invisible character"));
        }
        if text.trim().len() != text.len() {
            return Err(Invalid::new(
                field,
                "must not begin or end with white space",
            ));
        }
        if text.chars().any(char::is_control) {
            return Err(Invalid::new(field, "must not hold a control character"));
        }
        Ok(Self(text))
    }

    /// The credential itself, for a signature or a header.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// A character that nobody sees, or that looks like a space and is none.
fn is_invisible(character: char) -> bool {
    use GeneralCategory::{Format, LineSeparator, ParagraphSeparator, SpaceSeparator};
    let category = get_general_category(character);
    character != ' '
        && matches!(
            category,
            Format | LineSeparator | ParagraphSeparator | SpaceSeparator
        )
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// Makes a header value that HTTP libraries and this crate's `Debug` do not print.
///
/// # Errors
/// [`Invalid`] when the text holds what a header cannot carry.
pub fn sensitive_header(field: &'static str, text: &str) -> Result<HeaderValue, Invalid> {
    let rule = "must be visible ASCII to go into a header";
    // `HeaderValue` would take other bytes too, and servers differ in how they read them.
    if !text
        .bytes()
        .all(|byte| byte == b' ' || byte.is_ascii_graphic())
    {
        return Err(Invalid::new(field, rule));
    }
    let mut value = HeaderValue::from_str(text).map_err(|_| Invalid::new(field, rule))?;
    value.set_sensitive(true);
    Ok(value)
}
