//! Payment links with __Name__: typed, exact and safe.
//!
//! What is documented, and what nobody has observed yet, stands in `docs/providers/__name__.md`.

mod client;
mod credentials;
mod error;
mod face;
mod link;
mod money;
mod names;
mod operation;
mod request;
mod wire;

pub use client::{Client, ClientBuilder};
pub use credentials::ApiKey;
pub use face::__Name__Links;
pub use link::PaymentLink;
pub use paylink_core as core;
pub use paylink_core::{
    Amount, AmountError, Answer, BaseUrl, Currency, CurrencyError, Error, ErrorKind,
    IdempotencyKey, Lenient, Link, LinkRequest, MinorUnits, Money, Nullable, Outcome, Page, Pages,
    PaymentLinks, PaymentLinksExt, PollInterval, Timestamp, bytes, http, time,
};
pub use request::CreatePaymentLink;
