//! Payment links with [Meum](https://docs.meum.io): typed, exact and safe.
//!
//! - **Amounts** are decimal strings in **major** units: `25.00` is twenty-five. A request has no
//!   currency; the response says which one Meum used.
//! - **Idempotency is documented.** The same `Idempotency-Key` gives the original response. Every
//!   attempt of a call carries the same key, so a create that timed out is retried safely. The
//!   answer and every error have the key.
//! - **Credentials**: an API key of one store, `sk_live_...`. No sandbox host and no test key are
//!   documented.
//! - **After an unknown outcome**, send the same request with the same key again
//!   ([`CreatePaymentLink::with_idempotency_key`]). How long a key lives is not documented. A 409
//!   on a create ([`ErrorKind::Duplicate`]) is such an outcome: a link with the key exists, or is
//!   being created.
//! - **A success is what you asked for.** What the response repeats is compared with the request:
//!   price, mode, limits, suggested amounts, flags, expiry, the id, and the state after a change. A
//!   difference is [`ErrorKind::Differs`], with the link in [`Error::link`].
//!
//! ```no_run
//! # async fn example(key: String) -> Result<(), Box<dyn std::error::Error>> {
//! let client = meum::Client::new(meum::ApiKey::new(key)?)?;
//! let link = client
//!     .create_payment_link(&meum::CreatePaymentLink::new(
//!         "Summer fundraiser",
//!         meum::Pricing::fixed("25.00".parse()?),
//!     ))
//!     .await?;
//! let url = link.public_url.as_deref();
//! println!("{}", url.unwrap_or("created, but the response had no URL"));
//! # Ok(())
//! # }
//! ```
//!
//! # Choose the key, store it, send
//!
//! If your process stops during a call, nobody tells you how the call ended. If the key was stored
//! before the call, send the same request with the same key again. A key has 1 to 128 characters.
//!
//! ```no_run
//! # async fn store(_: &str, _: &str) -> std::io::Result<()> { Ok(()) }
//! # async fn example(client: meum::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use meum::IdempotencyKey;
//! let key = IdempotencyKey::random();
//! store("order-1001", key.as_str()).await?;
//! let price = meum::Pricing::fixed("25.00".parse()?);
//! let request = meum::CreatePaymentLink::new("Two tickets", price).with_idempotency_key(key);
//! let link = client.create_payment_link(&request).await?;
//! # let _ = link;
//! # Ok(())
//! # }
//! ```
//!
//! `examples/meum_service.rs` is an axum service that does this, and receives webhooks.
//! `examples/blocking.rs` is a client without tokio and reqwest.
//!
//! # Features
//!
//! | Feature | Default | What it adds |
//! |---|---|---|
//! | `reqwest` | yes | [`Client::new`]; requests over reqwest with rustls, on a tokio runtime |
//! | `tracing` | no | one span for each call and each attempt, without arguments or secrets |
//!
//! Without `reqwest`, give [`Client::builder`] a [`transport`] and a runtime of your own.
//!
//! `docs/providers/meum.md` lists what is documented, and what has not been verified.

mod adapter;
mod client;
mod credentials;
mod error;
mod invoice;
mod link;
mod names;
mod operation;
mod request;
mod update;
pub mod webhook;
mod wire;

pub use adapter::MeumLinks;
pub use client::{Client, ClientBuilder};
pub use credentials::{ApiKey, PRODUCTION};
pub use invoice::{Invoice, InvoiceStatus};
pub use link::{AmountMode, LinkStatus, PaymentLink, PaymentLinkStats};
pub use paylink_core::*;
pub use request::{CreatePaymentLink, Pricing};
pub use update::{Change, UpdatePaymentLink};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
