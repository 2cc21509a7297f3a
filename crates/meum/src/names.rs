//! The names that errors and the shared trait use.

/// The crate's name.
pub(crate) const PROVIDER: &str = "meum";

/// The operations.
pub(crate) const CREATE: &str = "create payment link";
pub(crate) const GET: &str = "get payment link";
pub(crate) const UPDATE: &str = "update payment link";
pub(crate) const ACTIVATE: &str = "activate payment link";
pub(crate) const DEACTIVATE: &str = "deactivate payment link";
pub(crate) const LIST: &str = "list payment links";
pub(crate) const INVOICES: &str = "list invoices of a payment link";
