//! Payment links with [CostPlus](https://docs.costplus.io): typed, exact and safe.
//!
//! - **Amounts** are whole numbers of **minor** units, VAT included: `995` with `EUR` is 9.95 euros.
//! - **Idempotency** are not documented: neither an idempotency key, nor what happens when one merchant order id is used
//!   twice. A create is sent again only when nothing of it was sent.
//! - **Credentials**: an API key, sent as the user name of HTTP Basic with an empty password. No sandbox address is
//!   documented: the key decides whether money moves.
//! - **Unknown outcomes**: no look-up by merchant order id is documented either. Ask CostPlus about the order before you
//!   make another link for it; [`Error::raw_body`] has what arrived of the answer.
//! - **Life of a link**: it can be tried up to 25 times, until it expires or is paid. A link without
//!   [`expiration_period`](CreatePaymentLink::expiration_period) lives for 30 days, says the provider's guide.
//!
//! ```no_run
//! # async fn example(key: String) -> Result<(), Box<dyn std::error::Error>> {
//! use costplus::MinorUnits;
//!
//! let client = costplus::Client::new(costplus::ApiKey::new(key)?)?;
//! let request = costplus::CreatePaymentLink::new("invoice-1234", MinorUnits::new(995), "EUR".parse()?)
//!     .with_description("Invoice #1234");
//! let link = client.create_payment_link(&request).await?;
//! println!("{}", link.payment_url.as_deref().unwrap_or("made, but its address did not come"));
//! # Ok(())
//! # }
//! ```
//!
//! What is documented, and what nobody has observed yet, stands in `docs/providers/costplus.md`. A field marked
//! *unverified* is documented by CostPlus outside its create page.

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
