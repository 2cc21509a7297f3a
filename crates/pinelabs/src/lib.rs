//! Payment links with [Pine Labs Online](https://www.pinelabs.com/docs/online-payments), formerly
//! Plural: typed, exact and safe.
//!
//! - **Amounts** are whole numbers of **minor** units with their currency: `50000` and `INR` are
//!   500.00 INR. [`PaymentAmount`] converts major units exactly, or not at all.
//! - **Idempotency is documented.** `merchant_payment_link_reference` is the idempotency key: a
//!   repeated reference gives the existing link, so a create that timed out is retried safely. Use
//!   one reference for one order. The header `Idempotency-Key` is sent when you give a key; its
//!   effect is not documented.
//! - **Credentials**: a client id and a client secret. The client gets an access token with them,
//!   caches it, renews it before it expires, and once after a 401. Concurrent calls share one
//!   exchange.
//! - **Environments**: [`PRODUCTION`] and [`UAT`].
//! - **After an unknown outcome**, send the same request with the same reference again. It is not
//!   verified whether Pine Labs then returns the link or the code [`DUPLICATE_REQUEST`]. The code
//!   means that a link with the reference exists, or is being created;
//!   [`find_payment_link`](Client::find_payment_link) looks it up. A link that differs from the
//!   request, or can no longer be paid, is an error that contains the link.
//! - **Other operations**: read a link, find it by its reference, cancel it, notify its customer
//!   again. No page documents how to list or change links. [`webhook`]s are signed, and are about
//!   orders.
//!
//! ```no_run
//! # async fn example(id: String, secret: String) -> Result<(), Box<dyn std::error::Error>> {
//! use pinelabs::Money;
//!
//! let client = pinelabs::Client::new(pinelabs::Credentials::new(id, secret)?)?;
//! let amount = Money::new("500.00".parse()?, "INR".parse()?).try_into()?;
//! let link = client
//!     .create_payment_link(&pinelabs::CreatePaymentLink::new(amount, "order-1001"))
//!     .await?;
//! let url = link.payment_link.as_deref();
//! println!("{}", url.unwrap_or("created, but the response had no URL"));
//! # Ok(())
//! # }
//! ```
//!
//! # Choose the reference, store it, send
//!
//! If your process stops during a call, nobody tells you how the call ended. If the reference was
//! stored before the call, send the same request with the same reference again, or look the link
//! up.
//!
//! ```no_run
//! # async fn store(_: &str) -> std::io::Result<()> { Ok(()) }
//! # async fn example(
//! #     client: pinelabs::Client, amount: pinelabs::PaymentAmount,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! let reference = "order-1001";
//! store(reference).await?;
//! let link = client
//!     .create_payment_link(&pinelabs::CreatePaymentLink::new(amount, reference))
//!     .await?;
//! # let _ = link;
//! # Ok(())
//! # }
//! ```
//!
//! `examples/pinelabs_service.rs` is an axum service that does this, and receives webhooks.
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
//! `docs/providers/pinelabs.md` lists what is documented, and what has not been verified.

mod account;
mod adapter;
mod amount;
mod auth;
mod check;
mod client;
mod credentials;
mod customer;
mod error;
mod link;
mod method;
mod names;
mod operation;
mod product;
mod request;
mod split;
mod stamp;
pub mod webhook;
mod wire;

pub use account::{AccountDetails, BankDetails};
pub use adapter::PineLabsLinks;
pub use amount::PaymentAmount;
pub use client::{Client, ClientBuilder};
pub use credentials::{Credentials, PRODUCTION, UAT};
pub use customer::{Address, Customer};
pub use error::{DUPLICATE_REQUEST, ErrorDetails};
pub use link::{LinkAmount, LinkProduct, LinkSplit, LinkSplitDetail, LinkStatus, PaymentLink};
pub use method::PaymentMethod;
pub use paylink_core::*;
pub use product::{CartDetails, CartItem, ProductDetail};
pub use request::CreatePaymentLink;
pub use split::{SplitDetail, SplitInfo, SplitStatus};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
