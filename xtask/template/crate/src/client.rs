//! [`Client`]: one async method an operation, in __Name__'s words.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::AUTHORIZATION;
use paylink_core::{Answer, Caller, Connection, Error, FixedHeader, Host};

use crate::config::Config;
use crate::link::PaymentLink;
use crate::operation::Create;
use crate::request::CreatePaymentLink;

/// A client of __Name__. Cheap to clone; clones share their connections.
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
        let key = FixedHeader::new(AUTHORIZATION, config.api_key.header());
        Self {
            caller: Caller::new(config.base_url, Arc::new(key), connection),
        }
    }

    /// The same client with another time for a whole call; 60 seconds by default.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.caller = self.caller.with_timeout(timeout);
        self
    }

    /// The clock and the pauses of this client.
    pub(crate) fn host(&self) -> &dyn Host {
        self.caller.connection().host()
    }

    /// Makes a payment link.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money.
    pub async fn create_payment_link(
        &self,
        request: &CreatePaymentLink,
    ) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Create(request)).await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("__name__::Client").finish_non_exhaustive()
    }
}
