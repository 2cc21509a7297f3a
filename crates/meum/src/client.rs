//! [`Client`]: one async method for each operation, named as Meum names it.

use std::sync::Arc;
use std::time::Duration;

use http::header::AUTHORIZATION;
#[cfg(not(feature = "reqwest"))]
use paylink_core::provider::no_transport as connect;
use paylink_core::provider::{BuildClient, Caller, FixedHeader};
use paylink_core::transport::{Connection, Runtime};
use paylink_core::{Answer, BaseUrl, Error, Page, Pages};
#[cfg(feature = "reqwest")]
use paylink_reqwest::connect;

use crate::credentials::{ApiKey, PRODUCTION};
use crate::invoice::Invoice;
use crate::link::PaymentLink;
use crate::names::{INVOICES, LIST, PROVIDER};
use crate::operation::{Activate, Create, Deactivate, Get, Invoices, List, Update};
use crate::request::CreatePaymentLink;
use crate::update::UpdatePaymentLink;

/// Builds a [`Client`].
pub type ClientBuilder = paylink_core::ClientBuilder<Client>;

/// A client of Meum. Cheap to clone; clones share connections.
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
    /// # fn example(api_key: meum::ApiKey) -> Result<(), meum::Error> {
    /// use std::time::Duration;
    /// let client = meum::Client::builder(api_key)
    ///     .base_url("http://127.0.0.1:4010/meum")?
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
    /// Idempotency is documented (meum-p3): after a time-out, a broken connection, 429, 502, 503 or
    /// 504, the request is sent again with the same key.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money.
    ///
    /// - After [`Outcome::Unknown`](paylink_core::Outcome::Unknown), send the same request again
    ///   with [`Error::idempotency_key`]: the same key returns the original response. This includes
    ///   [`ErrorKind::Duplicate`](paylink_core::ErrorKind::Duplicate), a 409 about the key: a link
    ///   with the key exists, or is being created (meum-o2).
    /// - [`ErrorKind::Differs`](paylink_core::ErrorKind::Differs): a link exists but differs from
    ///   the request, for example because the key was used before. It is in [`Error::link`], as a
    ///   [`PaymentLink`].
    pub async fn create_payment_link(
        &self,
        request: &CreatePaymentLink,
    ) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Create(request)).await
    }

    /// Reads a payment link (meum-v9).
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](paylink_core::ErrorKind::NotFound) if there is no such link;
    /// [`ErrorKind::Differs`](paylink_core::ErrorKind::Differs) if the response has another id
    /// (meum-v27).
    pub async fn get_payment_link(&self, id: &str) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Get(id)).await
    }

    /// Reads one page of payment links (meum-v8). `limit` is 1 to 100; the default is 20.
    /// `starting_after` is [`next`](Page::next) of the previous page. [`Page::unreadable`] counts
    /// the elements that are not links.
    ///
    /// # Errors
    /// [`ErrorKind::Unreadable`](paylink_core::ErrorKind::Unreadable) if the page has more elements
    /// than the limit, or says that more follow without a cursor.
    pub async fn list_payment_links(
        &self,
        limit: Option<u8>,
        starting_after: Option<&str>,
    ) -> Result<Answer<Page<PaymentLink>>, Error> {
        let list = List {
            limit,
            starting_after,
        };
        self.caller.call(&list).await
    }

    /// All payment links, one after another, read in pages of `limit`.
    #[must_use]
    pub fn payment_links(&self, limit: Option<u8>) -> Pages<'_, PaymentLink> {
        Pages::new(PROVIDER, LIST, move |cursor| {
            Box::pin(async move {
                let page = self.list_payment_links(limit, cursor.as_deref()).await?;
                Ok(page.into_value())
            })
        })
    }

    /// Changes a payment link (meum-v10). It is sent once, because idempotency is not documented.
    ///
    /// # Errors
    /// [`Error`]. After [`Outcome::Unknown`](paylink_core::Outcome::Unknown), read the link to see
    /// what it is. [`ErrorKind::Differs`](paylink_core::ErrorKind::Differs): the response has
    /// another id, or a changed field has another value (meum-v26, meum-v27).
    pub async fn update_payment_link(
        &self,
        id: &str,
        change: &UpdatePaymentLink,
    ) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Update { id, change }).await
    }

    /// Activates a payment link (meum-v11). It is sent once.
    ///
    /// # Errors
    /// [`Error`]. After [`Outcome::Unknown`](paylink_core::Outcome::Unknown), read the link to see
    /// its state. [`ErrorKind::Differs`](paylink_core::ErrorKind::Differs): the response has
    /// another id, or does not say that the link is active (meum-v27, meum-v28).
    pub async fn activate_payment_link(&self, id: &str) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Activate(id)).await
    }

    /// Deactivates a payment link: it accepts no payments until it is activated again (meum-v11).
    /// It is sent once.
    ///
    /// # Errors
    /// [`Error`]. After [`Outcome::Unknown`](paylink_core::Outcome::Unknown), read the link to see
    /// its state. [`ErrorKind::Differs`](paylink_core::ErrorKind::Differs): the response has
    /// another id, or does not say that the link is inactive (meum-v27, meum-v28).
    pub async fn deactivate_payment_link(&self, id: &str) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Deactivate(id)).await
    }

    /// Reads one page of a link's invoices (meum-v12). `limit` and `starting_after` are as in
    /// [`list_payment_links`](Self::list_payment_links).
    ///
    /// # Errors
    /// As there, and [`ErrorKind::Differs`](paylink_core::ErrorKind::Differs) if an invoice belongs
    /// to another link (meum-v27). The error contains the page.
    pub async fn list_invoices(
        &self,
        id: &str,
        limit: Option<u8>,
        starting_after: Option<&str>,
    ) -> Result<Answer<Page<Invoice>>, Error> {
        let invoices = Invoices {
            id,
            limit,
            starting_after,
        };
        self.caller.call(&invoices).await
    }

    /// All invoices of a link, one after another, read in pages of `limit`.
    #[must_use]
    pub fn invoices<'a>(&'a self, id: &'a str, limit: Option<u8>) -> Pages<'a, Invoice> {
        Pages::new(PROVIDER, INVOICES, move |cursor| {
            Box::pin(async move {
                let page = self.list_invoices(id, limit, cursor.as_deref()).await?;
                Ok(page.into_value())
            })
        })
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("meum::Client").finish_non_exhaustive()
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
