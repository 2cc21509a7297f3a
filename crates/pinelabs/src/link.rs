//! [`PaymentLink`]: a link as Pine Labs returns it. No field is required, except the id or the URL.
//! If the request had the id, the status is enough.

use paylink_core::provider::{open_enum, redacted_debug};
use paylink_core::{Answered, Currency, MinorUnits, Money, Timestamp};

use crate::account::AccountDetails;
use crate::customer::Customer;
use crate::method::PaymentMethod;
use crate::split::SplitStatus;

/// A payment link. Amounts are in **minor** units, each with its currency.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PaymentLink {
    /// The URL that the payer opens, as it arrived. It is never built from the id.
    pub payment_link: Option<String>,
    /// The link's id, such as `pl-v1-...`, as it arrived. Paths use it.
    pub payment_link_id: Option<String>,
    /// The state of the payment.
    pub status: Option<LinkStatus>,
    /// The amount to pay.
    pub amount: Option<LinkAmount>,
    /// The amount that remains to be paid.
    pub amount_due: Option<LinkAmount>,
    /// The id of the order, such as `v1-...`. Webhooks contain it instead of the link's id.
    pub order_id: Option<String>,
    /// Your own reference.
    pub merchant_payment_link_reference: Option<String>,
    /// What the payment is for.
    pub description: Option<String>,
    /// When the link stops accepting payments. A documented sample has no seconds:
    /// `2025-03-21T08:29Z`.
    pub expire_by: Option<Timestamp>,
    /// The allowed payment methods.
    pub allowed_payment_methods: Vec<PaymentMethod>,
    /// Whether the payment is only authorised. It is a boolean here and a string in the request.
    pub pre_auth: Answered<bool>,
    /// The URL that the payer is sent to after a failed payment.
    pub failure_callback_url: Option<String>,
    /// Whether this is an MCC transaction. It is a boolean here and a string in the request.
    pub is_mcc_transaction: Answered<bool>,
    /// The payer. In a box, because it is large and most links have none.
    pub customer: Option<Box<Customer>>,
    /// The products.
    pub product_details: Vec<LinkProduct>,
    /// How the settlement is split.
    pub split_info: Option<LinkSplit>,
    /// The customer's bank account.
    pub account_details: Option<AccountDetails>,
    /// The coupon discount on the whole cart.
    pub cart_coupon_discount_amount: Option<LinkAmount>,
    /// Your own pairs, in their order. A value that is not a string is kept as its JSON text.
    pub merchant_metadata: Vec<(String, String)>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
}

impl PaymentLink {
    /// Whether it has an id or a URL.
    pub(crate) const fn is_identified(&self) -> bool {
        self.payment_link_id.is_some() || self.payment_link.is_some()
    }
}

redacted_debug!(PaymentLink {
    shown: [
        payment_link_id,
        status,
        amount,
        amount_due,
        order_id,
        merchant_payment_link_reference,
        expire_by,
        allowed_payment_methods,
        pre_auth,
        is_mcc_transaction,
        product_details,
        split_info,
        cart_coupon_discount_amount,
        created_at,
        updated_at,
    ],
    // Anyone who has the URL sees the payer's order.
    hidden: [
        payment_link,
        description,
        failure_callback_url,
        customer,
        account_details,
        merchant_metadata,
    ],
});

/// An amount of a response, in **minor** units. A part that cannot be read is kept as text, never
/// guessed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct LinkAmount {
    /// The number of minor units.
    pub value: Answered<MinorUnits>,
    /// The currency.
    pub currency: Answered<Currency>,
}

impl LinkAmount {
    /// The exact amount in major units. `None` if a part is missing or unreadable, or ISO 4217
    /// defines no minor unit for the currency.
    #[must_use]
    pub fn money(&self) -> Option<Money> {
        let value = self.value.copied()?;
        let currency = self.currency.copied()?;
        let amount = value.to_amount(currency.exponent()?).ok()?;
        Some(Money::new(amount, currency))
    }
}

/// A product of a response.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct LinkProduct {
    /// Your code of the product.
    pub product_code: Option<String>,
    /// The price.
    pub product_amount: Option<LinkAmount>,
    /// The coupon discount on this product.
    pub product_coupon_discount_amount: Option<LinkAmount>,
}

redacted_debug!(LinkProduct {
    shown: [product_amount, product_coupon_discount_amount],
    hidden: [product_code],
});

/// How the settlement is split, in a response.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct LinkSplit {
    /// The type of the split.
    pub split_type: Option<String>,
    /// One entry for each partner merchant.
    pub split_details: Vec<LinkSplitDetail>,
}

/// The share of one partner merchant, in a response.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct LinkSplitDetail {
    /// Pine Labs' id of the partner merchant.
    pub split_merchant_id: Option<String>,
    /// Your own reference of this settlement.
    pub merchant_settlement_reference: Option<String>,
    /// Pine Labs' id of this settlement.
    pub split_settlement_id: Option<String>,
    /// The partner's amount.
    pub amount: Option<LinkAmount>,
    /// Whether the money is held, to be released later.
    pub on_hold: Answered<bool>,
    /// The state of the settlement.
    pub status: Option<SplitStatus>,
    /// When the split was last changed.
    pub updated_at: Option<Timestamp>,
}

open_enum! {
    /// The state of a link.
    pub enum LinkStatus {
        /// The link was created, and nobody has opened it.
        Created = "CREATED",
        /// The payer opened the link.
        Clicked = "CLICKED",
        /// The payer started a payment.
        PaymentInitiated = "PAYMENT_INITIATED",
        /// The link was paid in full.
        Processed = "PROCESSED",
        /// A part was paid.
        PartialProcessed = "PARTIAL_PROCESSED",
        /// The link has expired.
        Expired = "EXPIRED",
        /// The merchant cancelled the link.
        Cancelled = "CANCELLED",
    }
}
