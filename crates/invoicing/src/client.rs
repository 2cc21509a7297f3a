//! [`Client`]: one async method an operation, in the provider's words.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use paylink_core::{Answer, Caller, Connection, Error, Host};

use crate::auth::Bearer;
use crate::config::Config;
use crate::link::PaymentLink;
use crate::operation::Create;
use crate::request::CreatePaymentLink;

/// A client of the invoicing API. Cheap to clone; clones share their connections and their source of tokens.
#[derive(Clone)]
pub struct Client {
    caller: Caller,
}

impl Client {
    /// A client of the configured address, over reqwest. No production address is documented, so there is none by default.
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
        let bearer = Bearer(config.tokens);
        Self {
            caller: Caller::new(config.base_url, Arc::new(bearer), connection),
        }
    }

    /// The same client with another time for a whole call, a token included; 60 seconds by default.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.caller = self.caller.with_timeout(timeout);
        self
    }

    /// The clock and the pauses of the calls.
    pub(crate) fn host(&self) -> &dyn Host {
        self.caller.connection().host()
    }

    /// Makes a payment link.
    ///
    /// Repeats are not documented: it is sent again only when the connection could not be made, so that nothing was sent,
    /// and once after a 401 when the [`TokenSource`](crate::TokenSource) can give another token.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money. After
    /// [`Outcome::Unknown`](paylink_core::Outcome::Unknown), ask the provider before you call again: no page reads links.
    pub async fn create_payment_link(
        &self,
        request: &CreatePaymentLink,
    ) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Create(request)).await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("invoicing::Client").finish_non_exhaustive()
    }
}
