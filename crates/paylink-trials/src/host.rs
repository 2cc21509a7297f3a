//! [`TrialHost`]: the real time of day, sleeps that end at once, and random bytes that do not
//! repeat.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use paylink_core::BoxFuture;

use paylink_core::transport::{Connection, Limits, Runtime};
use time::OffsetDateTime;

/// A host that never waits: sleeps are only counted.
#[derive(Debug)]
pub struct TrialHost {
    start: Instant,
    slept_millis: AtomicU64,
}

/// The count of all hosts' random bytes: two of them share a sandbox, and must not share a key.
static DRAWN: AtomicU64 = AtomicU64::new(1);

impl TrialHost {
    fn new() -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "a host is the seam that provides the clock"
        )]
        let start = Instant::now();
        Self {
            start,
            slept_millis: AtomicU64::new(0),
        }
    }
}

impl Runtime for TrialHost {
    fn now(&self) -> OffsetDateTime {
        #[expect(
            clippy::disallowed_methods,
            reason = "a host is the seam that provides the clock"
        )]
        OffsetDateTime::now_utc()
    }

    fn monotonic(&self) -> Duration {
        let slept = Duration::from_millis(self.slept_millis.load(Ordering::SeqCst));
        self.start.elapsed() + slept
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let millis = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        self.slept_millis.fetch_add(millis, Ordering::SeqCst);
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> Option<[u8; 16]> {
        let draw = u128::from(DRAWN.fetch_add(1, Ordering::SeqCst));
        Some(draw.to_be_bytes())
    }
}

/// The real transport on a host that never waits, with this time for one attempt.
#[must_use]
pub fn connection(attempt: Duration) -> Connection {
    let mut limits = Limits::default();
    limits.attempt = attempt;
    // Sleeps are counted, so a call with many pauses needs a long limit.
    limits.call = Duration::from_secs(600);
    paylink_reqwest::connection()
        .unwrap()
        .with_runtime(Arc::new(TrialHost::new()))
        .with_limits(limits)
}
