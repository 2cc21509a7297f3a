//! What the crate promises, seen from outside: the wire as exact text, the answers, the errors and
//! their outcomes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "test code fails by panicking"
)]

mod adapter;
mod answers;
mod create;
mod credentials;
mod differs;
mod errors;
mod outcomes;
mod pages;
mod properties;
mod reads;
mod signature;
mod support;
mod webhook;
mod wire;
