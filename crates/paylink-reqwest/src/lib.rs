//! The real connection of the Paylink clients: reqwest sends, tokio waits.
//!
//! Redirects, cookies, compression and reqwest's own retries are off. TLS checks certificates with the platform's roots;
//! a proxy and further roots are used only when asked for. Nothing of reqwest is public.
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
mod host;
mod transport;

pub use builder::{Builder, connection};
