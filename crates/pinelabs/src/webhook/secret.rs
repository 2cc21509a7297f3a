//! [`WebhookSecret`]: the key of the signatures.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use paylink_core::provider::Secret;
use paylink_core::{Error, FieldError};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::names::PROVIDER;

const FIELD: &str = "webhook_secret";

/// A webhook secret. The text and the keyed hash are wiped from memory when they are dropped;
/// [`Secret`] says what is not wiped.
///
/// It is not verified whether the dashboard shows the secret raw or in base64 (pinelabs-o3), and a
/// raw secret can look like base64. If every delivery fails with
/// [`NoMatch`](paylink_core::webhook::WebhookError::NoMatch), use the other constructor.
#[derive(Clone)]
pub struct WebhookSecret(Hmac<Sha256>);

impl WebhookSecret {
    /// Decodes a secret in base64 with padding, as in the documented check.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) if it is empty, begins
    /// or ends with white space, contains an invisible character, or is not base64.
    pub fn from_base64(secret: impl Into<String>) -> Result<Self, Error> {
        Self::keyed(secret, |text| {
            let key = STANDARD.decode(text);
            key.map_err(|_| FieldError::new(FIELD, "must be base64"))
        })
    }

    /// Uses a raw secret, such as `abc1234` in the vendor's example. Its bytes are the key.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) if it is empty, begins
    /// or ends with white space, or contains a control character or an invisible character.
    pub fn from_raw(secret: impl Into<String>) -> Result<Self, Error> {
        Self::keyed(secret, |text| Ok(text.as_bytes().to_vec()))
    }

    fn keyed(
        secret: impl Into<String>,
        key: impl FnOnce(&str) -> Result<Vec<u8>, FieldError>,
    ) -> Result<Self, Error> {
        let keyed = |secret: Secret| {
            let key = Zeroizing::new(key(secret.expose())?);
            Hmac::new_from_slice(&key)
                .map_err(|_| FieldError::new(FIELD, "must be a key for HMAC-SHA256"))
        };
        Secret::new(FIELD, secret)
            .and_then(keyed)
            .map(Self)
            .map_err(|invalid| Error::configuration(PROVIDER, invalid))
    }

    /// Whether the secret gives this signature of the parts, joined by dots. Compares in constant
    /// time.
    pub(super) fn signs(&self, id: &str, timestamp: &str, body: &[u8], signature: &[u8]) -> bool {
        let mut mac = self.0.clone();
        for part in [id, timestamp] {
            mac.update(part.as_bytes());
            mac.update(b".");
        }
        mac.update(body);
        mac.verify_slice(signature).is_ok()
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret([secret])")
    }
}
