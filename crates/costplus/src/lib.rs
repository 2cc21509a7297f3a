//! Payment links with [CostPlus](https://docs.costplus.io): typed, exact and safe.
//!
//! - **Amounts** are whole numbers of **minor** units, VAT included: `995` with `EUR` is 9.95 EUR.
//! - **Idempotency is not documented**: neither an idempotency key, nor what happens when a
//!   merchant order id is used twice. A create is retried only when nothing was sent.
//! - **Credentials**: an API key, sent as the user name of HTTP Basic with an empty password. No
//!   sandbox address is documented: the key decides whether money moves.
//! - **After an unknown outcome**, ask CostPlus about the order before you create another link for
//!   it: no lookup by merchant order id is documented. [`Error::raw_body`] has what arrived of the
//!   response.
//! - **Life of a link**: it can be tried up to 25 times, until it expires or is paid. Without
//!   [`expiration_period`](CreatePaymentLink::expiration_period) it lives for 30 days, according to
//!   the provider's guide.
//!
//! ```no_run
//! # async fn example(key: String) -> Result<(), Box<dyn std::error::Error>> {
//! use costplus::MinorUnits;
//!
//! let client = costplus::Client::new(costplus::ApiKey::new(key)?)?;
//! let amount = MinorUnits::new(995);
//! let request = costplus::CreatePaymentLink::new("invoice-1234", amount, "EUR".parse()?)
//!     .with_description("Invoice #1234");
//! let link = client.create_payment_link(&request).await?;
//! let url = link.payment_url.as_deref();
//! println!("{}", url.unwrap_or("created, but the response had no URL"));
//! # Ok(())
//! # }
//! ```
//!
//! `examples/costplus_service.rs` is an axum service with an outbox that receives webhooks.
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
//! `docs/providers/costplus.md` lists what is documented, and what has not been verified. A field
//! marked *unverified* is documented outside the create page.

mod adapter;
mod client;
mod credentials;
mod customer;
mod error;
mod link;
mod method;
mod names;
mod operation;
mod order;
mod period;
mod request;
pub mod webhook;
mod wire;

pub use adapter::CostPlusLinks;
pub use client::{Client, ClientBuilder};
pub use credentials::{ApiKey, NOPAYN, PRODUCTION};
pub use customer::Customer;
pub use link::{LinkStatus, PaymentLink};
pub use method::PaymentMethod;
pub use order::{Order, OrderStatus};
pub use paylink_core::*;
pub use period::Period;
pub use request::CreatePaymentLink;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
