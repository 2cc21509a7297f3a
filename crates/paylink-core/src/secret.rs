//! [`Secret`]: a credential that is never printed.

use std::fmt;

use bytes::Bytes;
use http::HeaderValue;
use secrecy::{ExposeSecret as _, SecretString};
use unicode_general_category::{GeneralCategory, get_general_category};
use zeroize::Zeroizing;

use crate::field_error::FieldError;

/// A credential: never printed, and wiped from memory when dropped.
///
/// # What is wiped, and what is not
///
/// A secret, a header that [`sensitive_header`] or [`credentials_header`] made, and a body that
/// [`secret_json_request`](crate::provider::secret_json_request) made are overwritten when the last
/// of their clones is dropped. Clones of a header or a body share its bytes. Not wiped are:
///
/// - your own copies: an environment variable, a file, the `&str` that you passed;
/// - copies that the HTTP client, TLS and the operating system make to send a request;
/// - a response that contains a credential, such as an access token;
/// - what remains on the stack when a value moves, or while HMAC reads its key.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Checks a credential. `field` is its name in errors. A `String` is moved; other text is
    /// copied.
    ///
    /// # Errors
    /// [`FieldError`] if it is empty, begins or ends with white space, or contains a control
    /// character or an invisible character (zero width, a byte order mark, a no-break space, a soft
    /// hyphen, a direction mark). These are mistakes in copying, and anyone can sign with an empty
    /// key. The rule is ours. The error contains the field and the rule, never the text.
    pub fn new(field: &'static str, text: impl Into<String>) -> Result<Self, FieldError> {
        let text = Zeroizing::new(text.into());
        if text.trim().is_empty() {
            return Err(FieldError::new(field, "must not be empty"));
        }
        if text.chars().any(is_invisible) {
            return Err(FieldError::new(
                field,
                "must not contain an invisible character",
            ));
        }
        if text.trim().len() != text.len() {
            return Err(FieldError::new(
                field,
                "must not begin or end with white space",
            ));
        }
        if text.chars().any(char::is_control) {
            return Err(FieldError::new(
                field,
                "must not contain a control character",
            ));
        }
        // A copy with the exact length. The original is wiped in place.
        Ok(Self(SecretString::from(text.as_str())))
    }

    /// The credential itself, for a signature or a header.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

/// A character that is invisible, or looks like a space.
fn is_invisible(character: char) -> bool {
    use GeneralCategory::{Format, LineSeparator, ParagraphSeparator, SpaceSeparator};
    character != ' '
        && (is_blank(character)
            || matches!(
                get_general_category(character),
                Format | LineSeparator | ParagraphSeparator | SpaceSeparator
            ))
}

/// Invisible characters of other categories: those that Unicode calls ignorable by default (UAX
/// #44, 5.10), the Braille blank, and U+FFFC and U+FFFD, which mark what was lost in copying.
const fn is_blank(character: char) -> bool {
    matches!(
        character,
        '\u{34f}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{2065}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}'
            | '\u{fffc}'..='\u{fffd}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// Creates a header value that HTTP libraries and this crate's `Debug` do not print. It is wiped
/// from memory when its last clone is dropped.
///
/// # Errors
/// [`FieldError`] if the text contains anything but visible ASCII and spaces.
pub fn sensitive_header(field: &'static str, text: &str) -> Result<HeaderValue, FieldError> {
    header(field, Zeroizing::new(text.as_bytes().to_vec()))
}

/// The value of an `Authorization` header, such as `Bearer ...` or `Basic ...`, created as by
/// [`sensitive_header`].
///
/// # Errors
/// As [`sensitive_header`].
pub fn credentials_header(
    field: &'static str,
    scheme: &str,
    credentials: &str,
) -> Result<HeaderValue, FieldError> {
    let parts = [scheme, " ", credentials];
    // The full capacity at once: a vector that grows leaves a copy behind, which is not wiped.
    let room = parts.iter().map(|part| part.len()).sum();
    let mut text = Zeroizing::new(Vec::with_capacity(room));
    for part in parts {
        text.extend_from_slice(part.as_bytes());
    }
    header(field, text)
}

fn header(field: &'static str, text: Zeroizing<Vec<u8>>) -> Result<HeaderValue, FieldError> {
    let rule = "must be visible ASCII to go into a header";
    // `HeaderValue` accepts other bytes too, but servers read them in different ways.
    if !text
        .iter()
        .all(|byte| *byte == b' ' || byte.is_ascii_graphic())
    {
        return Err(FieldError::new(field, rule));
    }
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(text))
        .map_err(|_| FieldError::new(field, rule))?;
    value.set_sensitive(true);
    Ok(value)
}
