//! [`Json`]: any JSON, kept as its text.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::field_error::FieldError;

/// Any JSON value, kept as it was written: numbers keep all digits, objects keep their order.
///
/// `Debug` does not print it: metadata may contain payer data.
#[derive(Clone)]
pub struct Json(Box<RawValue>);

impl Json {
    /// A JSON string with this text.
    #[must_use]
    pub fn string(text: &str) -> Self {
        let quoted = serde_json::Value::from(text).to_string();
        // A serialised string is always JSON. The fallback is never used.
        Self(RawValue::from_string(quoted).unwrap_or_else(|_| RawValue::NULL.to_owned()))
    }

    /// The JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    pub(super) fn from_raw(raw: &RawValue) -> Self {
        Self(raw.to_owned())
    }
}

impl FromStr for Json {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        RawValue::from_string(text.to_owned())
            .map(Self)
            .map_err(|_| FieldError::new("json", "must be JSON"))
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Self)
    }
}

/// Equal if the text is: `1` and `1.0` differ, and so do objects with another order.
impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Json {}

impl Hash for Json {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[json]")
    }
}
