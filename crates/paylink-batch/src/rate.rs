//! [`Rate`]: how many creates an account gets in a time.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::time::Duration;

/// How many creates an account gets in a time, evenly spread: `20/s`, `100/m`, `5/h`.
///
/// It holds for the account, however many workers send.
///
/// ```
/// use paylink_batch::Rate;
/// use std::time::Duration;
/// let rate: Rate = "20/s".parse()?;
/// assert_eq!(rate.interval(), Duration::from_millis(50));
/// assert!("fast".parse::<Rate>().is_err());
/// # Ok::<(), paylink_batch::RateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate {
    count: NonZeroU32,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Unit {
    Second,
    Minute,
    Hour,
}

/// A rate that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a rate must be a count from 1 to 1000000, `/` and s, m or h: 20/s")]
pub struct RateError;

impl Rate {
    /// The time from one create to the next, rounded up to a nanosecond: the rate is never
    /// exceeded.
    #[must_use]
    pub fn interval(self) -> Duration {
        let unit = Duration::from_secs(match self.unit {
            Unit::Second => 1,
            Unit::Minute => 60,
            Unit::Hour => 3600,
        });
        let nanos = unit.as_nanos().div_ceil(u128::from(self.count.get()));
        Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
    }
}

impl FromStr for Rate {
    type Err = RateError;

    fn from_str(text: &str) -> Result<Self, RateError> {
        let (count, unit) = text.split_once('/').ok_or(RateError)?;
        let count: NonZeroU32 = count.parse().map_err(|_| RateError)?;
        let unit = match unit {
            "s" => Unit::Second,
            "m" => Unit::Minute,
            "h" => Unit::Hour,
            _ => return Err(RateError),
        };
        if count.get() > 1_000_000 {
            return Err(RateError);
        }
        Ok(Self { count, unit })
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Second => "s",
            Unit::Minute => "m",
            Unit::Hour => "h",
        };
        write!(f, "{}/{unit}", self.count)
    }
}
