//! What an exchange proves, against sockets that misbehave.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "test code fails by panicking"
)]

mod address;
mod builder;
mod exchange;
mod proxy;
mod runtime;
mod support;
