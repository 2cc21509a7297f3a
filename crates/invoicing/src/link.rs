//! [`PaymentLink`]: a link as the provider returns it. Only `paymentLink` is required.

use paylink_core::provider::redacted_debug;
use paylink_core::{Amount, Answered};

/// A payment link. The amount is in major units of a currency; the response has only the provider's
/// number for it.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PaymentLink {
    /// The link's id. No documented operation takes it.
    pub id: Answered<i64>,
    /// The payment provider that processes the payment.
    pub payment_provider_id: Answered<i64>,
    /// The amount to pay, in major units.
    pub amount_in_major_currency: Answered<Amount>,
    /// The provider's number for the currency. It is not documented as a number of ISO 4217.
    pub currency_id: Answered<i64>,
    /// What the payment is for.
    pub description: Option<String>,
    /// The customer's email address.
    pub email_address: Option<String>,
    /// The invoice that the payment is for.
    pub invoice_id: Answered<i64>,
    /// The adhoc invoice that the payment is for.
    pub adhoc_invoice_id: Answered<i64>,
    /// The customer that the payment is for.
    pub customer_id: Answered<i64>,
    /// The URL that the payer opens, as it arrived. It is never built from the id.
    pub payment_link: String,
}

redacted_debug!(PaymentLink {
    shown: [
        id,
        payment_provider_id,
        amount_in_major_currency,
        currency_id,
        invoice_id,
        adhoc_invoice_id,
        customer_id,
    ],
    hidden: [description, email_address, payment_link],
});
