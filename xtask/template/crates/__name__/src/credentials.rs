//! [`ApiKey`].

use std::fmt;

use http::HeaderValue;
use paylink_core::Error;
use paylink_core::provider::{Secret, credentials_header};

use crate::names::PROVIDER;

/// An API key.
///
/// It is kept as the header that carries it, and wiped from memory when the last clone is dropped.
/// [`Secret`] says what is not wiped.
#[derive(Clone)]
pub struct ApiKey(HeaderValue);

impl ApiKey {
    /// Takes a key.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) when it is empty, has
    /// white space around it, holds an invisible character, or anything else that a header cannot
    /// carry.
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
