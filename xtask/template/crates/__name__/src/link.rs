//! [`PaymentLink`]: a link as __Name__ answers it. Of an answer nothing is required but its id.

use paylink_core::provider::{redacted_debug};
use paylink_core::{Amount, Answered, Currency};

/// A payment link.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaymentLink {
    /// The link's id.
    pub id: String,
    /// The address that the payer opens. Used as it came, never built.
    pub url: Option<String>,
    /// What is to be paid, in **major** units.
    pub amount: Answered<Amount>,
    /// The currency of the amount.
    pub currency: Answered<Currency>,
    /// The merchant's own reference.
    pub reference: Option<String>,
    /// The status, as it came.
    pub status: Option<String>,
}

redacted_debug!(PaymentLink {
    shown: [id, amount, currency, reference, status],
    hidden: [url],
});
