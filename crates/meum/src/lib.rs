//! Payment links with [Meum](https://docs.meum.io): typed, exact and safe.
//!
//! - **Amounts** are decimal strings in **major** units: `25.00` is twenty-five. A request carries no currency; the
//!   account's currency comes back in the answer.
//! - **Repeats** are documented: the same `Idempotency-Key` gives the original answer. Every attempt of a call carries the
//!   same key, so a create that timed out is sent again safely, and the key comes back on the answer and on every error.
//! - **Credentials**: an API key of one store, `sk_live_...`. No sandbox host and no test key are documented.
//! - **Unknown outcomes**: send the same request with the same key again ([`CreatePaymentLink::with_idempotency_key`]).
//!   How long a key lives is not documented.
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
//! println!("{}", link.public_url.as_deref().unwrap_or("made, but its address did not come"));
//! # Ok(())
//! # }
//! ```
//!
//! What is documented, and what nobody has observed yet, stands in `docs/providers/meum.md`.

mod client;
mod config;
mod error;
mod face;
mod invoice;
mod link;
mod names;
mod operation;
mod request;
mod update;
pub mod webhook;
mod wire;

pub use client::Client;
pub use config::{ApiKey, Config, PRODUCTION};
pub use face::MeumLinks;
pub use invoice::{Invoice, InvoiceStatus};
pub use link::{AmountMode, LinkStatus, PaymentLink, PaymentLinkStats};
pub use paylink_core as core;
pub use request::{CreatePaymentLink, Pricing};
pub use update::{Change, UpdatePaymentLink};
