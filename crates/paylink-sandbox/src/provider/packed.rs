//! Values in few bytes: a sandbox may hold a million links.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::value::RawValue;

/// A value as bytes without field names. In a file it is JSON, with names.
pub(crate) struct Packed<T> {
    bytes: Box<[u8]>,
    thing: PhantomData<fn() -> T>,
}

impl<T: Serialize + DeserializeOwned> Packed<T> {
    /// `None` if it cannot be written. Texts, numbers and lists always can.
    pub(crate) fn of(thing: &T) -> Option<Self> {
        let bytes = postcard::to_allocvec(thing).ok()?.into_boxed_slice();
        Some(Self {
            bytes,
            thing: PhantomData,
        })
    }

    pub(crate) fn get(&self) -> Option<T> {
        postcard::from_bytes(&self.bytes).ok()
    }
}

impl<T> Clone for Packed<T> {
    fn clone(&self) -> Self {
        Self {
            bytes: self.bytes.clone(),
            thing: PhantomData,
        }
    }
}

impl<T: Serialize + DeserializeOwned> Serialize for Packed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let thing = self.get().ok_or_else(|| ser::Error::custom("not packed"))?;
        thing.serialize(serializer)
    }
}

impl<'de, T: Serialize + DeserializeOwned> Deserialize<'de> for Packed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let thing = T::deserialize(deserializer)?;
        Self::of(&thing).ok_or_else(|| de::Error::custom("cannot be packed"))
    }
}

/// A JSON value that is held and given back as the text that it came as.
#[derive(Clone, Debug)]
pub(crate) struct Raw(Box<RawValue>);

/// The same where a field may be missing.
pub(crate) type Echo = Option<Raw>;

impl Raw {
    /// `None` for a text that is not JSON.
    pub(crate) fn of(text: String) -> Option<Self> {
        RawValue::from_string(text).ok().map(Self)
    }

    /// The text that it came as.
    pub(crate) fn get(&self) -> &str {
        self.0.get()
    }

    /// The text of a JSON text that is not blank: other values are no words for a payer.
    pub(crate) fn words(&self) -> Option<String> {
        let text: String = serde_json::from_str(self.get()).ok()?;
        Some(text).filter(|text| !text.trim().is_empty())
    }

    /// An address of a merchant's, where a browser can be sent there: a text that a header can
    /// hold.
    pub(crate) fn address(&self) -> Option<String> {
        self.words()
            .filter(|url| url.starts_with("http://") || url.starts_with("https://"))
            .filter(|url| url.bytes().all(|byte| byte.is_ascii_graphic()))
    }
}

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => self.0.serialize(serializer),
            false => self.get().serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return Box::<RawValue>::deserialize(deserializer).map(Self);
        }
        let text = String::deserialize(deserializer)?;
        Self::of(text).ok_or_else(|| de::Error::custom("not JSON"))
    }
}
