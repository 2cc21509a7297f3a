//! [`PaymentAmount`]: minor units and their currency, the one shape of every amount in a request.

use paylink_core::provider::object_serde;
use paylink_core::{AmountError, Currency, MinorUnits, Money};
use serde::{Deserialize, Serialize};

/// An amount in **minor** units of its currency: `50000` and `INR` are 500.00 INR.
///
/// Older pages give a link 100 to 100000000 paisa; the create page does not, so that is left to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct PaymentAmount {
    /// The number of minor units.
    pub value: MinorUnits,
    /// The currency: three upper-case letters of ISO 4217.
    pub currency: Currency,
}

object_serde!(PaymentAmount);

impl PaymentAmount {
    /// Joins a number of minor units and their currency.
    #[must_use]
    pub const fn new(value: MinorUnits, currency: Currency) -> Self {
        Self { value, currency }
    }
}

/// From major units, by the exponent that ISO 4217 gives the currency: exactly or not at all.
///
/// ```
/// use pinelabs::PaymentAmount;
/// use pinelabs::Money;
/// let amount = PaymentAmount::try_from(Money::new("10.50".parse()?, "INR".parse()?))?;
/// assert_eq!(amount.value.get(), 1050);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl TryFrom<Money> for PaymentAmount {
    type Error = AmountError;

    fn try_from(money: Money) -> Result<Self, AmountError> {
        let value = money.to_minor_units()?;
        Ok(Self::new(value, money.currency))
    }
}
