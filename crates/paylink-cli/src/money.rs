//! Reads money as a person writes it.

use paylink::{Currency, CurrencyError, FieldError, Money};

use paylink::provider::invalid_amount;

/// An amount in major units and its currency, each strictly.
pub(crate) fn money(amount: &str, currency: &str) -> Result<Money, FieldError> {
    let amount = (amount.parse()).map_err(|error| invalid_amount("amount", error))?;
    let currency: Currency = (currency.parse())
        .map_err(|error: CurrencyError| FieldError::new("currency", error.rule()))?;
    Ok(Money::new(amount, currency))
}
