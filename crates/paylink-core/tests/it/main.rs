//! What the core promises, through its public items only.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "test code fails by panicking"
)]

mod address;
mod auto_traits;
mod call;
mod client_builder;
mod comparison;
mod errors;
mod exact;
mod ext;
mod facts;
mod json;
mod links;
mod money;
mod pages;
mod properties;
mod resend;
mod secrets;
mod stored;
mod timestamps;
mod value_types;
mod waits;
mod webhook;
