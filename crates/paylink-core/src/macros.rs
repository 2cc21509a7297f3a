//! Macros for the types of a provider crate. Authors import them from
//! [`provider`](crate::provider).

/// An open set of words. Known words are variants; any other word is kept. It is serialised as the
/// word.
///
/// ```
/// paylink_core::provider::open_enum! {
///     /// Whether a link accepts payments.
///     pub enum LinkStatus {
///         /// The link accepts payments.
///         Active = "active",
///     }
/// }
/// assert_eq!(LinkStatus::from("active"), LinkStatus::Active);
/// assert_eq!(LinkStatus::from("asleep").as_str(), "asleep");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident = $text:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $( $(#[$variant_meta])* $variant, )+
            /// A word that this version does not know, as it arrived.
            Other(String),
        }

        impl $name {
            /// The word on the wire.
            #[must_use]
            $vis fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $text, )+
                    Self::Other(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $( $text => Self::$variant, )+
                    _ => Self::Other(text.to_owned()),
                }
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $( $text => Self::$variant, )+
                    _ => Self::Other(text),
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::provider::serde::Serialize for $name {
            fn serialize<S: $crate::provider::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::provider::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::provider::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <String as $crate::provider::serde::Deserialize>::deserialize(deserializer)
                    .map(Self::from)
            }
        }
    };
}

/// Implements serde for a public request by its private wire struct, which is the provider's JSON.
/// The wire struct needs `From<&Request>`, and the request needs `TryFrom` the wire struct with
/// [`FieldError`](crate::FieldError) as the error.
#[doc(hidden)]
#[macro_export]
macro_rules! wire_serde {
    ($request:ident => $wire:ident) => {
        impl $crate::provider::serde::Serialize for $request {
            fn serialize<S: $crate::provider::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::provider::serde::Serialize::serialize(&$wire::from(self), serializer)
            }
        }

        impl<'de> $crate::provider::serde::Deserialize<'de> for $request {
            fn deserialize<D: $crate::provider::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::provider::json::object::<$wire<'_>, D>(deserializer)?
                    .try_into()
                    .map_err($crate::provider::serde::de::Error::custom)
            }
        }
    };
}

/// Implements serde for a struct that derives with `remote = "Self"`: it is read from an object
/// only. What serde derives alone also accepts an array of the fields.
#[doc(hidden)]
#[macro_export]
macro_rules! object_serde {
    ($($object:ident),+ $(,)?) => {$(
        impl $crate::provider::serde::Serialize for $object {
            fn serialize<S: $crate::provider::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $object::serialize(self, serializer)
            }
        }

        impl<'de> $crate::provider::serde::Deserialize<'de> for $object {
            fn deserialize<D: $crate::provider::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                struct Derived($object);
                impl<'de> $crate::provider::serde::Deserialize<'de> for Derived {
                    fn deserialize<D: $crate::provider::serde::Deserializer<'de>>(
                        deserializer: D,
                    ) -> ::core::result::Result<Self, D::Error> {
                        $object::deserialize(deserializer).map(Self)
                    }
                }
                $crate::provider::json::object(deserializer).map(|Derived(object)| object)
            }
        }
    )+};
}

/// Implements `Debug`. It shows some fields and hides the others: a hidden field prints `[hidden]`
/// if it has a value, else `None`.
///
/// Every field must be in one of the two lists, so a new field is not shown or forgotten by
/// accident.
#[doc(hidden)]
#[macro_export]
macro_rules! redacted_debug {
    ($name:ident { shown: [$($shown:ident),* $(,)?], hidden: [$($hidden:ident),* $(,)?] $(,)? }) => {
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let Self { $($shown,)* $($hidden,)* } = self;
                f.debug_struct(stringify!($name))
                    $( .field(stringify!($shown), $shown) )*
                    $( .field(stringify!($hidden), &$crate::provider::Hidden($hidden)) )*
                    .finish()
            }
        }
    };
}

/// Chainable setters for optional fields: `with_description("...")` sets `description`. For a
/// `String`, the argument is `impl Into<String>`.
#[doc(hidden)]
#[macro_export]
macro_rules! setters {
    ($name:ident { $($setter:ident => $field:ident: $type:tt),+ $(,)? }) => {
        impl $name {
            $( $crate::setters!(@one $setter $field $type); )+
        }
    };
    (@one $setter:ident $field:ident String) => {
        #[doc = concat!("Sets [`", stringify!($field), "`](Self::", stringify!($field), ").")]
        #[must_use]
        pub fn $setter(mut self, value: impl Into<String>) -> Self {
            self.$field = Some(value.into());
            self
        }
    };
    (@one $setter:ident $field:ident $type:tt) => {
        #[doc = concat!("Sets [`", stringify!($field), "`](Self::", stringify!($field), ").")]
        #[must_use]
        pub fn $setter(mut self, value: $type) -> Self {
            self.$field = Some(value);
            self
        }
    };
}

/// Serialised as its text, and parsed when it is deserialised.
macro_rules! stored_as_text {
    ($($type:ty),+) => {$(
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str> as ::serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(|error: <$type as ::std::str::FromStr>::Err| {
                    <D::Error as ::serde::de::Error>::custom(error.rule())
                })
            }
        }
    )+};
}
