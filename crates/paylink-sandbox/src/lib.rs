//! An emulator of five payment-link APIs on a loopback port, for tests.
//!
//! [`Sandbox`] is a real HTTP server that does what Paywint, Pine Labs Online, Meum, Invoicing and CostPlus document:
//! it checks credentials, signatures and tokens, validates bodies, keeps the links that it makes, and answers in each
//! provider's own words. It knows the providers from their contracts only, never from the clients that it tests: a mistake
//! in a client must not be repeated by what checks it.
//!
//! Where a provider's pages are silent, the sandbox decides, and a client must not build on it: a missing or wrong credential
//! is 401 everywhere; a Pine Labs token lives one hour; a repeated Meum key or Pine Labs reference gives the first link back
//! even when the rest of the request is another one; an expiry in the past is accepted; an invoicing link is answered 201.
//! Sentences and most codes in its errors are its own.
//!
//! No money moves, nothing leaves the machine, and the credentials are new at every start.
//!
//! ```
//! use paylink_sandbox::Sandbox;
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! let sandbox = Sandbox::start().await?;
//! for provider in Sandbox::PROVIDERS {
//!     println!("{provider}: {:?}", sandbox.base_url(provider));
//!     // Names are those that the `paylink` command reads, such as MEUM_API_KEY.
//!     let _environment = sandbox.credentials(provider);
//!     assert_eq!(sandbox.arrived(provider), 0);
//! }
//! sandbox.shutdown().await;
//! # Ok::<(), paylink_sandbox::StartError>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`wire`] holds a second, simpler server: it answers what a test tells it to, and keeps every request exactly as it came.

mod auth;
mod clock;
mod contract;
mod hex;
mod link;
mod provider;
mod random;
mod refusal;
mod repeated;
mod sandbox;
mod server;
mod shared;
mod validation;
pub mod wire;
mod world;

pub use clock::Clock;
pub use link::HeldLink;
pub use sandbox::{Sandbox, SandboxBuilder, StartError};
