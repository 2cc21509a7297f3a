//! [`Client`]: one async method an operation, in Pine Labs' words.

use std::sync::Arc;
use std::time::Duration;

#[cfg(not(feature = "reqwest"))]
use paylink_core::provider::no_transport as connect;
use paylink_core::provider::{BuildClient, Caller};
use paylink_core::transport::{Connection, Runtime};
use paylink_core::{Answer, BaseUrl, Error, IdempotencyKey};
#[cfg(feature = "reqwest")]
use paylink_reqwest::connect;

use crate::auth::Tokens;
use crate::credentials::{Credentials, PRODUCTION};
use crate::link::PaymentLink;
use crate::names::PROVIDER;
use crate::operation::{Cancel, Create, Find, Get, Notify};
use crate::request::CreatePaymentLink;

/// Makes a [`Client`].
pub type ClientBuilder = paylink_core::ClientBuilder<Client>;

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
    pub fn new(credentials: Credentials) -> Result<Self, Error> {
        Self::builder(credentials).build()
    }

    /// Another address, other times, a proxy, or a transport of one's own: see [`ClientBuilder`].
    ///
    /// ```
    /// # #[cfg(feature = "reqwest")]
    /// # fn example(credentials: pinelabs::Credentials) -> Result<(), pinelabs::Error> {
    /// use std::time::Duration;
    /// let client = pinelabs::Client::builder(credentials)
    ///     .base_url(pinelabs::UAT)?
    ///     .timeout(Duration::from_secs(20))
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder(credentials: Credentials) -> ClientBuilder {
        ClientBuilder::new(credentials, connect)
    }

    /// The same client, its connections shared, with another time for a whole call, its token included; 60 seconds by default.
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
    /// Idempotency is documented: after a time-out, a broken connection, 502, 503, 504 or 429 it is sent again under the same
    /// reference. An attempt for which no token was available is not sent; the error then names the operation `create token`.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money. After
    /// [`Outcome::Unknown`](paylink_core::Outcome::Unknown), call again with the **same** reference: that gives the link that
    /// was made, or makes it. The code
    /// [`DUPLICATE_REQUEST`](crate::DUPLICATE_REQUEST) is unknown too: something exists under the reference, or is being made.
    /// [`find_payment_link`](Self::find_payment_link) looks it up.
    pub async fn create_payment_link(
        &self,
        request: &CreatePaymentLink,
    ) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Create(request)).await
    }

    /// Reads a payment link by its id (pinelabs-v16).
    ///
    /// # Errors
    /// [`Error`]. [`ErrorKind::NotFound`](paylink_core::ErrorKind::NotFound) when Pine Labs says that it knows no such link;
    /// a 404 without its word for that is [`ErrorKind::Refused`](paylink_core::ErrorKind::Refused) and says nothing of the link.
    pub async fn get_payment_link(&self, id: &str) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Get(id)).await
    }

    /// Finds a payment link by the merchant's reference (pinelabs-v17). `None` when Pine Labs says that no link has it:
    /// status 404 and a code that ends in `NOT_FOUND`.
    ///
    /// # Errors
    /// [`Error`] means that it could not be asked: nobody knows whether there is such a link. Any other 404 is one of these,
    /// such as a proxy's. A link of another reference is [`ErrorKind::Differs`](paylink_core::ErrorKind::Differs) and kept.
    pub async fn find_payment_link(
        &self,
        reference: &str,
    ) -> Result<Option<Answer<PaymentLink>>, Error> {
        match self.caller.call(&Find(reference)).await {
            Ok(link) => Ok(Some(link)),
            Err(error) if Find::has_found_none(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Cancels a payment link: it takes no payment any more (pinelabs-v18). It is sent once.
    ///
    /// What a link answers that is paid, expired or cancelled already is not documented.
    ///
    /// # Errors
    /// [`Error`]. After [`Outcome::Unknown`](paylink_core::Outcome::Unknown), read the link to know: it may take payments still.
    pub async fn cancel_payment_link(&self, id: &str) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Cancel { id, key: None }).await
    }

    /// The same with the header `Idempotency-Key` (pinelabs-v7). What Pine Labs makes of it is not documented, so the call is
    /// sent once all the same.
    ///
    /// # Errors
    /// As [`cancel_payment_link`](Self::cancel_payment_link).
    pub async fn cancel_payment_link_with_key(
        &self,
        id: &str,
        key: &IdempotencyKey,
    ) -> Result<Answer<PaymentLink>, Error> {
        let key = Some(key);
        self.caller.call(&Cancel { id, key }).await
    }

    /// Sends the customer the link's notification again (pinelabs-v19). It is sent once.
    ///
    /// # Errors
    /// [`Error`]. After [`Outcome::Unknown`](paylink_core::Outcome::Unknown) the customer may have been told: a second call
    /// may be a second message. No money moves either way.
    pub async fn notify_payment_link(&self, id: &str) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Notify { id, key: None }).await
    }

    /// The same with the header `Idempotency-Key` (pinelabs-v7). It is sent once all the same.
    ///
    /// # Errors
    /// As [`notify_payment_link`](Self::notify_payment_link).
    pub async fn notify_payment_link_with_key(
        &self,
        id: &str,
        key: &IdempotencyKey,
    ) -> Result<Answer<PaymentLink>, Error> {
        let key = Some(key);
        self.caller.call(&Notify { id, key }).await
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("pinelabs::Client").finish_non_exhaustive()
    }
}

impl BuildClient for Client {
    type Credentials = Credentials;

    const PROVIDER: &'static str = PROVIDER;
    const BASE_URL: Option<&'static str> = Some(PRODUCTION);

    fn build(credentials: Credentials, base_url: BaseUrl, connection: Connection) -> Self {
        let tokens = Tokens::new(base_url.clone(), credentials);
        Self {
            caller: Caller::new(base_url, Arc::new(tokens), connection),
        }
    }
}
