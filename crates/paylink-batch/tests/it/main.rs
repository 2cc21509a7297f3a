//! What `paylink-batch` promises, by its public interface.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs,
    reason = "test code fails by panicking"
)]

mod afterwards;
mod clock;
#[cfg(feature = "postgres")]
mod cluster;
mod killed;
mod life;
mod model;
mod names;
#[cfg(feature = "postgres")]
mod postgres;
mod properties;
mod provider;
mod runner;
mod scratch;
mod sqlite;
mod world;
