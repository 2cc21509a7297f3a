//! A third-party provider, which does not exist: every call of the shared trait, made of public
//! items of `paylink-core` only, and checked by `paylink-testkit`.
//!
//! Its API takes minor units with a currency, and an `Idempotency-Key`; its links can be read,
//! found, listed, cancelled and notified of. It has no place for the address after a failed
//! payment.

mod adapter;
mod on_trial;
mod operation;
mod wire;

pub use adapter::ThirdPartyLinks;
pub use on_trial::OnTrial;

/// What errors and links call it.
const PROVIDER: &str = "third_party";
