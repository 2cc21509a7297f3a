//! [`Credentials`], and the documented addresses.

use std::fmt;

use paylink_core::{Error, FieldError};

use paylink_core::provider::Secret;

use crate::names::PROVIDER;

/// The production address, as the vendor's SDKs have it; the create page names none. Paths begin with `/api`.
pub const PRODUCTION: &str = "https://api.pluralpay.in";

/// The address for tests, which the vendor calls UAT, as the vendor's SDKs have it.
pub const UAT: &str = "https://pluraluat.v2.pinepg.in";

/// The client id and the client secret of a merchant. An access token is made from them, kept and renewed by the client.
///
/// Both, the body of the token request and the header with the token are wiped from memory when their last clone is dropped. The
/// answer that brings the token is not, nor is what [`Secret`] names.
#[derive(Clone)]
pub struct Credentials {
    pub(crate) client_id: Secret,
    pub(crate) client_secret: Secret,
}

impl Credentials {
    /// Takes both.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration), with `client_id` or `client_secret` as the
    /// field, when one is empty, has white space around it, or holds a control character or an invisible one.
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
