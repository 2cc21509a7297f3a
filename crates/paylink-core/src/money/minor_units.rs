//! [`MinorUnits`]: a number of the smallest units of a currency.

use core::fmt;
use core::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use super::amount::{Amount, AmountError};
use crate::field_error::FieldError;

const RULE: &str = "must be a whole number of 64 bits";

/// A number of minor units: `1050` is 10.50 INR, and 1050 JPY.
///
/// ```
/// use paylink_core::MinorUnits;
/// assert_eq!(MinorUnits::new(1050).to_amount(2)?.to_string(), "10.50");
/// assert_eq!(MinorUnits::new(1050).to_amount(0)?.to_string(), "1050");
/// # Ok::<(), paylink_core::AmountError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MinorUnits(i64);

impl MinorUnits {
    /// A number of the currency's smallest units.
    #[must_use]
    pub const fn new(units: i64) -> Self {
        Self(units)
    }

    /// The number of minor units.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The same value in major units, with `exponent` digits after the point.
    ///
    /// # Errors
    /// [`AmountError::TooManyDigits`] if `exponent` is greater than 35. The largest in ISO 4217 is
    /// 4.
    pub fn to_amount(self, exponent: u8) -> Result<Amount, AmountError> {
        Amount::new(self.0, exponent)
    }
}

impl Amount {
    /// The amount in minor units of a currency with `exponent` decimal places. It is never rounded.
    ///
    /// # Errors
    /// [`AmountError::TooPrecise`] if digits would be lost; [`AmountError::OutOfRange`] if the
    /// result does not fit into an `i64`.
    pub fn to_minor_units(self, exponent: u8) -> Result<MinorUnits, AmountError> {
        i64::try_from(self.whole_units(exponent)?)
            .map(MinorUnits)
            .map_err(|_| AmountError::OutOfRange)
    }
}

/// Digits, with a leading minus if the number is negative.
impl FromStr for MinorUnits {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let refuse = || FieldError::new("minor_units", RULE);
        if text.starts_with('+') {
            // An amount has no plus sign either.
            return Err(refuse());
        }
        text.parse().map(Self).map_err(|_| refuse())
    }
}

impl fmt::Display for MinorUnits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Serialised as a whole number.
impl Serialize for MinorUnits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for MinorUnits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_i64(UnitsVisitor)
    }
}

struct UnitsVisitor;

impl Visitor<'_> for UnitsVisitor {
    type Value = MinorUnits;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number of minor units")
    }

    fn visit_i64<E: Error>(self, units: i64) -> Result<MinorUnits, E> {
        Ok(MinorUnits(units))
    }

    fn visit_u64<E: Error>(self, units: u64) -> Result<MinorUnits, E> {
        i64::try_from(units)
            .map(MinorUnits)
            .map_err(|_| E::custom("must fit into 64 bits of minor units"))
    }
}
