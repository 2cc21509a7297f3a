//! Traits for a transport of your own, without reqwest or tokio.
//!
//! - [`Transport`] sends one request, once, and reports whether anything was sent.
//! - [`Runtime`] provides the time, pauses and random bytes.
//! - [`Connection`] combines both with the [`Limits`] of a call. A client's builder accepts it.

pub use crate::call::{
    Bounds, Connection, Limits, Runtime, Transport, TransportError, TransportErrorKind,
};
