//! Payment links with __Name__: typed, exact and safe.
//!
//! What is documented, and what nobody has observed yet, stands in `docs/providers/__name__.md`.

mod client;
mod config;
mod error;
mod face;
mod link;
mod money;
mod names;
mod operation;
mod request;
mod wire;

pub use client::Client;
pub use config::{ApiKey, Config};
pub use face::__Name__Links;
pub use link::PaymentLink;
pub use paylink_core as core;
pub use request::CreatePaymentLink;
