//! Payment links with [Meum](https://docs.meum.io): typed, exact and safe.
//!
//! - **Amounts** are decimal strings in **major** units: `25.00` is twenty-five. A request has no
//!   currency; the answer says which one Meum took.
//! - **Idempotency** are documented: the same `Idempotency-Key` gives the original answer. Every
//!   attempt of a call carries the same key, so a create that timed out is sent again safely, and
//!   the key comes back on the answer and on every error.
//! - **Credentials**: an API key of one store, `sk_live_...`. No sandbox host and no test key are
//!   documented.
//! - **Unknown outcomes**: send the same request with the same key again
//!   ([`CreatePaymentLink::with_idempotency_key`]). How long a key lives is not documented. A 409
//!   on a create ([`ErrorKind::Duplicate`]) is such an outcome: a link
//!   exists under the key, or is being made.
//! - **A success is what was asked for.** What the answer repeats is compared: price, mode, bounds,
//!   suggested amounts, flags, expiry, the id, and the state after a change. A difference is
//!   [`ErrorKind::Differs`], and the link is kept in
//!   [`Error::link`].
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
//! A call that is dropped, timed out or killed tells its caller nothing. With a key that is stored
//! before the call, nothing is lost: send the same request with the same key again. A key has 1 to
//! 128 characters, spaces inside included.
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
//! `docs/providers/meum.md` lists what is documented, and what nobody has observed yet.

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
