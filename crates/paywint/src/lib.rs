//! Payment links with [Paywint](https://developer.paywint.com)'s Platform API: typed, exact and safe.
//!
//! - **Amounts** are exact JSON numbers in **major** units: `150.75` arrives as `150.75`. Neither request nor answer
//!   carries a currency; it is the account's.
//! - **Idempotency** are not documented, and there is no idempotency key. A create is sent again only while certainly nothing
//!   has left: after a failure to connect.
//! - **Credentials**: a platform id, and a secret that signs the exact bytes and path of every attempt.
//! - **Environments**: [`SANDBOX`] is the address of the vendor's own samples. Which host is production is not documented
//!   (`https://api.pw.wintpay.com` is likely), so the address is always given. The sandbox also accepts a published
//!   signature: a success there proves nothing about signing.
//! - **Unknown outcomes**: do not create again. No page finds a link by its invoice number or lists links; what arrived of
//!   the answer is in [`Error::raw_body`], and Paywint knows the rest.
//! - **Reads**: a payment by its id, and what a user was paid ([`Client::get_payment`], [`Client::received_payments`]). They
//!   are sent again after a lost answer.
//! - **Webhooks** cannot be verified: no page says how they are signed. See [`webhook`].
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
//! What is documented, and what nobody has observed yet, stands in `docs/providers/paywint.md`.

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
