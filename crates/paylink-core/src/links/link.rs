//! [`Link`]: a payment link, with the fields that the providers share.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::money::{Amount, Currency};

/// A payment link as a provider returned it. A field that the provider left out is `None`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Link {
    /// The provider's crate name.
    pub provider: Cow<'static, str>,
    /// The provider's id of the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The URL that the payer opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The amount to pay, in major units. `None` if the payer chooses the amount, or if it could
    /// not be read: money is never guessed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The currency of the amount. `None` if the provider does not return it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The merchant's reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The provider's own word for the status, as it arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Whether the link accepts payments. `None` if the provider does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<LinkState>,
    /// Whether the link has been paid. `None` if the provider does not say. An unknown status never
    /// means paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentState>,
}

impl Link {
    /// A link of a provider, with no other field set.
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
    /// Whether a link accepts payments.
    pub enum LinkState {
        /// The link accepts payments.
        Active = "active",
        /// The merchant deactivated the link, and may activate it again.
        Inactive = "inactive",
        /// The link was paid, or used as often as allowed. It accepts no further payment.
        Completed = "completed",
        /// The link has expired.
        Expired = "expired",
        /// The link was cancelled.
        Cancelled = "cancelled",
    }
}

open_enum! {
    /// Whether the amount of a link has been paid.
    pub enum PaymentState {
        /// There is no payment yet.
        Unpaid = "unpaid",
        /// A payment has started.
        Pending = "pending",
        /// A part of the amount has been paid.
        PartiallyPaid = "partially_paid",
        /// The whole amount has been paid.
        Paid = "paid",
    }
}
