//! [`Invalid`]: a field and the rule it breaks, found before anything is sent; and the rules that providers share.

use std::borrow::Cow;
use std::fmt;

use crate::money::{Amount, AmountError};

/// A field and the rule that it breaks. The value is never part of it: it may be a secret or a payer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    field: Cow<'static, str>,
    rule: Cow<'static, str>,
    unsupported: bool,
}

impl Invalid {
    /// `field` breaks `rule`, which reads as the end of a sentence: `must not be empty`.
    #[must_use]
    pub fn new(field: impl Into<Cow<'static, str>>, rule: impl Into<Cow<'static, str>>) -> Self {
        Self {
            field: field.into(),
            rule: rule.into(),
            unsupported: false,
        }
    }

    /// The provider cannot carry `field`. It is refused, never dropped.
    #[must_use]
    pub fn unsupported(
        field: impl Into<Cow<'static, str>>,
        rule: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            unsupported: true,
            ..Self::new(field, rule)
        }
    }

    /// The field's path, in the words of the type it stands in: `customer.email_id`.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// The rule.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// Whether the provider has no such field at all.
    #[must_use]
    pub const fn is_unsupported(&self) -> bool {
        self.unsupported
    }

    /// The same rule, with `parent` in front of the field's path.
    #[must_use]
    pub fn inside(self, parent: &str) -> Self {
        let joint = if self.field.starts_with('[') { "" } else { "." };
        Self {
            field: format!("{parent}{joint}{}", self.field).into(),
            ..self
        }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.field, self.rule)
    }
}

impl std::error::Error for Invalid {}

/// Refuses a text whose length in Unicode characters is outside `least..=most`.
///
/// # Errors
/// [`Invalid`] with the field and the bound.
pub fn check_length(
    field: &'static str,
    text: &str,
    least: usize,
    most: usize,
) -> Result<(), Invalid> {
    let length = text.chars().count();
    if length < least {
        let rule = if least == 1 {
            Cow::from("must not be empty")
        } else {
            format!("must have at least {least} characters, has {length}").into()
        };
        return Err(Invalid::new(field, rule));
    }
    if length > most {
        let rule = format!("must have at most {most} characters, has {length}");
        return Err(Invalid::new(field, rule));
    }
    Ok(())
}

/// Refuses a text that is empty or only white space.
///
/// # Errors
/// [`Invalid`] with the field.
pub fn check_not_blank(field: &'static str, text: &str) -> Result<(), Invalid> {
    if text.trim().is_empty() {
        return Err(Invalid::new(field, "must not be empty"));
    }
    Ok(())
}

/// Refuses an amount that is zero or negative.
///
/// # Errors
/// [`Invalid`] with the field.
pub fn check_positive(field: &'static str, amount: Amount) -> Result<(), Invalid> {
    if amount.is_positive() {
        return Ok(());
    }
    Err(Invalid::new(field, "must be greater than zero"))
}

/// Refuses a text that is no absolute URL: a scheme, and something behind it, in visible ASCII.
///
/// With `schemes`, only those, and a host is needed. Whether the address leads anywhere stays the server's to say.
///
/// # Errors
/// [`Invalid`] with the field and the schemes.
pub fn check_url(field: &'static str, text: &str, schemes: &[&str]) -> Result<(), Invalid> {
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
    Err(Invalid::new(field, rule))
}

/// Names the field of an amount that could not be read or converted.
#[must_use]
pub fn invalid_amount(field: &'static str, error: AmountError) -> Invalid {
    Invalid::new(field, error.to_string())
}
