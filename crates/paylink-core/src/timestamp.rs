//! [`Timestamp`]: a point in time, as the text that it is written as.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use crate::field_error::FieldError;

/// A point in time, kept as its text. It is sent as it was given.
///
/// ```
/// use paylink_core::Timestamp;
/// let odd = Timestamp::read("2025-03-21T08:29Z");
/// assert_eq!(odd.text(), "2025-03-21T08:29Z");
/// assert_eq!(odd.instant(), Timestamp::read("2025-03-21T08:29:00Z").instant());
/// assert_eq!(Timestamp::read("yesterday").instant(), None);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Timestamp(String);

impl Timestamp {
    /// Writes a point in time as RFC 3339 in UTC. `None` outside the years 0 to 9999, which RFC
    /// 3339 cannot express.
    #[must_use]
    pub fn from_instant(instant: OffsetDateTime) -> Option<Self> {
        let instant = instant.checked_to_offset(UtcOffset::UTC)?;
        instant.format(&Rfc3339).ok().map(Self)
    }

    /// Reads RFC 3339. Text in UTC is kept as it is; another offset is converted to UTC.
    #[must_use]
    pub fn parse(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        let instant = OffsetDateTime::parse(&text, &Rfc3339).ok()?;
        if text.ends_with('Z') {
            Some(Self(text))
        } else {
            Self::from_instant(instant)
        }
    }

    /// Keeps any text of a response.
    #[must_use]
    pub fn read(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, as it is sent or as it arrived.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The point in time, if the text is RFC 3339 with or without seconds. Each call parses the
    /// text.
    #[must_use]
    pub fn instant(&self) -> Option<OffsetDateTime> {
        OffsetDateTime::parse(&self.0, &Rfc3339)
            .or_else(|_| OffsetDateTime::parse(&with_seconds(&self.0), &Rfc3339))
            .ok()
    }
}

/// Inserts `:00` after the minutes: `2025-03-21T08:29Z` has 16 characters before its offset.
fn with_seconds(text: &str) -> String {
    match text.split_at_checked(16) {
        Some((minutes, offset)) => format!("{minutes}:00{offset}"),
        None => String::new(),
    }
}

/// As [`parse`](Timestamp::parse), with the rule that the text breaks.
///
/// ```
/// use paylink_core::Timestamp;
/// let time: Timestamp = "2025-03-21T08:29:00Z".parse()?;
/// assert_eq!(time.to_string(), "2025-03-21T08:29:00Z");
/// let error = "yesterday".parse::<Timestamp>().unwrap_err();
/// assert_eq!(error.to_string(), "timestamp must be RFC 3339, such as 2025-03-21T08:29:00Z");
/// # Ok::<(), paylink_core::FieldError>(())
/// ```
impl FromStr for Timestamp {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        Self::parse(text).ok_or_else(|| {
            let rule = "must be RFC 3339, such as 2025-03-21T08:29:00Z";
            FieldError::new("timestamp", rule)
        })
    }
}

/// The text of a point in time. A text that is not one may contain anything, so it is not printed:
/// [`text`](Timestamp::text) returns it.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.instant() {
            Some(_) => &self.0,
            None => "[unread]",
        })
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

/// Accepts any text: [`instant`](Timestamp::instant) says whether it is a point in time.
impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::read)
    }
}
