//! Money: exact decimals, minor units, currencies. No float, no rounding, no silent arithmetic.

mod amount;
mod currency;
#[rustfmt::skip]
mod currencies;
mod currency_table;
mod minor_units;

pub use amount::{Amount, AmountError};
pub use currency::{Currency, CurrencyError};
pub use minor_units::MinorUnits;

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::field_error::FieldError;

/// An amount in a currency, in **major** units: `10.50 INR` is ten rupees and fifty paise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// The amount in major units, with the scale that it was written with.
    pub amount: Amount,
    /// The currency of the amount.
    pub currency: Currency,
}

impl Money {
    /// An amount in major units of a currency.
    #[must_use]
    pub const fn new(amount: Amount, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Converts minor units of a currency: 1050 is 10.50 EUR, and 1050 JPY.
    ///
    /// # Errors
    /// [`AmountError::UnknownExponent`] if ISO 4217 defines no minor unit for the currency.
    ///
    /// ```
    /// use paylink_core::{Currency, Money};
    /// assert_eq!(Money::from_minor(1050, Currency::EUR)?.to_string(), "10.50 EUR");
    /// assert_eq!(Money::from_minor(1050, Currency::JPY)?.to_string(), "1050 JPY");
    /// # Ok::<(), paylink_core::AmountError>(())
    /// ```
    pub fn from_minor(units: i64, currency: Currency) -> Result<Self, AmountError> {
        let exponent = currency.exponent().ok_or(AmountError::UnknownExponent)?;
        Ok(Self::new(Amount::new(units, exponent)?, currency))
    }

    /// The same money in minor units of the currency. It is never rounded.
    ///
    /// # Errors
    /// [`AmountError::UnknownExponent`] if ISO 4217 defines no minor unit for the currency;
    /// otherwise as [`Amount::to_minor_units`].
    ///
    /// ```
    /// use paylink_core::Money;
    /// let money = Money::new("10.50".parse()?, "INR".parse()?);
    /// assert_eq!(money.to_minor_units()?.get(), 1050);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_minor_units(self) -> Result<MinorUnits, AmountError> {
        let exponent = self
            .currency
            .exponent()
            .ok_or(AmountError::UnknownExponent)?;
        self.amount.to_minor_units(exponent)
    }

    /// Checks that this is the currency of the account, and that the amount has no more decimal
    /// places than the currency.
    ///
    /// The requests of some providers have no currency: 25.00 USD would become 25.00 in the
    /// currency of the account. `configured` is the account's currency according to the caller. The
    /// provider is not asked.
    ///
    /// The rule about decimal places is ours: no page says what a provider does with such an
    /// amount.
    ///
    /// # Errors
    /// [`FieldError`] on the field `currency` or `amount`. Nothing was sent.
    pub fn check_currency(self, configured: Currency) -> Result<(), FieldError> {
        if self.currency != configured {
            let rule = format!("must be {configured}, the currency that this client is set up for");
            return Err(FieldError::new("currency", rule));
        }
        let exponent = self.currency.exponent();
        match exponent.map(|exponent| self.amount.whole_units(exponent)) {
            Some(Err(error @ AmountError::TooPrecise)) => {
                Err(FieldError::new("amount", error.rule()))
            }
            _ => Ok(()),
        }
    }
}

/// What `Display` writes: `10.50 EUR`.
///
/// ```
/// use paylink_core::{Currency, Money};
/// let price: Money = "10.50 EUR".parse()?;
/// assert_eq!(price, Money::from_minor(1050, Currency::EUR)?);
/// let error = "10,50 EUR".parse::<Money>().unwrap_err();
/// assert_eq!(error.to_string(), "amount must be a plain decimal such as 25.00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl FromStr for Money {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let (amount, currency) = text.split_once(' ').ok_or_else(|| {
            let rule = "must be an amount, a space and a currency, such as 10.50 EUR";
            FieldError::new("money", rule)
        })?;
        let amount = amount.parse();
        let amount =
            amount.map_err(|error: AmountError| FieldError::new("amount", error.rule()))?;
        let currency = currency.parse();
        let currency =
            currency.map_err(|error: CurrencyError| FieldError::new("currency", error.rule()))?;
        Ok(Self::new(amount, currency))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{} {}", self.amount.without_sign(), self.currency);
        self.amount.pad(f, &text)
    }
}
