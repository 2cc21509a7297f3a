//! How a stored request is serialised: points in time, and pairs of names and values.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;

use crate::timestamp::Timestamp;

/// A point in time as RFC 3339 in UTC.
pub(crate) mod instant {
    use serde::de::Error as _;
    use serde::ser::Error as _;

    use super::{
        Deserialize as _, Deserializer, OffsetDateTime, Serialize as _, Serializer, Timestamp,
    };

    pub(crate) fn serialize<S: Serializer>(
        instant: &Option<OffsetDateTime>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let Some(instant) = instant else {
            return serializer.serialize_none();
        };
        Timestamp::from_instant(*instant)
            .ok_or_else(|| S::Error::custom("a time must be in the years 0 to 9999"))?
            .serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<OffsetDateTime>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        let read = |text| Timestamp::parse(text).and_then(|time| time.instant());
        text.map(|text| read(text).ok_or_else(|| D::Error::custom("a time must be RFC 3339")))
            .transpose()
    }
}

/// Names and values as an object, in their order. A duplicate name is an error when it is written.
/// When it is read, both values are kept, so that the provider's check can refuse it.
pub(crate) mod pairs {
    use std::collections::BTreeSet;

    use serde::ser::{Error as _, SerializeMap as _};

    use super::{Deserializer, Pairs, Serializer};

    pub(crate) fn serialize<S: Serializer>(
        pairs: &[(String, String)],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let names: BTreeSet<_> = pairs.iter().map(|(name, _)| name).collect();
        if names.len() != pairs.len() {
            return Err(S::Error::custom("metadata has a name twice"));
        }
        let mut map = serializer.serialize_map(Some(pairs.len()))?;
        for (name, value) in pairs {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(String, String)>, D::Error> {
        deserializer.deserialize_map(Pairs)
    }
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Vec<(String, String)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(pairs)
    }
}
