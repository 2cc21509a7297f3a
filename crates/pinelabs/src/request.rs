//! [`CreatePaymentLink`]: every field of Pine Labs' create page, with its unit, limit and source.

use paylink_core::provider::{
    check_not_blank, check_unique_names, check_url, redacted_debug, setters,
};
use paylink_core::{FieldError, IdempotencyKey, Json, Timestamp};
use time::{Duration, OffsetDateTime};

use crate::account::AccountDetails;
use crate::amount::PaymentAmount;
use crate::check::{check_positive_units, check_utc};
use crate::customer::Customer;
use crate::method::PaymentMethod;
use crate::product::{CartDetails, ProductDetail};
use crate::split::SplitInfo;

/// How far ahead a link may end (Pine Labs' page).
const LONGEST_LIFE: Duration = Duration::days(180);

/// How many pairs the metadata may have (Pine Labs' page).
const MOST_METADATA: usize = 10;

/// A payment link to be made. Limits are from Pine Labs' page; the rules that are ours are in `docs/providers/pinelabs.md`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CreatePaymentLink {
    /// What is to be paid, in minor units, greater than zero.
    pub amount: PaymentAmount,
    /// The merchant's own reference of the order, **and the idempotency key**: use one an order, and never a new one
    /// because an answer was lost. Older pages say 1 to 50 of `[A-Za-z0-9_-]`; that is left to the server.
    pub merchant_payment_link_reference: String,
    /// What the payment is for.
    pub description: Option<String>,
    /// When the link stops taking payments, in UTC: at most 180 days ahead. A time that has passed is the server's to refuse.
    pub expire_by: Option<Timestamp>,
    /// How the payer may pay.
    pub allowed_payment_methods: Option<Vec<PaymentMethod>>,
    /// Whether the money is only authorised, and captured later. Pine Labs takes `false` when it is not said. A text on the wire.
    pub pre_auth: Option<bool>,
    /// Whether this is an MCC transaction. Pine Labs takes `false` when it is not said. A text on the wire.
    pub is_mcc_transaction: Option<bool>,
    /// Where the payer goes after a failed payment; without it to [`callback_url`](Self::callback_url).
    pub failure_callback_url: Option<String>,
    /// Where the payer goes after a payment.
    pub callback_url: Option<String>,
    /// Whether it may be paid in parts. A boolean on the wire.
    pub part_payment: Option<bool>,
    /// Who pays.
    pub customer: Option<Customer>,
    /// What is paid for.
    pub product_details: Option<Vec<ProductDetail>>,
    /// The discount of a coupon on the whole cart, in minor units.
    pub cart_coupon_discount_amount: Option<PaymentAmount>,
    /// The merchant's own names with any JSON, in their order: at most 10. That no name is there twice is our own rule. The page
    /// says 256 characters each and shows a value of 511, so the length is left to the server.
    pub merchant_metadata: Option<Vec<(String, Json)>>,
    /// How the settlement is split.
    pub split_info: Option<SplitInfo>,
    /// The customer's bank account.
    pub account_details: Option<AccountDetails>,
    /// The cart that the payer sees at the checkout.
    pub cart_details: Option<CartDetails>,
    /// Sent as the header `Idempotency-Key` (pinelabs-v7); no header when there is none. The reference stays the key that a
    /// repeated create goes by.
    pub idempotency_key: Option<IdempotencyKey>,
}

impl CreatePaymentLink {
    /// Asks for `amount` under a reference, and nothing else yet.
    #[must_use]
    pub fn new(amount: PaymentAmount, merchant_payment_link_reference: impl Into<String>) -> Self {
        Self {
            amount,
            merchant_payment_link_reference: merchant_payment_link_reference.into(),
            description: None,
            expire_by: None,
            allowed_payment_methods: None,
            pre_auth: None,
            is_mcc_transaction: None,
            failure_callback_url: None,
            callback_url: None,
            part_payment: None,
            customer: None,
            product_details: None,
            cart_coupon_discount_amount: None,
            merchant_metadata: None,
            split_info: None,
            account_details: None,
            cart_details: None,
            idempotency_key: None,
        }
    }

    /// The same with these ways to pay.
    #[must_use]
    pub fn with_allowed_payment_methods(
        mut self,
        methods: impl IntoIterator<Item = PaymentMethod>,
    ) -> Self {
        self.allowed_payment_methods = Some(methods.into_iter().collect());
        self
    }

    /// The same with these products.
    #[must_use]
    pub fn with_product_details(
        mut self,
        products: impl IntoIterator<Item = ProductDetail>,
    ) -> Self {
        self.product_details = Some(products.into_iter().collect());
        self
    }

    /// The same with one more name in the metadata, and a text.
    #[must_use]
    pub fn with_merchant_metadata(self, name: impl Into<String>, value: impl AsRef<str>) -> Self {
        self.with_merchant_metadata_value(name, Json::string(value.as_ref()))
    }

    /// The same with one more name in the metadata, and any JSON.
    #[must_use]
    pub fn with_merchant_metadata_value(mut self, name: impl Into<String>, value: Json) -> Self {
        let metadata = self.merchant_metadata.get_or_insert_default();
        metadata.push((name.into(), value));
        self
    }

    pub(crate) fn check(&self, now: impl FnOnce() -> OffsetDateTime) -> Result<(), FieldError> {
        let reference = &self.merchant_payment_link_reference;
        check_positive_units("amount.value", self.amount.value)?;
        check_not_blank("merchant_payment_link_reference", reference)?;
        if let Some(expiry) = &self.expire_by {
            check_expiry(expiry, now())?;
        }
        if let Some(url) = &self.failure_callback_url {
            check_url("failure_callback_url", url, &[])?;
        }
        if let Some(url) = &self.callback_url {
            check_url("callback_url", url, &[])?;
        }
        if let Some(metadata) = &self.merchant_metadata {
            check_metadata(metadata)?;
        }
        if let Some(split) = &self.split_info {
            (split.check()).map_err(|invalid| invalid.inside("split_info"))?;
        }
        Ok(())
    }
}

fn check_expiry(expiry: &Timestamp, now: OffsetDateTime) -> Result<(), FieldError> {
    check_utc("expire_by", expiry)?;
    let latest = now.saturating_add(LONGEST_LIFE);
    if expiry.instant().is_some_and(|instant| instant > latest) {
        return Err(FieldError::new(
            "expire_by",
            "must be at most 180 days ahead",
        ));
    }
    Ok(())
}

pub(crate) fn check_metadata(metadata: &[(String, Json)]) -> Result<(), FieldError> {
    let field = "merchant_metadata";
    if metadata.len() > MOST_METADATA {
        return Err(FieldError::new(field, "must have at most 10 pairs"));
    }
    check_unique_names(field, metadata.iter().map(|(name, _)| name.as_str()))
}

setters!(CreatePaymentLink {
    with_description => description: String,
    with_expire_by => expire_by: Timestamp,
    with_pre_auth => pre_auth: bool,
    with_is_mcc_transaction => is_mcc_transaction: bool,
    with_failure_callback_url => failure_callback_url: String,
    with_callback_url => callback_url: String,
    with_part_payment => part_payment: bool,
    with_customer => customer: Customer,
    with_cart_coupon_discount_amount => cart_coupon_discount_amount: PaymentAmount,
    with_split_info => split_info: SplitInfo,
    with_account_details => account_details: AccountDetails,
    with_cart_details => cart_details: CartDetails,
    with_idempotency_key => idempotency_key: IdempotencyKey,
});

redacted_debug!(CreatePaymentLink {
    shown: [
        amount,
        merchant_payment_link_reference,
        expire_by,
        allowed_payment_methods,
        pre_auth,
        is_mcc_transaction,
        part_payment,
        product_details,
        cart_coupon_discount_amount,
        split_info,
        cart_details,
        idempotency_key,
    ],
    hidden: [
        description,
        failure_callback_url,
        callback_url,
        customer,
        merchant_metadata,
        account_details,
    ],
});
