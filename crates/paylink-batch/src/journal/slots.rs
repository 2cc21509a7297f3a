//! [`Slots`]: the send times of an account.

use std::time::Duration;

use crate::rate::Rate;

/// How far ahead send times are given out. A row that waits for its time is `sending` already.
const AHEAD_MS: i64 = 200;

/// The send times that are left of an account's rate now, in milliseconds of the journal's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slots {
    now: i64,
    next_us: i64,
    interval_us: i64,
}

impl Slots {
    /// What is left at `now` (milliseconds) when the next create may start at `next_us`
    /// (microseconds).
    pub(crate) fn new(rate: Rate, now: i64, next_us: i64) -> Self {
        let interval_us = rate.interval().as_nanos().div_ceil(1000);
        let interval_us = i64::try_from(interval_us).unwrap_or(i64::MAX);
        let now_us = now.saturating_mul(1000);
        let ahead_us = AHEAD_MS.saturating_mul(1000).saturating_add(interval_us);
        // Nothing further ahead is ever given out: the clock was set back since.
        let is_ahead = next_us > now_us.saturating_add(ahead_us);
        let next_us = if is_ahead {
            now_us
        } else {
            next_us.max(now_us)
        };
        Self {
            now,
            next_us,
            interval_us,
        }
    }

    /// The next send time, as how long it is from now. `None` when it is too far ahead.
    pub(crate) fn take(&mut self) -> Option<Duration> {
        let wait = self.wait_us();
        if wait > AHEAD_MS.saturating_mul(1000) {
            return None;
        }
        self.next_us = self.next_us.saturating_add(self.interval_us);
        Some(micros(wait))
    }

    /// How long it is until the next send time may be taken. Zero when one is left now.
    pub(crate) fn wait(&self) -> Duration {
        let wait = self.wait_us();
        micros(if wait > AHEAD_MS.saturating_mul(1000) {
            wait
        } else {
            0
        })
    }

    /// When the next create may start, in microseconds: what the journal keeps.
    pub(crate) const fn next_us(&self) -> i64 {
        self.next_us
    }

    const fn wait_us(&self) -> i64 {
        self.next_us.saturating_sub(self.now.saturating_mul(1000))
    }
}

fn micros(count: i64) -> Duration {
    Duration::from_micros(u64::try_from(count).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{Rate, Slots};
    use std::time::Duration;

    fn slots(rate: &str, now: i64, next_us: i64) -> Slots {
        let rate: Rate = rate.parse().unwrap();
        Slots::new(rate, now, next_us)
    }

    #[test]
    fn send_times_are_evenly_spread_and_at_most_a_fifth_of_a_second_ahead() {
        let mut slots = slots("20/s", 1_000, 0);
        let taken: Vec<_> = std::iter::from_fn(|| slots.take()).collect();
        assert_eq!(taken, [0, 50, 100, 150, 200].map(Duration::from_millis));
        assert_eq!(slots.wait(), Duration::from_millis(250));
        assert_eq!(slots.next_us(), 1_250_000);
    }

    #[test]
    fn what_another_worker_took_is_gone() {
        let mut slots = slots("20/s", 1_000, 1_150_000);
        assert_eq!(slots.take(), Some(Duration::from_millis(150)));
        assert_eq!(slots.take(), Some(Duration::from_millis(200)));
        assert_eq!(slots.take(), None);
    }

    #[test]
    fn time_that_passed_unused_gives_no_burst() {
        let mut slots = slots("1/s", 60_000, 1_000_000);
        assert_eq!(slots.take(), Some(Duration::ZERO));
        assert_eq!(slots.take(), None);
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_stop_the_account() {
        let mut slots = slots("20/s", 1_000, 3_600_000_000);
        assert_eq!(slots.take(), Some(Duration::ZERO));
    }
}
