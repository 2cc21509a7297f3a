//! The names that errors and the shared trait use.

/// The crate's name.
pub(crate) const PROVIDER: &str = "invoicing";

/// Creates a link.
pub(crate) const CREATE: &str = "create payment link";

/// Gets a token from the caller's source.
pub(crate) const TOKEN: &str = "get a token";
