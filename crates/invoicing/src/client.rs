//! [`Client`]: one async method for each operation, named as the provider names it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

#[cfg(not(feature = "reqwest"))]
use paylink_core::provider::no_transport as connect;
use paylink_core::provider::{BuildClient, Caller};
use paylink_core::transport::{Connection, Runtime};
use paylink_core::{Answer, BaseUrl, Error};
#[cfg(feature = "reqwest")]
use paylink_reqwest::connect;

use crate::auth::Bearer;
use crate::link::PaymentLink;
use crate::names::PROVIDER;
use crate::operation::Create;
use crate::request::CreatePaymentLink;
use crate::token::TokenSource;

/// The server of the same operation on another page (unverified). The create page names no server,
/// and a third page of the vendor has `https://api.elevateiq.com/v2`.
pub const ELEVATE_BILLING: &str = "https://rest.elevatebilling.com/v1";

/// Builds a [`Client`].
pub type ClientBuilder = paylink_core::ClientBuilder<Client>;

/// A client of the invoicing API. Cheap to clone; clones share connections and the token source.
#[derive(Clone)]
pub struct Client {
    caller: Caller,
}

impl Client {
    /// A builder with a [`Token`](crate::Token), or with a token source.
    /// [`base_url`](ClientBuilder::base_url) is required, because no production address is
    /// documented.
    ///
    /// ```
    /// # #[cfg(feature = "reqwest")]
    /// # fn example(token: invoicing::Token) -> Result<(), invoicing::Error> {
    /// use std::time::Duration;
    /// let client = invoicing::Client::builder(token)
    ///     .base_url(invoicing::ELEVATE_BILLING)?
    ///     .timeout(Duration::from_secs(20))
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder(tokens: impl TokenSource + 'static) -> ClientBuilder {
        ClientBuilder::new(Arc::new(tokens), connect)
    }

    /// The same client with another time for a whole call, including the token source. It shares
    /// the connections. The default is 60 seconds.
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
    /// nothing was sent, and once after a 401 if the [`TokenSource`](crate::TokenSource) can return
    /// another token.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money. After
    /// [`Outcome::Unknown`](paylink_core::Outcome::Unknown), ask the provider before you call
    /// again: no page documents how to read links.
    pub async fn create_payment_link(
        &self,
        request: &CreatePaymentLink,
    ) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Create(request)).await
    }
}

impl BuildClient for Client {
    type Credentials = Arc<dyn TokenSource>;

    const PROVIDER: &'static str = PROVIDER;
    const BASE_URL: Option<&'static str> = None;

    fn build(tokens: Arc<dyn TokenSource>, base_url: BaseUrl, connection: Connection) -> Self {
        Self {
            caller: Caller::new(base_url, Arc::new(Bearer(tokens)), connection),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("invoicing::Client").finish_non_exhaustive()
    }
}
