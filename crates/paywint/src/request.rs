//! [`CreatePaymentLink`]: every field of Paywint's create page, with its unit, limit and source.

use paylink_core::provider::json::{exact_number, read_request};
use paylink_core::provider::json_text;
use paylink_core::provider::{check_length, check_positive};
use paylink_core::provider::{object_serde, redacted_debug};
use paylink_core::{Amount, Error, FieldError, Nullable};
use serde::{Deserialize, Serialize};

use crate::names::{CREATE, PROVIDER};

/// A request to create a payment link. Lengths are in Unicode characters. The limits are Paywint's
/// (paywint-p5, paywint-p6, paywint-p7); `docs/providers/paywint.md` lists our own rules.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
#[non_exhaustive]
pub struct CreatePaymentLink {
    /// The amount to pay, in major units, greater than zero. The request has no currency: Paywint
    /// uses the account's. The page has no scale and no maximum, so these are not checked here, and
    /// every digit is sent.
    #[serde(with = "exact_number")]
    pub amount: Amount,
    /// What the payment is for: at most 255 characters. `null` is allowed.
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    pub description: Nullable<String>,
    /// Your own invoice number: at most 20 characters. `null` is allowed. No page says that it must
    /// be unique.
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    pub invoice_number: Nullable<String>,
}

object_serde!(CreatePaymentLink);

impl CreatePaymentLink {
    /// A request for `amount` major units, with no other field set.
    #[must_use]
    pub const fn new(amount: Amount) -> Self {
        Self {
            amount,
            description: Nullable::Absent,
            invoice_number: Nullable::Absent,
        }
    }

    /// Reads Paywint's JSON. A field that Paywint does not document is refused, not dropped.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) with the path of the
    /// field and its rule.
    ///
    /// ```
    /// let request = paywint::CreatePaymentLink::from_json(r#"{"amount":10.00}"#)?;
    /// assert_eq!(request.amount.to_string(), "10.00");
    /// let error = paywint::CreatePaymentLink::from_json(r#"{"amount":10.00,"currency":"USD"}"#).unwrap_err();
    /// assert_eq!(error.field(), Some("currency"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self, Error> {
        read_request(json).map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }

    /// Paywint's JSON, as a create sends it and [`from_json`](Self::from_json) reads it, without
    /// the create's checks. The user is in the path, not in the JSON.
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

    /// Sets the invoice number.
    #[must_use]
    pub fn with_invoice_number(mut self, number: impl Into<String>) -> Self {
        self.invoice_number = Nullable::Value(number.into());
        self
    }

    pub(crate) fn check(&self) -> Result<(), FieldError> {
        check_positive("amount", self.amount)?;
        if let Some(text) = self.description.value() {
            check_length("description", text, 0, 255)?;
        }
        if let Some(number) = self.invoice_number.value() {
            check_length("invoice_number", number, 0, 20)?;
        }
        Ok(())
    }
}

redacted_debug!(CreatePaymentLink {
    shown: [amount, invoice_number],
    hidden: [description],
});
