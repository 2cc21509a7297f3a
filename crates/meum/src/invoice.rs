//! [`Invoice`]: one payer's payment through a link (meum-v12, meum-v25). Every field is optional,
//! the states an open set.

use paylink_core::provider::open_enum;
use paylink_core::{Amount, Answered, Currency, Timestamp};

/// An invoice that was made from a payment link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Invoice {
    /// The invoice's id, `inv_...` as it came.
    pub id: Option<String>,
    /// What it asks for, in major units of [`currency`](Self::currency).
    pub amount: Answered<Amount>,
    /// The currency of the amount.
    pub currency: Answered<Currency>,
    /// Where it stands.
    pub status: Option<InvoiceStatus>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it was paid.
    pub paid_at: Option<Timestamp>,
    /// The id of the link that it came from.
    pub payment_link_id: Option<String>,
}

open_enum! {
    /// Where an invoice stands.
    pub enum InvoiceStatus {
        /// Made.
        Pending = "pending",
        /// The payer has a price.
        Quoted = "quoted",
        /// The payer is to pay.
        AwaitingPayment = "awaiting_payment",
        /// Paid.
        Paid = "paid",
        /// Paid back.
        Refunded = "refunded",
    }
}
