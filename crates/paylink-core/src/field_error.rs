//! [`FieldError`]: a field and the rule that it breaks.

use std::borrow::Cow;
use std::fmt;

/// A field and the rule that it breaks. It never contains the value, which may be a secret or payer
/// data.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct FieldError {
    field: Cow<'static, str>,
    rule: Cow<'static, str>,
    unsupported: bool,
}

impl FieldError {
    /// `field` breaks `rule`. The rule is the end of a sentence that begins with the field: `must
    /// not be empty`.
    #[cold]
    #[must_use]
    pub fn new(field: impl Into<Cow<'static, str>>, rule: impl Into<Cow<'static, str>>) -> Self {
        Self {
            field: field.into(),
            rule: rule.into(),
            unsupported: false,
        }
    }

    /// The provider's request has no place for `field`. It is refused, never dropped.
    #[cold]
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

    /// The path of the field in its type: `customer.email_id`.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// The rule.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// Whether the provider's request has no place for the field.
    #[must_use]
    pub const fn is_unsupported(&self) -> bool {
        self.unsupported
    }

    /// The same rule, for one element of the field: `suggested_amounts[2]`.
    #[must_use]
    pub fn at(self, index: usize) -> Self {
        Self {
            field: format!("{}[{index}]", self.field).into(),
            ..self
        }
    }

    /// The same rule, with `parent` before the field's path.
    #[must_use]
    pub fn inside(self, parent: &str) -> Self {
        let joint = if self.field.starts_with('[') { "" } else { "." };
        Self {
            field: format!("{parent}{joint}{}", self.field).into(),
            ..self
        }
    }
}

/// The name of an unknown field may be anything, so it is printed only if it looks like a name.
/// [`FieldError::field`] returns it.
impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_name(&self.field) {
            write!(f, "{} {}", self.field, self.rule)
        } else {
            write!(f, "a field whose name is not printed {}", self.rule)
        }
    }
}

/// The path, if it may be printed.
pub(crate) fn shown(field: &str) -> &str {
    if is_name(field) {
        field
    } else {
        "[not printed]"
    }
}

/// Whether it looks like a path: `customer.email_id`, `suggested_amounts[2]`, `metadata.order-1`.
fn is_name(field: &str) -> bool {
    const LONGEST: usize = 128;
    field.len() <= LONGEST
        && field
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.[]".contains(&byte))
}

/// The field is shown as in [`Display`](fmt::Display).
impl fmt::Debug for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldError")
            .field("field", &shown(&self.field))
            .field("rule", &self.rule)
            .finish()
    }
}

impl std::error::Error for FieldError {}
