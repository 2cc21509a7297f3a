//! What an exchange proves, against sockets that misbehave.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "test code fails by panicking"
)]

mod builder;
mod exchange;
mod support;
