//! [`Client`]: one async method an operation, in Pine Labs' words.

use std::sync::Arc;
use std::time::Duration;

use paylink_core::{Answer, Caller, Connection, Error};

use crate::auth::Tokens;
use crate::config::Config;
use crate::link::PaymentLink;
use crate::operation::Create;
use crate::request::CreatePaymentLink;

/// A client of Pine Labs Online. Cheap to clone; clones share their connections and their access token.
#[derive(Clone)]
pub struct Client {
    caller: Caller,
}

impl Client {
    /// A client of the production address, over reqwest.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) when TLS cannot be set up on this machine.
    #[cfg(feature = "reqwest")]
    pub fn new(credentials: crate::Credentials) -> Result<Self, Error> {
        let config = Config::production(credentials)?;
        Ok(Self::with_connection(
            config,
            paylink_reqwest::connection()?,
        ))
    }

    /// A client of any address, over any connection.
    #[must_use]
    pub fn with_connection(config: Config, connection: Connection) -> Self {
        let tokens = Tokens::new(config.base_url.clone(), config.credentials);
        Self {
            caller: Caller::new(config.base_url, Arc::new(tokens), connection),
        }
    }

    /// The same client with another time for a whole call, its token included; 60 seconds by default.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.caller = self.caller.with_timeout(timeout);
        self
    }

    /// Makes a payment link.
    ///
    /// Repeats are documented: after a time-out, a broken connection, 502, 503, 504 or 429 it is sent again under the same
    /// reference. An attempt for which no token could be had is not sent; the error then names the operation `create token`.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money. After
    /// [`Outcome::Unknown`](paylink_core::Outcome::Unknown), call again with the **same** reference: that gives the link that
    /// was made, or makes it. [`DUPLICATE_REQUEST`](crate::DUPLICATE_REQUEST) as the code means that there is one.
    pub async fn create_payment_link(
        &self,
        request: &CreatePaymentLink,
    ) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Create(request)).await
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("pinelabs::Client").finish_non_exhaustive()
    }
}
