//! The real connection of the Paylink clients: reqwest sends, tokio waits.
//!
//! Redirects, cookies, compression and reqwest's own retries are off, whatever features of reqwest the rest of a program
//! enables. An answer that is compressed all the same is kept as it came, and cannot be read. TLS is rustls, and checks
//! certificates with the platform's roots; a proxy and further roots are used only when asked for. `localhost` is 127.0.0.1 or
//! ::1, whatever a resolver says, and loopback never goes through a proxy. Nothing of reqwest is public.
//!
//! Credentials are not wiped from what reqwest, hyper, rustls and the operating system copy to send a request, nor is the address
//! of a proxy, with its password.
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
