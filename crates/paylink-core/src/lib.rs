//! Money, operations, errors and the shared traits of the Paylink crates.
//!
//! This crate does no I/O, reads no clock and names no provider. What a provider crate needs to make a call is here:
//!
//! - [`Amount`], [`MinorUnits`], [`Currency`], [`Money`]: exact, never rounded;
//! - [`Operation`]: one operation as two pure functions and a constant [`Effect`];
//! - [`Transport`] and [`Host`]: the two seams to the world, which `paylink-reqwest` fills;
//! - [`Caller`]: drives an operation, and [`decide`]s whether a request may be sent again;
//! - [`Error`]: its [`outcome`](Error::outcome) says what happened to the money;
//! - [`PaymentLinks`]: the shared face for code that routes between providers.
//!
#![doc = include_str!("../TRACING.md")]

// First, so that every file below can use its macros.
#[macro_use]
mod macros;

mod base_url;
mod call;
mod check;
mod error;
mod face;
mod idempotency;
mod invalid;
pub mod json;
mod lenient;
mod money;
mod nullable;
mod secret;
mod stored;
mod timestamp;
pub mod webhook;

// They are in public signatures.
pub use {bytes, http, time};

pub use base_url::{BaseUrl, PathSegment};
pub use call::{
    Answer, Authorize, Bounds, BoxFuture, BuildClient, Caller, ClientBuilder, Comparison, Connect,
    ConnectOptions, Connection, Context, Decision, Difference, Effect, Ending, FixedHeader,
    History, Host, Key, Limits, Operation, Page, Pages, Received, Refusal, Rejection, Repeats,
    Transport, TransportError, TransportErrorKind, decide, empty_request, json_request, json_text,
    kind_of_status, no_transport, secret_json_request,
};
pub use check::{
    check_length, check_not_blank, check_positive, check_unique_names, check_url, invalid_amount,
};
pub use error::{Error, ErrorKind, Outcome};
pub use face::{
    Capabilities, Customer, Field, Link, LinkRequest, LinkState, PaymentLinks, PaymentLinksExt,
    PaymentState, PollInterval, Support, Waited,
};
pub use idempotency::IdempotencyKey;
pub use invalid::Invalid;
pub use lenient::Lenient;
pub use money::{Amount, AmountError, Currency, CurrencyError, MinorUnits, Money};
pub use nullable::Nullable;
pub use secret::{Secret, credentials_header, sensitive_header};
pub use timestamp::Timestamp;
