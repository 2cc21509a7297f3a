//! [`CreatePaymentLink`]: every field of CostPlus's create page that is sent, with its unit, limit
//! and source.
//!
//! The page lists fields of the response among those of the request. They are in
//! [`PaymentLink`](crate::PaymentLink) only.

use paylink_core::provider::json::{optional, read_request};
use paylink_core::provider::json_text;
use paylink_core::provider::{object_serde, redacted_debug, setters};
use paylink_core::{Currency, Error, FieldError, MinorUnits, Nullable};
use serde::{Deserialize, Serialize};

use crate::customer::Customer;
use crate::method::PaymentMethod;
use crate::names::{CREATE, PROVIDER};
use crate::period::Period;

/// A request to create a payment link. The page has no lengths, so none are checked here. Our own
/// rule is that the amount is greater than zero.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
#[non_exhaustive]
pub struct CreatePaymentLink {
    /// Your own order number. It is not documented what happens if it is used twice.
    pub merchant_order_id: String,
    /// The amount to pay, in minor units of the currency, including VAT, greater than zero.
    pub amount: MinorUnits,
    /// The currency of the amount, ISO 4217.
    pub currency: Currency,
    /// What the payment is for. `null` is allowed.
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    pub description: Nullable<String>,
    /// The lifetime of the link. The default is 30 days (costplus-v4). `null` is allowed; its
    /// meaning is not documented.
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    pub expiration_period: Nullable<Period>,
    /// The payment methods to offer. The default is all methods of the account.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pub payment_methods: Option<Vec<PaymentMethod>>,
    /// The payer.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pub customer: Option<Customer>,
    /// The URL that the payer is sent to after a payment (unverified).
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pub return_url: Option<String>,
    /// The URL that the payer is sent to after a failed payment (unverified).
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pub failure_url: Option<String>,
    /// The URL that status changes are sent to (unverified). They are not signed: read the link to
    /// see its state.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pub webhook_url: Option<String>,
}

object_serde!(CreatePaymentLink);

impl CreatePaymentLink {
    /// A request for `amount` minor units of `currency` for an order, with no other field set.
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

    /// Reads CostPlus's JSON. A field that CostPlus does not document is refused, not dropped.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) with the path of the
    /// field and its rule.
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

    /// CostPlus's JSON, as a create sends it and [`from_json`](Self::from_json) reads it, without
    /// the create's checks.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) if a value cannot be
    /// written as JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        json_text(self).map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }

    /// Sets the description.
    #[must_use]
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Nullable::Value(description.into());
        self
    }

    /// Sets the lifetime of the link.
    #[must_use]
    pub fn with_expiration_period(mut self, period: Period) -> Self {
        self.expiration_period = Nullable::Value(period);
        self
    }

    /// Sets the payment methods to offer.
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
