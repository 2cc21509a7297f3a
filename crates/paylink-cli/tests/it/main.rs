//! What the command promises, seen from outside: the real binary, its streams, its exit codes, and
//! what arrives at a server.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::print_stderr,
    missing_docs,
    reason = "test code fails by panicking"
)]

mod activate;
mod answers;
mod batch;
mod cancel;
mod causes;
#[path = "../../../paylink-batch/tests/it/cluster.rs"]
mod cluster;
mod colours;
mod create;
mod credentials;
mod deliveries;
mod demo;
mod documented;
mod dry_run;
mod failure;
mod find;
mod get;
mod help;
mod list;
mod missing;
mod notify;
mod own_request;
mod profile;
mod public;
mod qr;
mod refused_fields;
mod sandbox;
mod sandbox_accounts;
mod sandbox_admin;
mod sandbox_state;
mod serving;
mod signals;
mod standard_output;
mod support;
mod undocumented;
mod update;
mod usage;
mod verbose;
mod webhook;
