//! [`Invoice`]: one payment through a link (meum-v12, meum-v25). Every field is optional, and the
//! states are an open set.

use paylink_core::provider::open_enum;
use paylink_core::{Amount, Answered, Currency, Timestamp};

/// An invoice of a payment link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Invoice {
    /// The invoice's id, such as `inv_...`, as it arrived.
    pub id: Option<String>,
    /// The amount, in major units of [`currency`](Self::currency).
    pub amount: Answered<Amount>,
    /// The currency of the amount.
    pub currency: Answered<Currency>,
    /// The state of the invoice.
    pub status: Option<InvoiceStatus>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was paid.
    pub paid_at: Option<Timestamp>,
    /// The id of its link.
    pub payment_link_id: Option<String>,
}

open_enum! {
    /// The state of an invoice.
    pub enum InvoiceStatus {
        /// The invoice was created.
        Pending = "pending",
        /// The payer got a price.
        Quoted = "quoted",
        /// A payment is expected.
        AwaitingPayment = "awaiting_payment",
        /// The invoice was paid.
        Paid = "paid",
        /// The payment was refunded.
        Refunded = "refunded",
    }
}
