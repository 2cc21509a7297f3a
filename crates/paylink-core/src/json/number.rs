//! [`ExactNumber`]: an amount as a JSON number, without any loss.

use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{Error, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::money::Amount;

/// An [`Amount`] as a JSON number, written and read by its text: `10.00` stays `10.00`. Only
/// serde_json can write and read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ExactNumber(pub Amount);

impl Serialize for ExactNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string())
            .map_err(S::Error::custom)?
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ExactNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let text = raw.get();
        if !text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
            return Err(de::Error::custom("must be a number"));
        }
        (Amount::from_json_number(text).map(Self)).map_err(|error| de::Error::custom(error.rule()))
    }
}
