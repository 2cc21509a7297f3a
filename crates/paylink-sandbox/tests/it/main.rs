//! The sandbox and its wire tools, from outside: over real sockets, with bytes written by hand.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

mod wire;
