//! The names that errors and the shared face give.

/// The crate's name.
pub(crate) const PROVIDER: &str = "costplus";

/// Making a link.
pub(crate) const CREATE: &str = "create payment link";
