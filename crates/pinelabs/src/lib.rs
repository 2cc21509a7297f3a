//! Payment links with [Pine Labs Online](https://www.pinelabs.com/docs/online-payments), once Plural: typed, exact and safe.
//!
//! - **Amounts** are whole numbers of **minor** units with their currency: `50000` and `INR` are 500.00 INR.
//!   [`PaymentAmount`] is made from major units exactly, or not at all.
//! - **Idempotency** are documented: `merchant_payment_link_reference` is the idempotency key, and a repeated one gives the
//!   existing link. A create that timed out is sent again under it. Use one reference for one order. The header
//!   `Idempotency-Key` is sent when you give a key; what it changes is not documented.
//! - **Credentials**: a client id and a client secret. The client makes an access token from them, keeps it, makes the next
//!   one early, and once more after a 401; however many callers wait, one exchange is under way.
//! - **Environments**: [`PRODUCTION`] and [`UAT`].
//! - **Unknown outcomes**: send the same request with the same reference again. Nobody has observed whether Pine Labs
//!   then answers the link or the code [`DUPLICATE_REQUEST`]; the code means that something exists under the reference, or is
//!   being made, and [`find_payment_link`](Client::find_payment_link) looks it up. A link that differs from what was asked for,
//!   or that can no longer be paid, is an error that keeps it.
//! - **Afterwards**: a link is read, found by its reference and cancelled, and its customer is notified again. No page lists or changes
//!   links. [`webhook`]s are signed and tell of orders.
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
//! println!("{}", link.payment_link.as_deref().unwrap_or("created, but the response had no URL"));
//! # Ok(())
//! # }
//! ```
//!
//! # Choose the reference, store it, send
//!
//! A call that is dropped, timed out or killed tells its caller nothing. With a reference that is stored before the call,
//! nothing is lost: send the same request with the same reference again, or look the link up.
//!
//! ```no_run
//! # async fn store(_: &str) -> std::io::Result<()> { Ok(()) }
//! # async fn example(client: pinelabs::Client, amount: pinelabs::PaymentAmount) -> Result<(), Box<dyn std::error::Error>> {
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
//! `docs/providers/pinelabs.md` lists what is documented, and what nobody has observed yet.

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
