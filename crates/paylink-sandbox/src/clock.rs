//! The sandbox's own time, and how the providers write times.

use std::sync::Arc;
use std::time::SystemTime;

use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime, UtcOffset};

use crate::shared::Shared;

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

    /// Moves the clock ahead: tokens and links expire as if that time had passed.
    pub fn advance(&self, by: std::time::Duration) {
        let by = Duration::try_from(by).unwrap_or(Duration::MAX);
        self.0.with(|time| match time {
            Time::Running(ahead) => *ahead = ahead.saturating_add(by),
            Time::Stopped(at) => *at = at.saturating_add(by),
        });
    }

    /// Sets the time and stops the clock there: from then on only [`Clock::advance`] moves it.
    pub fn stop_at(&self, at: OffsetDateTime) {
        self.0
            .with(|time| *time = Time::Stopped(at.to_offset(UtcOffset::UTC)));
    }
}

fn system_time() -> OffsetDateTime {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the seam where the sandbox gets its time"
    )]
    let now = SystemTime::now();
    now.into()
}

/// The time that a text stands for, in RFC 3339.
pub(crate) fn read(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok()
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
