//! Canaries: no credential, token, payer's datum, link address, metadata or body is in what a call
//! prints, logs or traces.
//!
//! A process of its own, for its subscriber and logger are the process's. Everything is listened to
//! at trace level: ours, reqwest's, hyper's and rustls'.
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
