//! [`FieldError`]: a field and the rule it breaks, found before anything is sent.

use std::borrow::Cow;
use std::fmt;

/// A field and the rule that it breaks. The value is never part of it: it may be a secret or a payer's.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct FieldError {
    field: Cow<'static, str>,
    rule: Cow<'static, str>,
    unsupported: bool,
}

impl FieldError {
    /// `field` breaks `rule`, which reads as the end of a sentence: `must not be empty`.
    #[cold]
    #[must_use]
    pub fn new(field: impl Into<Cow<'static, str>>, rule: impl Into<Cow<'static, str>>) -> Self {
        Self {
            field: field.into(),
            rule: rule.into(),
            unsupported: false,
        }
    }

    /// The provider cannot carry `field`. It is refused, never dropped.
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

    /// The same rule, at one element of the field: `suggested_amounts[2]`.
    #[must_use]
    pub fn at(self, index: usize) -> Self {
        Self {
            field: format!("{}[{index}]", self.field).into(),
            ..self
        }
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

/// A field's name may be a stranger's, such as an unknown field of a request file: one that does not look like a name is
/// not printed. [`FieldError::field`] has it.
impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_name(&self.field) {
            write!(f, "{} {}", self.field, self.rule)
        } else {
            write!(f, "a field whose name is not printed {}", self.rule)
        }
    }
}

/// A field's path where it may be shown.
pub(crate) fn shown(field: &str) -> &str {
    if is_name(field) {
        field
    } else {
        "[not printed]"
    }
}

/// Whether a path looks like one: `customer.email_id`, `suggested_amounts[2]`, `metadata.order-1`.
fn is_name(field: &str) -> bool {
    const LONGEST: usize = 128;
    field.len() <= LONGEST
        && field
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.[]".contains(&byte))
}

/// As [`Display`](fmt::Display) shows the field.
impl fmt::Debug for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldError")
            .field("field", &shown(&self.field))
            .field("rule", &self.rule)
            .finish()
    }
}

impl std::error::Error for FieldError {}
