//! What the command promises, seen from outside: the real binary, its streams, its exit codes, and what arrives at a server.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "test code fails by panicking"
)]

mod create;
mod credentials;
mod demo;
mod dry_run;
mod failure;
mod own_request;
mod refused_fields;
mod sandbox;
mod support;
mod usage;
