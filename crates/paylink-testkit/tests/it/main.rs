//! What the testkit promises, seen from outside: the suite finds each flaw, the mock is honest, and
//! nothing waits.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "test code fails by panicking"
)]

mod flaw;
mod flawed;
mod flaws;
mod mock;
// How a project outside the workspace is built.
#[path = "../../../paylink/tests/it/outside.rs"]
mod outside;
mod runtime;
// The flaws are put on the third-party provider, whose crate is outside the workspace.
#[path = "../third_party_provider/src/lib.rs"]
#[allow(
    clippy::expect_used,
    dead_code,
    unreachable_pub,
    reason = "a library of its own elsewhere"
)]
mod provider;
mod third_party_provider;
mod transport;
