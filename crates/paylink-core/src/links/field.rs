//! [`Field`]: the optional fields of a request, by name.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, ErrorParts as _};
use crate::field_error::FieldError;

/// An optional field of a [`LinkRequest`](crate::LinkRequest).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field {
    /// [`LinkRequest::reference`](crate::LinkRequest::reference).
    Reference,
    /// [`LinkRequest::description`](crate::LinkRequest::description).
    Description,
    /// The payer's name.
    CustomerName,
    /// The payer's email address.
    CustomerEmail,
    /// The payer's telephone number.
    CustomerPhone,
    /// [`LinkRequest::expires_at`](crate::LinkRequest::expires_at).
    ExpiresAt,
    /// [`LinkRequest::success_url`](crate::LinkRequest::success_url).
    SuccessUrl,
    /// [`LinkRequest::failure_url`](crate::LinkRequest::failure_url).
    FailureUrl,
    /// [`LinkRequest::metadata`](crate::LinkRequest::metadata).
    Metadata,
    /// [`LinkRequest::idempotency_key`](crate::LinkRequest::idempotency_key).
    IdempotencyKey,
}

impl Field {
    /// All optional fields.
    pub const ALL: &'static [Self] = &[
        Self::Reference,
        Self::Description,
        Self::CustomerName,
        Self::CustomerEmail,
        Self::CustomerPhone,
        Self::ExpiresAt,
        Self::SuccessUrl,
        Self::FailureUrl,
        Self::Metadata,
        Self::IdempotencyKey,
    ];

    /// The field's path in a [`LinkRequest`](crate::LinkRequest).
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Description => "description",
            Self::CustomerName => "customer.name",
            Self::CustomerEmail => "customer.email",
            Self::CustomerPhone => "customer.phone",
            Self::ExpiresAt => "expires_at",
            Self::SuccessUrl => "success_url",
            Self::FailureUrl => "failure_url",
            Self::Metadata => "metadata",
            Self::IdempotencyKey => "idempotency_key",
        }
    }
}

impl Error {
    /// Renames the field of the error from the provider's name (first) to its name in a
    /// [`LinkRequest`](crate::LinkRequest) (second). Everything else stays.
    #[must_use]
    pub fn with_shared_names(self, names: &[(&str, &'static str)]) -> Self {
        let shared = self.field().and_then(|field| {
            let found = names.iter().find(|(own, _)| *own == field);
            found.map(|(_, shared)| *shared)
        });
        match (shared, self.rule()) {
            (Some(field), Some(rule)) => {
                let invalid = FieldError::new(field, rule.to_owned());
                self.with_field(invalid)
            }
            _ => self,
        }
    }
}

/// The path that [`as_str`](Field::as_str) returns.
impl FromStr for Field {
    type Err = FieldError;

    fn from_str(path: &str) -> Result<Self, FieldError> {
        let mut all = Self::ALL.iter().copied();
        all.find(|field| field.as_str() == path).ok_or_else(|| {
            FieldError::new("field", "must be an optional field of a shared request")
        })
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
