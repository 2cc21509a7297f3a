//! [`Runtime`]: the only source of time, pauses and random bytes.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use time::OffsetDateTime;

/// A boxed future, as the dyn-compatible traits of this crate return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Time, pauses and random bytes for a call. `paylink-reqwest` implements it for tokio; tests use
/// fixed values.
pub trait Runtime: Send + Sync {
    /// The current time, for timestamps and expiries.
    fn now(&self) -> OffsetDateTime;

    /// A monotonic clock with any fixed starting point, for time-outs.
    fn monotonic(&self) -> Duration;

    /// Waits for `duration`.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// Sixteen random bytes, for idempotency keys and pauses. `None` if the machine has none.
    fn random(&self) -> Option<[u8; 16]>;
}
