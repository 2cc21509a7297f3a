//! The platform, its secret and the address, explicit.

use paylink_core::{BaseUrl, redacted_debug};
use uuid::Uuid;

use crate::auth::{EmptyBodyHash, SecretKey};

/// The sandbox of the vendor's own samples. No page says which host is production.
pub const SANDBOX: &str = "https://api.sandbox.paywint.com";

/// Where to call, and as whom.
#[derive(Clone)]
pub struct Config {
    pub(crate) platform_id: Uuid,
    pub(crate) secret_key: SecretKey,
    pub(crate) base_url: BaseUrl,
    pub(crate) empty_body_hash: EmptyBodyHash,
}

impl Config {
    /// A platform at an address: [`SANDBOX`], or the one that Paywint gave for production.
    #[must_use]
    pub const fn new(platform_id: Uuid, secret_key: SecretKey, base_url: BaseUrl) -> Self {
        Self {
            platform_id,
            secret_key,
            base_url,
            empty_body_hash: EmptyBodyHash::Sha256OfNothing,
        }
    }

    /// The same with another hash of no body, for the day that Paywint turns out to expect it. Only reads have no body.
    #[must_use]
    pub const fn with_empty_body_hash(mut self, empty_body_hash: EmptyBodyHash) -> Self {
        self.empty_body_hash = empty_body_hash;
        self
    }
}

redacted_debug!(Config {
    shown: [secret_key, base_url, empty_body_hash],
    hidden: [platform_id],
});
