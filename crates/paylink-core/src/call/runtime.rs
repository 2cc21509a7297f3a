//! [`Runtime`]: the time, a sleep, random bytes. The only way to any of them.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use time::OffsetDateTime;

/// A boxed future, as the small dyn traits of this crate return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a call needs of the machine. `paylink-reqwest` provides the real one; tests provide fixed ones.
pub trait Runtime: Send + Sync {
    /// The time of day, for timestamps and expiries.
    fn now(&self) -> OffsetDateTime;

    /// Time that only runs forward, from any fixed point, for time-outs.
    fn monotonic(&self) -> Duration;

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// Sixteen random bytes, for idempotency keys and pauses; `None` when the machine has none to give.
    fn random(&self) -> Option<[u8; 16]>;
}
