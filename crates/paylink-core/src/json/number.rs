//! [`ExactNumber`]: an amount as a JSON number, digit for digit.

use serde::ser::{Error, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::money::Amount;

/// Writes an [`Amount`] as a JSON number by its text: `10.00` stays `10.00`. Only serde_json can write it.
#[derive(Clone, Copy, Debug)]
pub struct ExactNumber(pub Amount);

impl Serialize for ExactNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string())
            .map_err(S::Error::custom)?
            .serialize(serializer)
    }
}
