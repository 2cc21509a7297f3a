//! The two seams to the world, for a client with a transport of its own: no reqwest, no tokio.
//!
//! - [`Transport`] sends one request and says whether anything was sent. It never sends twice.
//! - [`Runtime`] is the clock, the pauses and the random bytes.
//! - [`Connection`] joins both with the [`Limits`] of a call; a client's builder takes it.

pub use crate::call::{
    Bounds, Connection, Limits, Runtime, Transport, TransportError, TransportErrorKind,
};
