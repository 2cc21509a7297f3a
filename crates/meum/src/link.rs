//! [`PaymentLink`]: a link as Meum answers it. The page requires no field, and neither does this
//! type, except for the link's id or its address: without both nobody can say which link it is.

use paylink_core::provider::{open_enum, redacted_debug};
use paylink_core::{Amount, Answered, Currency, Timestamp};

/// A payment link. Amounts are in major units of [`currency`](Self::currency).
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PaymentLink {
    /// The link's id, `plink_...` as it came: use it in paths.
    pub id: Option<String>,
    /// The payer's token, `plpub_...` as it came.
    pub public_id: Option<String>,
    /// The address that the payer opens. Used as it came, never built.
    pub public_url: Option<String>,
    /// The name that the payer sees.
    pub title: Option<String>,
    /// The longer text.
    pub description: Option<String>,
    /// The picture.
    pub image_url: Option<String>,
    /// Who says how much is paid.
    pub amount_mode: Option<AmountMode>,
    /// The fixed price, in major units.
    pub amount: Answered<Amount>,
    /// The currency of all amounts of this link, as Meum says it: no request has one (meum-p16).
    pub currency: Answered<Currency>,
    /// The least that the payer may choose, in major units.
    pub min_amount: Answered<Amount>,
    /// The most that the payer may choose, in major units.
    pub max_amount: Answered<Amount>,
    /// Buttons for the payer, in major units. `None` where Meum does not say.
    pub suggested_amounts: Option<Vec<Answered<Amount>>>,
    /// Whether many payers may pay.
    pub allow_multiple_payments: Answered<bool>,
    /// Whether everybody who has the address can pay.
    pub public_visible: Answered<bool>,
    /// What the merchant set.
    pub status: Option<LinkStatus>,
    /// What holds, expiry and use counted in.
    pub effective_status: Option<LinkStatus>,
    /// When the link stops taking payments.
    pub expires_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
    /// What came of it so far.
    pub stats: Option<PaymentLinkStats>,
    /// `reusable` or `single_use`, which other pages of Meum's show; as it came (meum-v1).
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
    // The payer's token opens the checkout, as the address does.
    hidden: [public_id, public_url, title, description, image_url],
});

/// What came of a link so far.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PaymentLinkStats {
    /// Invoices made from the link.
    pub total_payments: Answered<i64>,
    /// Those of them that were paid.
    pub paid_payments: Answered<i64>,
    /// The sum of what was paid, in major units of the link's currency.
    pub total_volume: Answered<Amount>,
}

open_enum! {
    /// Who says how much is paid.
    pub enum AmountMode {
        /// The merchant.
        Fixed = "fixed_amount",
        /// The payer.
        CustomerDefined = "customer_defined_amount",
    }
}

open_enum! {
    /// Whether a link takes payments.
    pub enum LinkStatus {
        /// The link takes payments.
        Active = "active",
        /// The merchant switched the link off: it takes no payments.
        Inactive = "inactive",
        /// The time of its expiry has passed.
        Expired = "expired",
        /// A link for one payment was paid, or the link was used as often as it may be.
        Completed = "completed",
    }
}
