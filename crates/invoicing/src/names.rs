//! The names that errors and the shared trait give.

/// The crate's name.
pub(crate) const PROVIDER: &str = "invoicing";

/// Making a link.
pub(crate) const CREATE: &str = "create payment link";

/// Asking the caller's source for a token.
pub(crate) const TOKEN: &str = "get a token";
