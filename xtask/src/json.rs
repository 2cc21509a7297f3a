//! JSON kept as it was written: numbers by their text, members in their order.
//!
//! `serde_json::Value` would turn `10.00` into `10.0` and sort the members. Its features that prevent this change
//! how every crate of the build parses, so this small tree reads through `RawValue` instead.

use std::fmt::{self, Write as _};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
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
        let mut out = String::new();
        // Writing into a String cannot fail.
        let _ = self.write(&mut out, 0);
        out.push('\n');
        out
    }

    fn write(&self, out: &mut String, depth: usize) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Bool(value) => write!(out, "{value}"),
            Self::Number(text) => out.write_str(text),
            Self::Text(text) => write!(out, "{}", quoted(text)),
            Self::Array(items) => write_lines(out, depth, ['[', ']'], items, |out, item, depth| {
                item.write(out, depth)
            }),
            Self::Object(members) => write_lines(
                out,
                depth,
                ['{', '}'],
                members,
                |out, (name, value), depth| {
                    write!(out, "{}: ", quoted(name))?;
                    value.write(out, depth)
                },
            ),
        }
    }
}

fn write_lines<T>(
    out: &mut String,
    depth: usize,
    [open, close]: [char; 2],
    entries: &[T],
    mut write: impl FnMut(&mut String, &T, usize) -> fmt::Result,
) -> fmt::Result {
    out.write_char(open)?;
    let inner = depth.saturating_add(1);
    for (position, entry) in entries.iter().enumerate() {
        out.write_str(if position == 0 { "\n" } else { ",\n" })?;
        out.write_str(&"  ".repeat(inner))?;
        write(out, entry, inner)?;
    }
    if !entries.is_empty() {
        write!(out, "\n{}", "  ".repeat(depth))?;
    }
    out.write_char(close)
}

fn quoted(text: &str) -> impl fmt::Display {
    serde_json::Value::from(text)
}

fn read_members(raw: Vec<(String, &RawValue)>) -> Result<Members> {
    let mut members = Members::with_capacity(raw.len());
    for (name, value) in raw {
        if members.iter().any(|(known, _)| *known == name) {
            bail!("the member `{name}` stands twice in one object");
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
