//! Payment links with __Name__: typed, exact and safe.
//!
//! `docs/providers/__name__.md` says what is documented, and what nobody has observed yet.

mod adapter;
mod client;
mod credentials;
mod error;
mod link;
mod money;
mod names;
mod operation;
mod request;
mod wire;

pub use client::{Client, ClientBuilder};
pub use credentials::ApiKey;
pub use adapter::__Name__Links;
pub use link::PaymentLink;
pub use paylink_core::*;
pub use request::CreatePaymentLink;
