//! The JSON of a create, written and read. The fields are in the order of the page, so its example
//! stays unchanged.

use std::borrow::Cow;

use paylink_core::provider::json::{optional, ordered_map, read_request};
use paylink_core::provider::{json_text, wire_serde};
use paylink_core::{Error, FieldError, IdempotencyKey, Json, Timestamp};
use serde::{Deserialize, Serialize};

use super::{CreatePaymentLink, check_metadata};
use crate::account::AccountDetails;
use crate::amount::PaymentAmount;
use crate::check::check_utc;
use crate::customer::Customer;
use crate::method::PaymentMethod;
use crate::names::{CREATE, PROVIDER};
use crate::product::{CartDetails, ProductDetail};
use crate::split::SplitInfo;

/// A create in Pine Labs' JSON, in the order of the page.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateWire<'a> {
    amount: PaymentAmount,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    description: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    expire_by: Option<Cow<'a, Timestamp>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    allowed_payment_methods: Option<Cow<'a, [PaymentMethod]>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pre_auth: Option<TextFlag>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    is_mcc_transaction: Option<TextFlag>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    failure_callback_url: Option<Cow<'a, str>>,
    merchant_payment_link_reference: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    customer: Option<Cow<'a, Customer>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    product_details: Option<Cow<'a, [ProductDetail]>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    cart_coupon_discount_amount: Option<PaymentAmount>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "ordered_map")]
    merchant_metadata: Option<Vec<(String, Json)>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    split_info: Option<Cow<'a, SplitInfo>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    account_details: Option<Cow<'a, AccountDetails>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    callback_url: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    part_payment: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    cart_details: Option<Cow<'a, CartDetails>>,
    /// Not in Pine Labs' JSON: it is sent as a header. It is stored with the request, so that a
    /// request that is sent later has the key that was chosen before.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    idempotency_key: Option<IdempotencyKey>,
}

/// A boolean that is a string in JSON.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
struct TextFlag(bool);

impl From<TextFlag> for &'static str {
    fn from(TextFlag(flag): TextFlag) -> Self {
        if flag { "true" } else { "false" }
    }
}

impl TryFrom<String> for TextFlag {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        (text.parse().map(Self)).map_err(|_| r#"must be "true" or "false", a text"#)
    }
}

wire_serde!(CreatePaymentLink => CreateWire);

impl<'a> CreateWire<'a> {
    /// The body of a create.
    pub(crate) fn body(request: &'a CreatePaymentLink) -> Self {
        Self {
            idempotency_key: None,
            ..Self::from(request)
        }
    }
}

impl<'a> From<&'a CreatePaymentLink> for CreateWire<'a> {
    fn from(request: &'a CreatePaymentLink) -> Self {
        let CreatePaymentLink {
            amount,
            merchant_payment_link_reference,
            description,
            expire_by,
            allowed_payment_methods,
            pre_auth,
            is_mcc_transaction,
            failure_callback_url,
            callback_url,
            part_payment,
            customer,
            product_details,
            cart_coupon_discount_amount,
            merchant_metadata,
            split_info,
            account_details,
            cart_details,
            idempotency_key,
        } = request;
        Self {
            amount: *amount,
            description: description.as_deref().map(Cow::from),
            expire_by: expire_by.as_ref().map(Cow::Borrowed),
            allowed_payment_methods: allowed_payment_methods.as_deref().map(Cow::Borrowed),
            pre_auth: pre_auth.map(TextFlag),
            is_mcc_transaction: is_mcc_transaction.map(TextFlag),
            failure_callback_url: failure_callback_url.as_deref().map(Cow::from),
            merchant_payment_link_reference: merchant_payment_link_reference.into(),
            customer: customer.as_ref().map(Cow::Borrowed),
            product_details: product_details.as_deref().map(Cow::Borrowed),
            cart_coupon_discount_amount: *cart_coupon_discount_amount,
            merchant_metadata: merchant_metadata.clone(),
            split_info: split_info.as_ref().map(Cow::Borrowed),
            account_details: account_details.as_ref().map(Cow::Borrowed),
            callback_url: callback_url.as_deref().map(Cow::from),
            part_payment: *part_payment,
            cart_details: cart_details.as_ref().map(Cow::Borrowed),
            idempotency_key: idempotency_key.clone(),
        }
    }
}

impl TryFrom<CreateWire<'_>> for CreatePaymentLink {
    type Error = FieldError;

    fn try_from(wire: CreateWire<'_>) -> Result<Self, FieldError> {
        let CreateWire {
            amount,
            description,
            expire_by,
            allowed_payment_methods,
            pre_auth,
            is_mcc_transaction,
            failure_callback_url,
            merchant_payment_link_reference,
            customer,
            product_details,
            cart_coupon_discount_amount,
            merchant_metadata,
            split_info,
            account_details,
            callback_url,
            part_payment,
            cart_details,
            idempotency_key,
        } = wire;
        // A time in UTC. It may have no seconds, as in the page's sample (pinelabs-v13).
        (expire_by.as_deref()).map_or(Ok(()), |time| check_utc("expire_by", time))?;
        (merchant_metadata.as_deref()).map_or(Ok(()), check_metadata)?;
        (split_info.as_deref())
            .map_or(Ok(()), SplitInfo::check)
            .map_err(|invalid| invalid.inside("split_info"))?;
        Ok(Self {
            amount,
            merchant_payment_link_reference: merchant_payment_link_reference.into_owned(),
            description: description.map(Cow::into_owned),
            expire_by: expire_by.map(Cow::into_owned),
            allowed_payment_methods: allowed_payment_methods.map(Cow::into_owned),
            pre_auth: pre_auth.map(|TextFlag(flag)| flag),
            is_mcc_transaction: is_mcc_transaction.map(|TextFlag(flag)| flag),
            failure_callback_url: failure_callback_url.map(Cow::into_owned),
            callback_url: callback_url.map(Cow::into_owned),
            part_payment,
            customer: customer.map(Cow::into_owned),
            product_details: product_details.map(Cow::into_owned),
            cart_coupon_discount_amount,
            merchant_metadata,
            split_info: split_info.map(Cow::into_owned),
            account_details: account_details.map(Cow::into_owned),
            cart_details: cart_details.map(Cow::into_owned),
            idempotency_key,
        })
    }
}

impl CreatePaymentLink {
    /// Reads Pine Labs' JSON, and `idempotency_key` if one is stored with it. A field that Pine
    /// Labs does not document is refused, not dropped.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) with the path of the
    /// field and its rule.
    ///
    /// ```
    /// let json = r#"{"amount":{"value":50000,"currency":"INR"},"merchant_payment_link_reference":"order-1001"}"#;
    /// let request = pinelabs::CreatePaymentLink::from_json(json)?;
    /// assert_eq!(request.amount.value.get(), 50000);
    /// let error = pinelabs::CreatePaymentLink::from_json(r#"{"amount":{"value":"50000"}}"#).unwrap_err();
    /// assert_eq!(error.field(), Some("amount.value"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self, Error> {
        read_request::<CreateWire<'_>>(json)
            .and_then(Self::try_from)
            .map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }

    /// Pine Labs' JSON, as a create sends it, without the create's checks. It does not contain the
    /// optional idempotency key, which is a header; `Serialize` writes it with the rest.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) if a value cannot be
    /// written as JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        json_text(&CreateWire::body(self))
            .map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }
}
