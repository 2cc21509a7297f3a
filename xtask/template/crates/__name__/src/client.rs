//! [`Client`]: one async method an operation, in __Name__'s words.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::AUTHORIZATION;
#[cfg(not(feature = "reqwest"))]
use paylink_core::provider::no_transport as connect;
use paylink_core::{Answer, BaseUrl, Error};
use paylink_core::provider::{BuildClient, Caller, FixedHeader};
use paylink_core::transport::{Connection, Runtime};
#[cfg(feature = "reqwest")]
use paylink_reqwest::connect;

use crate::credentials::ApiKey;
use crate::link::PaymentLink;
use crate::names::PROVIDER;
use crate::operation::Create;
use crate::request::CreatePaymentLink;

/// Makes a [`Client`].
pub type ClientBuilder = paylink_core::ClientBuilder<Client>;

/// A client of __Name__. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Client {
    caller: Caller,
}

impl Client {
    /// A client with this key. No production address is known here:
    /// [`base_url`](ClientBuilder::base_url) is required.
    pub fn builder(api_key: ApiKey) -> ClientBuilder {
        ClientBuilder::new(api_key, connect)
    }

    /// The same client with another time for a whole call; 60 seconds by default.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.caller = self.caller.with_timeout(timeout);
        self
    }

    /// The clock and the pauses of this client.
    pub(crate) fn runtime(&self) -> &dyn Runtime {
        self.caller.connection().runtime()
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

impl BuildClient for Client {
    type Credentials = ApiKey;

    const PROVIDER: &'static str = PROVIDER;
    const BASE_URL: Option<&'static str> = None;

    fn build(api_key: ApiKey, base_url: BaseUrl, connection: Connection) -> Self {
        let key = FixedHeader::new(AUTHORIZATION, api_key.header());
        Self {
            caller: Caller::new(base_url, Arc::new(key), connection),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("__name__::Client").finish_non_exhaustive()
    }
}
