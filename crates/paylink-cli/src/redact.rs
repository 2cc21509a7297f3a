//! Secrets and payer data in what goes over the wire, for people who are shown it.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::mask;

/// What is shown in the place of a value.
pub(crate) const REDACTED: &str = "[redacted]";

/// Parts of the names of fields with secrets or payer data, in lower case and without `-` and `_`.
const NAMES: [&str; 23] = [
    "secret",
    "password",
    "token",
    "apikey",
    "authorization",
    "signature",
    "cookie",
    "clientid",
    "credential",
    "email",
    "phone",
    "mobile",
    "customer",
    "payer",
    "buyer",
    "billing",
    "shipping",
    "address",
    "metadata",
    "birth",
    "card",
    "accountnumber",
    "accountdetails",
];

/// Names that are too common to be looked for within others.
const WHOLE_NAMES: [&str; 4] = ["name", "firstname", "lastname", "fullname"];

/// Whether the name of a field or a header says that its value must not be shown.
pub(crate) fn is_hidden(name: &str) -> bool {
    let letters = name.chars().filter(|letter| !matches!(letter, '-' | '_'));
    let plain: String = letters.flat_map(char::to_lowercase).collect();
    WHOLE_NAMES.contains(&plain.as_str()) || NAMES.iter().any(|part| plain.contains(part))
}

/// A body without the values of such fields. Their texts are masked in everything that is shown
/// from then on: a refusal repeats what it was sent. Other values, numbers above all, keep their
/// digits.
pub(crate) fn body(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let shown = match serde_json::from_str::<&RawValue>(&text) {
        Ok(json) => value(json),
        Err(_) => text.into_owned(),
    };
    mask::masked(&shown)
}

fn value(json: &RawValue) -> String {
    let text = json.get();
    match text.as_bytes().first() {
        Some(b'{') => {
            let Ok(Members(members)) = serde_json::from_str(text) else {
                return quoted(REDACTED);
            };
            let members = members.iter().map(|(name, member)| {
                let shown = match is_hidden(name) {
                    true => hidden(member),
                    false => value(member),
                };
                format!("{}:{shown}", quoted(name))
            });
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Some(b'[') => {
            let elements: Vec<Box<RawValue>> = serde_json::from_str(text).unwrap_or_default();
            let elements = elements.iter().map(|element| value(element));
            format!("[{}]", elements.collect::<Vec<_>>().join(","))
        }
        _ => text.to_owned(),
    }
}

/// What is shown of a hidden value: that it is there. Its texts are noted.
fn hidden(json: &RawValue) -> String {
    if json.get() == "null" {
        return "null".to_owned();
    }
    note(json);
    quoted(REDACTED)
}

fn note(json: &RawValue) {
    let text = json.get();
    if let Ok(text) = serde_json::from_str::<String>(text) {
        mask::note(&text);
    } else if let Ok(Members(members)) = serde_json::from_str(text) {
        members.iter().for_each(|(_, member)| note(member));
    } else if let Ok(elements) = serde_json::from_str::<Vec<Box<RawValue>>>(text) {
        elements.iter().for_each(|element| note(element));
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// An object's members in their order, those with the same name too.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}
