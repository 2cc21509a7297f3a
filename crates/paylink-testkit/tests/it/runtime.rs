//! The fixed runtime: time moves by sleeping alone, and random bytes are known.

use std::collections::BTreeSet;
use std::time::Duration;

use paylink_core::time::OffsetDateTime;
use paylink_core::transport::Runtime;
use paylink_testkit::{FixedRuntime, at_once};

#[test]
fn time_moves_by_sleeping_alone() {
    let runtime = FixedRuntime::default();
    assert_eq!(runtime.now().to_string(), "2026-11-21 10:00:00.0 +00:00:00");
    assert_eq!(runtime.monotonic(), Duration::ZERO);
    for seconds in [3, 4] {
        at_once(runtime.sleep(Duration::from_secs(seconds))).unwrap();
    }
    assert_eq!(runtime.now().to_string(), "2026-11-21 10:00:07.0 +00:00:00");
    assert_eq!(runtime.monotonic(), Duration::from_secs(7));
    assert_eq!(runtime.slept(), Duration::from_secs(7));
    assert_eq!(runtime.sleeps().len(), 2);
}

#[test]
fn a_sleep_without_end_is_no_overflow() {
    let runtime = FixedRuntime::at(OffsetDateTime::UNIX_EPOCH);
    for _ in 0..2 {
        at_once(runtime.sleep(Duration::MAX)).unwrap();
    }
    assert_eq!(runtime.slept(), Duration::MAX);
    assert!(runtime.now() > OffsetDateTime::UNIX_EPOCH);
}

#[test]
fn random_bytes_are_known_and_never_twice_or_those_that_were_chosen() {
    let counted = FixedRuntime::default();
    for byte in 0..=255 {
        assert_eq!(counted.random(), Some([byte; 16]));
    }
    let all: BTreeSet<_> = (0..1000).map(|_| counted.random()).collect();
    assert_eq!(all.len(), 1000);
    assert!(all.iter().flatten().all(|bytes| *bytes != [bytes[0]; 16]));
    let same = FixedRuntime::default().with_random_bytes([9; 16]);
    assert_eq!(
        (same.random(), same.random()),
        (Some([9; 16]), Some([9; 16]))
    );
    assert_eq!(
        FixedRuntime::default().without_random_bytes().random(),
        None
    );
}
