//! Canaries: nothing that a call prints, logs or traces contains a credential, a token, payer data,
//! a link's URL, metadata or a body.
//!
//! This is a process of its own because the subscriber and the logger are global. Everything is
//! recorded at trace level: our events, and those of reqwest, hyper and rustls.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "test code fails by panicking"
)]

mod files;
mod input;
mod listener;
mod planted;
mod requests;
mod shown;
mod traced;
mod webhooks;
