//! Paywint through the shared trait.

use paylink_core::{
    Answer, BoxFuture, Capabilities, Currency, Error, Field, Link, LinkRequest, PaymentLinks,
    Support,
};

use paylink_core::provider::LinkFields;
use paylink_core::transport::Runtime;
use uuid::Uuid;

use crate::client::Client;
use crate::link::PaymentLink;
use crate::names::{CREATE, PROVIDER};
use crate::request::CreatePaymentLink;

/// Fields with another name in a [`LinkRequest`].
const NAMES: [(&str, &str); 1] = [("invoice_number", "reference")];

/// Paywint as [`PaymentLinks`]. The reference becomes the invoice number, which has at most 20
/// characters.
#[derive(Clone, Debug)]
pub struct PaywintLinks {
    client: Client,
    user_id: Uuid,
    currency: Currency,
}

impl PaywintLinks {
    /// An adapter for links that pay `user_id`, in an account with this currency. Paywint's create
    /// request has no currency, so another currency is refused before anything is sent.
    #[must_use]
    pub const fn new(client: Client, user_id: Uuid, currency: Currency) -> Self {
        Self {
            client,
            user_id,
            currency,
        }
    }

    /// Converts a shared request to Paywint's.
    ///
    /// # Errors
    /// [`Error`] with the field that Paywint has no place for, or that breaks a rule. Nothing is
    /// sent.
    pub fn request(&self, request: &LinkRequest) -> Result<CreatePaymentLink, Error> {
        self.capabilities().check(PROVIDER, CREATE, request)?;
        let LinkFields {
            money,
            reference,
            description,
            // Refused by the capabilities.
            customer_name: _,
            customer_email: _,
            customer_phone: _,
            expires_at: _,
            success_url: _,
            failure_url: _,
            metadata: _,
            idempotency_key: _,
        } = request.fields();
        (money.check_currency(self.currency))
            .map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))?;
        let mut create = CreatePaymentLink::new(money.amount);
        create.description = description.map(str::to_owned).into();
        create.invoice_number = reference.map(str::to_owned).into();
        Ok(create)
    }

    async fn create_link(&self, request: &LinkRequest) -> Result<Answer<Link>, Error> {
        let create = self.request(request)?;
        let answer = self
            .client
            .create_payment_link(self.user_id, &create)
            .await
            .map_err(|error| {
                error
                    .map_link(|link: &PaymentLink| Link::from(link))
                    .with_shared_names(&NAMES)
            })?;
        Ok(answer.map(|link| Link::from(&link)))
    }
}

impl PaymentLinks for PaywintLinks {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    fn capabilities(&self) -> Capabilities {
        // A payment can be read, but it is not a link: it has no URL.
        Capabilities::new(&[
            (Field::Reference, Support::Yes),
            (Field::Description, Support::Yes),
        ])
    }

    fn runtime(&self) -> &dyn Runtime {
        self.client.runtime()
    }

    fn create<'a>(
        &'a self,
        request: &'a LinkRequest,
    ) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(self.create_link(request))
    }
}

/// The id is that of the payment: Paywint's links have no id of their own.
impl From<&PaymentLink> for Link {
    fn from(link: &PaymentLink) -> Self {
        let mut shared = Self::new(PROVIDER);
        shared.id = link.payment_id.clone();
        shared.url = Some(link.payment_link.clone());
        shared
    }
}
