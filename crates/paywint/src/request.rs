//! [`CreatePaymentLink`]: every field of Paywint's create page, with its unit, limit and source.

use paylink_core::json::{FromJson, Strictly, strictly};
use paylink_core::{Amount, Error, Invalid, check_length, check_positive, redacted_debug, setters};

use crate::names::{CREATE, PROVIDER};

/// A payment link to be made. Lengths are in Unicode characters; every limit is from Paywint's page.
#[derive(Clone)]
#[non_exhaustive]
pub struct CreatePaymentLink {
    /// What is to be paid, in major units of the account's currency, greater than zero. The page gives no scale and no
    /// maximum, so every digit is sent and those are the server's to say.
    pub amount: Amount,
    /// What the payment is for: at most 255 characters.
    pub description: Option<String>,
    /// The merchant's own invoice number: at most 20 characters. Nothing says that it must be unique.
    pub invoice_number: Option<String>,
}

impl CreatePaymentLink {
    /// Asks for `amount` major units, and nothing else yet.
    #[must_use]
    pub const fn new(amount: Amount) -> Self {
        Self {
            amount,
            description: None,
            invoice_number: None,
        }
    }

    /// Reads Paywint's own JSON. A field that Paywint does not document is refused, not dropped.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) with the path of the field and its rule.
    ///
    /// ```
    /// let request = paywint::CreatePaymentLink::from_json(r#"{"amount":10.00}"#)?;
    /// assert_eq!(request.amount.to_string(), "10.00");
    /// let error = paywint::CreatePaymentLink::from_json(r#"{"amount":10.00,"currency":"USD"}"#).unwrap_err();
    /// assert_eq!(error.field(), Some("currency"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self, Error> {
        strictly(json).map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }

    pub(crate) fn check(&self) -> Result<(), Invalid> {
        check_positive("amount", self.amount)?;
        if let Some(text) = &self.description {
            check_length("description", text, 0, 255)?;
        }
        if let Some(number) = &self.invoice_number {
            check_length("invoice_number", number, 0, 20)?;
        }
        Ok(())
    }
}

setters!(CreatePaymentLink {
    with_description => description: String,
    with_invoice_number => invoice_number: String,
});

redacted_debug!(CreatePaymentLink {
    shown: [amount, invoice_number],
    hidden: [description],
});

impl FromJson for CreatePaymentLink {
    fn from_json(value: Strictly<'_>) -> Result<Self, Invalid> {
        let mut object = value.object()?;
        let request = Self {
            amount: object.required("amount")?,
            description: object.nullable("description")?,
            invoice_number: object.nullable("invoice_number")?,
        };
        object.finish()?;
        Ok(request)
    }
}
