//! [`Order`]: one attempt to pay a link (costplus-v15, costplus-v17). Only the id is required.

use paylink_core::Json;
use paylink_core::provider::{open_enum, redacted_debug};
use paylink_core::{Answered, Currency, MinorUnits, Timestamp};

use crate::period::Period;

/// An order. The amount is in minor units of [`currency`](Self::currency). Everything here is
/// unverified.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Order {
    /// The order's id, a UUID, as it arrived.
    pub id: Option<String>,
    /// The project of the account.
    pub project_id: Option<String>,
    /// The link of the order. `None` if the order has no link.
    pub related_payment_link_id: Option<String>,
    /// Your own order number.
    pub merchant_order_id: Option<String>,
    /// The state of the order.
    pub status: Option<OrderStatus>,
    /// The currency of the amount.
    pub currency: Answered<Currency>,
    /// The amount to pay, in minor units.
    pub amount: Answered<MinorUnits>,
    /// What the payment is for.
    pub description: Option<String>,
    /// When it was created.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// When it was paid.
    pub completed: Option<Timestamp>,
    /// The lifetime of the order.
    pub expiration_period: Answered<Period>,
    /// The URL that the payer is sent to after a payment.
    pub return_url: Option<String>,
    /// The URL that CostPlus sends changes to.
    pub webhook_url: Option<String>,
    /// The transactions, as they arrived. Their shape depends on the payment method.
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
    /// The state of an order.
    pub enum OrderStatus {
        /// The order was created.
        New = "new",
        /// A payment is in progress.
        Processing = "processing",
        /// A payment failed. The order may still be paid.
        Error = "error",
        /// The order was paid.
        Completed = "completed",
        /// The order was cancelled.
        Cancelled = "cancelled",
        /// The order has expired.
        Expired = "expired",
    }
}
