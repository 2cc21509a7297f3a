//! Payment links with the invoicing API (Elevate Billing's "Payment and Refund API"): typed, exact and safe.
//!
//! - **Amounts** are JSON numbers in **major** units: `10.5` is ten and a half. A request carries no currency, and the
//!   answer only the provider's own number of one.
//! - **Idempotency** are not documented: a create is sent again only when nothing of it was sent, or once with a fresh token
//!   after a 401.
//! - **Credentials**: a bearer token, valid for 15 minutes (unverified). How to log in is not documented well enough to
//!   build on, so a client takes a [`Token`], or a [`TokenSource`] that gets a new one when it is needed.
//! - **Address**: the page names no server, so the base URL is always yours to give. [`ELEVATE_BILLING`] is the one that
//!   the same operation is documented for elsewhere.
//! - **Unknown outcomes**: no page reads or lists links. Ask the provider about the invoice or customer before you make
//!   another link; [`Error::raw_body`] has what arrived of the answer. An answer without
//!   `paymentLink` is such a case: the page allows it, even on success.
//!
//! ```no_run
//! # async fn example(token: String) -> Result<(), Box<dyn std::error::Error>> {
//! let token = invoicing::Token::new(token)?;
//! let client = invoicing::Client::builder(token).base_url(invoicing::ELEVATE_BILLING)?.build()?;
//! let request = invoicing::CreatePaymentLink::new(1, "10.50".parse()?, "Deposit for order 1001")
//!     .with_invoice_id(1001);
//! let link = client.create_payment_link(&request).await?;
//! println!("{}", link.payment_link);
//! # Ok(())
//! # }
//! ```
//!
//! What is documented, and what nobody has observed yet, stands in `docs/providers/invoicing.md`. What is marked
//! *unverified* is documented outside the create page.

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
