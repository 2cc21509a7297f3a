//! The functions that the fuzz targets call. Each takes any bytes, and panics when a promise is
//! broken.
//!
//! The tests of `paylink` include this file by path and replay `corpus/` with it, on a stable
//! compiler.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a fuzz target fails by panicking"
)]

pub mod accept;
pub mod batch;
pub(crate) mod in_memory;
pub mod json;
pub mod number;
pub mod text;
pub mod webhook;

/// A target: the name of its binary and its corpus, and what is called with each input.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("accept_costplus", accept::costplus),
    ("accept_invoicing", accept::invoicing),
    ("accept_meum", accept::meum),
    ("accept_paywint", accept::paywint),
    ("accept_pinelabs", accept::pinelabs),
    ("accept_pinelabs_token", accept::pinelabs_token),
    ("address", text::address),
    ("amount", number::amount),
    ("answer_head", accept::head),
    ("batch_journal", batch::journal),
    ("batch_mapping", batch::mapping),
    ("json_lenient", json::lenient),
    ("json_number", number::json_number),
    ("json_strict", json::strict),
    ("time", text::time),
    ("webhook_costplus", webhook::costplus),
    ("webhook_meum", webhook::meum),
    ("webhook_paywint", webhook::paywint),
    ("webhook_pinelabs", webhook::pinelabs),
];
