//! The sandbox and its wire tools, from outside: over real sockets, with bytes written by hand.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

mod cases;
mod client;
mod costplus;
mod invoicing;
mod meum;
mod paywint;
mod pinelabs;
mod sandbox;
mod wire;
