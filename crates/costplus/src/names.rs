//! The names that errors and the shared trait give.

/// The crate's name.
pub(crate) const PROVIDER: &str = "costplus";

/// Making a link.
pub(crate) const CREATE: &str = "create payment link";

/// Reading a link.
pub(crate) const GET: &str = "get payment link";

/// Reading an order.
pub(crate) const GET_ORDER: &str = "get order";
