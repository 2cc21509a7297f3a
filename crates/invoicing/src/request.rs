//! [`CreatePaymentLink`]: every field of the create page, with its unit, limit and source.

use paylink_core::provider::check_positive;
use paylink_core::provider::json::{exact_number, optional, read_request};
use paylink_core::provider::json_text;
use paylink_core::provider::{object_serde, redacted_debug, setters};
use paylink_core::{Amount, Error, FieldError};
use serde::{Deserialize, Serialize};

use crate::names::{CREATE, PROVIDER};

/// The amount's name on the wire, and so in errors.
pub(crate) const AMOUNT: &str = "amountInMajorCurrency";

/// A payment link to be created, for an invoice, an adhoc invoice or a customer.
///
/// The page gives no lengths and no ranges, and does not say whether several targets at once are refused: all of that is
/// the provider's to say. The currency stands nowhere: it is the payment provider's.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct CreatePaymentLink {
    /// The payment provider that takes the payment: the number that this API gives it (32 bits: unverified).
    pub payment_provider_id: i32,
    /// What is to be paid, in **major** units: greater than zero. An older page bounds it by 0.01 and 100000, which is
    /// left to the server.
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
    /// Asks for `amount` major units through a payment provider, and nothing else yet.
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

    /// Reads the provider's own JSON. A field that the page does not document is refused, not dropped.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) with the field, in the provider's spelling, and its rule.
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

    /// The provider's own JSON, as a create sends it: what [`from_json`](Self::from_json) reads. It is not checked; a create does that.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) when a value cannot be written as JSON.
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
