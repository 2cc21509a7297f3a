//! A clock that runs, or that only a test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use paylink_core::BoxFuture;
use paylink_core::time::OffsetDateTime;
use paylink_core::transport::Runtime;

pub(crate) struct Clock {
    /// Seconds since 1970 at which it is stopped.
    fixed: Option<AtomicI64>,
    start: tokio::time::Instant,
}

impl Clock {
    pub(crate) fn real() -> Arc<Self> {
        let start = tokio::time::Instant::now();
        Arc::new(Self { fixed: None, start })
    }

    pub(crate) fn fixed() -> Arc<Self> {
        let start = tokio::time::Instant::now();
        let fixed = Some(AtomicI64::new(1_790_000_000));
        Arc::new(Self { fixed, start })
    }

    pub(crate) fn forward(&self, seconds: i64) {
        self.fixed
            .as_ref()
            .unwrap()
            .fetch_add(seconds, Ordering::SeqCst);
    }

    pub(crate) fn back(&self, seconds: i64) {
        self.forward(-seconds);
    }
}

impl Runtime for Clock {
    fn now(&self) -> OffsetDateTime {
        let seconds = self
            .fixed
            .as_ref()
            .map(|fixed| fixed.load(Ordering::SeqCst));
        let start = OffsetDateTime::from_unix_timestamp(seconds.unwrap_or(1_790_000_000)).unwrap();
        if seconds.is_some() {
            return start;
        }
        start + self.start.elapsed()
    }

    fn monotonic(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn random(&self) -> Option<[u8; 16]> {
        None
    }
}
