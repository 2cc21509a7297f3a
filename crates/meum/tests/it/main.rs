//! What the crate promises, seen from outside: the wire as exact text, the answers, the errors and
//! their outcomes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "test code fails by panicking"
)]

mod adapter;
mod answers;
mod auto_traits;
mod create;
mod credentials;
mod differs;
mod errors;
mod exact;
mod lifecycle;
mod outcomes;
mod pages;
mod properties;
mod refusals;
mod support;
mod webhook;
mod wire;
