//! The names that errors and the shared trait use.

/// The crate's name.
pub(crate) const PROVIDER: &str = "paywint";

/// Creates a link.
pub(crate) const CREATE: &str = "create payment link";

/// Reads a payment.
pub(crate) const GET_PAYMENT: &str = "get payment";

/// Reads the payments that a user received.
pub(crate) const RECEIVED: &str = "list received payments";
