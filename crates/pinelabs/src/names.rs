//! The names under which errors and the shared trait know this crate and its operations.

/// The crate.
pub(crate) const PROVIDER: &str = "pinelabs";

/// Making a link.
pub(crate) const CREATE: &str = "create payment link";

/// Reading a link by its id.
pub(crate) const GET: &str = "get payment link";

/// Finding a link by the merchant's reference.
pub(crate) const FIND: &str = "find payment link";

/// Cancelling a link.
pub(crate) const CANCEL: &str = "cancel payment link";

/// Telling the customer of a link again.
pub(crate) const NOTIFY: &str = "notify payment link";

/// Making the access token that the other operations carry.
pub(crate) const CREATE_TOKEN: &str = "create token";
