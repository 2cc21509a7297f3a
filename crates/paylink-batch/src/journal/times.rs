//! Times as a journal has them.

use std::time::Duration;

use paylink_core::time::OffsetDateTime;

use crate::error::JournalError;

/// The longest pause of an account. A provider that asks for more is asked again after this.
pub(crate) const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// Milliseconds since 1970. Postgres has a clock of its own.
#[cfg(feature = "sqlite")]
pub(crate) fn millis(instant: OffsetDateTime) -> i64 {
    let millis = instant.unix_timestamp_nanos().checked_div(1_000_000);
    millis
        .and_then(|millis| i64::try_from(millis).ok())
        .unwrap_or(0)
}

pub(crate) fn duration_millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// The point in time of milliseconds since 1970.
pub(crate) fn instant(millis: i64) -> Result<OffsetDateTime, JournalError> {
    let nanos = i128::from(millis).saturating_mul(1_000_000);
    let instant = OffsetDateTime::from_unix_timestamp_nanos(nanos);
    instant.map_err(|_| JournalError::Damaged("a time cannot be read".to_owned()))
}

/// What is left of a pause. One that is longer than any that is ever set was set before the clock
/// was set back: it is over.
pub(crate) fn pause_left(paused_until: i64, now: i64) -> Duration {
    let left = u64::try_from(paused_until.saturating_sub(now)).unwrap_or(0);
    let left = Duration::from_millis(left);
    if left > LONGEST_PAUSE {
        Duration::ZERO
    } else {
        left
    }
}
