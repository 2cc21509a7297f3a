//! [`Client`]: one async method for each operation, named as Pine Labs names it.

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

/// Builds a [`Client`].
pub type ClientBuilder = paylink_core::ClientBuilder<Client>;

/// A client of Pine Labs Online. Cheap to clone; clones share connections and the access token.
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
    pub fn new(credentials: Credentials) -> Result<Self, Error> {
        Self::builder(credentials).build()
    }

    /// A builder, to set another address, time-outs, a proxy or a transport of your own.
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

    /// The same client with another time for a whole call, token exchange included. It shares
    /// connections and token. The default is 60 seconds.
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
    /// Idempotency is documented: after a time-out, a broken connection, 429, 502, 503 or 504, the
    /// request is sent again with the same reference. If no token is available, nothing is sent,
    /// and the error names the operation `create token`.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money. After
    /// [`Outcome::Unknown`](paylink_core::Outcome::Unknown), call again with the **same**
    /// reference: the response is the existing link, or the link is created then. After the code
    /// [`DUPLICATE_REQUEST`](crate::DUPLICATE_REQUEST) the outcome is unknown too: a link with the
    /// reference exists, or is being created. [`find_payment_link`](Self::find_payment_link) looks
    /// it up.
    pub async fn create_payment_link(
        &self,
        request: &CreatePaymentLink,
    ) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Create(request)).await
    }

    /// Reads a payment link by its id (pinelabs-v16).
    ///
    /// # Errors
    /// [`Error`]. [`ErrorKind::NotFound`](paylink_core::ErrorKind::NotFound) if Pine Labs' error
    /// code says that there is no such link. A 404 without that code is
    /// [`ErrorKind::Refused`](paylink_core::ErrorKind::Refused), and says nothing about the link.
    pub async fn get_payment_link(&self, id: &str) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Get(id)).await
    }

    /// Finds a payment link by your reference (pinelabs-v17). `None` means that no link has it:
    /// status 404 and a code that ends in `NOT_FOUND`.
    ///
    /// # Errors
    /// After an [`Error`] it is unknown whether there is such a link. Any other 404 is an error,
    /// such as that of a proxy. A link with another reference is
    /// [`ErrorKind::Differs`](paylink_core::ErrorKind::Differs); the error contains it.
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

    /// Cancels a payment link: it accepts no further payments (pinelabs-v18). It is sent once.
    ///
    /// What happens with a link that is paid, expired or already cancelled is not documented.
    ///
    /// # Errors
    /// [`Error`]. After [`Outcome::Unknown`](paylink_core::Outcome::Unknown), read the link to see
    /// its state: it may still accept payments.
    pub async fn cancel_payment_link(&self, id: &str) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Cancel { id, key: None }).await
    }

    /// As [`cancel_payment_link`](Self::cancel_payment_link), with the header `Idempotency-Key`
    /// (pinelabs-v7). Its effect is not documented, so the request is still sent once.
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

    /// Sends the customer the notification of the link again (pinelabs-v19). It is sent once.
    ///
    /// # Errors
    /// [`Error`]. After [`Outcome::Unknown`](paylink_core::Outcome::Unknown) the customer may have
    /// been notified, and a second call may send a second message. No money moves.
    pub async fn notify_payment_link(&self, id: &str) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Notify { id, key: None }).await
    }

    /// As [`notify_payment_link`](Self::notify_payment_link), with the header `Idempotency-Key`
    /// (pinelabs-v7). The request is still sent once.
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
