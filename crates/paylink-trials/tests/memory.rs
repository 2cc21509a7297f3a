//! A body of 300 MB: a typed error, and hardly any memory. A process of its own, for the peak is
//! the process's.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "test code fails by panicking"
)]

use std::time::Duration;

use paylink_core::{ErrorKind, Outcome};
use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike};
use paylink_trials::host::connection;
use paylink_trials::subject::subjects;

/// The most memory that the process has held so far, in kilobytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_body_of_300_mb_adds_less_than_16() {
    let sandbox = Sandbox::start().await.unwrap();
    for provider in Sandbox::PROVIDERS {
        let subjects = subjects(&sandbox, provider, &connection(Duration::from_secs(60))).await;
        for subject in &subjects {
            let on = subject.ready().await;
            let before = peak();
            let strike = Strike::before(Fault::flood(300_000_000)).on(provider);
            sandbox.faults().add(strike.operation(subject.operation));
            let error = subject.call(on).await.unwrap_err();
            sandbox.faults().clear();
            assert_eq!(
                (error.kind(), error.outcome()),
                (ErrorKind::TooLarge, Outcome::Unknown)
            );
            assert_eq!(error.raw_body().unwrap().len(), 1024 * 1024);
            // The kernel's own count of a peak can step back a little.
            let added = peak().saturating_sub(before);
            assert!(
                added < 16 * 1024,
                "{provider} {}: {added} kB",
                subject.operation
            );
        }
    }
}
