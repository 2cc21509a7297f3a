//! [`PaymentLink`]: a link as CostPlus returns it. No field is required, except the id or the URL.

use paylink_core::provider::{open_enum, redacted_debug};
use paylink_core::{Answered, Currency, MinorUnits, Timestamp};

use crate::customer::Customer;
use crate::method::PaymentMethod;
use crate::period::Period;

/// A payment link. The amount is in minor units of [`currency`](Self::currency).
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PaymentLink {
    /// The link's id, a UUID, as it arrived. Paths use it.
    pub id: Option<String>,
    /// Your own order number.
    pub merchant_order_id: Option<String>,
    /// What the payment is for.
    pub description: Option<String>,
    /// The amount to pay, in minor units, including VAT.
    pub amount: Answered<MinorUnits>,
    /// The currency of the amount.
    pub currency: Answered<Currency>,
    /// How long the link lives.
    pub expiration_period: Answered<Period>,
    /// The URL that the payer opens, as it arrived. It is never built from the id.
    pub payment_url: Option<String>,
    /// The payment methods that are offered. Empty if CostPlus does not return them.
    pub payment_methods: Vec<PaymentMethod>,
    /// When it was created.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// When it was paid.
    pub completed: Option<Timestamp>,
    /// The id of the order that paid it.
    pub completed_order_id: Option<String>,
    /// The state of the link.
    pub status: Option<LinkStatus>,
    /// The reason for the state, as CostPlus gives it.
    pub reason: Option<String>,
    /// Ids of the link's orders, by their status as it arrived: `error`, `completed`.
    pub orders: Vec<(String, Vec<String>)>,
    /// The payer.
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
    // The reason is free text of the provider.
    hidden: [description, payment_url, reason],
});

open_enum! {
    /// The state of a link. The set is open: current pages have only two of the words.
    pub enum LinkStatus {
        /// The link was created, and there was no attempt to pay.
        New = "new",
        /// The link was paid.
        Completed = "completed",
        /// An attempt to pay is in progress (unverified: an older guide).
        Processing = "processing",
        /// Every attempt so far failed (unverified: an older guide).
        AllUnsuccessful = "all_unsuccessful",
    }
}
