//! [`PaymentAmount`]: minor units and their currency, as in every amount of a request.

use paylink_core::provider::object_serde;
use paylink_core::{AmountError, Currency, MinorUnits, Money};
use serde::{Deserialize, Serialize};

/// An amount in **minor** units of its currency: `50000` and `INR` are 500.00 INR.
///
/// Older pages limit a link to 100 to 100000000 paisa. The create page does not, so the limit is
/// not checked here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct PaymentAmount {
    /// The number of minor units.
    pub value: MinorUnits,
    /// The currency.
    pub currency: Currency,
}

object_serde!(PaymentAmount);

impl PaymentAmount {
    /// A number of minor units of a currency.
    #[must_use]
    pub const fn new(value: MinorUnits, currency: Currency) -> Self {
        Self { value, currency }
    }
}

/// Converts major units with the exponent of the currency in ISO 4217. The amount is never rounded.
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
