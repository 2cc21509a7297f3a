//! [`RunOptions`]: the bounds of a run.

use std::num::NonZeroUsize;
use std::time::Duration;

use crate::rate::Rate;

/// The bounds of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RunOptions {
    /// How many sends may be in flight. It bounds the rows that are unknown after a kill.
    /// 16.
    pub concurrency: NonZeroUsize,
    /// The account's rate, over all its workers. `None` for none.
    pub rate: Option<Rate>,
    /// The longest time that one call takes, with all its attempts. A send starts only while the
    /// lease outlives it. A minute.
    pub call_timeout: Duration,
    /// How long the worker owns a shard before it renews that. At least twice
    /// [`call_timeout`](Self::call_timeout), at least 30 seconds and at most ten minutes. Two
    /// minutes and a half.
    pub lease: Duration,
    /// The most rows that this run sends. `None` for all.
    pub first: Option<u64>,
    /// The most unknown rows of the batch; one more pauses it. `None` for any number.
    pub most_unknown: Option<u64>,
    /// The most links of this run that differ from what was asked; one more pauses the batch. Such
    /// links are mostly made for a reason that all rows share, as an account in another currency.
    /// `None` for any number.
    pub most_differs: Option<u64>,
    /// The most sends of one row, where nothing was sent or the provider documents repeats. 10.
    pub most_attempts: u32,
    /// How long ago a row's first send may be for it to be sent again with its key. An hour: no
    /// page says how long a key lives.
    pub key_life: Duration,
    /// How long a journal that cannot be written is tried again, while its database restarts. A
    /// minute.
    pub journal_patience: Duration,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self {
            concurrency: NonZeroUsize::MIN.saturating_add(15),
            rate: None,
            call_timeout: Duration::from_secs(60),
            lease: Duration::from_secs(150),
            first: None,
            most_unknown: None,
            most_differs: None,
            most_attempts: 10,
            key_life: Duration::from_secs(3600),
            journal_patience: Duration::from_secs(60),
        }
    }
}

impl RunOptions {
    /// The lease within its bounds.
    pub(super) fn bounded_lease(&self) -> Duration {
        let least = self.call_timeout.saturating_mul(2);
        let least = least.max(Duration::from_secs(30));
        self.lease.max(least).min(Duration::from_secs(600))
    }
}
