//! [`CreatePaymentLink`]: every field of CostPlus's create page that is sent, with its unit, limit and source.
//!
//! The page lists the answer's fields among the request's; those stand in [`PaymentLink`](crate::PaymentLink) only.

use paylink_core::provider::json::{optional, read_request};
use paylink_core::provider::json_text;
use paylink_core::provider::{object_serde, redacted_debug, setters};
use paylink_core::{Currency, Error, FieldError, MinorUnits, Nullable};
use serde::{Deserialize, Serialize};

use crate::customer::Customer;
use crate::method::PaymentMethod;
use crate::names::{CREATE, PROVIDER};
use crate::period::Period;

/// A payment link to be created. The page gives no lengths: what is too long is CostPlus's to say. That the amount is above
/// zero is our own rule.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
#[non_exhaustive]
pub struct CreatePaymentLink {
    /// The merchant's own order number. Nothing says what happens when it is used twice.
    pub merchant_order_id: String,
    /// What is to be paid, VAT included, in minor units of the currency: greater than zero.
    pub amount: MinorUnits,
    /// The currency of the amount, ISO 4217.
    pub currency: Currency,
    /// What the payment is for. The page allows `null`.
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    pub description: Nullable<String>,
    /// How long the link lives: 30 days when it is absent (costplus-v4). The page allows `null`, and does not say what it means.
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    pub expiration_period: Nullable<Period>,
    /// The only ways to pay that are offered; all that the account has when it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pub payment_methods: Option<Vec<PaymentMethod>>,
    /// Who pays.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pub customer: Option<Customer>,
    /// Where the payer goes after a payment (unverified).
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pub return_url: Option<String>,
    /// Where the payer goes after a failed payment (unverified).
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pub failure_url: Option<String>,
    /// Where status changes are reported (unverified). What is reported is not signed: read the link to know.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pub webhook_url: Option<String>,
}

object_serde!(CreatePaymentLink);

impl CreatePaymentLink {
    /// Asks for `amount` minor units of `currency` for an order, and nothing else yet.
    #[must_use]
    pub fn new(
        merchant_order_id: impl Into<String>,
        amount: MinorUnits,
        currency: Currency,
    ) -> Self {
        Self {
            merchant_order_id: merchant_order_id.into(),
            amount,
            currency,
            description: Nullable::Absent,
            expiration_period: Nullable::Absent,
            payment_methods: None,
            customer: None,
            return_url: None,
            failure_url: None,
            webhook_url: None,
        }
    }

    /// Reads CostPlus's own JSON. A field that a request does not have is refused, not dropped.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) with the path of the field and its rule.
    ///
    /// ```
    /// let json = r#"{"merchant_order_id":"invoice-1234","amount":995,"currency":"EUR"}"#;
    /// let request = costplus::CreatePaymentLink::from_json(json)?;
    /// assert_eq!(request.amount.get(), 995);
    /// let json = r#"{"merchant_order_id":"invoice-1234","amount":9.95,"currency":"EUR"}"#;
    /// let error = costplus::CreatePaymentLink::from_json(json).unwrap_err();
    /// assert_eq!(error.field(), Some("amount"));
    /// # Ok::<(), costplus::Error>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self, Error> {
        read_request(json).map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }

    /// CostPlus's own JSON, as a create sends it: what [`from_json`](Self::from_json) reads. It is not checked; a create does that.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) when a value cannot be written as JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        json_text(self).map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }

    /// The same with this description.
    #[must_use]
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Nullable::Value(description.into());
        self
    }

    /// The same with this life of the link.
    #[must_use]
    pub fn with_expiration_period(mut self, period: Period) -> Self {
        self.expiration_period = Nullable::Value(period);
        self
    }

    /// The same with only these ways to pay.
    #[must_use]
    pub fn with_payment_methods(
        mut self,
        methods: impl IntoIterator<Item = PaymentMethod>,
    ) -> Self {
        self.payment_methods = Some(methods.into_iter().collect());
        self
    }

    pub(crate) fn check(&self) -> Result<(), FieldError> {
        if self.amount <= MinorUnits::new(0) {
            return Err(FieldError::new("amount", "must be greater than zero"));
        }
        match &self.customer {
            Some(customer) => customer
                .check()
                .map_err(|invalid| invalid.inside("customer")),
            None => Ok(()),
        }
    }
}

setters!(CreatePaymentLink {
    with_customer => customer: Customer,
    with_return_url => return_url: String,
    with_failure_url => failure_url: String,
    with_webhook_url => webhook_url: String,
});

redacted_debug!(CreatePaymentLink {
    shown: [
        merchant_order_id,
        amount,
        currency,
        expiration_period,
        payment_methods,
    ],
    hidden: [description, customer, return_url, failure_url, webhook_url],
});
