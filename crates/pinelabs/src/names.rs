//! The names under which errors and the shared face know this crate and its operations.

/// The crate.
pub(crate) const PROVIDER: &str = "pinelabs";

/// Making a link.
pub(crate) const CREATE: &str = "create payment link";

/// Making the access token that the other operations carry.
pub(crate) const CREATE_TOKEN: &str = "create token";
