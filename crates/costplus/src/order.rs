//! [`Order`]: one payer's try at a link (costplus-v15, costplus-v17). Only its id is required of an answer.

use paylink_core::Json;
use paylink_core::provider::{open_enum, redacted_debug};
use paylink_core::{Answered, Currency, MinorUnits, Timestamp};

use crate::period::Period;

/// An order. The amount is in minor units of [`currency`](Self::currency). Everything here is unverified.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Order {
    /// The order's id, a UUID as it came.
    pub id: Option<String>,
    /// The project of the merchant's account.
    pub project_id: Option<String>,
    /// The link that it was made from; none for an order without one.
    pub related_payment_link_id: Option<String>,
    /// The merchant's own order number.
    pub merchant_order_id: Option<String>,
    /// How far it is.
    pub status: Option<OrderStatus>,
    /// The currency of the amount.
    pub currency: Answered<Currency>,
    /// What is to be paid, in minor units.
    pub amount: Answered<MinorUnits>,
    /// What the payment is for.
    pub description: Option<String>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// When it was paid.
    pub completed: Option<Timestamp>,
    /// How long it lives.
    pub expiration_period: Answered<Period>,
    /// Where the payer goes after a payment.
    pub return_url: Option<String>,
    /// Where CostPlus reports changes to.
    pub webhook_url: Option<String>,
    /// Its transactions, as they came: their shape depends on the payment method.
    pub transactions: Vec<Json>,
}

redacted_debug!(Order {
    shown: [
        id,
        project_id,
        related_payment_link_id,
        merchant_order_id,
        status,
        currency,
        amount,
        created,
        modified,
        completed,
        expiration_period,
    ],
    hidden: [description, return_url, webhook_url, transactions],
});

open_enum! {
    /// How far an order is.
    pub enum OrderStatus {
        /// Made.
        New = "new",
        /// A payment has begun.
        Processing = "processing",
        /// A payment failed; it may still be paid.
        Error = "error",
        /// Paid.
        Completed = "completed",
        /// Cancelled.
        Cancelled = "cancelled",
        /// Its time has passed.
        Expired = "expired",
    }
}
