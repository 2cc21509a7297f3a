//! [`PaymentLink`]: a link as Pine Labs answers it. No field is required, but for the link's id or its address; of a link whose
//! id was asked for, its status does as well.

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
    /// The address that the payer opens. Used as it came, never built.
    pub payment_link: Option<String>,
    /// The link's id, `pl-v1-...` as it came: use it in paths.
    pub payment_link_id: Option<String>,
    /// How far the payment is.
    pub status: Option<LinkStatus>,
    /// What is to be paid.
    pub amount: Option<LinkAmount>,
    /// What is still to be paid.
    pub amount_due: Option<LinkAmount>,
    /// The order behind the link, `v1-...`: webhooks name it, and not the link.
    pub order_id: Option<String>,
    /// The merchant's own reference.
    pub merchant_payment_link_reference: Option<String>,
    /// What the payment is for.
    pub description: Option<String>,
    /// When the link stops taking payments. A documented sample has no seconds: `2025-03-21T08:29Z`.
    pub expire_by: Option<Timestamp>,
    /// How the payer may pay.
    pub allowed_payment_methods: Vec<PaymentMethod>,
    /// Whether the money is only authorised. A boolean here, a text in the request.
    pub pre_auth: Answered<bool>,
    /// Where the payer goes after a failed payment.
    pub failure_callback_url: Option<String>,
    /// Whether this is an MCC transaction. A boolean here, a text in the request.
    pub is_mcc_transaction: Answered<bool>,
    /// Who pays. In a box: it is as large as all the rest, and most links have none.
    pub customer: Option<Box<Customer>>,
    /// What is paid for.
    pub product_details: Vec<LinkProduct>,
    /// How the settlement is split.
    pub split_info: Option<LinkSplit>,
    /// The customer's bank account.
    pub account_details: Option<AccountDetails>,
    /// The discount of a coupon on the whole cart.
    pub cart_coupon_discount_amount: Option<LinkAmount>,
    /// The merchant's own pairs, in their order. A value that is no text is kept by its JSON.
    pub merchant_metadata: Vec<(String, String)>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
}

impl PaymentLink {
    /// Whether its id or its address is there: what says which link it is.
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
    // Anyone who has the address sees the payer's order.
    hidden: [
        payment_link,
        description,
        failure_callback_url,
        customer,
        account_details,
        merchant_metadata,
    ],
});

/// An amount of an answer, in **minor** units. What cannot be read is kept as text and never guessed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct LinkAmount {
    /// The number of minor units.
    pub value: Answered<MinorUnits>,
    /// The currency.
    pub currency: Answered<Currency>,
}

impl LinkAmount {
    /// The amount in major units, exactly. `None` when a part of it is missing or unread, or ISO 4217 gives the currency
    /// no minor unit.
    #[must_use]
    pub fn money(&self) -> Option<Money> {
        let value = self.value.copied()?;
        let currency = self.currency.copied()?;
        let amount = value.to_amount(currency.exponent()?).ok()?;
        Some(Money::new(amount, currency))
    }
}

/// A product of an answer.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct LinkProduct {
    /// The merchant's code of the product.
    pub product_code: Option<String>,
    /// The price.
    pub product_amount: Option<LinkAmount>,
    /// The discount of a coupon on this product.
    pub product_coupon_discount_amount: Option<LinkAmount>,
}

redacted_debug!(LinkProduct {
    shown: [product_amount, product_coupon_discount_amount],
    hidden: [product_code],
});

/// How the settlement is split, as answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct LinkSplit {
    /// The type of the split.
    pub split_type: Option<String>,
    /// One for each partner merchant.
    pub split_details: Vec<LinkSplitDetail>,
}

/// What one partner merchant gets, as answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct LinkSplitDetail {
    /// Pine Labs' id of the partner merchant.
    pub split_merchant_id: Option<String>,
    /// The merchant's own reference of this settlement.
    pub merchant_settlement_reference: Option<String>,
    /// Pine Labs' id of this settlement.
    pub split_settlement_id: Option<String>,
    /// What the partner gets.
    pub amount: Option<LinkAmount>,
    /// Whether the money waits to be released later.
    pub on_hold: Answered<bool>,
    /// The state of the settlement.
    pub status: Option<SplitStatus>,
    /// When the split was made.
    pub updated_at: Option<Timestamp>,
}

open_enum! {
    /// How far the payment of a link is.
    pub enum LinkStatus {
        /// The link is made; nobody has opened it.
        Created = "CREATED",
        /// The payer has opened it.
        Clicked = "CLICKED",
        /// The payer has begun to pay.
        PaymentInitiated = "PAYMENT_INITIATED",
        /// It is paid in full.
        Processed = "PROCESSED",
        /// A part of it is paid.
        PartialProcessed = "PARTIAL_PROCESSED",
        /// Its time has passed.
        Expired = "EXPIRED",
        /// The merchant has cancelled it.
        Cancelled = "CANCELLED",
    }
}
