//! Names that an object has twice: readers disagree about which one counts, and a schema sees only
//! one.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A name that some object of a JSON text has more than once.
pub(crate) fn repeated_name(text: &str) -> Option<String> {
    match text.trim_start().chars().next() {
        Some('{') => {
            let Fields(fields) = serde_json::from_str(text).ok()?;
            let mut seen = BTreeSet::new();
            fields
                .into_iter()
                .find_map(|(name, value)| match repeated_name(value.get()) {
                    None if seen.insert(name.clone()) => None,
                    None => Some(name),
                    inner => inner,
                })
        }
        Some('[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            items.into_iter().find_map(|item| repeated_name(item.get()))
        }
        _ => None,
    }
}

/// The fields of an object as they came, repeated ones too.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Fields(fields))
    }
}
