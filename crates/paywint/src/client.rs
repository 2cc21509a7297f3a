//! [`Client`]: one async method for each operation, named as Paywint names it.

use std::sync::Arc;
use std::time::Duration;

use paylink_core::{Answer, BaseUrl, Error, Pages};

use paylink_core::provider::{BuildClient, Caller};

use paylink_core::transport::{Connection, Runtime};
use uuid::Uuid;

#[cfg(not(feature = "reqwest"))]
use paylink_core::provider::no_transport as connect;
#[cfg(feature = "reqwest")]
use paylink_reqwest::connect;

use crate::auth::Signing;
use crate::credentials::Credentials;
use crate::link::PaymentLink;
use crate::names::{PROVIDER, RECEIVED};
use crate::operation::{Create, GetPayment, ListReceived};
use crate::payment::Payment;
use crate::received::{ReceivedPayments, RowsPerPage};
use crate::request::CreatePaymentLink;

/// Builds a [`Client`].
pub type ClientBuilder = paylink_core::ClientBuilder<Client>;

/// A client of Paywint. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Client {
    caller: Caller,
}

impl Client {
    /// A builder with the credentials of a platform. [`base_url`](ClientBuilder::base_url) is
    /// required, because no page names the production address: use [`SANDBOX`](crate::SANDBOX), or
    /// the address that Paywint gave you.
    ///
    /// ```
    /// # #[cfg(feature = "reqwest")]
    /// # fn example(credentials: paywint::Credentials) -> Result<(), paywint::Error> {
    /// use std::time::Duration;
    /// let client = paywint::Client::builder(credentials)
    ///     .base_url(paywint::SANDBOX)?
    ///     .timeout(Duration::from_secs(20))
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder(credentials: Credentials) -> ClientBuilder {
        ClientBuilder::new(credentials, connect)
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

    /// Creates a payment link. The payer pays `user_id`, a verified user of the platform.
    ///
    /// Idempotency is not documented: it is sent again only after a failure to connect, when
    /// nothing was sent.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money. After
    /// [`Outcome::Unknown`](paylink_core::Outcome::Unknown), do not call again: a link may exist,
    /// and no page documents how to find it. Ask Paywint.
    pub async fn create_payment_link(
        &self,
        user_id: Uuid,
        request: &CreatePaymentLink,
    ) -> Result<Answer<PaymentLink>, Error> {
        self.caller.call(&Create { user_id, request }).await
    }

    /// Reads a payment by its id, which is [`PaymentLink::payment_id`] (paywint-v8). It is not
    /// documented whether the payment of an unpaid link can be read (paywint-o7).
    ///
    /// # Errors
    /// [`Error`]: the payment could not be read, which says nothing about its state. An unknown id
    /// is [`ErrorKind::NotFound`](paylink_core::ErrorKind::NotFound) or
    /// [`ErrorKind::Refused`](paylink_core::ErrorKind::Refused); no page says which. How to sign a
    /// request without a body is not documented: see [`EmptyBodyHash`](crate::EmptyBodyHash).
    pub async fn get_payment(&self, payment_id: Uuid) -> Result<Answer<Payment>, Error> {
        self.caller.call(&GetPayment(payment_id)).await
    }

    /// Reads one page of the payments that `user_id` received (paywint-v10). `page_no` counts from
    /// 1.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) for page 0, before
    /// anything is sent; otherwise the error of the call, which says nothing about the payments.
    pub async fn list_received_payments(
        &self,
        user_id: Uuid,
        rows_per_page: RowsPerPage,
        page_no: u32,
    ) -> Result<Answer<ReceivedPayments>, Error> {
        let list = ListReceived {
            user_id,
            rows_per_page,
            page_no,
        };
        self.caller.call(&list).await
    }

    /// All payments that `user_id` received, one after another, in pages of `rows_per_page`, until
    /// a page is empty or the total is reached. Pages have numbers, so a payment that arrives
    /// meanwhile may move others: a payment may be returned twice, or not at all.
    #[must_use]
    pub fn received_payments(
        &self,
        user_id: Uuid,
        rows_per_page: RowsPerPage,
    ) -> Pages<'_, Payment> {
        Pages::new(PROVIDER, RECEIVED, move |cursor| {
            // The cursor is a page number from this crate. The first page has none.
            let page_no = cursor.and_then(|page_no| page_no.parse().ok()).unwrap_or(1);
            Box::pin(async move {
                let page = self
                    .list_received_payments(user_id, rows_per_page, page_no)
                    .await?;
                Ok(page.into_value().into_page(rows_per_page, page_no))
            })
        })
    }
}

impl BuildClient for Client {
    type Credentials = Credentials;

    const PROVIDER: &'static str = PROVIDER;
    const BASE_URL: Option<&'static str> = None;

    fn build(credentials: Credentials, base_url: BaseUrl, connection: Connection) -> Self {
        let signing = Signing {
            platform_id: credentials.platform_id,
            secret_key: credentials.secret_key,
            empty_body_hash: credentials.empty_body_hash,
        };
        Self {
            caller: Caller::new(base_url, Arc::new(signing), connection),
        }
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("paywint::Client").finish_non_exhaustive()
    }
}
