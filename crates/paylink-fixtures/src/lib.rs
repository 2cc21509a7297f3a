//! What the tests of the provider crates share: a fixed runtime, the fixtures, and the contracts
//! that requests must keep.
//!
//! It is part of the tests: it panics where a test would.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "test code: a broken fixture fails the test that reads it"
)]

mod account;
mod client;
mod contract;
mod fixtures;

pub use account::account;
pub use client::{client, connection};
pub use contract::Contract;
pub use fixtures::{
    Case, Documented, Limit, all_documented, cases, documented, documented_request,
};
pub use paylink_testkit::FixedRuntime;

/// The examples of the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
