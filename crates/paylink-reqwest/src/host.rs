//! The machine's clock, sleep and random bytes.

use std::time::{Duration, Instant};

use paylink_core::{BoxFuture, Host};
use rustls::crypto::{SecureRandom, aws_lc_rs};
use time::OffsetDateTime;

/// The real host. The one place that reads a clock.
pub(crate) struct SystemHost {
    start: Instant,
    generator: &'static dyn SecureRandom,
}

impl SystemHost {
    pub(crate) fn new() -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the seam that provides the clock"
        )]
        let start = Instant::now();
        Self {
            start,
            generator: aws_lc_rs::default_provider().secure_random,
        }
    }
}

impl Host for SystemHost {
    fn now(&self) -> OffsetDateTime {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the seam that provides the clock"
        )]
        OffsetDateTime::now_utc()
    }

    fn monotonic(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn random(&self) -> Option<[u8; 16]> {
        let mut bytes = [0; 16];
        self.generator.fill(&mut bytes).ok()?;
        Some(bytes)
    }
}
