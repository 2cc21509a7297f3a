//! [`Credentials`] and the documented addresses.

use std::fmt;

use paylink_core::{Error, FieldError};

use paylink_core::provider::Secret;

use crate::names::PROVIDER;

/// The production address, from the vendor's SDKs; the create page has none. Paths begin with
/// `/api`.
pub const PRODUCTION: &str = "https://api.pluralpay.in";

/// The address for tests, which the vendor calls UAT, from the vendor's SDKs.
pub const UAT: &str = "https://pluraluat.v2.pinepg.in";

/// The client id and the client secret of a merchant. The client requests an access token with
/// them, caches it and renews it.
///
/// Both are wiped from memory when the last clone is dropped, and so are the body of the token
/// request and the header with the token. Not wiped are the response with the token, and what
/// [`Secret`] lists.
#[derive(Clone)]
pub struct Credentials {
    pub(crate) client_id: Secret,
    pub(crate) client_secret: Secret,
}

impl Credentials {
    /// Checks both.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration), with the field
    /// `client_id` or `client_secret`, if it is empty, begins or ends with white space, or contains
    /// a control character or an invisible character.
    pub fn new(
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> Result<Self, Error> {
        let refuse = |invalid: FieldError| Error::configuration(PROVIDER, invalid);
        Ok(Self {
            client_id: Secret::new("client_id", client_id).map_err(refuse)?,
            client_secret: Secret::new("client_secret", client_secret).map_err(refuse)?,
        })
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials([secret])")
    }
}
