//! Requests in a provider's own JSON: reading them strictly, and how their values are written.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::field_error::FieldError;

/// Reads a whole request.
///
/// # Errors
/// [`FieldError`] with the path of the first field that is unknown, missing, duplicate or of
/// another type, or that breaks a rule. It contains no value of the request.
pub fn read_request<T: DeserializeOwned>(json: &str) -> Result<T, FieldError> {
    let _: &RawValue = serde_json::from_str(json).map_err(|error| {
        let place = format!("line {} column {}", error.line(), error.column());
        FieldError::new("request", format!("must be JSON; the error is at {place}"))
    })?;
    let mut reader = serde_json::Deserializer::from_str(json);
    let mut track = serde_path_to_error::Track::new();
    let reader = serde_path_to_error::Deserializer::new(&mut reader, &mut track);
    object(reader).map_err(|error| {
        let path = track.path().to_string();
        let message = error.to_string();
        // serde_json appends the place to the message.
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = message.strip_suffix(&place).unwrap_or(&message);
        match error.classify() {
            Category::Data => broken(&path, message),
            _ => FieldError::new(field(&path), "must be valid Unicode text"),
        }
    })
}

/// Reads an object only. A derived `Deserialize` would also accept an array of the fields.
///
/// # Errors
/// Those of the type, and one if the value is not an object.
pub fn object<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    struct ObjectVisitor<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// The rule in an error message of serde. The part about the value is left out: it may be payer
/// data.
fn broken(path: &str, message: &str) -> FieldError {
    if let Some(name) = named(message, "missing field `") {
        return inside(path, name, "is required");
    }
    if let Some(name) = named(message, "duplicate field `") {
        return inside(path, name, "is given twice");
    }
    if message.starts_with("unknown field `") {
        return FieldError::new(field(path), "is not a field of this request");
    }
    if message.starts_with("invalid ")
        && let Some((_, expected)) = message.rsplit_once(", expected ")
    {
        return FieldError::new(field(path), format!("must be {}", in_json(expected)));
    }
    // The rule of one of our own types.
    FieldError::new(field(path), message.to_owned())
}

fn named<'m>(message: &'m str, start: &str) -> Option<&'m str> {
    message.strip_prefix(start)?.strip_suffix('`')
}

/// The error of a field of the object at `path`.
fn inside(path: &str, name: &str, rule: &'static str) -> FieldError {
    match path {
        "." => FieldError::new(name.to_owned(), rule),
        // For a duplicate field, the path is that of its second value.
        _ if path.rsplit('.').next() == Some(name) => FieldError::new(path.to_owned(), rule),
        _ => FieldError::new(format!("{path}.{name}"), rule),
    }
}

fn field(path: &str) -> String {
    match path {
        "." => "request".to_owned(),
        _ => path.to_owned(),
    }
}

/// The JSON term for a Rust type that serde names.
fn in_json(expected: &str) -> &str {
    match expected {
        "i64" | "u64" => "a whole number of 64 bits",
        "i32" | "u32" => "a whole number of 32 bits",
        "a boolean" => "true or false",
        "a sequence" => "an array",
        "any valid JSON value" => "JSON",
        _ if expected.starts_with("struct ") => "an object",
        _ => expected,
    }
}

/// An optional field that may be absent but not `null`: for `with`, beside `default` and
/// `skip_serializing_if = "Option::is_none"`.
pub mod optional {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes the value, or `null` if there is none.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<T: Serialize, S: Serializer>(
        value: &Option<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    /// Reads a value.
    ///
    /// # Errors
    /// Those of the value, and one for `null`.
    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<T>, D::Error> {
        T::deserialize(deserializer).map(Some)
    }
}

/// An amount as a JSON number, exactly: for `with`.
pub mod exact_number {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::json::ExactNumber;
    use crate::money::Amount;

    /// Writes `10.00` as `10.00`. Works with serde_json only.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(amount: &Amount, serializer: S) -> Result<S::Ok, S::Error> {
        ExactNumber(*amount).serialize(serializer)
    }

    /// Reads a number from its text. Works with serde_json only.
    ///
    /// # Errors
    /// If the value is not a number, or has more than 36 digits.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
        ExactNumber::deserialize(deserializer).map(|ExactNumber(amount)| amount)
    }
}

/// A free-form object as pairs in their order: for `with`. A duplicate name is refused: one of its
/// values would be lost.
pub mod ordered_map {
    use std::collections::BTreeSet;
    use std::fmt;
    use std::marker::PhantomData;

    use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
    use serde::ser::{Serialize, Serializer};

    /// Writes the object, or `null` if there is none.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<V: Serialize, S: Serializer>(
        members: &Option<Vec<(String, V)>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match members {
            Some(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
            None => serializer.serialize_none(),
        }
    }

    /// Reads an object.
    ///
    /// # Errors
    /// Those of the values, and one for `null`.
    pub fn deserialize<'de, V: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Vec<(String, V)>>, D::Error> {
        deserializer.deserialize_map(Members(PhantomData)).map(Some)
    }

    struct Members<V>(PhantomData<V>);

    impl<'de, V: Deserialize<'de>> Visitor<'de> for Members<V> {
        type Value = Vec<(String, V)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = Vec::new();
            let mut names = BTreeSet::new();
            while let Some(name) = map.next_key::<String>()? {
                if !names.insert(name.clone()) {
                    // The message of serde for a duplicate field of a struct.
                    return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
                }
                members.push((name, map.next_value()?));
            }
            Ok(members)
        }
    }
}
