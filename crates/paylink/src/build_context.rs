//! [`BuildContext`]: the environment and connection for building an adapter.
#![allow(
    dead_code,
    reason = "a build without any provider reads no secret, and one with all of them lacks none"
)]

use paylink_core::{Error, FieldError, PaymentLinks};

use paylink_core::transport::Connection;

use crate::env_var::EnvVar;

/// An adapter of any provider.
pub(crate) type Face = Box<dyn PaymentLinks>;

/// The caller's environment and connection.
pub(crate) struct BuildContext<'a> {
    pub(crate) env: &'a dyn Fn(&str) -> Option<String>,
    pub(crate) connection: Connection,
}

impl BuildContext<'_> {
    /// The secret in a variable. An error names the variable, never its value.
    pub(crate) fn secret(
        &self,
        provider: &'static str,
        field: &'static str,
        variable: &EnvVar,
    ) -> Result<String, Error> {
        let value = (self.env)(variable.as_str()).filter(|value| !value.trim().is_empty());
        value.ok_or_else(|| {
            let rule = format!("names {variable}, which is not set, or is empty");
            Error::configuration(provider, FieldError::new(field, rule))
        })
    }

    /// The error if this build does not include the provider.
    pub(crate) fn without(&self, provider: &'static str) -> Result<Face, Error> {
        let rule = format!("needs the feature `{provider}` of the crate paylink");
        Err(Error::configuration(
            provider,
            FieldError::new("provider", rule),
        ))
    }
}

/// A setting that the shared trait needs and the provider's own client does not.
pub(crate) fn needed<T>(
    provider: &'static str,
    field: &'static str,
    value: Option<T>,
) -> Result<T, Error> {
    value.ok_or_else(|| Error::configuration(provider, FieldError::new(field, "is required")))
}
