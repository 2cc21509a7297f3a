//! [`PaymentLink`]: a link as CostPlus answers it. Of an answer nothing is required but the link's id or its address.

use paylink_core::provider::{open_enum, redacted_debug};
use paylink_core::{Answered, Currency, MinorUnits, Timestamp};

use crate::customer::Customer;
use crate::method::PaymentMethod;
use crate::period::Period;

/// A payment link. The amount is in minor units of [`currency`](Self::currency).
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PaymentLink {
    /// The link's id, a UUID as it came: use it in paths.
    pub id: Option<String>,
    /// The merchant's own order number.
    pub merchant_order_id: Option<String>,
    /// What the payment is for.
    pub description: Option<String>,
    /// What is to be paid, VAT included, in minor units.
    pub amount: Answered<MinorUnits>,
    /// The currency of the amount.
    pub currency: Answered<Currency>,
    /// How long the link lives.
    pub expiration_period: Answered<Period>,
    /// The address that the payer opens. Used as it came, never built.
    pub payment_url: Option<String>,
    /// The ways to pay that are offered; none where CostPlus does not say.
    pub payment_methods: Vec<PaymentMethod>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// When it was paid.
    pub completed: Option<Timestamp>,
    /// The id of the order that paid it.
    pub completed_order_id: Option<String>,
    /// How far it is.
    pub status: Option<LinkStatus>,
    /// Why it is so, in CostPlus's words.
    pub reason: Option<String>,
    /// Ids of the orders made from the link, by the orders' status as it came: `error`, `completed`.
    pub orders: Vec<(String, Vec<String>)>,
    /// Who pays.
    pub customer: Option<Customer>,
}

redacted_debug!(PaymentLink {
    shown: [
        id,
        merchant_order_id,
        amount,
        currency,
        expiration_period,
        payment_methods,
        created,
        modified,
        completed,
        completed_order_id,
        status,
        orders,
        customer,
    ],
    // The reason is free text of the provider's.
    hidden: [description, payment_url, reason],
});

open_enum! {
    /// How far a link is. The set is open: only two of the words stand on current pages.
    pub enum LinkStatus {
        /// Made, and not yet visited.
        New = "new",
        /// Paid.
        Completed = "completed",
        /// A payment has begun (unverified: an older guide).
        Processing = "processing",
        /// Every attempt so far has failed (unverified: an older guide).
        AllUnsuccessful = "all_unsuccessful",
    }
}
