//! [`Credentials`] and the documented address.

use paylink_core::provider::redacted_debug;
use uuid::Uuid;

use crate::auth::{EmptyBodyHash, SecretKey};

/// The sandbox in the vendor's samples. No page names the production host.
pub const SANDBOX: &str = "https://api.sandbox.paywint.com";

/// A platform and its secret key.
#[derive(Clone)]
pub struct Credentials {
    pub(crate) platform_id: Uuid,
    pub(crate) secret_key: SecretKey,
    pub(crate) empty_body_hash: EmptyBodyHash,
}

impl Credentials {
    /// Combines both.
    #[must_use]
    pub const fn new(platform_id: Uuid, secret_key: SecretKey) -> Self {
        Self {
            platform_id,
            secret_key,
            empty_body_hash: EmptyBodyHash::Sha256OfNothing,
        }
    }

    /// Sets the hash of an empty body, if Paywint turns out to expect another. Only reads have no
    /// body.
    #[must_use]
    pub const fn with_empty_body_hash(mut self, empty_body_hash: EmptyBodyHash) -> Self {
        self.empty_body_hash = empty_body_hash;
        self
    }
}

redacted_debug!(Credentials {
    shown: [secret_key, empty_body_hash],
    hidden: [platform_id],
});
