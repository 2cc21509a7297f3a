//! The JSON on the wire: borrowed on the way out, lenient on the way in.

use paylink_core::Error;
use paylink_core::provider::json::{ExactNumber, Object};
use paylink_core::provider::json_text;
use serde::Serialize;

use crate::link::PaymentLink;
use crate::names::{CREATE, PROVIDER};
use crate::request::CreatePaymentLink;

/// The body of a create, in the order of the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreateBody<'a> {
    payment_provider_id: i32,
    amount_in_major_currency: ExactNumber,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invoice_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    adhoc_invoice_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_id: Option<i64>,
}

impl<'a> CreateBody<'a> {
    pub(crate) fn new(request: &'a CreatePaymentLink) -> Self {
        Self {
            payment_provider_id: request.payment_provider_id,
            amount_in_major_currency: ExactNumber(request.amount_in_major_currency),
            description: &request.description,
            email_address: request.email_address.as_deref(),
            invoice_id: request.invoice_id,
            adhoc_invoice_id: request.adhoc_invoice_id,
            customer_id: request.customer_id,
        }
    }
}

impl CreatePaymentLink {
    /// The provider's own JSON, as a create sends it: what [`from_json`](Self::from_json) reads. It is not checked; a create does that.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) when a value cannot be written as JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        json_text(&CreateBody::new(self))
            .map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }
}

/// Reads a link. `None` without its address: an id alone leads nowhere, as no documented operation takes it.
pub(crate) fn read_link(object: &Object<'_>) -> Option<PaymentLink> {
    Some(PaymentLink {
        payment_link: object.identifier("paymentLink")?,
        id: object.integer("id"),
        payment_provider_id: object.integer("paymentProviderId"),
        amount_in_major_currency: object.amount("amountInMajorCurrency"),
        currency_id: object.integer("currencyId"),
        description: object.text("description"),
        email_address: object.text("emailAddress"),
        invoice_id: object.integer("invoiceId"),
        adhoc_invoice_id: object.integer("adhocInvoiceId"),
        customer_id: object.integer("customerId"),
    })
}
