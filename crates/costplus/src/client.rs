//! [`Client`]: one async method an operation, in CostPlus's words.

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

/// Makes a [`Client`].
pub type ClientBuilder = paylink_core::ClientBuilder<Client>;

/// A client of CostPlus. Cheap to clone; clones share their connections.
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
    pub fn new(api_key: ApiKey) -> Result<Self, Error> {
        Self::builder(api_key).build()
    }

    /// Another address, other times, a proxy, or a transport of one's own: see [`ClientBuilder`].
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

    /// The same client, its connections shared, with another time for a whole call; 60 seconds by default.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.caller = self.caller.with_timeout(timeout);
        self
    }

    /// The clock and the pauses of the calls.
    pub(crate) fn runtime(&self) -> &dyn Runtime {
        self.caller.connection().runtime()
    }

    /// Makes a payment link.
    ///
    /// Idempotency is not documented: it is sent again only when the connection could not be made, so that nothing was sent.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money. After
    /// [`Outcome::Unknown`](paylink_core::Outcome::Unknown), ask CostPlus about the merchant order id before you call again.
    pub async fn create_payment_link(
        &self,
        request: &CreatePaymentLink,
    ) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Create(request)).await
    }

    /// Reads a payment link (costplus-v11).
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](paylink_core::ErrorKind::NotFound) when CostPlus has no such link. An answer about another
    /// link, or without an id, is [`ErrorKind::Differs`](paylink_core::ErrorKind::Differs) and keeps what came.
    pub async fn get_payment_link(&self, id: &str) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Get(id)).await
    }

    /// Reads an order (costplus-v15).
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](paylink_core::ErrorKind::NotFound) when CostPlus has no such order. An answer about another
    /// order is [`ErrorKind::Differs`](paylink_core::ErrorKind::Differs) and keeps it.
    pub async fn get_order(&self, id: &str) -> Result<Answer<Order>, Error> {
        self.caller.call(&GetOrder(id)).await
    }

    /// Asks CostPlus about an unsigned event: reads its order, and the link that the order was made from. Nothing that the
    /// event says is believed.
    ///
    /// # Errors
    /// [`Error`] when the order or its link could not be read, or when what came is another order or another link:
    /// [`ErrorKind::Differs`](paylink_core::ErrorKind::Differs), with what came kept. Nothing is confirmed then.
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
