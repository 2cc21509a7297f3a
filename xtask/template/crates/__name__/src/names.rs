//! The names that errors and the shared trait give.

/// The crate's name.
pub(crate) const PROVIDER: &str = "__name__";

/// The operations, in the field's words.
pub(crate) const CREATE: &str = "create payment link";
