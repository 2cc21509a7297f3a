//! [`ProductDetail`], [`CartDetails`] and [`CartItem`]: what the payment is for.

use paylink_core::provider::json::optional;
use paylink_core::provider::{object_serde, redacted_debug, setters};
use serde::{Deserialize, Serialize};

use crate::amount::PaymentAmount;

/// A product, with its coupon discount. It is not checked that the amounts add up to that of the
/// link.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ProductDetail {
    /// Your code of the product.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub product_code: Option<String>,
    /// The price, in minor units.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub product_amount: Option<PaymentAmount>,
    /// The coupon discount on this product, in minor units.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub product_coupon_discount_amount: Option<PaymentAmount>,
}

object_serde!(ProductDetail);

setters!(ProductDetail {
    with_product_code => product_code: String,
    with_product_amount => product_amount: PaymentAmount,
    with_product_coupon_discount_amount => product_coupon_discount_amount: PaymentAmount,
});

redacted_debug!(ProductDetail {
    shown: [product_amount, product_coupon_discount_amount],
    hidden: [product_code],
});

/// The cart that the payer sees at the checkout.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", default, deny_unknown_fields)]
#[non_exhaustive]
pub struct CartDetails {
    /// The items.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub items: Option<Vec<CartItem>>,
}

object_serde!(CartDetails);

impl CartDetails {
    /// A cart with these items.
    #[must_use]
    pub fn new(items: impl IntoIterator<Item = CartItem>) -> Self {
        Self {
            items: Some(items.into_iter().collect()),
        }
    }
}

/// One item of the cart.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", default, deny_unknown_fields)]
#[non_exhaustive]
pub struct CartItem {
    /// Your code of the product.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub product_code: Option<String>,
    /// The price, in minor units.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub product_amount: Option<PaymentAmount>,
}

object_serde!(CartItem);

setters!(CartItem {
    with_product_code => product_code: String,
    with_product_amount => product_amount: PaymentAmount,
});

redacted_debug!(CartItem {
    shown: [product_amount],
    hidden: [product_code],
});
