//! [`Client`]: one async method for each operation, named as CostPlus names it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::AUTHORIZATION;
#[cfg(not(feature = "reqwest"))]
use paylink_core::provider::no_transport as connect;
use paylink_core::provider::{BuildClient, Caller, FixedHeader};
use paylink_core::transport::{Connection, Runtime};
use paylink_core::{Answer, BaseUrl, Error};
#[cfg(feature = "reqwest")]
use paylink_reqwest::connect;

use crate::credentials::{ApiKey, PRODUCTION};
use crate::link::PaymentLink;
use crate::names::PROVIDER;
use crate::operation::{Create, Get, GetOrder};
use crate::order::Order;
use crate::request::CreatePaymentLink;
use crate::webhook::{Confirmed, UnverifiedEvent};

/// Builds a [`Client`].
pub type ClientBuilder = paylink_core::ClientBuilder<Client>;

/// A client of CostPlus. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Client {
    caller: Caller,
}

impl Client {
    /// A client for the production address, over reqwest.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) if TLS cannot be set up
    /// on this machine.
    #[cfg(feature = "reqwest")]
    pub fn new(api_key: ApiKey) -> Result<Self, Error> {
        Self::builder(api_key).build()
    }

    /// A builder, to set another address, time-outs, a proxy or a transport of your own.
    ///
    /// ```
    /// # #[cfg(feature = "reqwest")]
    /// # fn example(api_key: costplus::ApiKey) -> Result<(), costplus::Error> {
    /// use std::time::Duration;
    /// let client = costplus::Client::builder(api_key)
    ///     .base_url("http://127.0.0.1:4010/costplus/v1")?
    ///     .timeout(Duration::from_secs(20))
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder(api_key: ApiKey) -> ClientBuilder {
        ClientBuilder::new(api_key, connect)
    }

    /// The same client with another time for a whole call. It shares the connections. The default
    /// is 60 seconds.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.caller = self.caller.with_timeout(timeout);
        self
    }

    /// The runtime of the calls.
    pub(crate) fn runtime(&self) -> &dyn Runtime {
        self.caller.connection().runtime()
    }

    /// Creates a payment link.
    ///
    /// Idempotency is not documented: it is sent again only after a failure to connect, when
    /// nothing was sent.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money. After
    /// [`Outcome::Unknown`](paylink_core::Outcome::Unknown), ask CostPlus about the merchant order
    /// id before you call again.
    pub async fn create_payment_link(
        &self,
        request: &CreatePaymentLink,
    ) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Create(request)).await
    }

    /// Reads a payment link (costplus-v11).
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](paylink_core::ErrorKind::NotFound) if there is no such link. A
    /// response with another id, or without an id, is
    /// [`ErrorKind::Differs`](paylink_core::ErrorKind::Differs); the error contains the link.
    pub async fn get_payment_link(&self, id: &str) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Get(id)).await
    }

    /// Reads an order (costplus-v15).
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](paylink_core::ErrorKind::NotFound) if there is no such order. A
    /// response with another order is [`ErrorKind::Differs`](paylink_core::ErrorKind::Differs); the
    /// error contains it.
    pub async fn get_order(&self, id: &str) -> Result<Answer<Order>, Error> {
        self.caller.call(&GetOrder(id)).await
    }

    /// Confirms an unsigned event: reads its order, and the link of the order. Nothing in the event
    /// is trusted.
    ///
    /// # Errors
    /// [`Error`] if the order or its link could not be read, or the response has another id
    /// ([`ErrorKind::Differs`](paylink_core::ErrorKind::Differs), which contains it). Then nothing
    /// is confirmed.
    pub async fn confirm(&self, event: &UnverifiedEvent) -> Result<Confirmed, Error> {
        let order = self.get_order(&event.order_id).await?.into_value();
        let link = match &order.related_payment_link_id {
            Some(id) => Some(self.get_payment_link(id).await?.into_value()),
            None => None,
        };
        Ok(Confirmed { order, link })
    }
}

impl BuildClient for Client {
    type Credentials = ApiKey;

    const PROVIDER: &'static str = PROVIDER;
    const BASE_URL: Option<&'static str> = Some(PRODUCTION);

    fn build(api_key: ApiKey, base_url: BaseUrl, connection: Connection) -> Self {
        let key = FixedHeader::new(AUTHORIZATION, api_key.header());
        Self {
            caller: Caller::new(base_url, Arc::new(key), connection),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("costplus::Client").finish_non_exhaustive()
    }
}
