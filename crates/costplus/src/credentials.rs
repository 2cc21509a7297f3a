//! [`ApiKey`], and the documented addresses.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use paylink_core::provider::{Secret, credentials_header};
use paylink_core::{Error, FieldError};

use crate::names::PROVIDER;

/// The documented production address. There is none for a sandbox: the key decides whether money moves.
pub const PRODUCTION: &str = "https://api.costplus.online/v1";

/// The second documented server, the older brand of the same gateway (unverified).
pub const NOPAYN: &str = "https://api.nopayn.co.uk/v1";

/// An API key: the user name of HTTP Basic, whose password stays empty.
///
/// It is kept as the header that carries it, and wiped from memory when the last clone is dropped.
/// [`Secret`] says what is not wiped.
#[derive(Clone)]
pub struct ApiKey(HeaderValue);

impl ApiKey {
    /// Takes a key.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) when it is empty, has white space around it,
    /// or holds anything but visible ASCII, such as an invisible character. A colon is refused too: HTTP Basic would end the user name there.
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
    // With room for the colon from the start: a text that grows leaves an old copy behind.
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
