//! [`Period`]: how long something lasts, as an ISO 8601 duration.

use std::fmt;
use std::str::FromStr;

use paylink_core::Invalid;
use paylink_core::json::{FromJson, Strictly};

const RULE: &str = "must be an ISO 8601 duration in whole numbers, such as P30D or PT1H";

/// An ISO 8601 duration such as `P30D`, `PT1H`, `P2W` or `P1Y2M3DT4H5M6S`. Its text is kept to the letter.
///
/// Whole numbers only: units in their order, weeks alone, at least one number. What is too long or too short is
/// CostPlus's to say.
///
/// ```
/// use costplus::Period;
/// let month: Period = "P30D".parse()?;
/// assert_eq!(month.as_str(), "P30D");
/// assert!("30 days".parse::<Period>().is_err());
/// # Ok::<(), costplus::core::Invalid>(())
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
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        if is_duration(text) {
            Ok(Self(text.into()))
        } else {
            Err(Invalid::new("expiration_period", RULE))
        }
    }
}

impl FromJson for Period {
    fn from_json(value: Strictly<'_>) -> Result<Self, Invalid> {
        let text = String::from_json(value)?;
        text.parse().map_err(|_| Invalid::new("", RULE))
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
        None => is_sum(length, "W") || is_sum(length, "YMD"),
        Some(("", time)) => is_sum(time, "HMS"),
        Some((date, time)) => is_sum(date, "YMD") && is_sum(time, "HMS"),
    }
}

/// At least one number, each followed by a unit, the units in their order and none of them twice.
fn is_sum(text: &str, units: &str) -> bool {
    let mut units = units.chars();
    let mut terms = text.split_inclusive(|character: char| !character.is_ascii_digit());
    let is_term = |term: &str| {
        let mut characters = term.chars();
        let unit = characters.next_back();
        let number = characters.as_str();
        !number.is_empty() && unit.is_some_and(|unit| units.any(|known| known == unit))
    };
    !text.is_empty() && terms.all(is_term)
}
