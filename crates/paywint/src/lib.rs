//! Payment links with [Paywint](https://developer.paywint.com)'s Platform API: typed, exact and
//! safe.
//!
//! - **Amounts** are exact JSON numbers in **major** units: `150.75` is sent as `150.75`. Neither
//!   the request nor the response has a currency; it is the account's.
//! - **Idempotency is not documented**, and there is no idempotency key. A create is retried only
//!   after a failure to connect, when nothing was sent.
//! - **Credentials**: a platform id, and a secret that signs the exact bytes and path of each
//!   attempt.
//! - **Environments**: [`SANDBOX`] is the address in the vendor's samples. Which host is production
//!   is not documented (`https://api.pw.wintpay.com` is likely), so you always give the address.
//!   The sandbox also accepts a published signature: a success there does not prove that signing
//!   works.
//! - **After an unknown outcome**, do not create again. No page documents a lookup by invoice
//!   number or a list of links. [`Error::raw_body`] has what arrived of the response; ask Paywint.
//! - **Reads**: a payment by its id, and the payments that a user received
//!   ([`Client::get_payment`], [`Client::received_payments`]). Reads are retried.
//! - **Webhooks** cannot be verified: no page documents how they are signed. See [`webhook`].
//!
//! ```no_run
//! # #[cfg(feature = "reqwest")]
//! # async fn example(
//! #     platform_id: paywint::Uuid, user_id: paywint::Uuid, secret: String,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! use paywint::{Client, CreatePaymentLink, Credentials, SANDBOX, SecretKey};
//!
//! let credentials = Credentials::new(platform_id, SecretKey::new(secret)?);
//! let client = Client::builder(credentials).base_url(SANDBOX)?.build()?;
//! let request = CreatePaymentLink::new("150.75".parse()?).with_invoice_number("INV-2025-0012");
//! let link = client.create_payment_link(user_id, &request).await?;
//! println!("{}", link.payment_link);
//! # Ok(())
//! # }
//! ```
//!
//! `examples/paywint_service.rs` is an axum service with an outbox that receives webhooks.
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
//! `docs/providers/paywint.md` lists what is documented, and what has not been verified.

mod adapter;
mod auth;
mod client;
mod credentials;
mod error;
mod link;
mod names;
mod operation;
mod payment;
mod received;
mod request;
pub mod webhook;
mod wire;

pub use adapter::PaywintLinks;
pub use auth::{EmptyBodyHash, SecretKey};
pub use client::{Client, ClientBuilder};
pub use credentials::{Credentials, SANDBOX};
pub use link::PaymentLink;
pub use paylink_core::*;
pub use payment::{Payment, PaymentStatus};
pub use received::{ReceivedPayments, RowsPerPage};
pub use request::CreatePaymentLink;
pub use uuid::Uuid;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
