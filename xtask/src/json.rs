//! JSON kept as it was written: numbers by their text, members in their order.
//!
//! `serde_json::Value` would turn `10.00` into `10.0` and sort the members. Its features that
//! prevent this change how every crate of the build parses, so this small tree reads through
//! `RawValue` instead.

use std::fmt;

use anyhow::{Context as _, Result, bail};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

/// The members of an object, in the order of the text.
pub(crate) type Members = Vec<(String, Json)>;

/// A JSON value that is written back as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// The number's text, never a float.
    Number(String),
    Text(String),
    Array(Vec<Json>),
    Object(Members),
}

impl Json {
    /// Reads a whole text.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let raw: &RawValue = serde_json::from_str(text).context("this is not JSON")?;
        Self::from_raw(raw)
    }

    fn from_raw(raw: &RawValue) -> Result<Self> {
        let text = raw.get();
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let RawMembers(members) = serde_json::from_str(text)?;
                Self::Object(read_members(members)?)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                Self::Array(
                    items
                        .into_iter()
                        .map(Self::from_raw)
                        .collect::<Result<_>>()?,
                )
            }
            Some(b'"') => Self::Text(serde_json::from_str(text)?),
            Some(b't' | b'f') => Self::Bool(serde_json::from_str(text)?),
            Some(b'n') => Self::Null,
            _ => Self::Number(text.to_owned()),
        })
    }

    /// A text value.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The member of an object, if this is an object and has it.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        self.members()
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    }

    /// The member of an object, to change it.
    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Self> {
        match self {
            Self::Object(members) => members
                .iter_mut()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The members of an object; none for anything else.
    pub(crate) fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of an array; none for anything else.
    pub(crate) fn items(&self) -> &[Self] {
        match self {
            Self::Array(items) => items,
            _ => &[],
        }
    }

    /// The text of a text value.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Removes a member of an object.
    pub(crate) fn remove(&mut self, name: &str) {
        if let Self::Object(members) = self {
            members.retain(|(key, _)| key != name);
        }
    }

    /// The value over several lines, with a newline at its end.
    pub(crate) fn pretty(&self) -> String {
        // Writing this tree cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(text) => {
                let raw = RawValue::from_string(text.clone()).map_err(S::Error::custom)?;
                raw.serialize(serializer)
            }
            Self::Text(text) => serializer.serialize_str(text),
            Self::Array(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

fn read_members(raw: Vec<(String, &RawValue)>) -> Result<Members> {
    let mut members = Members::with_capacity(raw.len());
    for (name, value) in raw {
        if members.iter().any(|(known, _)| *known == name) {
            bail!("the member `{name}` appears twice in one object");
        }
        members.push((name, Json::from_raw(value)?));
    }
    Ok(members)
}

/// An object's members before their values are read.
struct RawMembers<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for RawMembers<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = RawMembers<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(RawMembers(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn numbers_and_order_survive() {
        let text =
            "{\n  \"z\": 10.00,\n  \"a\": [\n    1e-05,\n    {}\n  ],\n  \"m\": \"é\\n\"\n}\n";
        assert_eq!(Json::parse(text).unwrap().pretty(), text);
    }

    #[test]
    fn a_member_that_stands_twice_is_refused() {
        assert!(Json::parse(r#"{"a": {"b": 1, "b": 2}}"#).is_err());
    }
}
