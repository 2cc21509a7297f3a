//! The quick part of the trials: every cell of the matrix, and a short soak. The long runs are
//! `cargo xtask faults`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "test code fails by panicking"
)]

#[cfg(unix)]
mod crashes;
mod dropping;
mod matrix;
mod recovering;
mod soak;
mod tls;
mod token;
mod unreachable;
