//! Reads responses, field by field.

use paylink_core::provider::json::Object;

use crate::link::PaymentLink;

/// Reads a link. `None` if it has no URL: no documented operation accepts the id.
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
