//! CostPlus: how long a link lives.

use time::{Date, Duration, Month, OffsetDateTime};

/// When a period ends that begins at a time: `P30D`, `P1Y2M`, `PT1H30M`, `P2W`.
///
/// `None` for a text that is no such period, and for an end too far ahead to be written.
pub(super) fn end(begin: OffsetDateTime, period: &str) -> Option<OffsetDateTime> {
    let period = period.strip_prefix('P')?;
    let (days, times) = period.split_once('T').unwrap_or((period, ""));
    let mut end = begin;
    for (count, unit) in parts(days)? {
        end = match unit {
            'Y' => add_months(end, count.checked_mul(12)?)?,
            'M' => add_months(end, count)?,
            'W' => add_seconds(end, count, 7 * 24 * 60 * 60)?,
            'D' => add_seconds(end, count, 24 * 60 * 60)?,
            _ => return None,
        };
    }
    for (count, unit) in parts(times)? {
        end = match unit {
            'H' => add_seconds(end, count, 60 * 60)?,
            'M' => add_seconds(end, count, 60)?,
            'S' => add_seconds(end, count, 1)?,
            _ => return None,
        };
    }
    Some(end)
}

/// `30D` as a number and its unit, for each that there is.
fn parts(text: &str) -> Option<Vec<(i64, char)>> {
    text.split_inclusive(|character: char| character.is_ascii_alphabetic())
        .map(|part| {
            let unit = part.chars().next_back()?;
            let count = part.strip_suffix(unit)?.parse().ok()?;
            Some((count, unit))
        })
        .collect()
}

fn add_seconds(at: OffsetDateTime, count: i64, seconds: i64) -> Option<OffsetDateTime> {
    at.checked_add(Duration::seconds(count.checked_mul(seconds)?))
}

/// The same day of a later month, or the last one of a month that is shorter.
fn add_months(at: OffsetDateTime, count: i64) -> Option<OffsetDateTime> {
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
