//! [`Period`]: an ISO 8601 duration.

use std::fmt;
use std::str::FromStr;

use paylink_core::FieldError;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const RULE: &str = "must be an ISO 8601 duration, such as P30D, PT1H or PT0.5H";

/// An ISO 8601 duration such as `P30D`, `PT1H`, `P2W`, `PT0.5H` or `P1Y2M3DT4H5M6S`. The text is
/// kept as it is.
///
/// The page limits neither the form nor the length (costplus-p6), so every duration of the standard
/// is accepted: units in their order, weeks without other units, at least one number, and a
/// fraction in the last number only, with a point or a comma.
///
/// ```
/// use costplus::Period;
/// let month: Period = "P30D".parse()?;
/// assert_eq!(month.as_str(), "P30D");
/// assert!("30 days".parse::<Period>().is_err());
/// # Ok::<(), costplus::FieldError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Period(Box<str>);

impl Period {
    /// The text as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Period {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        if is_duration(text) {
            Ok(Self(text.into()))
        } else {
            Err(FieldError::new("expiration_period", RULE))
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| D::Error::custom(RULE))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_duration(text: &str) -> bool {
    let Some(length) = text.strip_prefix('P') else {
        return false;
    };
    match length.split_once('T') {
        None => is_sum(length, "W", true) || is_sum(length, "YMD", true),
        Some(("", time)) => is_sum(time, "HMS", true),
        Some((date, time)) => is_sum(date, "YMD", false) && is_sum(time, "HMS", true),
    }
}

/// At least one number, each followed by a unit. The units are in their order, none twice. The last
/// number may have a fraction if no smaller unit follows.
fn is_sum(text: &str, units: &str, ends: bool) -> bool {
    let mut units = units.chars();
    let mut terms = text
        .split_inclusive(|character: char| character.is_ascii_alphabetic())
        .peekable();
    if text.is_empty() {
        return false;
    }
    while let Some(term) = terms.next() {
        let mut characters = term.chars();
        let unit = characters.next_back();
        let fraction = ends && terms.peek().is_none();
        if !is_number(characters.as_str(), fraction)
            || !unit.is_some_and(|unit| units.any(|known| known == unit))
        {
            return false;
        }
    }
    true
}

fn is_number(text: &str, may_have_fraction: bool) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once(['.', ',']) {
        Some((whole, fraction)) => may_have_fraction && digits(whole) && digits(fraction),
        None => digits(text),
    }
}
