//! The machine's clock, sleep and random bytes.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use paylink_core::BoxFuture;

use paylink_core::transport::Runtime;
use rustls::crypto::{SecureRandom, aws_lc_rs};
use time::OffsetDateTime;
use tokio::runtime::Handle;

use crate::alarm::Alarm;

/// The real host. The one place that reads a clock.
pub(crate) struct SystemHost {
    start: Instant,
    generator: &'static dyn SecureRandom,
    /// Keys of its own, so that two hosts never give the same.
    hasher: RandomState,
    given: AtomicU64,
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
            hasher: RandomState::new(),
            given: AtomicU64::new(0),
        }
    }
}

impl Runtime for SystemHost {
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
            // tokio's timer panics here. A source of tokens, or a transport of the caller's own, may wait all the same.
            Err(_) => Box::pin(Alarm::default().wait(duration)),
        }
    }

    fn random(&self) -> Option<[u8; 16]> {
        let mut bytes = [0; 16];
        self.generator.fill(&mut bytes).ok()?;
        Some(bytes)
    }

    /// A keyed hash of a count and of the time: a process that was forked counts on from the same number with the same keys, but
    /// does not live in the same nanosecond.
    fn unique(&self) -> Option<[u8; 16]> {
        let count = self.given.fetch_add(1, Ordering::Relaxed);
        let time = self.now().unix_timestamp_nanos();
        let half = |half: bool| u128::from(self.hasher.hash_one((half, count, time)));
        Some(((half(false) << 64) | half(true)).to_be_bytes())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use paylink_core::transport::Runtime as _;

    use super::SystemHost;

    #[test]
    fn nothing_is_given_out_twice() {
        let hosts = [SystemHost::new(), SystemHost::new()];
        let mut given = HashSet::new();
        for _ in 0..10_000 {
            for host in &hosts {
                assert!(given.insert(host.unique()));
                assert!(given.insert(host.random()));
            }
        }
        assert!(!given.contains(&None));
    }

    /// Each half takes part: ids that differ in eight bytes only would meet sooner.
    #[test]
    fn both_halves_of_an_id_are_new() {
        let host = SystemHost::new();
        let ids: Vec<_> = (0..1000).filter_map(|_| host.unique()).collect();
        let halves: HashSet<_> = ids.iter().flat_map(|id| id.chunks(8)).collect();
        assert_eq!(halves.len(), 2000);
    }
}
