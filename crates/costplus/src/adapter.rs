//! CostPlus through the shared trait.

use paylink_core::{
    Answer, BoxFuture, Capabilities, Error, Field, FieldError, Link, LinkRequest, LinkState,
    PaymentLinks, PaymentState, Support,
};

use paylink_core::provider::invalid_amount;

use paylink_core::provider::LinkFields;
use paylink_core::transport::Runtime;

use crate::client::Client;
use crate::customer::Customer;
use crate::link::{LinkStatus, PaymentLink};
use crate::names::{CREATE, PROVIDER};
use crate::request::CreatePaymentLink;

/// Fields with another name in a [`LinkRequest`].
const NAMES: [(&str, &str); 1] = [("merchant_order_id", "reference")];

/// CostPlus as [`PaymentLinks`]. The reference is required, and becomes the merchant order id.
#[derive(Clone, Debug)]
pub struct CostPlusLinks {
    client: Client,
}

impl CostPlusLinks {
    /// An adapter for any currency: CostPlus's create request has a currency.
    #[must_use]
    pub const fn new(client: Client) -> Self {
        Self { client }
    }

    /// Converts a shared request to CostPlus's.
    ///
    /// # Errors
    /// [`Error`] with the field that CostPlus has no place for, or that breaks a rule. Nothing is
    /// sent.
    pub fn request(&self, request: &LinkRequest) -> Result<CreatePaymentLink, Error> {
        let refuse = |invalid| Error::invalid(PROVIDER, CREATE, invalid);
        if request.expires_at.is_some() {
            // A period starts when CostPlus creates the link, so no period ends at an exact time.
            let rule = "is a point in time, and CostPlus has a period: use expiration_period of its own client";
            return Err(refuse(FieldError::unsupported("expires_at", rule)));
        }
        self.capabilities().check(PROVIDER, CREATE, request)?;
        translate(request).map_err(refuse)
    }

    async fn create_link(&self, request: &LinkRequest) -> Result<Answer<Link>, Error> {
        let create = self.request(request)?;
        let answer = (self.client.create_payment_link(&create).await).map_err(shared)?;
        Ok(answer.map(|link| Link::from(&link)))
    }
}

fn translate(request: &LinkRequest) -> Result<CreatePaymentLink, FieldError> {
    let LinkFields {
        money,
        reference,
        description,
        customer_name,
        customer_email,
        customer_phone,
        success_url,
        failure_url,
        // Refused before, or by the capabilities.
        expires_at: _,
        metadata: _,
        idempotency_key: _,
    } = request.fields();
    let reference = reference.ok_or_else(|| {
        FieldError::new("reference", "is required: it becomes the merchant order id")
    })?;
    let amount = (money.to_minor_units()).map_err(|error| invalid_amount("amount", error))?;
    let mut create = CreatePaymentLink::new(reference, amount, money.currency);
    create.description = description.map(str::to_owned).into();
    create.return_url = success_url.map(str::to_owned);
    create.failure_url = failure_url.map(str::to_owned);
    create.customer = customer(customer_name, customer_email, customer_phone);
    Ok(create)
}

/// The payer, if any field is set.
fn customer(name: Option<&str>, email: Option<&str>, phone: Option<&str>) -> Option<Customer> {
    if name.is_none() && email.is_none() && phone.is_none() {
        return None;
    }
    let mut customer = Customer::default();
    if let Some(name) = name {
        let (first, last) = split_name(name);
        customer.first_name = Some(first.to_owned());
        customer.last_name = last.map(str::to_owned);
    }
    customer.email_address = email.map(str::to_owned);
    customer.phone_numbers = phone.map(|phone| vec![phone.to_owned()]);
    Some(customer)
}

/// Splits at the first white space: first name, then last name.
fn split_name(name: &str) -> (&str, Option<&str>) {
    let name = name.trim();
    match name.split_once(char::is_whitespace) {
        Some((first, last)) => (first, Some(last.trim_start())),
        None => (name, None),
    }
}

/// Renames the error's field and converts its link for the shared trait.
fn shared(error: Error) -> Error {
    error
        .map_link(|link: &PaymentLink| Link::from(link))
        .with_shared_names(&NAMES)
}

impl PaymentLinks for CostPlusLinks {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::new(&[
            (Field::Reference, Support::Yes),
            (Field::Description, Support::Yes),
            (Field::CustomerName, Support::Unverified("costplus-v6")),
            (Field::CustomerEmail, Support::Unverified("costplus-v6")),
            (Field::CustomerPhone, Support::Unverified("costplus-v6")),
            (Field::SuccessUrl, Support::Unverified("costplus-v3")),
            (Field::FailureUrl, Support::Unverified("costplus-v3")),
        ])
        .with_get(Support::Unverified("costplus-v11"))
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

    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(async move {
            let answer = (self.client.get_payment_link(id).await).map_err(shared)?;
            Ok(answer.map(|link| Link::from(&link)))
        })
    }
}

/// Converts the amount to major units, if ISO 4217 defines the currency's minor unit.
impl From<&PaymentLink> for Link {
    fn from(link: &PaymentLink) -> Self {
        let amount = link.amount.value();
        let currency = link.currency.copied();
        let exponent = currency.and_then(|currency| currency.exponent());
        let mut shared = Self::new(PROVIDER);
        shared.id = link.id.clone();
        shared.url = link.payment_url.clone();
        shared.amount = amount
            .zip(exponent)
            .and_then(|(units, exponent)| units.to_amount(exponent).ok());
        shared.currency = currency;
        shared.reference = link.merchant_order_id.clone();
        shared.status = link
            .status
            .as_ref()
            .map(|status| status.as_str().to_owned());
        shared.state = link.status.as_ref().and_then(state);
        shared.payment = link.status.as_ref().and_then(payment);
        shared
    }
}

/// The words of the older guide do not say whether a link still accepts payments.
fn state(status: &LinkStatus) -> Option<LinkState> {
    match status {
        LinkStatus::New => Some(LinkState::Active),
        LinkStatus::Completed => Some(LinkState::Completed),
        LinkStatus::Processing | LinkStatus::AllUnsuccessful => None,
        LinkStatus::Other(text) => Some(LinkState::Other(text.clone())),
    }
}

fn payment(status: &LinkStatus) -> Option<PaymentState> {
    match status {
        LinkStatus::New | LinkStatus::AllUnsuccessful => Some(PaymentState::Unpaid),
        LinkStatus::Processing => Some(PaymentState::Pending),
        LinkStatus::Completed => Some(PaymentState::Paid),
        LinkStatus::Other(_) => None,
    }
}
