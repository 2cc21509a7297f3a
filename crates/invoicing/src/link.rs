//! [`PaymentLink`]: a link as the provider answers it. Of an answer nothing is required but `paymentLink`.

use paylink_core::provider::redacted_debug;
use paylink_core::{Amount, Answered};

/// A payment link. The amount is in major units of a currency that the answer gives by the provider's number only.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PaymentLink {
    /// The link's id. No documented operation takes it.
    pub id: Answered<i64>,
    /// The payment provider that takes the payment.
    pub payment_provider_id: Answered<i64>,
    /// What is to be paid, in major units.
    pub amount_in_major_currency: Answered<Amount>,
    /// The currency, by the provider's own number: no ISO 4217 number is documented.
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
    /// The address that the payer opens. Used as it came, never built.
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
