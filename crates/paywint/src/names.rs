//! The names that errors and the shared face give.

/// The crate's name.
pub(crate) const PROVIDER: &str = "paywint";

/// Making a link.
pub(crate) const CREATE: &str = "create payment link";
