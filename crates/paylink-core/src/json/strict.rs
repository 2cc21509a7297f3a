//! [`StrictObject`]: the provider's own request JSON, read so that nothing in it is dropped.

use std::collections::BTreeSet;

use serde_json::value::RawValue;

use super::document::Json;
use super::members::{Members, Name};
use crate::field_error::FieldError;
use crate::money::{Amount, Currency, MinorUnits};
use crate::nullable::Nullable;
use crate::timestamp::Timestamp;

/// A JSON object of a request: every field is taken, or the object is refused with the path of the one that was not.
pub struct StrictObject<'a>(Vec<(String, &'a RawValue)>);

/// A JSON value about to be read strictly.
#[derive(Clone, Copy)]
pub struct Strictly<'a>(&'a RawValue);

/// A type that reads itself from request JSON, strictly.
pub trait FromJson: Sized {
    /// Reads the value; a field inside is named relative to it.
    ///
    /// # Errors
    /// [`FieldError`] with the path of what breaks a rule; an empty path means the value itself.
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError>;
}

/// Reads a whole request.
///
/// # Errors
/// [`FieldError`] with the path of the first field that is unknown, missing, doubled or of another type.
pub fn strictly<T: FromJson>(json: &str) -> Result<T, FieldError> {
    let raw: &RawValue = serde_json::from_str(json).map_err(|error| {
        let place = format!("line {} column {}", error.line(), error.column());
        FieldError::new("request", format!("must be JSON; it breaks off at {place}"))
    })?;
    T::from_json(Strictly(raw)).map_err(|invalid| match invalid.field() {
        "" => FieldError::new("request", invalid.rule().to_owned()),
        _ => invalid,
    })
}

impl<'a> Strictly<'a> {
    /// The value as an object.
    ///
    /// # Errors
    /// [`FieldError`] when it is none, or when a name stands in it twice.
    pub fn object(self) -> Result<StrictObject<'a>, FieldError> {
        let members: Members<'a, &RawValue> = self.read("an object")?;
        let mut known = BTreeSet::new();
        let mut fields: Vec<(String, &RawValue)> = Vec::with_capacity(members.0.len());
        for (name, value) in members.0 {
            let Ok(Name(name)) = serde_json::from_str(name.get()) else {
                return Err(FieldError::new("", "must have names in Unicode"));
            };
            let name = name.into_owned();
            if !known.insert(name.clone()) {
                return Err(FieldError::new(name, "stands twice"));
            }
            fields.push((name, value));
        }
        Ok(StrictObject(fields))
    }

    /// The JSON text of the value.
    #[must_use]
    pub fn json(self) -> &'a str {
        self.0.get()
    }

    fn read<T: serde::Deserialize<'a>>(self, kind: &str) -> Result<T, FieldError> {
        serde_json::from_str(self.json())
            .map_err(|_| FieldError::new("", format!("must be {kind}")))
    }
}

impl<'a> StrictObject<'a> {
    /// Takes a field that must be there.
    ///
    /// # Errors
    /// [`FieldError`] when it is missing, or breaks a rule of its type.
    pub fn required<T: FromJson>(&mut self, name: &'static str) -> Result<T, FieldError> {
        self.optional(name)?
            .ok_or_else(|| FieldError::new(name, "is required"))
    }

    /// Takes a field that may be absent but not `null`.
    ///
    /// # Errors
    /// [`FieldError`] when it breaks a rule of its type.
    pub fn optional<T: FromJson>(&mut self, name: &'static str) -> Result<Option<T>, FieldError> {
        self.take(name)
            .map(|value| T::from_json(value).map_err(|invalid| within(name, invalid)))
            .transpose()
    }

    /// Takes a field that may be absent or `null`, which are told apart.
    ///
    /// # Errors
    /// [`FieldError`] when it breaks a rule of its type.
    pub fn given<T: FromJson>(&mut self, name: &'static str) -> Result<Nullable<T>, FieldError> {
        Ok(match self.optional::<Option<T>>(name)? {
            None => Nullable::Absent,
            Some(None) => Nullable::Null,
            Some(Some(value)) => Nullable::Value(value),
        })
    }

    /// Takes a field that may be absent or `null`, which mean the same.
    ///
    /// # Errors
    /// [`FieldError`] when it breaks a rule of its type.
    pub fn nullable<T: FromJson>(&mut self, name: &'static str) -> Result<Option<T>, FieldError> {
        self.optional::<Option<T>>(name).map(Option::flatten)
    }

    /// Refuses what nobody has taken.
    ///
    /// # Errors
    /// [`FieldError`] with the name of the first field that is unknown.
    pub fn finish(self) -> Result<(), FieldError> {
        match self.0.into_iter().next() {
            None => Ok(()),
            Some((name, _)) => Err(FieldError::new(name, "is not a field of this request")),
        }
    }

    fn take(&mut self, name: &str) -> Option<Strictly<'a>> {
        let index = self.0.iter().position(|(field, _)| field == name)?;
        let (_, value) = self.0.remove(index);
        Some(Strictly(value))
    }
}

fn within(name: &str, invalid: FieldError) -> FieldError {
    if invalid.field().is_empty() {
        FieldError::new(name.to_owned(), invalid.rule().to_owned())
    } else {
        invalid.inside(name)
    }
}

impl FromJson for String {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        value
            .read::<Name<'_>>("a text")
            .map(|Name(text)| text.into_owned())
    }
}

impl FromJson for bool {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        value.read("true or false")
    }
}

impl FromJson for i64 {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        value.read("a whole number of 64 bits")
    }
}

impl FromJson for i32 {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        value.read("a whole number of 32 bits")
    }
}

/// A JSON **number**, by its text.
impl FromJson for Amount {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let text = value.json();
        if !text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
            return Err(FieldError::new("", "must be a number"));
        }
        Self::from_json_number(text).map_err(|error| FieldError::new("", error.to_string()))
    }
}

/// A whole JSON number.
impl FromJson for MinorUnits {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        value
            .read("a whole number of minor units")
            .map(MinorUnits::new)
    }
}

/// A three-letter text.
impl FromJson for Currency {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let code = String::from_json(value)?;
        code.parse()
            .map_err(|error: crate::money::CurrencyError| FieldError::new("", error.to_string()))
    }
}

/// An RFC 3339 text; an offset is needed.
impl FromJson for Timestamp {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        Self::parse(String::from_json(value)?)
            .ok_or_else(|| FieldError::new("", "must be an RFC 3339 time in UTC"))
    }
}

impl FromJson for Json {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        Ok(Self::from_raw(value.0))
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        match value.json() {
            "null" => Ok(None),
            _ => T::from_json(value).map(Some),
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let elements: Vec<&RawValue> = value.read("an array")?;
        elements
            .into_iter()
            .enumerate()
            .map(|(index, raw)| {
                T::from_json(Strictly(raw))
                    .map_err(|invalid| within(&format!("[{index}]"), invalid))
            })
            .collect()
    }
}

/// A free-form object: names and values in their order.
impl<T: FromJson> FromJson for Vec<(String, T)> {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let fields = value.object()?.0.into_iter();
        fields
            .map(|(name, raw)| match T::from_json(Strictly(raw)) {
                Ok(value) => Ok((name, value)),
                Err(invalid) => Err(within(&name, invalid)),
            })
            .collect()
    }
}
