//! [`Link`]: a payment link in the words that the providers share.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::money::{Amount, Currency};

/// A payment link as a provider answers it. Only what the provider says is there.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Link {
    /// The provider's crate name.
    pub provider: Cow<'static, str>,
    /// The provider's id of the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The address that the payer opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What is to be paid, in major units. `None` where the payer chooses, or where it could not be read: money is never guessed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The currency of the amount. `None` where the provider does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The merchant's reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The provider's own word for the status, as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Whether the link can be paid. `None` where the provider does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<LinkState>,
    /// Whether it has been paid. `None` where the provider does not say; an unknown status never reads as paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentState>,
}

impl Link {
    /// A link of a provider, nothing known yet.
    #[must_use]
    pub const fn new(provider: &'static str) -> Self {
        Self {
            provider: Cow::Borrowed(provider),
            id: None,
            url: None,
            amount: None,
            currency: None,
            reference: None,
            status: None,
            state: None,
            payment: None,
        }
    }
}

redacted_debug!(Link {
    shown: [
        provider, id, amount, currency, reference, status, state, payment
    ],
    hidden: [url],
});

open_enum! {
    /// Whether a link can be paid.
    pub enum LinkState {
        /// It can.
        Active = "active",
        /// It is switched off, and may be switched on again.
        Inactive = "inactive",
        /// It has done its work and takes no further payment.
        Completed = "completed",
        /// Its time has passed.
        Expired = "expired",
        /// It was cancelled.
        Cancelled = "cancelled",
    }
}

open_enum! {
    /// Whether what the link asks for has been paid.
    pub enum PaymentState {
        /// No payment yet.
        Unpaid = "unpaid",
        /// A payment has begun.
        Pending = "pending",
        /// Some of it has been paid.
        PartiallyPaid = "partially_paid",
        /// All of it has been paid.
        Paid = "paid",
    }
}
