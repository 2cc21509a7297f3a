//! The names that errors and the shared trait give.

/// The crate's name.
pub(crate) const PROVIDER: &str = "paywint";

/// Making a link.
pub(crate) const CREATE: &str = "create payment link";

/// Reading a payment.
pub(crate) const GET_PAYMENT: &str = "get payment";

/// Reading what a user was paid.
pub(crate) const RECEIVED: &str = "list received payments";
