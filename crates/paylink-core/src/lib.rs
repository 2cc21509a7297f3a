//! Money, operations, errors and the shared trait of the Paylink crates.
//!
//! This crate does no I/O, reads no clock and names no provider. To create payment links, use the
//! crate of a provider, or `paylink` for several.
//!
//! - [`Amount`], [`MinorUnits`], [`Currency`], [`Money`]: exact amounts, never rounded.
//! - [`Error`]: its [`outcome`](Error::outcome) says what happened to the money.
//! - [`PaymentLinks`]: the shared trait for code that routes between providers.
//! - [`transport`]: traits for HTTP and for time. `paylink-reqwest` implements both.
//! - [`provider`]: what the author of a provider crate needs.
//!
//! # Features
//!
//! | Feature | Default | What it adds |
//! |---|---|---|
//! | `tracing` | no | the spans below |
//!
#![doc = include_str!("../TRACING.md")]

// First, so that every file below can use its macros.
#[macro_use]
mod macros;

mod answered;
mod base_url;
mod call;
mod check;
mod error;
mod field_error;
mod hidden;
mod idempotency;
mod json;
mod links;
mod money;
mod nullable;
pub mod provider;
mod secret;
mod stored;
mod timestamp;
pub mod transport;
pub mod webhook;

// These crates are in public signatures.
pub use {bytes, http, time};

pub use answered::Answered;
pub use base_url::BaseUrl;
pub use call::{Answer, BoxFuture, ClientBuilder, Page, Pages};
pub use error::{Error, ErrorKind, Outcome};
pub use field_error::FieldError;
pub use idempotency::IdempotencyKey;
pub use json::Json;
pub use links::{
    Capabilities, Field, Link, LinkCustomer, LinkRequest, LinkState, PaymentLinks, PaymentLinksExt,
    PaymentState, PollInterval, Support, Waited,
};
pub use money::{Amount, AmountError, Currency, CurrencyError, MinorUnits, Money};
pub use nullable::Nullable;
pub use timestamp::Timestamp;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
