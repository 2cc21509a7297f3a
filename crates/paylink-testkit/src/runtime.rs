//! [`FixedRuntime`]: a runtime whose time moves only when a call sleeps.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use paylink_core::BoxFuture;
use paylink_core::transport::Runtime;
use time::OffsetDateTime;

/// 2026-11-21T10:00:00Z in seconds since 1970.
const START: i64 = 1_795_255_200;

/// A runtime for tests. The time moves only when a call sleeps, and a sleep ends at once.
///
/// [`default`](Self::default) starts at 2026-11-21T10:00:00Z. The first draw of random bytes is 16
/// bytes of 0, the second 16 bytes of 1, and so on up to 255, so a test can name the idempotency
/// keys that are drawn. Later draws differ from all earlier ones.
///
/// ```
/// use std::time::Duration;
/// use paylink_core::transport::Runtime;
/// use paylink_testkit::FixedRuntime;
///
/// let runtime = FixedRuntime::default();
/// let before = runtime.now();
/// // The future is ready at once.
/// let _ = paylink_testkit::at_once(runtime.sleep(Duration::from_secs(30)));
/// assert_eq!(runtime.now() - before, Duration::from_secs(30));
/// assert_eq!(runtime.sleeps(), [Duration::from_secs(30)]);
/// ```
pub struct FixedRuntime {
    start: OffsetDateTime,
    sleeps: Mutex<Vec<Duration>>,
    random: Random,
}

/// Where random bytes come from.
enum Random {
    Counter(AtomicU64),
    Same([u8; 16]),
    Unavailable,
}

impl FixedRuntime {
    /// A runtime that starts at this time.
    #[must_use]
    pub const fn at(start: OffsetDateTime) -> Self {
        Self {
            start,
            sleeps: Mutex::new(Vec::new()),
            random: Random::Counter(AtomicU64::new(0)),
        }
    }

    /// The same runtime, but every draw gives these random bytes.
    #[must_use]
    pub fn with_random_bytes(self, bytes: [u8; 16]) -> Self {
        let random = Random::Same(bytes);
        Self { random, ..self }
    }

    /// The same runtime on a machine that has no random bytes to give.
    #[must_use]
    pub fn without_random_bytes(self) -> Self {
        let random = Random::Unavailable;
        Self { random, ..self }
    }

    /// How long all sleeps took together.
    #[must_use]
    pub fn slept(&self) -> Duration {
        let sleeps = self.sleeps.lock().unwrap_or_else(PoisonError::into_inner);
        (sleeps.iter()).fold(Duration::ZERO, |all, sleep| all.saturating_add(*sleep))
    }

    /// The sleeps, in their order.
    #[must_use]
    pub fn sleeps(&self) -> Vec<Duration> {
        let sleeps = self.sleeps.lock().unwrap_or_else(PoisonError::into_inner);
        sleeps.clone()
    }
}

impl Default for FixedRuntime {
    fn default() -> Self {
        let start = OffsetDateTime::from_unix_timestamp(START);
        Self::at(start.unwrap_or(OffsetDateTime::UNIX_EPOCH))
    }
}

impl Runtime for FixedRuntime {
    fn now(&self) -> OffsetDateTime {
        let slept = time::Duration::try_from(self.slept()).unwrap_or(time::Duration::MAX);
        self.start.saturating_add(slept)
    }

    fn monotonic(&self) -> Duration {
        self.slept()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let mut sleeps = self.sleeps.lock().unwrap_or_else(PoisonError::into_inner);
        sleeps.push(duration);
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> Option<[u8; 16]> {
        match &self.random {
            Random::Counter(drawn) => {
                let number = drawn.fetch_add(1, Ordering::SeqCst);
                let [.., low] = number.to_be_bytes();
                let repeated = u128::from_be_bytes([low; 16]);
                Some((repeated ^ (u128::from(number >> 8) << 64)).to_be_bytes())
            }
            Random::Same(bytes) => Some(*bytes),
            Random::Unavailable => None,
        }
    }
}

impl fmt::Debug for FixedRuntime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FixedRuntime")
            .field("start", &self.start)
            .field("slept", &self.slept())
            .finish_non_exhaustive()
    }
}
