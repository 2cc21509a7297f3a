//! [`CreatePaymentLink`]: every field of the create page, with its unit, limit and source.

use paylink_core::provider::check_positive;
use paylink_core::provider::json::{exact_number, optional, read_request};
use paylink_core::provider::json_text;
use paylink_core::provider::{object_serde, redacted_debug, setters};
use paylink_core::{Amount, Error, FieldError};
use serde::{Deserialize, Serialize};

use crate::names::{CREATE, PROVIDER};

/// The name of the amount in JSON and in errors.
pub(crate) const AMOUNT: &str = "amountInMajorCurrency";

/// A request to create a payment link, for an invoice, an adhoc invoice or a customer.
///
/// The page has no lengths and no ranges, and does not say whether several targets are refused, so
/// none of this is checked here. The request has no currency: it is that of the payment provider.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct CreatePaymentLink {
    /// The payment provider that processes the payment, by its number in this API (32 bits:
    /// unverified).
    pub payment_provider_id: i32,
    /// The amount to pay, in **major** units, greater than zero. An older page limits it to 0.01 to
    /// 100000, which is not checked here.
    #[serde(with = "exact_number")]
    pub amount_in_major_currency: Amount,
    /// What the payment is for.
    pub description: String,
    /// The customer's email address.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pub email_address: Option<String>,
    /// The invoice that the payment is for.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pub invoice_id: Option<i64>,
    /// The adhoc invoice that the payment is for.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pub adhoc_invoice_id: Option<i64>,
    /// The customer that the payment is for.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    pub customer_id: Option<i64>,
}

object_serde!(CreatePaymentLink);

impl CreatePaymentLink {
    /// A request for `amount` major units through a payment provider, with no other field set.
    #[must_use]
    pub fn new(payment_provider_id: i32, amount: Amount, description: impl Into<String>) -> Self {
        Self {
            payment_provider_id,
            amount_in_major_currency: amount,
            description: description.into(),
            email_address: None,
            invoice_id: None,
            adhoc_invoice_id: None,
            customer_id: None,
        }
    }

    /// Reads the provider's JSON. A field that the page does not document is refused, not dropped.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) with the field, as the
    /// provider spells it, and its rule.
    ///
    /// ```
    /// let json = r#"{"paymentProviderId":1,"amountInMajorCurrency":10.50,"description":"Deposit"}"#;
    /// let request = invoicing::CreatePaymentLink::from_json(json)?;
    /// assert_eq!(request.amount_in_major_currency.to_string(), "10.50");
    /// let json = r#"{"paymentProviderId":1,"amountInMajorCurrency":"10.50","description":"Deposit"}"#;
    /// let error = invoicing::CreatePaymentLink::from_json(json).unwrap_err();
    /// assert_eq!(error.field(), Some("amountInMajorCurrency"));
    /// # Ok::<(), invoicing::Error>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self, Error> {
        read_request(json).map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }

    /// The provider's JSON, as a create sends it and [`from_json`](Self::from_json) reads it,
    /// without the create's checks.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) if a value cannot be
    /// written as JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        json_text(self).map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }

    pub(crate) fn check(&self) -> Result<(), FieldError> {
        check_positive(AMOUNT, self.amount_in_major_currency)
    }
}

setters!(CreatePaymentLink {
    with_email_address => email_address: String,
    with_invoice_id => invoice_id: i64,
    with_adhoc_invoice_id => adhoc_invoice_id: i64,
    with_customer_id => customer_id: i64,
});

redacted_debug!(CreatePaymentLink {
    shown: [
        payment_provider_id,
        amount_in_major_currency,
        invoice_id,
        adhoc_invoice_id,
        customer_id,
    ],
    hidden: [description, email_address],
});
