//! [`Payment`]: a payment's record (paywint-v9). It is no link: nothing in it is an address that somebody could pay at.

use paylink_core::provider::{open_enum, redacted_debug};
use paylink_core::{Amount, Answered, Currency, Timestamp};

/// A payment. Amounts are in major units of [`currency`](Self::currency). No field is required, and none has been observed.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Payment {
    /// The payment's id as it came, the same as [`PaymentLink::payment_id`](crate::PaymentLink::payment_id): documented as a
    /// UUID, and masked with `*` in the vendor's samples.
    pub payment_id: Option<String>,
    /// Who pays, as it came.
    pub payer_id: Option<String>,
    /// Who is paid, as it came.
    pub payee_id: Option<String>,
    /// What is paid, in major units.
    pub amount: Answered<Amount>,
    /// The fee for processing, in major units. Whether [`amount`](Self::amount) includes it is not documented.
    pub processing_fee: Answered<Amount>,
    /// The fee for delivery, in major units. Whether [`amount`](Self::amount) includes it is not documented.
    pub delivery_fee: Answered<Amount>,
    /// The merchant's invoice number; a create calls it `invoice_number`.
    pub invoice_no: Option<String>,
    /// The currency of the amounts: `USD` in the vendor's samples.
    pub currency: Answered<Currency>,
    /// What the payment is for.
    pub description: Option<String>,
    /// How it is paid: `WALLET`, and others that no page lists.
    pub payment_method: Option<String>,
    /// How it is received: `WALLET`, and others that no page lists.
    pub receiving_method: Option<String>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it was paid.
    pub payment_date: Option<Timestamp>,
    /// Where it stands. Absent means unknown, and so not paid.
    pub status: Option<PaymentStatus>,
    /// The payer's card, as it came.
    pub card_id: Option<String>,
    /// The payer's bank account, as it came.
    pub bank_id: Option<String>,
    /// The payee's card, as it came.
    pub payee_card_id: Option<String>,
    /// The payee's bank account, as it came.
    pub payee_bank_id: Option<String>,
    /// Why it failed, for people. The vendor's sample has one beside `success`: it says nothing about the state.
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
    /// Where a payment stands. The states are not documented (paywint-o7); one stands in the samples.
    pub enum PaymentStatus {
        /// It succeeded: the sample has it beside a date of payment.
        Success = "success",
    }
}
