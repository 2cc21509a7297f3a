//! The fault matrix and the long runs: the outcome of every fault in every operation of every
//! provider.
//!
//! The clients are the real ones, over real sockets. The sandbox responds, and breaks its
//! responses. [`expectations`] has the expected outcomes, written from the promise and not from the
//! code.
//!
//! It is part of the tests: it panics where a test would.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "test code: a trial that cannot be set up fails the test that runs it"
)]

pub mod client;
#[cfg(unix)]
#[path = "../../paylink-batch/tests/it/cluster.rs"]
mod cluster;
#[cfg(unix)]
pub mod crashes;
pub mod expectations;
pub mod host;
pub mod matrix;
pub mod soak;
pub mod subject;
