//! The built-in transport of the Paylink clients: reqwest with rustls, on a tokio runtime.
//!
//! Each provider crate uses it behind its default feature `reqwest`. Name it only to share one
//! connection pool between clients of several providers. It has no features of its own.
//!
//! - Redirects, cookies, compression and reqwest's own retries are off, whatever features of
//!   reqwest the rest of the program enables. A response that is compressed anyway is kept as it
//!   arrived and is unreadable.
//! - Certificates are checked with the platform's roots. A proxy and further roots are used only if
//!   you set them.
//! - `localhost` is 127.0.0.1 or ::1, whatever a resolver says. Loopback addresses never go through
//!   a proxy.
//! - No type of reqwest is public.
//! - Credentials are not wiped from the copies that reqwest, hyper, rustls and the operating system
//!   make to send a request. Neither is the address of a proxy, which may contain a password.
//!
//! ```
//! # fn main() -> Result<(), paylink_core::Error> {
//! use std::time::Duration;
//! let connection = paylink_reqwest::Builder::new()
//!     .connect_timeout(Duration::from_secs(3))
//!     .build()?
//!     .with_timeout(Duration::from_secs(20));
//! # let _ = connection;
//! # Ok(())
//! # }
//! ```

mod builder;
mod proxy;
mod runtime;
mod transport;

pub use builder::{Builder, connect, connection};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
