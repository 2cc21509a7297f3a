//! The invoicing API through the shared trait.

use paylink_core::{
    Answer, Answered, BoxFuture, Capabilities, Currency, Error, Field, FieldError, Link,
    LinkRequest, PaymentLinks, Support,
};

use paylink_core::provider::check_positive;

use paylink_core::provider::LinkFields;
use paylink_core::transport::Runtime;

use crate::client::Client;
use crate::link::PaymentLink;
use crate::names::{CREATE, PROVIDER};
use crate::request::{AMOUNT, CreatePaymentLink};

/// Fields with another name in a [`LinkRequest`].
const NAMES: [(&str, &str); 1] = [(AMOUNT, "amount")];

/// The invoicing API as [`PaymentLinks`]. The adapter has what a shared request does not: the
/// payment provider, and what the payment is for.
#[derive(Clone, Debug)]
pub struct InvoicingLinks {
    client: Client,
    payment_provider_id: i32,
    currency: Currency,
    invoice_id: Option<i64>,
    adhoc_invoice_id: Option<i64>,
    customer_id: Option<i64>,
}

impl InvoicingLinks {
    /// An adapter for a payment provider with this currency. The create request has no currency, so
    /// another currency is refused before anything is sent.
    #[must_use]
    pub const fn new(client: Client, payment_provider_id: i32, currency: Currency) -> Self {
        Self {
            client,
            payment_provider_id,
            currency,
            invoice_id: None,
            adhoc_invoice_id: None,
            customer_id: None,
        }
    }

    /// Creates links for an invoice.
    #[must_use]
    pub const fn for_invoice(mut self, id: i64) -> Self {
        self.invoice_id = Some(id);
        self
    }

    /// Creates links for an adhoc invoice.
    #[must_use]
    pub const fn for_adhoc_invoice(mut self, id: i64) -> Self {
        self.adhoc_invoice_id = Some(id);
        self
    }

    /// Creates links for a customer.
    #[must_use]
    pub const fn for_customer(mut self, id: i64) -> Self {
        self.customer_id = Some(id);
        self
    }

    /// Converts a shared request to the API's.
    ///
    /// # Errors
    /// [`Error`] with the field that the API has no place for, or that breaks a rule. Nothing is
    /// sent.
    pub fn request(&self, request: &LinkRequest) -> Result<CreatePaymentLink, Error> {
        self.capabilities().check(PROVIDER, CREATE, request)?;
        self.translate(request)
            .map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }

    fn translate(&self, request: &LinkRequest) -> Result<CreatePaymentLink, FieldError> {
        let LinkFields {
            money,
            description,
            customer_email,
            // Refused by the capabilities.
            reference: _,
            customer_name: _,
            customer_phone: _,
            expires_at: _,
            success_url: _,
            failure_url: _,
            metadata: _,
            idempotency_key: _,
        } = request.fields();
        money.check_currency(self.currency)?;
        check_positive("amount", money.amount)?;
        let description =
            description.ok_or_else(|| FieldError::new("description", "is required"))?;
        let mut create =
            CreatePaymentLink::new(self.payment_provider_id, money.amount, description);
        create.email_address = customer_email.map(str::to_owned);
        create.invoice_id = self.invoice_id;
        create.adhoc_invoice_id = self.adhoc_invoice_id;
        create.customer_id = self.customer_id;
        Ok(create)
    }

    async fn create_link(&self, request: &LinkRequest) -> Result<Answer<Link>, Error> {
        let create = self.request(request)?;
        let answer = (self.client.create_payment_link(&create).await).map_err(shared)?;
        Ok(answer.map(|link| Link::from(&link)))
    }
}

/// Renames the error's field and converts its link for the shared trait.
fn shared(error: Error) -> Error {
    error
        .map_link(|link: &PaymentLink| Link::from(link))
        .with_shared_names(&NAMES)
}

impl PaymentLinks for InvoicingLinks {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::new(&[
            (Field::Description, Support::Yes),
            (Field::CustomerEmail, Support::Yes),
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

/// The response has no currency code, no reference and no status.
impl From<&PaymentLink> for Link {
    fn from(link: &PaymentLink) -> Self {
        let mut shared = Self::new(PROVIDER);
        shared.id = match &link.id {
            Answered::Missing => None,
            // A text such as `007` is not read as a number.
            Answered::Value(id) => Some(id.to_string()),
            Answered::Unreadable(text) => Some(text.clone()),
        };
        shared.url = Some(link.payment_link.clone());
        shared.amount = link.amount_in_major_currency.copied();
        shared
    }
}
