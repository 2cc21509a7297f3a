//! Pine Labs through the shared trait.

use paylink_core::{
    Answer, BoxFuture, Capabilities, Error, Field, FieldError, Link, LinkRequest, LinkState, Money,
    PaymentLinks, PaymentState, Support,
};

use paylink_core::provider::{check_not_blank, check_positive, invalid_amount};

use paylink_core::provider::LinkFields;
use paylink_core::transport::Runtime;

use crate::amount::PaymentAmount;
use crate::client::Client;
use crate::customer::Customer;
use crate::link::{LinkStatus, PaymentLink};
use crate::names::{CREATE, PROVIDER};
use crate::request::CreatePaymentLink;

/// Fields with another name in a [`LinkRequest`].
const NAMES: [(&str, &str); 7] = [
    ("amount.value", "amount"),
    ("amount.currency", "currency"),
    ("merchant_payment_link_reference", "reference"),
    ("expire_by", "expires_at"),
    ("callback_url", "success_url"),
    ("failure_callback_url", "failure_url"),
    ("merchant_metadata", "metadata"),
];

/// Pine Labs as [`PaymentLinks`]. A reference is required, because it is the idempotency key.
/// Another key is refused.
///
/// Money is converted to minor units with the exponent in ISO 4217. The success URL becomes
/// `callback_url`, which a failed payment uses too if there is no failure URL. The customer's name
/// is split at the first white space.
#[derive(Clone, Debug)]
pub struct PineLabsLinks {
    client: Client,
}

impl PineLabsLinks {
    /// An adapter for this client.
    #[must_use]
    pub const fn new(client: Client) -> Self {
        Self { client }
    }

    /// Converts a shared request to Pine Labs'.
    ///
    /// # Errors
    /// [`Error`] with the field that Pine Labs has no place for, or that breaks a rule. Nothing is
    /// sent.
    pub fn request(&self, request: &LinkRequest) -> Result<CreatePaymentLink, Error> {
        translate(request).map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }

    async fn create_link(&self, request: &LinkRequest) -> Result<Answer<Link>, Error> {
        let create = self.request(request)?;
        let answer = (self.client.create_payment_link(&create).await).map_err(shared_error)?;
        Ok(shared(answer))
    }
}

impl PaymentLinks for PineLabsLinks {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::new(&[
            (Field::Reference, Support::Yes),
            (Field::Description, Support::Yes),
            (Field::CustomerName, Support::Yes),
            (Field::CustomerEmail, Support::Yes),
            (Field::CustomerPhone, Support::Yes),
            (Field::ExpiresAt, Support::Yes),
            (Field::SuccessUrl, Support::Yes),
            (Field::FailureUrl, Support::Yes),
            (Field::Metadata, Support::Yes),
        ])
        .with_repeats(Support::Yes)
        .with_get(Support::Unverified("pinelabs-v16"))
        .with_find(Support::Unverified("pinelabs-v17"))
        .with_cancel(Support::Unverified("pinelabs-v18"))
        .with_notify(Support::Unverified("pinelabs-v19"))
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
            let link = self.client.get_payment_link(id).await;
            link.map(shared).map_err(shared_error)
        })
    }

    fn find<'a>(
        &'a self,
        reference: &'a str,
    ) -> BoxFuture<'a, Result<Option<Answer<Link>>, Error>> {
        Box::pin(async move {
            let found = self.client.find_payment_link(reference).await;
            let found = found.map_err(shared_error)?;
            Ok(found.map(shared))
        })
    }

    fn cancel<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(async move {
            let link = self.client.cancel_payment_link(id).await;
            link.map(shared).map_err(shared_error)
        })
    }

    fn notify<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(async move {
            let link = self.client.notify_payment_link(id).await;
            link.map(shared).map_err(shared_error)
        })
    }
}

fn shared(answer: Answer<PaymentLink>) -> Answer<Link> {
    answer.map(|link| Link::from(&link))
}

/// Renames the error's field and converts its link for the shared trait.
fn shared_error(error: Error) -> Error {
    error
        .map_link(|link: &PaymentLink| Link::from(link))
        .with_shared_names(&NAMES)
}

fn translate(request: &LinkRequest) -> Result<CreatePaymentLink, FieldError> {
    let LinkFields {
        money,
        reference,
        description,
        customer_name,
        customer_email,
        customer_phone,
        expires_at: _, // Written by `expiry`.
        success_url,
        failure_url,
        metadata,
        idempotency_key,
    } = request.fields();
    if idempotency_key.is_some() {
        let rule = "has no place at Pine Labs, where the reference is the idempotency key";
        return Err(FieldError::unsupported("idempotency_key", rule));
    }
    let reference = reference
        .ok_or_else(|| FieldError::new("reference", "is required: it is the idempotency key"))?;
    check_not_blank("reference", reference)?;
    let mut create = CreatePaymentLink::new(minor_units(money)?, reference);
    create.description = description.map(str::to_owned);
    create.expire_by = request.expiry()?;
    create.callback_url = success_url.map(str::to_owned);
    create.failure_callback_url = failure_url.map(str::to_owned);
    create.customer = customer(customer_name, customer_email, customer_phone)?;
    for (name, value) in metadata {
        create = create.with_merchant_metadata(name, value);
    }
    Ok(create)
}

fn minor_units(money: Money) -> Result<PaymentAmount, FieldError> {
    check_positive("amount", money.amount)?;
    if money.currency.exponent().is_none() {
        return Err(FieldError::new(
            "currency",
            "must have a minor unit in ISO 4217",
        ));
    }
    PaymentAmount::try_from(money).map_err(|error| invalid_amount("amount", error))
}

/// The payer, if any field is set.
fn customer(
    name: Option<&str>,
    email: Option<&str>,
    phone: Option<&str>,
) -> Result<Option<Customer>, FieldError> {
    let mut customer = Customer::default();
    if let Some(name) = name {
        check_not_blank("customer.name", name)?;
        let name = name.trim();
        let (first, last) = match name.split_once(char::is_whitespace) {
            Some((first, last)) => (first, Some(last.trim_start().to_owned())),
            None => (name, None),
        };
        customer.first_name = Some(first.to_owned());
        customer.last_name = last;
    }
    customer.email_id = email.map(str::to_owned);
    if let Some(phone) = phone {
        let (code, number) = split_phone(phone)?;
        customer.country_code = code.map(str::to_owned);
        customer.mobile_number = Some(number.to_owned());
    }
    Ok((customer != Customer::default()).then_some(customer))
}

/// Splits a telephone number into country code and number: Pine Labs has a field for each
/// (pinelabs-p13).
///
/// An international number begins with `+`. If no space or hyphen follows the country code, its
/// length comes from ITU-T E.164, where no code is the beginning of another.
fn split_phone(phone: &str) -> Result<(Option<&str>, &str), FieldError> {
    let phone = phone.trim();
    let Some(international) = phone.strip_prefix('+') else {
        return Ok((None, phone));
    };
    let (code, number) = match international.split_once([' ', '-']) {
        Some((code, number)) => (code, number.trim_start_matches([' ', '-'])),
        None => international
            .split_at_checked(code_length(international))
            .unwrap_or((international, "")),
    };
    let is_code = (1..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    if !is_code || number.is_empty() {
        let rule = "must have a country code of 1 to 3 digits after `+`, then a number";
        return Err(FieldError::new("customer.phone", rule));
    }
    Ok((Some(code), number))
}

/// The number of digits of the country code of an international number (ITU-T E.164).
fn code_length(number: &str) -> usize {
    const TWO: [&str; 42] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46",
        "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
        "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94",
    ];
    if number.starts_with(['1', '7']) {
        return 1;
    }
    let two = TWO.iter().chain(&["95", "98"]);
    if two.into_iter().any(|code| number.starts_with(code)) {
        2
    } else {
        3
    }
}

/// Converts the amount back to major units.
impl From<&PaymentLink> for Link {
    fn from(link: &PaymentLink) -> Self {
        let amount = link.amount.as_ref();
        let currency = amount.and_then(|amount| amount.currency.copied());
        let mut shared = Self::new(PROVIDER);
        shared.id = link.payment_link_id.clone();
        shared.url = link.payment_link.clone();
        shared.amount = amount.and_then(|amount| Some(amount.money()?.amount));
        shared.currency = currency;
        shared.reference = link.merchant_payment_link_reference.clone();
        shared.status = link.status.as_ref().map(|it| it.as_str().to_owned());
        shared.state = link.status.as_ref().map(state);
        shared.payment = link.status.as_ref().and_then(payment);
        shared
    }
}

fn state(status: &LinkStatus) -> LinkState {
    match status {
        LinkStatus::Created
        | LinkStatus::Clicked
        | LinkStatus::PaymentInitiated
        | LinkStatus::PartialProcessed => LinkState::Active,
        LinkStatus::Processed => LinkState::Completed,
        LinkStatus::Expired => LinkState::Expired,
        LinkStatus::Cancelled => LinkState::Cancelled,
        LinkStatus::Other(text) => LinkState::Other(text.clone()),
    }
}

/// An expired or cancelled link may have been paid in part before.
fn payment(status: &LinkStatus) -> Option<PaymentState> {
    match status {
        LinkStatus::Created | LinkStatus::Clicked => Some(PaymentState::Unpaid),
        LinkStatus::PaymentInitiated => Some(PaymentState::Pending),
        LinkStatus::PartialProcessed => Some(PaymentState::PartiallyPaid),
        LinkStatus::Processed => Some(PaymentState::Paid),
        LinkStatus::Expired | LinkStatus::Cancelled | LinkStatus::Other(_) => None,
    }
}
