//! The names that errors and the shared trait use.

/// The crate's name.
pub(crate) const PROVIDER: &str = "pinelabs";

/// Creates a link.
pub(crate) const CREATE: &str = "create payment link";

/// Reads a link by its id.
pub(crate) const GET: &str = "get payment link";

/// Finds a link by the merchant's reference.
pub(crate) const FIND: &str = "find payment link";

/// Cancels a link.
pub(crate) const CANCEL: &str = "cancel payment link";

/// Notifies the customer again.
pub(crate) const NOTIFY: &str = "notify payment link";

/// Requests the access token of the other operations.
pub(crate) const CREATE_TOKEN: &str = "create token";
