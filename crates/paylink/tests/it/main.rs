//! What the facade promises, seen from outside: the configuration, the roster, and the suite over
//! every provider.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "test code fails by panicking"
)]

mod config;
mod conformance;
mod corpus;
mod credentials;
mod hostile;
mod no_provider;
mod one_crate;
mod one_link;
mod outside;
mod roster;
mod router;
mod stored_requests;
