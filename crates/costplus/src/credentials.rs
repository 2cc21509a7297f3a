//! [`ApiKey`] and the documented addresses.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use paylink_core::provider::{Secret, credentials_header};
use paylink_core::{Error, FieldError};

use crate::names::PROVIDER;

/// The documented production address. There is no sandbox address: the key decides whether money
/// moves.
pub const PRODUCTION: &str = "https://api.costplus.online/v1";

/// The second documented server, the older brand of the same gateway (unverified).
pub const NOPAYN: &str = "https://api.nopayn.co.uk/v1";

/// An API key. It is the user name of HTTP Basic, with an empty password.
///
/// It is wiped from memory when the last clone is dropped. [`Secret`] says what is not wiped.
#[derive(Clone)]
pub struct ApiKey(HeaderValue);

impl ApiKey {
    /// Checks a key.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) if it is empty, begins
    /// or ends with white space, or contains anything but visible ASCII. A colon is refused too,
    /// because it ends the user name in HTTP Basic.
    pub fn new(key: impl Into<String>) -> Result<Self, Error> {
        basic(key.into())
            .map(Self)
            .map_err(|invalid| Error::configuration(PROVIDER, invalid))
    }

    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

fn basic(key: String) -> Result<HeaderValue, FieldError> {
    let key = Secret::new("api_key", key)?;
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b':';
    if !key.expose().bytes().all(plain) {
        let rule = "must be visible ASCII without a colon";
        return Err(FieldError::new("api_key", rule));
    }
    // With capacity for the colon from the start: a string that grows leaves a copy behind.
    let mut user = String::with_capacity(key.expose().len().saturating_add(1));
    user.push_str(key.expose());
    user.push(':');
    let user = Secret::new("api_key", user)?;
    let credentials = Secret::new("api_key", STANDARD.encode(user.expose()))?;
    credentials_header("api_key", "Basic", credentials.expose())
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey([secret])")
    }
}
