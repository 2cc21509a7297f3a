//! [`Secret`]: a credential that no output shows.

use std::fmt;

use http::HeaderValue;
use zeroize::Zeroizing;

use crate::invalid::Invalid;

/// A credential: never printed, and wiped from memory when dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a credential; `field` names it in errors.
    ///
    /// # Errors
    /// [`Invalid`] when it is empty or white space, begins or ends with white space, or holds a control
    /// character: each a mistake in how it was copied, and an empty key would sign anything.
    pub fn new(field: &'static str, text: impl Into<String>) -> Result<Self, Invalid> {
        let text = Zeroizing::new(text.into());
        if text.trim().is_empty() {
            return Err(Invalid::new(field, "must not be empty"));
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
