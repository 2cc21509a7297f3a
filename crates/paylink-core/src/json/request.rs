//! Requests: read whole from a provider's own JSON, and the shapes in which their values are
//! written.

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
/// [`FieldError`] with the path of the first field that is unknown, missing, doubled, of another
/// type, or breaks a rule of its type. No value of the request is in it.
pub fn read_request<T: DeserializeOwned>(json: &str) -> Result<T, FieldError> {
    let _: &RawValue = serde_json::from_str(json).map_err(|error| {
        let place = format!("line {} column {}", error.line(), error.column());
        FieldError::new("request", format!("must be JSON; it breaks off at {place}"))
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
            _ => FieldError::new(field(&path), "must be text in Unicode"),
        }
    })
}

/// Reads an object, and nothing else: a derived reader would take an array of its fields as well.
///
/// # Errors
/// Those of the type, and one for what is not an object.
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

/// The rule in a message of serde's. What it says of the value that it met is left out: it may be a
/// payer's.
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
        // The reader names a doubled field by the path of its second value.
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

/// What serde calls a Rust type, in the words of JSON.
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

    /// Writes the value, or `null` where there is none.
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
    /// Those of the value; `null` is one.
    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<T>, D::Error> {
        T::deserialize(deserializer).map(Some)
    }
}

/// An amount as a JSON number, written and read by its text: for `with`.
pub mod exact_number {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::json::ExactNumber;
    use crate::money::Amount;

    /// Writes `10.00` as `10.00`. Only serde_json can.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(amount: &Amount, serializer: S) -> Result<S::Ok, S::Error> {
        ExactNumber(*amount).serialize(serializer)
    }

    /// Reads a number by its text. Only serde_json can.
    ///
    /// # Errors
    /// For what is not a number, and for one of more than 36 digits.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
        ExactNumber::deserialize(deserializer).map(|ExactNumber(amount)| amount)
    }
}

/// A free-form object, as names with their values in their order: for `with`. A name that is there
/// twice is refused: one of its values would be lost.
pub mod ordered_map {
    use std::collections::BTreeSet;
    use std::fmt;
    use std::marker::PhantomData;

    use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
    use serde::ser::{Serialize, Serializer};

    /// Writes the object, or `null` where there is none.
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
    /// Those of the values; `null` is one.
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
                    // As serde says it of a struct's field.
                    return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
                }
                members.push((name, map.next_value()?));
            }
            Ok(members)
        }
    }
}
