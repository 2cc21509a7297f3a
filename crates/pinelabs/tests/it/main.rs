//! What the crate promises, seen from outside: the wire as exact text, the token, the answers, the
//! errors and their outcomes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "test code fails by panicking"
)]

mod adapter;
mod answers;
mod auto_traits;
mod create;
mod create_or_find;
mod credentials;
mod differs;
mod errors;
mod find;
mod lifecycle;
mod outcomes;
mod properties;
mod receiver;
mod request;
mod sandbox;
mod support;
mod token;
mod turns;
mod webhook;
#[path = "../../examples/webhook_axum.rs"]
#[allow(dead_code, reason = "its `main` is the example's")]
mod webhook_axum;
mod webhook_events;
mod wire;
