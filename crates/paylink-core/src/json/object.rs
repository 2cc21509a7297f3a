//! [`Object`]: a lenient view of a response. A field that cannot be read never hides the others.

use std::borrow::Cow;
use std::fmt;

use serde_json::value::RawValue;

use super::document::Json;
use super::members::{Members, Name};
use crate::answered::Answered;
use crate::money::{Amount, Currency, MinorUnits};
use crate::timestamp::Timestamp;

/// A JSON object of a response, read field by field.
///
/// `null` and absent are the same. Unknown fields are ignored. If a name occurs twice, the last
/// value counts, as in most parsers; for identifiers, objects and arrays it is the last value of
/// that type, so that no link is lost.
pub struct Object<'a>(Vec<(Name<'a>, &'a RawValue)>);

/// The body is not a JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("not a JSON object")]
pub struct NotAnObject;

/// A body as text, without its byte order mark. U+FFFD replaces what is not UTF-8.
#[must_use]
pub fn text(body: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body))
}

impl<'a> Object<'a> {
    /// Reads a body, with or without a byte order mark.
    ///
    /// # Errors
    /// [`NotAnObject`] if the body is not exactly one JSON object in UTF-8. [`text`] replaces
    /// invalid UTF-8.
    pub fn parse(body: &'a [u8]) -> Result<Self, NotAnObject> {
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        // Checked once for the whole body, not for each value.
        let text = str::from_utf8(body).map_err(|_| NotAnObject)?;
        Self::of_text(text).ok_or(NotAnObject)
    }

    fn of_text(text: &'a str) -> Option<Self> {
        if let Ok(Members(members)) = serde_json::from_str(text) {
            return Some(Self(members));
        }
        // Nobody looks up a name that is not Unicode, so its JSON is kept instead.
        let name = |raw: &'a RawValue| Value(raw).string().unwrap_or(Cow::Borrowed(raw.get()));
        let Members(members) = serde_json::from_str(text).ok()?;
        let members = members.into_iter();
        Some(Self(
            members
                .map(|(raw, value)| (Name(name(raw)), value))
                .collect(),
        ))
    }

    /// The value of a field, unless it is absent or `null`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Value<'a>> {
        let (_, value) = self.0.iter().rev().find(|(field, _)| field.0 == name)?;
        Some(Value(value)).filter(|value| !value.is_null())
    }

    /// All fields in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Value<'a>)> {
        self.0
            .iter()
            .map(|(name, value)| (name.0.as_ref(), Value(value)))
    }

    /// A string. Another value is returned as its JSON text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(Value::text)
    }

    /// A word of an open set, such as a status.
    #[must_use]
    pub fn word<T: for<'t> From<&'t str>>(&self, name: &str) -> Option<T> {
        self.get(name).map(Value::word)
    }

    /// An identifier: a string that is not blank, or a whole number of any length, because some
    /// providers use numbers. A string with a replaced byte (U+FFFD) is not an identifier.
    #[must_use]
    pub fn identifier(&self, name: &str) -> Option<String> {
        self.last(name, Value::identifier)
    }

    /// An object.
    #[must_use]
    pub fn object(&self, name: &str) -> Option<Object<'a>> {
        self.last(name, Value::object)
    }

    /// The elements of an array. `None` if the value is not an array.
    #[must_use]
    pub fn array(&self, name: &str) -> Option<Vec<Value<'a>>> {
        self.last(name, Value::array)
    }

    /// The last value of this name that `read` accepts.
    fn last<T>(&self, name: &str, read: fn(Value<'a>) -> Option<T>) -> Option<T> {
        let named = self.0.iter().rev().filter(|(field, _)| field.0 == name);
        named.map(|(_, value)| Value(value)).find_map(read)
    }

    /// What `parse` returns for a string, or for the JSON text of another value.
    #[must_use]
    pub fn read<T>(&self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Answered<T> {
        self.get(name)
            .map_or(Answered::Missing, |value| value.read(parse))
    }

    /// A flag: `true` or `false`, also as a string.
    #[must_use]
    pub fn boolean(&self, name: &str) -> Answered<bool> {
        self.read(name, |text| match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        })
    }

    /// A whole number in its shortest form, also as a string.
    #[must_use]
    pub fn integer(&self, name: &str) -> Answered<i64> {
        // A text such as `007` is kept as text: it may be an id.
        let exact =
            |text: &str| (text.parse().ok()).filter(|number: &i64| number.to_string() == text);
        self.read(name, exact)
    }

    /// A whole number of minor units, also as a string. `1050.0` is accepted, `1050.5` is not.
    #[must_use]
    pub fn minor_units(&self, name: &str) -> Answered<MinorUnits> {
        let whole = |text: &str| {
            let amount = Amount::from_json_number(text).ok()?;
            amount.to_minor_units(0).ok()
        };
        self.read(name, whole)
    }

    /// A decimal amount: a number, with or without an exponent, or a string.
    #[must_use]
    pub fn amount(&self, name: &str) -> Answered<Amount> {
        self.get(name).map_or(Answered::Missing, Value::amount)
    }

    /// A currency code, in upper or lower case.
    #[must_use]
    pub fn currency(&self, name: &str) -> Answered<Currency> {
        let code =
            |text: &str| (text.parse().ok()).or_else(|| text.to_ascii_uppercase().parse().ok());
        self.read(name, code)
    }

    /// A point in time, with or without seconds.
    #[must_use]
    pub fn timestamp(&self, name: &str) -> Option<Timestamp> {
        self.get(name).map(|value| Timestamp::read(value.text()))
    }
}

/// One JSON value of a response.
#[derive(Clone, Copy)]
pub struct Value<'a>(&'a RawValue);

impl<'a> Value<'a> {
    /// The JSON text.
    #[must_use]
    pub fn json(self) -> &'a str {
        self.0.get()
    }

    /// The value as owned JSON.
    #[must_use]
    pub fn to_json(self) -> Json {
        Json::from_raw(self.0)
    }

    /// Whether the value is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.json() == "null"
    }

    /// The content of a JSON string.
    #[must_use]
    pub fn string(self) -> Option<Cow<'a, str>> {
        let inside = self.json().strip_prefix('"')?.strip_suffix('"')?;
        if !inside.contains('\\') {
            // Without an escape, the content is what is between the quotes.
            return Some(Cow::Borrowed(inside));
        }
        let text: String = serde_json::from_str(self.json()).ok()?;
        Some(Cow::Owned(text))
    }

    /// The content of a JSON string, or the JSON text of anything else.
    #[must_use]
    pub fn text(self) -> String {
        self.content().into_owned()
    }

    /// A word of an open set, such as a status.
    #[must_use]
    pub fn word<T: for<'t> From<&'t str>>(self) -> T {
        T::from(&self.content())
    }

    fn content(self) -> Cow<'a, str> {
        self.string().unwrap_or(Cow::Borrowed(self.json()))
    }

    fn identifier(self) -> Option<String> {
        let text = match self.string() {
            Some(text) => text.into_owned(),
            None => self.whole_number()?.to_owned(),
        };
        let blank = text.chars().all(char::is_whitespace);
        // With a replaced byte it would be another identifier.
        (!blank && !text.contains(char::REPLACEMENT_CHARACTER)).then_some(text)
    }

    /// The digits of a number that has neither a point nor an exponent, of any length.
    fn whole_number(self) -> Option<&'a str> {
        let digits = self.json().strip_prefix('-').unwrap_or(self.json());
        let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());
        is_whole.then_some(self.json())
    }

    /// The object, if the value is one.
    #[must_use]
    pub fn object(self) -> Option<Object<'a>> {
        Object::of_text(self.json())
    }

    /// The elements, if the value is an array.
    #[must_use]
    pub fn array(self) -> Option<Vec<Value<'a>>> {
        let elements: Vec<&'a RawValue> = serde_json::from_str(self.json()).ok()?;
        Some(elements.into_iter().map(Value).collect())
    }

    /// A decimal amount: a number, with or without an exponent, or a string.
    #[must_use]
    pub fn amount(self) -> Answered<Amount> {
        self.read(|text| Amount::from_json_number(text).ok())
    }

    /// What `parse` returns for the content of a string, or for the JSON text of another value.
    #[must_use]
    pub fn read<T>(self, parse: impl FnOnce(&str) -> Option<T>) -> Answered<T> {
        if self.is_null() {
            return Answered::Missing;
        }
        Answered::read(self.content(), parse)
    }
}

impl fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[object]")
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[value]")
    }
}
