//! [`FixedRuntime`]: a machine whose time stands still, sleeps at once, and whose random bytes are known.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::Duration;

use paylink_core::{BoxFuture, ClientBuilder};

use paylink_core::provider::BuildClient;

use paylink_core::transport::{Connection, Runtime};
use time::OffsetDateTime;

/// 2026-11-21T10:00:00Z.
const NOW: i64 = 1_795_255_200;

/// A fixed host: it is always 2026-11-21T10:00:00Z, or the time it was made for, plus what was slept.
pub struct FixedRuntime {
    start: OffsetDateTime,
    slept_millis: AtomicU64,
    drawn: AtomicU8,
}

impl FixedRuntime {
    /// A host on which it is this time.
    #[must_use]
    pub fn at(start: OffsetDateTime) -> Self {
        Self {
            start,
            slept_millis: AtomicU64::default(),
            drawn: AtomicU8::default(),
        }
    }

    /// How long was slept, all sleeps together.
    #[must_use]
    pub fn slept(&self) -> Duration {
        Duration::from_millis(self.slept_millis.load(Ordering::SeqCst))
    }
}

impl Default for FixedRuntime {
    fn default() -> Self {
        Self::at(OffsetDateTime::from_unix_timestamp(NOW).unwrap())
    }
}

impl Runtime for FixedRuntime {
    fn now(&self) -> OffsetDateTime {
        self.start + self.slept()
    }

    fn monotonic(&self) -> Duration {
        self.slept()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let millis = u64::try_from(duration.as_millis()).unwrap();
        self.slept_millis.fetch_add(millis, Ordering::SeqCst);
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> Option<[u8; 16]> {
        let draw = self.drawn.fetch_add(1, Ordering::SeqCst);
        Some([draw; 16])
    }
}

/// The real transport on a fixed host, and the host to look at.
#[must_use]
pub fn connection() -> (Connection, Arc<FixedRuntime>) {
    let host = Arc::new(FixedRuntime::default());
    let connection = paylink_reqwest::connection().unwrap();
    (connection.with_runtime(host.clone()), host)
}

/// The client of this address, over the real transport on a fixed host.
pub fn client<C: BuildClient>(builder: ClientBuilder<C>, base_url: impl AsRef<str>) -> C {
    let builder = builder.base_url(base_url).unwrap();
    builder.connection(connection().0).build().unwrap()
}
