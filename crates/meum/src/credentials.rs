//! [`ApiKey`] and the documented address.

use std::fmt;

use http::HeaderValue;
use paylink_core::Error;
use paylink_core::provider::{Secret, credentials_header};

use crate::names::PROVIDER;

/// The documented production address. Meum documents no other address.
pub const PRODUCTION: &str = "https://api.meum.io";

/// An API key of one store, `sk_live_...`.
///
/// The prefix is not checked here, so that a future kind of key works.
///
/// The key is wiped from memory when the last clone is dropped. [`Secret`] says what is not wiped.
#[derive(Clone)]
pub struct ApiKey(HeaderValue);

impl ApiKey {
    /// Checks a key.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) if it is empty, begins
    /// or ends with white space, or contains an invisible character or anything else that a header
    /// cannot have.
    pub fn new(key: impl Into<String>) -> Result<Self, Error> {
        Secret::new("api_key", key)
            .and_then(|key| credentials_header("api_key", "Bearer", key.expose()))
            .map(Self)
            .map_err(|invalid| Error::configuration(PROVIDER, invalid))
    }

    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey([secret])")
    }
}
