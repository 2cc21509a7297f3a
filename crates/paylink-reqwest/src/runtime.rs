//! The machine's clock, sleep and random bytes.

use std::time::{Duration, Instant};

use paylink_core::BoxFuture;

use paylink_core::transport::Runtime;
use rustls::crypto::{SecureRandom, aws_lc_rs};
use time::OffsetDateTime;
use tokio::runtime::Handle;

/// The runtime over tokio. It is the only place that reads a clock.
pub(crate) struct SystemRuntime {
    start: Instant,
    generator: &'static dyn SecureRandom,
}

impl SystemRuntime {
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

impl Runtime for SystemRuntime {
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
        match Handle::try_current() {
            Ok(_) => Box::pin(tokio::time::sleep(duration)),
            // tokio's timer would panic here. A token source, or a transport of the caller, may
            // still wait.
            Err(_) => Box::pin(futures_timer::Delay::new(duration)),
        }
    }

    fn random(&self) -> Option<[u8; 16]> {
        let mut bytes = [0; 16];
        self.generator.fill(&mut bytes).ok()?;
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use paylink_core::transport::Runtime as _;

    use super::SystemRuntime;

    #[test]
    fn nothing_is_given_out_twice() {
        let runtimes = [SystemRuntime::new(), SystemRuntime::new()];
        let mut given = HashSet::new();
        for _ in 0..10_000 {
            for runtime in &runtimes {
                assert!(given.insert(runtime.random()));
            }
        }
        assert!(!given.contains(&None));
    }

    /// Both halves are random: with eight random bytes, ids would collide sooner.
    #[test]
    fn both_halves_of_an_id_are_new() {
        let runtime = SystemRuntime::new();
        let ids: Vec<_> = (0..1000).filter_map(|_| runtime.random()).collect();
        let halves: HashSet<_> = ids.iter().flat_map(|id| id.chunks(8)).collect();
        assert_eq!(halves.len(), 2000);
    }
}
