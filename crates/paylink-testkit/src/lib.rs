//! What tests of code around Paylink need: a mock, a transport without a network, a fixed runtime,
//! and the suite that every provider passes.
//!
//! | You test | Use |
//! |---|---|
//! | code that takes `&dyn PaymentLinks` | [`MockPaymentLinks`]: scripted answers, a record of the calls |
//! | code that takes a provider's client | [`InMemoryTransport`] and [`FixedRuntime`]: scripted replies, a record of what was sent, time that moves only by sleeping |
//! | a provider crate of your own, or a wrapper around [`PaymentLinks`](paylink_core::PaymentLinks) | [`conformance`]: the rules that every provider keeps |
//!
//! All of it works with any test framework and without an async runtime: [`at_once()`] runs a call
//! that never waits. Nothing here panics. A test that is not set up for a call gets an error that
//! says what is missing.
//!
//! # Features
//!
//! | Feature | Default | What it adds |
//! |---|---|---|
//! | `batch` | no | `journal`: the suite that every journal of `paylink-batch` passes, for one of your own |
//!
//! ```
//! use paylink_core::{Link, LinkRequest, Money, PaymentLinks};
//! use paylink_testkit::{MockPaymentLinks, at_once};
//!
//! /// The code under test.
//! async fn address(links: &dyn PaymentLinks, order: &str) -> Option<String> {
//!     let money = Money::new("25.00".parse().ok()?, "EUR".parse().ok()?);
//!     let request = LinkRequest::new(money).with_reference(order);
//!     links.create(&request).await.ok()?.url.clone()
//! }
//!
//! let links = MockPaymentLinks::new("meum").on_every_create(|request| {
//!     let mut link = Link::new("meum");
//!     link.url = request.reference.as_ref().map(|order| format!("https://pay.example.com/{order}"));
//!     Ok(link)
//! });
//! let address = at_once(address(&links, "order-1001")).flatten();
//! assert_eq!(address.as_deref(), Some("https://pay.example.com/order-1001"));
//! ```

mod at_once;
pub mod conformance;
mod mock;
mod runtime;
mod transport;

pub use at_once::at_once;
pub use mock::{MockCall, MockPaymentLinks};
/// The suite that every journal of `paylink-batch` passes.
#[cfg(feature = "batch")]
pub use paylink_batch::testing as journal;
pub use runtime::FixedRuntime;
pub use transport::{InMemoryTransport, Reply, SentRequest};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
