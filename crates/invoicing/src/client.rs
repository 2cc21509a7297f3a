//! [`Client`]: one async method an operation, in the provider's words.

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

/// The server that the same operation, text and version are documented for elsewhere (unverified). The create page
/// itself names none, and another page of the vendor shows `https://api.elevateiq.com/v2`.
pub const ELEVATE_BILLING: &str = "https://rest.elevatebilling.com/v1";

/// Makes a [`Client`].
pub type ClientBuilder = paylink_core::ClientBuilder<Client>;

/// A client of the invoicing API. Cheap to clone; clones share their connections and their source of tokens.
#[derive(Clone)]
pub struct Client {
    caller: Caller,
}

impl Client {
    /// A client with a [`Token`](crate::Token), or with a source of them. No production address is documented:
    /// [`base_url`](ClientBuilder::base_url) is required.
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

    /// The same client, its connections shared, with another time for a whole call, a token included; 60 seconds by default.
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
    /// Idempotency is not documented: it is sent again only when the connection could not be made, so that nothing was sent,
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
