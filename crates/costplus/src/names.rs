//! The names that errors and the shared trait use.

/// The crate's name.
pub(crate) const PROVIDER: &str = "costplus";

/// Creates a link.
pub(crate) const CREATE: &str = "create payment link";

/// Reads a link.
pub(crate) const GET: &str = "get payment link";

/// Reads an order.
pub(crate) const GET_ORDER: &str = "get order";
