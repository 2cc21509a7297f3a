//! [`Payment`]: the record of a payment (paywint-v9). It is not a link: it has no URL.

use paylink_core::provider::{open_enum, redacted_debug};
use paylink_core::{Amount, Answered, Currency, Timestamp};

/// A payment. Amounts are in major units of [`currency`](Self::currency). No field is required, and
/// none is verified.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Payment {
    /// The id of the payment, as it arrived:
    /// [`PaymentLink::payment_id`](crate::PaymentLink::payment_id). It is documented as a UUID, but
    /// masked with `*` in the vendor's samples.
    pub payment_id: Option<String>,
    /// The payer, as it arrived.
    pub payer_id: Option<String>,
    /// The payee, as it arrived.
    pub payee_id: Option<String>,
    /// The amount, in major units.
    pub amount: Answered<Amount>,
    /// The processing fee, in major units. It is not documented whether [`amount`](Self::amount)
    /// includes it.
    pub processing_fee: Answered<Amount>,
    /// The delivery fee, in major units. It is not documented whether [`amount`](Self::amount)
    /// includes it.
    pub delivery_fee: Answered<Amount>,
    /// Your invoice number, which a create calls `invoice_number`.
    pub invoice_no: Option<String>,
    /// The currency of the amounts: `USD` in the vendor's samples.
    pub currency: Answered<Currency>,
    /// What the payment is for.
    pub description: Option<String>,
    /// The payment method: `WALLET`, and others that no page lists.
    pub payment_method: Option<String>,
    /// How the payee receives it: `WALLET`, and others that no page lists.
    pub receiving_method: Option<String>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was paid.
    pub payment_date: Option<Timestamp>,
    /// The state. `None` means unknown, so it does not count as paid.
    pub status: Option<PaymentStatus>,
    /// The payer's card, as it arrived.
    pub card_id: Option<String>,
    /// The payer's bank account, as it arrived.
    pub bank_id: Option<String>,
    /// The payee's card, as it arrived.
    pub payee_card_id: Option<String>,
    /// The payee's bank account, as it arrived.
    pub payee_bank_id: Option<String>,
    /// A text about a failure. The vendor's sample has one together with `success`, so it says
    /// nothing about the state.
    pub failure_reason: Option<String>,
}

redacted_debug!(Payment {
    shown: [
        payment_id,
        amount,
        processing_fee,
        delivery_fee,
        invoice_no,
        currency,
        payment_method,
        receiving_method,
        created_at,
        payment_date,
        status,
    ],
    hidden: [
        payer_id,
        payee_id,
        description,
        card_id,
        bank_id,
        payee_card_id,
        payee_bank_id,
        failure_reason,
    ],
});

open_enum! {
    /// The state of a payment. The states are not documented (paywint-o7); the samples have one.
    pub enum PaymentStatus {
        /// The payment succeeded: the sample has this state with a date of payment.
        Success = "success",
    }
}
