//! CostPlus: how long a link lives.

use time::{Date, Duration, Month, OffsetDateTime};

/// When a period ends that begins at a time: `P30D`, `P1Y2M`, `PT1H30M`, `P2W`, `PT0.5H`.
///
/// `None` for a text that is no such period, and for an end too far ahead to be written.
pub(super) fn end(begin: OffsetDateTime, period: &str) -> Option<OffsetDateTime> {
    let period = period.strip_prefix('P')?;
    let (days, times) = period.split_once('T').unwrap_or((period, ""));
    let mut end = begin;
    for (count, unit) in parts(days)? {
        end = match unit {
            'Y' => add_months(end, count, 12, 365 * DAY)?,
            'M' => add_months(end, count, 1, 30 * DAY)?,
            'W' => add(end, count, 7 * DAY)?,
            'D' => add(end, count, DAY)?,
            _ => return None,
        };
    }
    for (count, unit) in parts(times)? {
        end = match unit {
            'H' => add(end, count, 60 * 60)?,
            'M' => add(end, count, 60)?,
            'S' => add(end, count, 1)?,
            _ => return None,
        };
    }
    Some(end)
}

const DAY: i64 = 24 * 60 * 60;

/// A number of a period: `0.5` and `0,5`.
#[derive(Clone, Copy)]
struct Count {
    whole: i64,
    billionths: i64,
}

/// `30D` as a number and its unit, for each that there is.
fn parts(text: &str) -> Option<Vec<(Count, char)>> {
    text.split_inclusive(|character: char| character.is_ascii_alphabetic())
        .map(|part| {
            let unit = part.chars().next_back()?;
            let count = Count::read(part.strip_suffix(unit)?)?;
            Some((count, unit))
        })
        .collect()
}

impl Count {
    fn read(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        // What is less than a billionth of a unit is left out.
        let digits: String = fraction
            .chars()
            .chain("000000000".chars())
            .take(9)
            .collect();
        Some(Self {
            whole: whole.parse().ok()?,
            billionths: digits.parse().ok()?,
        })
    }

    /// The fraction of a unit of this many seconds.
    fn part_of(self, seconds: i64) -> Duration {
        Duration::nanoseconds(self.billionths.saturating_mul(seconds))
    }
}

/// Adds units of this many seconds.
fn add(at: OffsetDateTime, count: Count, unit: i64) -> Option<OffsetDateTime> {
    let at = at.checked_add(Duration::seconds(count.whole.checked_mul(unit)?))?;
    at.checked_add(count.part_of(unit))
}

/// Adds units of this many months: the same day of a later month, or the last one of a month that
/// is shorter. A fraction is one of this many seconds: no page says how long half a month is.
fn add_months(
    at: OffsetDateTime,
    count: Count,
    months: i64,
    seconds: i64,
) -> Option<OffsetDateTime> {
    let at = later_month(at, count.whole.checked_mul(months)?)?;
    at.checked_add(count.part_of(seconds))
}

fn later_month(at: OffsetDateTime, count: i64) -> Option<OffsetDateTime> {
    let from_january = i64::from(u8::from(at.month())).checked_sub(1)?;
    let months = from_january.checked_add(count)?;
    let years = i32::try_from(months.checked_div_euclid(12)?).ok()?;
    let year = at.year().checked_add(years)?;
    let month = u8::try_from(months.checked_rem_euclid(12)?).ok()?;
    let month = Month::try_from(month.checked_add(1)?).ok()?;
    let day = at.day().min(month.length(year));
    Date::from_calendar_date(year, month, day)
        .ok()
        .map(|date| at.replace_date(date))
}
