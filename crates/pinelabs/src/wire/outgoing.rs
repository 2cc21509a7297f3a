//! What is sent. The order of the fields is the page's, so that its own example goes through unchanged.

use paylink_core::Json;
use paylink_core::provider::json_text;
use paylink_core::{Currency, Error, MinorUnits};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::account::{AccountDetails, BankDetails};
use crate::amount::PaymentAmount;
use crate::credentials::Credentials;
use crate::customer::{Address, Customer};
use crate::names::{CREATE, PROVIDER};
use crate::product::{CartDetails, CartItem, ProductDetail};
use crate::request::CreatePaymentLink;
use crate::split::{SplitDetail, SplitInfo, SplitStatus};

/// The body of a token request.
#[derive(Serialize)]
pub(crate) struct TokenBody<'a> {
    client_id: &'a str,
    client_secret: &'a str,
    grant_type: &'static str,
}

impl<'a> TokenBody<'a> {
    pub(crate) fn new(credentials: &'a Credentials) -> Self {
        Self {
            client_id: credentials.client_id.expose(),
            client_secret: credentials.client_secret.expose(),
            grant_type: "client_credentials",
        }
    }
}

/// The body of a create.
#[derive(Serialize)]
#[serde(transparent)]
pub(crate) struct CreateBody<'a>(Body<'a, CreatePaymentLink>);

impl<'a> CreateBody<'a> {
    pub(crate) const fn new(request: &'a CreatePaymentLink) -> Self {
        Self(Body(request))
    }
}

impl CreatePaymentLink {
    /// Pine Labs' own JSON, as a create sends it: what [`from_json`](Self::from_json) reads. It is not checked; a create does that.
    /// The optional idempotency key is a header, and not in it.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) when a value cannot be written as JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        json_text(&CreateBody::new(self))
            .map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }
}

/// A type that is a JSON object on the wire.
trait Fields {
    fn write<M: SerializeMap>(&self, object: &mut Members<M>) -> Result<(), M::Error>;
}

/// Serialises what has fields. The public types stay free of serde: their JSON is this file's alone.
struct Body<'a, T>(&'a T);

impl<T: Fields> Serialize for Body<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Members(serializer.serialize_map(None)?);
        self.0.write(&mut object)?;
        object.0.end()
    }
}

/// The members of an object: what is not given is not written.
struct Members<M>(M);

impl<M: SerializeMap> Members<M> {
    fn value(&mut self, name: &'static str, value: Option<impl Serialize>) -> Result<(), M::Error> {
        value.map_or(Ok(()), |value| self.0.serialize_entry(name, &value))
    }

    fn text(&mut self, name: &'static str, text: &Option<String>) -> Result<(), M::Error> {
        self.value(name, text.as_deref())
    }

    fn text_flag(&mut self, name: &'static str, flag: Option<bool>) -> Result<(), M::Error> {
        self.value(name, flag.map(|flag| if flag { "true" } else { "false" }))
    }

    fn object<T: Fields>(&mut self, name: &'static str, part: &Option<T>) -> Result<(), M::Error> {
        self.value(name, part.as_ref().map(Body))
    }

    fn array<T: Fields>(
        &mut self,
        name: &'static str,
        parts: &Option<Vec<T>>,
    ) -> Result<(), M::Error> {
        let parts = parts.as_ref();
        self.value(
            name,
            parts.map(|parts| parts.iter().map(Body).collect::<Vec<_>>()),
        )
    }
}

impl Fields for CreatePaymentLink {
    fn write<M: SerializeMap>(&self, object: &mut Members<M>) -> Result<(), M::Error> {
        let methods = self.allowed_payment_methods.as_ref();
        let reference = self.merchant_payment_link_reference.as_str();
        let metadata = self.merchant_metadata.as_deref();
        object.value("amount", Some(Body(&self.amount)))?;
        object.text("description", &self.description)?;
        object.value("expire_by", self.expire_by.as_ref().map(|time| time.text()))?;
        object.value(
            "allowed_payment_methods",
            methods.map(|methods| methods.iter().map(|it| it.as_str()).collect::<Vec<_>>()),
        )?;
        object.text_flag("pre_auth", self.pre_auth)?;
        object.text_flag("is_mcc_transaction", self.is_mcc_transaction)?;
        object.text("failure_callback_url", &self.failure_callback_url)?;
        object.value("merchant_payment_link_reference", Some(reference))?;
        object.object("customer", &self.customer)?;
        object.array("product_details", &self.product_details)?;
        object.object(
            "cart_coupon_discount_amount",
            &self.cart_coupon_discount_amount,
        )?;
        object.value("merchant_metadata", metadata.map(Pairs))?;
        object.object("split_info", &self.split_info)?;
        object.object("account_details", &self.account_details)?;
        object.text("callback_url", &self.callback_url)?;
        object.value("part_payment", self.part_payment)?;
        object.object("cart_details", &self.cart_details)
    }
}

impl Fields for PaymentAmount {
    fn write<M: SerializeMap>(&self, object: &mut Members<M>) -> Result<(), M::Error> {
        object.value("value", Some(MinorUnits::get(self.value)))?;
        object.value("currency", Some(Currency::as_str(&self.currency)))
    }
}

impl Fields for Customer {
    fn write<M: SerializeMap>(&self, object: &mut Members<M>) -> Result<(), M::Error> {
        object.text("email_id", &self.email_id)?;
        object.text("first_name", &self.first_name)?;
        object.text("last_name", &self.last_name)?;
        object.text("customer_id", &self.customer_id)?;
        object.text("mobile_number", &self.mobile_number)?;
        object.text("country_code", &self.country_code)?;
        object.object("billing_address", &self.billing_address)?;
        object.object("shipping_address", &self.shipping_address)?;
        object.text(
            "merchant_customer_reference",
            &self.merchant_customer_reference,
        )?;
        object.text("gstin", &self.gstin)
    }
}

impl Fields for Address {
    fn write<M: SerializeMap>(&self, object: &mut Members<M>) -> Result<(), M::Error> {
        object.text("address1", &self.address1)?;
        object.text("address2", &self.address2)?;
        object.text("address3", &self.address3)?;
        object.text("pincode", &self.pincode)?;
        object.text("city", &self.city)?;
        object.text("state", &self.state)?;
        object.text("country", &self.country)
    }
}

impl Fields for ProductDetail {
    fn write<M: SerializeMap>(&self, object: &mut Members<M>) -> Result<(), M::Error> {
        object.text("product_code", &self.product_code)?;
        object.object("product_amount", &self.product_amount)?;
        object.object(
            "product_coupon_discount_amount",
            &self.product_coupon_discount_amount,
        )
    }
}

impl Fields for SplitInfo {
    fn write<M: SerializeMap>(&self, object: &mut Members<M>) -> Result<(), M::Error> {
        object.text("split_type", &self.split_type)?;
        object.array("split_details", &self.split_details)
    }
}

impl Fields for SplitDetail {
    fn write<M: SerializeMap>(&self, object: &mut Members<M>) -> Result<(), M::Error> {
        object.text("split_merchant_id", &self.split_merchant_id)?;
        object.text(
            "merchant_settlement_reference",
            &self.merchant_settlement_reference,
        )?;
        object.text("split_settlement_id", &self.split_settlement_id)?;
        object.object("amount", &self.amount)?;
        object.value("on_hold", self.on_hold)?;
        object.value("status", self.status.as_ref().map(SplitStatus::as_str))?;
        object.value(
            "updated_at",
            self.updated_at.as_ref().map(|time| time.text()),
        )
    }
}

impl Fields for AccountDetails {
    fn write<M: SerializeMap>(&self, object: &mut Members<M>) -> Result<(), M::Error> {
        object.object("bank_details", &self.bank_details)
    }
}

impl Fields for BankDetails {
    fn write<M: SerializeMap>(&self, object: &mut Members<M>) -> Result<(), M::Error> {
        object.text("account_number", &self.account_number)?;
        object.text("ifsc_code", &self.ifsc_code)?;
        object.text("bank_name", &self.bank_name)
    }
}

impl Fields for CartDetails {
    fn write<M: SerializeMap>(&self, object: &mut Members<M>) -> Result<(), M::Error> {
        object.array("items", &self.items)
    }
}

impl Fields for CartItem {
    fn write<M: SerializeMap>(&self, object: &mut Members<M>) -> Result<(), M::Error> {
        object.text("product_code", &self.product_code)?;
        object.object("product_amount", &self.product_amount)
    }
}

/// Names and values as one object, in their order.
struct Pairs<'a>(&'a [(String, Json)]);

impl Serialize for Pairs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
