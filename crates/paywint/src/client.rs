//! [`Client`]: one async method an operation, in Paywint's words.

use std::sync::Arc;
use std::time::Duration;

use paylink_core::{Answer, Caller, Connection, Error};
use uuid::Uuid;

use crate::auth::Signing;
use crate::config::Config;
use crate::link::PaymentLink;
use crate::operation::Create;
use crate::request::CreatePaymentLink;

/// A client of Paywint. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Client {
    caller: Caller,
}

impl Client {
    /// A client of the configured address, over reqwest.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) when TLS cannot be set up on this machine.
    #[cfg(feature = "reqwest")]
    pub fn new(config: Config) -> Result<Self, Error> {
        Ok(Self::with_connection(
            config,
            paylink_reqwest::connection()?,
        ))
    }

    /// A client of the configured address, over any connection.
    #[must_use]
    pub fn with_connection(config: Config, connection: Connection) -> Self {
        let signing = Signing {
            platform_id: config.platform_id,
            secret_key: config.secret_key,
        };
        Self {
            caller: Caller::new(config.base_url, Arc::new(signing), connection),
        }
    }

    /// The same client with another time for a whole call; 60 seconds by default.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.caller = self.caller.with_timeout(timeout);
        self
    }

    /// Makes a payment link. Who opens it pays `user_id`, a verified user of the platform.
    ///
    /// Repeats are not documented: it is sent again only after a failure to connect, when nothing had left.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money. After
    /// [`Outcome::Unknown`](paylink_core::Outcome::Unknown) do not call again: there may be a link, and no page tells
    /// how to find it. Ask Paywint.
    pub async fn create_payment_link(
        &self,
        user_id: Uuid,
        request: &CreatePaymentLink,
    ) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Create { user_id, request }).await
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("paywint::Client").finish_non_exhaustive()
    }
}
