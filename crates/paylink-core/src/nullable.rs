//! [`Nullable`]: a field of a request that may be absent, `null` or a value.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A field of a request that may be `null` by the provider's page. Absent and `null` are different:
/// `null` is sent as `null`.
///
/// ```
/// use paylink_core::Nullable;
/// let mut description: Nullable<String> = Nullable::default();
/// assert!(description.is_absent());
/// description = Some("Two tickets".to_owned()).into();
/// assert_eq!(description.value().map(String::as_str), Some("Two tickets"));
/// description = Nullable::Null;
/// assert_eq!(description.value(), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// The field is not sent.
    #[default]
    Absent,
    /// `null` is sent.
    Null,
    /// The value is sent.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, unless the field is absent or `null`.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the field is not sent.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Borrows the value.
    #[must_use]
    pub const fn as_ref(&self) -> Nullable<&T> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value),
        }
    }

    /// Converts the value.
    #[must_use]
    pub fn map<U>(self, map: impl FnOnce(T) -> U) -> Nullable<U> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(map(value)),
        }
    }
}

/// `None` is absent, not `null`.
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

/// Skip the field with `skip_serializing_if = "Nullable::is_absent"`.
impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

/// `null` or a value. With `#[serde(default)]`, a missing field is absent.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Null, Self::Value))
    }
}
