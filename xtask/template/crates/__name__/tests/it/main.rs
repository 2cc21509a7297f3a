//! What the crate promises, seen from outside.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "test code fails by panicking"
)]

mod conformance;
