//! Payment links with five providers through one trait.
//!
//! Each provider has a crate of its own; with one provider, use only that crate. This crate is for
//! code that chooses between several.
//!
//! - [`PaymentLinks`] is the shared trait. A field that a provider cannot carry is refused by name,
//!   never dropped.
//! - Amounts are in **major** units of their currency (`25.00` EUR). They are converted exactly, or
//!   not at all.
//! - An error's [`outcome`](Error::outcome) says what happened to the money. After
//!   [`Unknown`](Outcome::Unknown), do not create again: the provider's crate says what to do.
//!
//! # Features
//!
//! | Feature | Default | What it adds |
//! |---|---|---|
//! | `costplus`, `invoicing`, `meum`, `paywint`, `pinelabs` | yes | the provider, with its crate as a module |
//! | `reqwest` | yes | clients over reqwest with rustls, on a tokio runtime |
//! | `tracing` | no | one span for each call and each attempt, without arguments or secrets |
//!
//! # Example
//!
//! ```no_run
//! # #[cfg(all(feature = "meum", feature = "costplus", feature = "reqwest"))]
//! # async fn example(
//! #     meum_key: String, costplus_key: String,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! use paylink::{LinkRequest, Money, PaymentLinks};
//! use paylink::{costplus, meum};
//!
//! let dollars = meum::Client::new(meum::ApiKey::new(meum_key)?)?;
//! let euros = costplus::Client::new(costplus::ApiKey::new(costplus_key)?)?;
//! let links: [Box<dyn PaymentLinks>; 2] = [
//!     Box::new(meum::MeumLinks::new(dollars, "USD".parse()?)),
//!     Box::new(costplus::CostPlusLinks::new(euros)),
//! ];
//!
//! let request = LinkRequest::new(Money::new("25.00".parse()?, "EUR".parse()?))
//!     .with_reference("order-1001")
//!     .with_description("Two tickets");
//! for provider in &links {
//!     match provider.create(&request).await {
//!         Ok(link) => println!("{}: {:?}", link.provider, link.url),
//!         // Meum's account is in dollars: an error in the field `currency`, and nothing is sent.
//!         Err(error) => println!("{error}"),
//!     }
//! }
//! # Ok(())
//! # }
//! ```

mod as_text;
mod build_context;
pub mod config;
mod env_var;
mod profiles;
mod roster;

pub use paylink_core::*;
#[cfg(feature = "reqwest")]
pub use paylink_reqwest::connection;
pub use roster::PROVIDERS;
#[allow(
    unreachable_pub,
    unused_imports,
    reason = "a build without any provider has none to show"
)]
pub use roster::crates::*;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
