//! The members of a JSON line as the cells of a row.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::fault::Fault;

/// The names and texts of a line. Numbers keep their digits; `null` is empty; the members of
/// `metadata` are named `metadata.NAME`.
pub(super) fn members(json: &str) -> Result<Vec<(String, String)>, Fault> {
    // The error's own text may repeat the payer's data.
    let line: Members<'_> =
        serde_json::from_str(json).map_err(|_| Fault::row(1, "is not a JSON object"))?;
    let mut members = Vec::new();
    for (name, value) in line.0 {
        if name == "metadata" {
            let inner: Members<'_> = serde_json::from_str(value.get())
                .map_err(|_| Fault::row(1, "must be an object of texts").of("metadata"))?;
            for (inner, value) in inner.0 {
                add(&mut members, format!("metadata.{inner}"), value)?;
            }
        } else {
            add(&mut members, name, value)?;
        }
    }
    Ok(members)
}

fn add(members: &mut Vec<(String, String)>, name: String, value: &RawValue) -> Result<(), Fault> {
    if members.iter().any(|(known, _)| *known == name) {
        return Err(Fault::row(1, "appears twice in the line").of(name));
    }
    let raw = value.get();
    let text = match raw.bytes().next() {
        Some(b'"') => serde_json::from_str(raw)
            .map_err(|_| Fault::row(1, "is not a text that can be read").of(name.as_str()))?,
        Some(b'-' | b'0'..=b'9') => raw.to_owned(),
        _ if raw == "null" => String::new(),
        _ => {
            let fault = Fault::row(1, "must be a text or a number");
            return Err(fault.of(name));
        }
    };
    members.push((name, text));
    Ok(())
}

/// The members of an object in their order, the values as they are written.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}
