//! [`ProductDetail`], [`CartDetails`] and [`CartItem`]: what is paid for.

use paylink_core::provider::json::{FromJson, Strictly};
use paylink_core::{FieldError, redacted_debug, setters};

use crate::amount::PaymentAmount;

/// A product that is paid for, with the discount of its coupon. The amounts need not add up to the link's: nobody checks that here.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProductDetail {
    /// The merchant's code of the product.
    pub product_code: Option<String>,
    /// The price, in minor units.
    pub product_amount: Option<PaymentAmount>,
    /// The discount of a coupon on this product, in minor units.
    pub product_coupon_discount_amount: Option<PaymentAmount>,
}

setters!(ProductDetail {
    with_product_code => product_code: String,
    with_product_amount => product_amount: PaymentAmount,
    with_product_coupon_discount_amount => product_coupon_discount_amount: PaymentAmount,
});

redacted_debug!(ProductDetail {
    shown: [product_amount, product_coupon_discount_amount],
    hidden: [product_code],
});

impl FromJson for ProductDetail {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let mut object = value.object()?;
        let product = Self {
            product_code: object.optional("product_code")?,
            product_amount: object.optional("product_amount")?,
            product_coupon_discount_amount: object.optional("product_coupon_discount_amount")?,
        };
        object.finish()?;
        Ok(product)
    }
}

/// The cart that the payer sees at the checkout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CartDetails {
    /// What is in it.
    pub items: Option<Vec<CartItem>>,
}

impl CartDetails {
    /// A cart with these items.
    #[must_use]
    pub fn new(items: impl IntoIterator<Item = CartItem>) -> Self {
        Self {
            items: Some(items.into_iter().collect()),
        }
    }
}

impl FromJson for CartDetails {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let mut object = value.object()?;
        let cart = Self {
            items: object.optional("items")?,
        };
        object.finish()?;
        Ok(cart)
    }
}

/// One item of the cart.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CartItem {
    /// The merchant's code of the product.
    pub product_code: Option<String>,
    /// The price, in minor units.
    pub product_amount: Option<PaymentAmount>,
}

setters!(CartItem {
    with_product_code => product_code: String,
    with_product_amount => product_amount: PaymentAmount,
});

redacted_debug!(CartItem {
    shown: [product_amount],
    hidden: [product_code],
});

impl FromJson for CartItem {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let mut object = value.object()?;
        let item = Self {
            product_code: object.optional("product_code")?,
            product_amount: object.optional("product_amount")?,
        };
        object.finish()?;
        Ok(item)
    }
}
