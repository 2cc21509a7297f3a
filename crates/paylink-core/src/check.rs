//! Rules that several providers share. They are checked before anything is sent.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::field_error::FieldError;
use crate::money::{Amount, AmountError};

/// Checks that the text has `least..=most` Unicode characters.
///
/// # Errors
/// [`FieldError`] with the field and the bound.
pub fn check_length(
    field: &'static str,
    text: &str,
    least: usize,
    most: usize,
) -> Result<(), FieldError> {
    let length = text.chars().count();
    if length < least {
        let rule = if least == 1 {
            Cow::from("must not be empty")
        } else {
            format!("must have at least {least} characters, has {length}").into()
        };
        return Err(FieldError::new(field, rule));
    }
    if length > most {
        let rule = format!("must have at most {most} characters, has {length}");
        return Err(FieldError::new(field, rule));
    }
    Ok(())
}

/// Checks that the text is not empty or white space.
///
/// # Errors
/// [`FieldError`] with the field.
pub fn check_not_blank(field: &'static str, text: &str) -> Result<(), FieldError> {
    if text.trim().is_empty() {
        return Err(FieldError::new(field, "must not be empty"));
    }
    Ok(())
}

/// Checks that the amount is greater than zero.
///
/// # Errors
/// [`FieldError`] with the field.
pub fn check_positive(field: &'static str, amount: Amount) -> Result<(), FieldError> {
    if amount.is_positive() {
        return Ok(());
    }
    Err(FieldError::new(field, "must be greater than zero"))
}

/// Checks that the text is an absolute URL: a scheme and something after it, in visible ASCII.
///
/// With `schemes`, only those are accepted, and a host is required. Whether the address works is
/// not checked.
///
/// # Errors
/// [`FieldError`] with the field and the schemes.
pub fn check_url(field: &'static str, text: &str, schemes: &[&str]) -> Result<(), FieldError> {
    let visible = text.bytes().all(|byte| byte.is_ascii_graphic());
    let known = text.split_once(':').is_some_and(|(scheme, rest)| {
        let named = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && (scheme.bytes()).all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        let host = rest.strip_prefix("//").unwrap_or_default();
        let hosted = !host.is_empty() && !host.starts_with(['/', '?', '#', ':']);
        let listed = (schemes.iter()).any(|allowed| scheme.eq_ignore_ascii_case(allowed));
        named && !rest.is_empty() && (schemes.is_empty() || (listed && hosted))
    });
    if visible && known {
        return Ok(());
    }
    let rule = match schemes {
        [] => "must be an absolute URL".to_owned(),
        _ => format!("must be an absolute URL with {}", schemes.join(" or ")),
    };
    Err(FieldError::new(field, rule))
}

/// Checks that no name occurs twice: one of the two values would be lost in JSON.
///
/// # Errors
/// [`FieldError`] for `field`. It does not contain the name, which is the caller's data.
pub fn check_unique_names<'a>(
    field: &'static str,
    names: impl IntoIterator<Item = &'a str>,
) -> Result<(), FieldError> {
    let mut seen = BTreeSet::new();
    if names.into_iter().all(|name| seen.insert(name)) {
        return Ok(());
    }
    Err(FieldError::new(field, "must not contain a name twice"))
}

/// The error of an amount that could not be read or converted, with its field.
#[must_use]
pub fn invalid_amount(field: &'static str, error: AmountError) -> FieldError {
    FieldError::new(field, error.rule())
}
