//! [`CreatePaymentLink`]: every field of Pine Labs' create page, with its unit, limit and source.

mod wire;

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
pub(crate) use wire::CreateWire;

/// The longest lifetime of a link (Pine Labs' page).
const LONGEST_LIFE: Duration = Duration::days(180);

/// The maximum number of pairs in the metadata (Pine Labs' page).
const MOST_METADATA: usize = 10;

/// A request to create a payment link. Limits are from Pine Labs' page;
/// `docs/providers/pinelabs.md` lists our own rules.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CreatePaymentLink {
    /// The amount to pay, in minor units, greater than zero.
    pub amount: PaymentAmount,
    /// Your own reference of the order, **and the idempotency key**. Use one reference for one
    /// order, and keep it if a response is lost. Older pages limit it to 1 to 50 of
    /// `[A-Za-z0-9_-]`, which is not checked here.
    pub merchant_payment_link_reference: String,
    /// What the payment is for.
    pub description: Option<String>,
    /// When the link stops accepting payments, in UTC: at most 180 days ahead. A time in the past
    /// is not refused here.
    pub expire_by: Option<Timestamp>,
    /// The allowed payment methods.
    pub allowed_payment_methods: Option<Vec<PaymentMethod>>,
    /// Whether the payment is only authorised, and captured later. Pine Labs' default is `false`.
    /// It is a string in JSON.
    pub pre_auth: Option<bool>,
    /// Whether this is an MCC transaction. Pine Labs' default is `false`. It is a string in JSON.
    pub is_mcc_transaction: Option<bool>,
    /// The URL that the payer is sent to after a failed payment. Without it,
    /// [`callback_url`](Self::callback_url) is used.
    pub failure_callback_url: Option<String>,
    /// The URL that the payer is sent to after a payment.
    pub callback_url: Option<String>,
    /// Whether partial payments are allowed. It is a boolean in JSON.
    pub part_payment: Option<bool>,
    /// The payer.
    pub customer: Option<Customer>,
    /// The products.
    pub product_details: Option<Vec<ProductDetail>>,
    /// The coupon discount on the whole cart, in minor units.
    pub cart_coupon_discount_amount: Option<PaymentAmount>,
    /// Your own names with any JSON, in their order: at most 10. Our own rule is that no name
    /// occurs twice. The page limits them to 256 characters but shows a value of 511, so the length
    /// is not checked here.
    pub merchant_metadata: Option<Vec<(String, Json)>>,
    /// How the settlement is split.
    pub split_info: Option<SplitInfo>,
    /// The customer's bank account.
    pub account_details: Option<AccountDetails>,
    /// The cart that the payer sees at the checkout.
    pub cart_details: Option<CartDetails>,
    /// Sent as the header `Idempotency-Key` if it is set (pinelabs-v7). The idempotency of a create
    /// depends on the reference only.
    pub idempotency_key: Option<IdempotencyKey>,
}

impl CreatePaymentLink {
    /// A request for `amount` with a reference, and no other field set.
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

    /// Sets the allowed payment methods.
    #[must_use]
    pub fn with_allowed_payment_methods(
        mut self,
        methods: impl IntoIterator<Item = PaymentMethod>,
    ) -> Self {
        self.allowed_payment_methods = Some(methods.into_iter().collect());
        self
    }

    /// Sets the products.
    #[must_use]
    pub fn with_product_details(
        mut self,
        products: impl IntoIterator<Item = ProductDetail>,
    ) -> Self {
        self.product_details = Some(products.into_iter().collect());
        self
    }

    /// Adds a name and a string to the metadata.
    #[must_use]
    pub fn with_merchant_metadata(self, name: impl Into<String>, value: impl AsRef<str>) -> Self {
        self.with_merchant_metadata_value(name, Json::string(value.as_ref()))
    }

    /// Adds a name and any JSON to the metadata.
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
