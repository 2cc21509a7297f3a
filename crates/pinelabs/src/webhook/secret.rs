//! [`WebhookSecret`]: what deliveries are signed with.

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

/// A webhook secret. Only the keyed hash is kept of it. That and the text are wiped from memory when dropped; [`Secret`] says what
/// is not.
///
/// Nobody has observed whether the dashboard shows the secret raw or already in base64 (pinelabs-o3), and a raw one can look
/// like base64. When every delivery ends in [`NoMatch`](paylink_core::webhook::WebhookError::NoMatch), try the other
/// constructor.
#[derive(Clone)]
pub struct WebhookSecret(Hmac<Sha256>);

impl WebhookSecret {
    /// Takes a secret in base64, with its padding, as the documented check uses it.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) when it is empty, has white space around it, holds an
    /// invisible character, or is not base64.
    pub fn from_base64(secret: impl Into<String>) -> Result<Self, Error> {
        Self::keyed(secret, |text| {
            let key = STANDARD.decode(text);
            key.map_err(|_| FieldError::new(FIELD, "must be base64"))
        })
    }

    /// Takes a raw secret, such as the `abc1234` of the vendor's example: its bytes are the key.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) when it is empty, has white space around it, or
    /// holds a control character or an invisible one.
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

    /// Whether the secret gives this signature of these parts, joined by points. Compared in constant time.
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
