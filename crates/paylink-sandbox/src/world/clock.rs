//! The sandbox's own time, and how the providers write times.

use std::sync::Arc;
use std::time::SystemTime;

use time::format_description::well_known::Rfc3339;
use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, UtcOffset};

use crate::world::shared::Shared;

/// The clock that tokens and links expire by: the system's time, until a test moves or stops it.
///
/// Clones share one time.
#[derive(Clone)]
pub struct Clock(Arc<Shared<Time>>);

#[derive(Clone, Copy)]
enum Time {
    /// Runs, so far ahead of the system's time.
    Running(Duration),
    Stopped(OffsetDateTime),
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Shared::new(Time::Running(Duration::ZERO))))
    }

    /// The time as the sandbox sees it, in UTC.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        match self.0.with(|time| *time) {
            Time::Running(ahead) => system_time().saturating_add(ahead),
            Time::Stopped(at) => at,
        }
    }

    /// Moves the clock ahead: tokens and links expire as if that time had passed. It stops at the
    /// end of the calendar, the year 9999.
    pub fn advance(&self, by: std::time::Duration) {
        let by = Duration::try_from(by).unwrap_or(Duration::MAX);
        self.0.with(|time| match time {
            Time::Running(ahead) => *ahead = ahead.saturating_add(by),
            Time::Stopped(at) => *at = at.saturating_add(by),
        });
    }

    /// Sets the time and stops the clock there: from then on only [`Clock::advance`] moves it. A
    /// time that RFC 3339 cannot write in UTC, before the year 0 or after 9999, is the first or the
    /// last one that it can.
    pub fn stop_at(&self, at: OffsetDateTime) {
        let edge = if at.year() > 0 { last() } else { first() };
        let in_utc = in_calendar(at).unwrap_or(edge);
        self.0.with(|time| *time = Time::Stopped(in_utc));
    }

    /// How far it is ahead of the system's time; `None` while it is stopped.
    pub(crate) fn ahead(&self) -> Option<Duration> {
        match self.0.with(|time| *time) {
            Time::Running(ahead) => Some(ahead),
            Time::Stopped(_) => None,
        }
    }

    /// Runs so far ahead of the system's time.
    pub(crate) fn run_ahead(&self, by: Duration) {
        self.0.with(|time| *time = Time::Running(by));
    }

    /// Runs as the system's time again.
    pub(crate) fn reset(&self) {
        self.0.with(|time| *time = Time::Running(Duration::ZERO));
    }

    /// Moves the clock ahead; false, and nothing has happened, where the calendar ends before.
    pub(crate) fn try_advance(&self, by: std::time::Duration) -> bool {
        let Ok(by) = Duration::try_from(by) else {
            return false;
        };
        self.0.with(|time| {
            let moved = match *time {
                Time::Running(ahead) => ahead
                    .checked_add(by)
                    .filter(|ahead| system_time().checked_add(*ahead).is_some())
                    .map(Time::Running),
                Time::Stopped(at) => at.checked_add(by).map(Time::Stopped),
            };
            let is_moved = moved.is_some();
            *time = moved.unwrap_or(*time);
            is_moved
        })
    }
}

/// The machine's own time, which no test moves.
pub(crate) fn system_time() -> OffsetDateTime {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the seam where the sandbox gets its time"
    )]
    let now = SystemTime::now();
    now.into()
}

/// The time that a text stands for, in RFC 3339, in UTC. `None` also for a time that is beyond the
/// calendar in UTC.
pub(crate) fn read(text: &str) -> Option<OffsetDateTime> {
    in_calendar(OffsetDateTime::parse(text, &Rfc3339).ok()?)
}

/// The time in UTC; `None` before the year 0 and after 9999, which no provider's texts can say.
fn in_calendar(at: OffsetDateTime) -> Option<OffsetDateTime> {
    let at = at.checked_to_offset(UtcOffset::UTC)?;
    (first()..=last()).contains(&at).then_some(at)
}

/// The first moment of the year 0.
fn first() -> OffsetDateTime {
    let date = Date::from_ordinal_date(0, 1).unwrap_or(Date::MIN);
    date.midnight().assume_utc()
}

/// The last moment of the year 9999.
fn last() -> OffsetDateTime {
    PrimitiveDateTime::MAX.assume_utc()
}

/// The same, of a text that may leave the seconds out: `2025-03-21T08:29Z`.
pub(crate) fn read_without_seconds(text: &str) -> Option<OffsetDateTime> {
    read(text).or_else(|| {
        let (minutes, offset) = text.split_at_checked("2025-03-21T08:29".len())?;
        read(&format!("{minutes}:00{offset}"))
    })
}

/// `2026-01-15T12:00:00.123Z`
pub(crate) fn with_milliseconds(at: OffsetDateTime) -> String {
    format!("{}.{:03}Z", date_and_time(at), at.millisecond())
}

/// `2026-01-15T12:00:00.123456Z`
pub(crate) fn with_microseconds(at: OffsetDateTime) -> String {
    format!("{}.{:06}Z", date_and_time(at), at.microsecond())
}

/// `260115120000`, as inside a Pine Labs identifier.
pub(crate) fn compact(at: OffsetDateTime) -> String {
    let year = at.year().rem_euclid(100);
    let month = u8::from(at.month());
    format!(
        "{year:02}{month:02}{:02}{:02}{:02}{:02}",
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

/// `2026-01-15T12:00:00`
fn date_and_time(at: OffsetDateTime) -> String {
    let month = u8::from(at.month());
    format!(
        "{:04}-{month:02}-{:02}T{:02}:{:02}:{:02}",
        at.year(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}
