//! [`PaymentLink`]: a link as Meum returns it. As on the page, no field is required. Our one
//! exception is the id or the URL: without both, the link cannot be identified.

use paylink_core::provider::{open_enum, redacted_debug};
use paylink_core::{Amount, Answered, Currency, Timestamp};

/// A payment link. Amounts are in major units of [`currency`](Self::currency).
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PaymentLink {
    /// The link's id, such as `plink_...`, as it arrived. Paths use it.
    pub id: Option<String>,
    /// The public token, such as `plpub_...`, as it arrived.
    pub public_id: Option<String>,
    /// The URL that the payer opens, as it arrived. It is never built from the id.
    pub public_url: Option<String>,
    /// The title that the payer sees.
    pub title: Option<String>,
    /// The longer text.
    pub description: Option<String>,
    /// The URL of a picture.
    pub image_url: Option<String>,
    /// Whether the merchant or the payer chooses the amount.
    pub amount_mode: Option<AmountMode>,
    /// The fixed price, in major units.
    pub amount: Answered<Amount>,
    /// The currency of all amounts of this link. Requests have none (meum-p16).
    pub currency: Answered<Currency>,
    /// The minimum amount that the payer may choose, in major units.
    pub min_amount: Answered<Amount>,
    /// The maximum amount that the payer may choose, in major units.
    pub max_amount: Answered<Amount>,
    /// The suggested amounts, in major units. `None` if Meum does not return them.
    pub suggested_amounts: Option<Vec<Answered<Amount>>>,
    /// Whether the link accepts more than one payment.
    pub allow_multiple_payments: Answered<bool>,
    /// Whether anyone who has the URL can pay.
    pub public_visible: Answered<bool>,
    /// The state that the merchant set.
    pub status: Option<LinkStatus>,
    /// The state that applies, including expiry and use.
    pub effective_status: Option<LinkStatus>,
    /// When the link stops accepting payments.
    pub expires_at: Option<Timestamp>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
    /// Counts and sums of its payments.
    pub stats: Option<PaymentLinkStats>,
    /// `reusable` or `single_use`, as it arrived. Another page of Meum shows this field (meum-v1).
    pub usage: Option<String>,
}

redacted_debug!(PaymentLink {
    shown: [
        id,
        amount_mode,
        amount,
        currency,
        min_amount,
        max_amount,
        suggested_amounts,
        allow_multiple_payments,
        public_visible,
        status,
        effective_status,
        expires_at,
        created_at,
        updated_at,
        stats,
        usage,
    ],
    // The token opens the checkout, as the URL does.
    hidden: [public_id, public_url, title, description, image_url],
});

/// Counts and sums of the payments of a link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PaymentLinkStats {
    /// The number of invoices.
    pub total_payments: Answered<i64>,
    /// The number of paid invoices.
    pub paid_payments: Answered<i64>,
    /// The sum of the payments, in major units of the link's currency.
    pub total_volume: Answered<Amount>,
}

open_enum! {
    /// Whether the merchant or the payer chooses the amount.
    pub enum AmountMode {
        /// The merchant sets a fixed amount.
        Fixed = "fixed_amount",
        /// The payer chooses the amount.
        CustomerDefined = "customer_defined_amount",
    }
}

open_enum! {
    /// Whether a link accepts payments.
    pub enum LinkStatus {
        /// The link accepts payments.
        Active = "active",
        /// The merchant deactivated the link.
        Inactive = "inactive",
        /// The link has expired.
        Expired = "expired",
        /// The link was paid, or used as often as allowed.
        Completed = "completed",
    }
}
