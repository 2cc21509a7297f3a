//! The three things every provider crate writes for its types, written once, and how core's own types are stored.

/// An open set of words: the known ones as variants, any other kept as it came.
///
/// ```
/// paylink_core::open_enum! {
///     /// Whether a link can be paid.
///     pub enum LinkStatus {
///         /// It can.
///         Active = "active",
///     }
/// }
/// assert_eq!(LinkStatus::from("active"), LinkStatus::Active);
/// assert_eq!(LinkStatus::from("asleep").as_str(), "asleep");
/// ```
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
            /// A word that this version does not know, as it came.
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
                f.write_str(self.as_str())
            }
        }
    };
}

/// A `Debug` that shows some fields and hides the others: `[hidden]` where there is something, nothing of what it is.
///
/// Every field must stand in one of the lists, so that a new one cannot be shown, or forgotten, by accident.
#[macro_export]
macro_rules! redacted_debug {
    ($name:ident { shown: [$($shown:ident),* $(,)?], hidden: [$($hidden:ident),* $(,)?] $(,)? }) => {
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let Self { $($shown,)* $($hidden: _,)* } = self;
                f.debug_struct(stringify!($name))
                    $( .field(stringify!($shown), $shown) )*
                    $( .field(stringify!($hidden), &::core::format_args!("[hidden]")) )*
                    .finish()
            }
        }
    };
}

/// Chainable setters for optional fields: `with_description("...")` sets `description`. A `String` is taken from any text.
#[macro_export]
macro_rules! setters {
    ($name:ident { $($setter:ident => $field:ident: $type:tt),+ $(,)? }) => {
        impl $name {
            $( $crate::setters!(@one $setter $field $type); )+
        }
    };
    (@one $setter:ident $field:ident String) => {
        #[doc = concat!("The same with [`", stringify!($field), "`](Self::", stringify!($field), ").")]
        #[must_use]
        pub fn $setter(mut self, value: impl Into<String>) -> Self {
            self.$field = Some(value.into());
            self
        }
    };
    (@one $setter:ident $field:ident $type:tt) => {
        #[doc = concat!("The same with [`", stringify!($field), "`](Self::", stringify!($field), ").")]
        #[must_use]
        pub fn $setter(mut self, value: $type) -> Self {
            self.$field = Some(value);
            self
        }
    };
}

/// Stored as its text, and read by the rules of its text.
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
                text.parse().map_err(<D::Error as ::serde::de::Error>::custom)
            }
        }
    )+};
}

/// Stored as the word on the wire; any word is one.
macro_rules! stored_as_word {
    ($($type:ty),+) => {$(
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as ::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    )+};
}
