//! Payment links with the invoicing API (Elevate Billing's "Payment and Refund API"): typed,
//! exact and safe.
//!
//! - **Amounts** are JSON numbers in **major** units: `10.5` is ten and a half. A request has no
//!   currency, and the response has only the provider's own number for it.
//! - **Idempotency is not documented.** A create is retried only when nothing was sent, or once
//!   with a new token after a 401.
//! - **Credentials**: a bearer token, valid for 15 minutes (unverified). How to log in is not
//!   documented well enough to build on, so a client takes a [`Token`], or a [`TokenSource`] that
//!   gets a new one when needed.
//! - **Address**: the page names no server, so you always give the base URL. [`ELEVATE_BILLING`] is
//!   the one that another page documents for the same operation.
//! - **After an unknown outcome**, ask the provider about the invoice or customer before you create
//!   again: no page documents how to read or list links. [`Error::raw_body`] has what arrived of
//!   the response. A response without `paymentLink` is such a case; the page allows it even on
//!   success.
//!
//! ```no_run
//! # async fn example(token: String) -> Result<(), Box<dyn std::error::Error>> {
//! let token = invoicing::Token::new(token)?;
//! let client = invoicing::Client::builder(token)
//!     .base_url(invoicing::ELEVATE_BILLING)?
//!     .build()?;
//! let request = invoicing::CreatePaymentLink::new(1, "10.50".parse()?, "Deposit for order 1001")
//!     .with_invoice_id(1001);
//! let link = client.create_payment_link(&request).await?;
//! println!("{}", link.payment_link);
//! # Ok(())
//! # }
//! ```
//!
//! `examples/invoicing_service.rs` is an axum service with an outbox.
//!
//! # Features
//!
//! | Feature | Default | What it adds |
//! |---|---|---|
//! | `reqwest` | yes | requests over reqwest with rustls, on a tokio runtime |
//! | `tracing` | no | one span for each call and each attempt, without arguments or secrets |
//!
//! Without `reqwest`, give [`Client::builder`] a [`transport`] and a runtime of your own.
//!
//! `docs/providers/invoicing.md` lists what is documented, and what has not been verified. A field
//! marked *unverified* is documented outside the create page.

mod adapter;
mod auth;
mod client;
mod error;
mod link;
mod names;
mod operation;
mod request;
mod token;
mod wire;

pub use adapter::InvoicingLinks;
pub use client::{Client, ClientBuilder, ELEVATE_BILLING};
pub use link::PaymentLink;
pub use paylink_core::*;
pub use request::CreatePaymentLink;
pub use token::{Token, TokenSource};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
